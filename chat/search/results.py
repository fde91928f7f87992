"""What somebody finds: their question in their rooms and among people, and the answers as they are shown."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString

from accounts.allowances import Ceiling, spend
from accounts.models import User
from chat import previews, text
from chat.models import Message
from chat.rows import Row
from chat.search import facts
from chat.search.days import ids_between
from chat.search.hits import newest_hits
from chat.search.language import Question, question_in
from chat.search.snippets import snippet
from chat.search.terms import text_of
from chat.search.wanted import Wanted

SEARCHES = Ceiling("search", settings.SEARCHES_A_MINUTE, 60)
PAGE = 20
ME = "me"


class Found(NamedTuple):
    """A message, the row of its room and a piece of what it says; `line` where that is nothing."""

    message: Message
    row: Row
    snippet: SafeString
    line: str


class Results(NamedTuple):
    """Newest first. `before`: the id that the next page comes before, if there is one; after a long
    search that found nothing yet, too."""

    question: Question
    found: Sequence[Found] = ()
    before: int | None = None


def search_for(user, typed: str, rows: Sequence[Row], **narrowed) -> Results:
    """A page of what is found, as `results_for` does. Raises Spent."""
    if not question_in(typed).is_empty:
        spend(SEARCHES, str(user.pk))
    return results_for(user, typed, rows, **narrowed)


def results_for(
    user,
    typed: str,
    rows: Sequence[Row],
    *,
    room_id: int | None = None,
    before: int | None = None,
    zone: tzinfo = UTC,
    limit: int = PAGE,
) -> Results:
    """`rows` are the person's own; `room_id`: one of them; days are those of `zone`."""
    question = question_in(typed)
    asked_in = {row.room.pk: row for row in _rows_meant(question, rows, room_id)}
    people = _people_meant(question, user)
    if question.is_empty or not asked_in or (question.people and not people):
        return Results(question)
    wanted = _wanted(question, user.pk, asked_in, people, zone, before)
    ids, looked_to = newest_hits(wanted, limit + 1)
    found = _shown(ids[:limit], question, asked_in)
    return Results(question, found, ids[limit - 1] if len(ids) > limit else looked_to)


def _wanted(question, user_id: int, rooms, people, zone: tzinfo, before: int | None) -> Wanted:
    groups = [[facts.in_room(pk) for pk in rooms]]
    if people:
        groups.append([facts.by_author(pk) for pk in people])
    if "link" in question.has:
        groups.append([facts.LINK])
    if question.has & {"file", "image"}:
        groups.append([facts.FILE])
    since, until = _since(question.after, zone), _start(question.before, zone)
    above, below = ids_between(since, until)
    below = min((pk for pk in (below, before) if pk is not None), default=None)
    has_image = "image" in question.has
    return Wanted(user_id, question.phrases, groups, above, below, since, until, has_image)


def _start(day: date | None, zone: tzinfo) -> datetime | None:
    """The first moment of a day, in UTC."""
    return day and datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _since(day: date | None, zone: tzinfo) -> datetime | None:
    return _start(day and day + timedelta(days=1), zone)


def _rows_meant(question: Question, rows: Sequence[Row], room_id: int | None) -> Sequence[Row]:
    if room_id is not None:
        rows = [row for row in rows if row.room.pk == room_id]
    if not question.rooms:
        return rows
    return [row for name in question.rooms for row in _called(name, rows)]


def _called(name: str, rows: Sequence[Row]) -> list[Row]:
    """The rooms of this name or number; where there is none, those whose name holds it."""
    key = text.sort_key(name)
    names = {row.room.pk: text.sort_key(row.title) for row in rows}
    exact = [row for row in rows if key in (names[row.room.pk], str(row.room.pk))]
    return exact or [row for row in rows if key in names[row.room.pk]]


def _people_meant(question: Question, user) -> list[int]:
    names = {User.normalize_username(name) for name in question.people if name.lower() != ME}
    found = list(User.objects.filter(username__in=names).values_list("pk", flat=True))
    return found + [user.pk] * any(name.lower() == ME for name in question.people)


def _shown(ids: Sequence[int], question: Question, rows: dict[int, Row]) -> list[Found]:
    messages = Message.objects.filter(deleted_at=None).with_author().in_bulk(ids)
    files = previews.files_of(messages.values())
    return [
        Found(
            message,
            rows[message.room_id],
            snippet(text_of(message), question.phrases),
            previews.line_of(message, files[pk]) if pk in files else "",
        )
        for pk in ids
        if (message := messages.get(pk))
    ]
