"""From objects to HTML that serves everybody: nothing here knows who looks, and all of it is in the
site's language.

A message is rendered once for each of its versions and kept in the cache.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import cache as cache_once
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from chat import text
from chat.models import Membership, Message, Room
from chat.rows import Row
from chat.slots import fill

GROUP_GAP = timedelta(minutes=5)
KEPT_FOR = 86_400  # seconds


def message(message: Message, *, first: bool = True) -> SafeString:
    """One message as a list item; `first` starts a group and shows the author."""
    return messages([message], [first])[0]


def messages(batch: Sequence[Message], firsts: Iterable[bool] | None = None) -> list[SafeString]:
    """Messages with their authors loaded, each as a list item."""
    keyed = {
        _key(message, first): (message, first)
        for message, first in zip(batch, firsts or [True] * len(batch), strict=True)
    }
    return _rendered(keyed, lambda message_and_first: _render_message(*message_and_first))


def pending_message(room: Room, author) -> SafeString:
    """The form of a message that its author's page shows before it is confirmed; without text, and
    in the author's language."""
    message = Message(author=author, sent_at=timezone.now())
    facts = _facts(message, True) | {"pending_in": room}
    return get_template("chat/_message.html").render(facts)


def starts_group(message: Message, previous: Message | None) -> bool:
    """Whether the author is shown again: another one, a pause, or a system line between."""
    return (
        previous is None
        or previous.is_system
        or previous.author_id != message.author_id
        or message.sent_at - previous.sent_at > GROUP_GAP
    )


def rows(batch: Sequence[Row]) -> list[SafeString]:
    """Rows as everybody gets them, without the viewer's part."""
    return own_rows([row.for_everybody() for row in batch])


def own_rows(batch: Sequence[Row]) -> list[SafeString]:
    """Rows as their viewer sees them."""
    keyed = {_row_key(row): row for row in batch}
    kept = _rendered(keyed, _render_row)
    return [fill(markup, row.own) for markup, row in zip(kept, batch, strict=True)]


def facts(name: str, batch: Iterable[Row]) -> SafeString:
    """What scripts are told of the viewer's part of these rows: `place`, `mention` or `read`."""
    markup = _facts_markup(name)
    return mark_safe("".join(fill(markup, row.facts) for row in batch))


def live_room(room_id: int, since: int, version: int, messages: str, row: str = "") -> SafeString:
    """The envelope that takes a page's log from one version to another."""
    facts = {"room_id": room_id, "since": since, "version": version}
    return _render(
        "live/room.html", facts | {"messages": mark_safe(messages), "row": mark_safe(row)}
    )


def live_history(room: Room, messages: str, edges: dict) -> SafeString:
    """The envelope of a history page.

    `edges` says where it goes on: `before` or `after` (a seq), or `at_start` or `at_newest`.
    """
    facts = {"room": room, "messages": mark_safe(messages), **edges}
    return _render("live/history.html", facts)


def live_more(room_id: int) -> SafeString:
    """Tells a page that has missed too much to start afresh."""
    return _render("live/more.html", {"room_id": room_id})


def live_rows(rows: str) -> SafeString:
    return _render("live/rows.html", {"rows": mark_safe(rows)})


def live_row_gone(room_id: int) -> SafeString:
    return _render("live/row_gone.html", {"room_id": room_id})


def live_reads(reads: dict[int, int], stamp: int = 0, *, is_back: bool = False) -> SafeString:
    """Reading positions of one person, room id to the last seq read, as they stand at `stamp`.

    `is_back`: the person moved it back themself, and pages leave it there.
    """
    return _render("live/reads.html", {"reads": reads, "stamp": stamp, "is_back": is_back})


def live_seen(membership: Membership, seq: int, stamp: int) -> SafeString:
    """How far somebody has read, for the others who have the room open."""
    facts = {"person": membership.user, "since": membership.joined_ms}
    return _render("live/seen.html", facts | {"seq": seq, "stamp": stamp})


def live_presences(states: dict[int, str], stamp: int) -> SafeString:
    """How present people are, by their ids."""
    return _render("live/presences.html", {"states": states, "stamp": stamp})


def face(person) -> SafeString:
    """What a person is called and what they are at."""
    return _render("chat/_face_words.html", {"person": person})


def live_faces(faces: dict[int, str], stamp: int) -> SafeString:
    """The same of several, by their ids, as it stood at `stamp`."""
    shown = {user_id: mark_safe(markup) for user_id, markup in faces.items()}
    return _render("live/faces.html", {"faces": shown, "stamp": stamp})


def live_places(rows: Sequence[Row]) -> SafeString:
    """One person's own part of these rows."""
    told = {"places": facts("place", rows), "mentions": facts("mention", rows)}
    return _render("live/places.html", told)


def live_mentions(room: Room, seqs: Iterable[int]) -> SafeString:
    """The unread messages of a room that name one person."""
    told = facts("mention", [Row(room, mentioned=tuple(seqs))])
    return _render("live/mentions.html", {"mentions": told})


def live_typing(user, at: int) -> SafeString:
    """Somebody types; `at` in milliseconds."""
    return _render("live/typing.html", {"person": user, "at": at})


def _rendered(keyed: dict, render: Callable[..., str]) -> list[SafeString]:
    """What is kept under these keys; what is not is rendered and kept."""
    kept = cache.get_many(keyed)
    fresh = {key: render(thing) for key, thing in keyed.items() if key not in kept}
    if fresh:
        cache.set_many(fresh, KEPT_FOR)
    kept.update(fresh)
    return [mark_safe(kept[key]) for key in keyed]


def _render_row(row: Row) -> str:
    return str(_render("chat/_row.html", {"row": row.for_everybody()}))


def _row_key(row: Row) -> str:
    faces = [(str(person), person.avatar_version) for person in row.people]
    shown = f"{row.room.kind}{row.room}{row.by}{row.preview}{row.at}{faces}"
    stamp = _digest("chat/_row.html")
    return f"row.{row.room.pk}.{row.room.version}.{crc32(shown.encode())}.{stamp}"


def _key(message: Message, first: bool) -> str:
    author = message.author
    shown = f"{author} {author.username} {author.avatar_version} {author.is_active}"
    face = crc32(shown.encode())
    stamp = _digest("chat/_message.html")
    return f"message.{message.client_id}.{message.version}.{first:d}.{face}.{stamp}"


@cache_once
def _facts_markup(name: str) -> SafeString:
    return get_template(f"chat/_{name}_facts.html").render()


@cache_once
def _digest(template: str) -> int:
    """Changes with the markup, so that an upgrade renders afresh."""
    return crc32(get_template(template).template.source.encode())


def _render_message(message: Message, first: bool) -> str:
    return str(_render("chat/_message.html", _facts(message, first)))


def _facts(message: Message, first: bool) -> dict:
    """What the template needs; the time is written out once, the date filter being slow."""
    return {
        "message": message,
        "first": first,
        "html": text.to_html(message.body),
        "iso": message.sent_at.isoformat(),
        "clock": f"{timezone.localtime(message.sent_at):%H:%M}",
        "ms": int(message.sent_at.timestamp() * 1000),
    }


def _render(template: str, facts: dict) -> SafeString:
    with override(settings.LANGUAGE_CODE):
        return get_template(template).render(facts)
