"""What a person may jump to: their rooms, people, and open rooms they could join."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.directory import named
from accounts.models import User
from chat import text
from chat.models import Room
from chat.rows import Row
from chat.sidebar import rows_for

RECENT = 7
MOST_ROOMS, MOST_PEOPLE, MOST_OPEN = 12, 6, 5


class Choice(NamedTuple):
    """One line of the switcher: a link, or where `is_post` says so a form."""

    title: SafeString
    note: str
    address: str
    is_post: bool = False
    room: Room | None = None
    people: list[User] = []
    badge: str = ""
    number: str = ""


def choices_for(user, words: str) -> list[Choice]:
    """The best first; without words where the person was last, with what is unread on top."""
    rows = rows_for(user.pk)
    if not words:
        seen = [row for row in rows if not row.is_hidden]
        recent = sorted(seen, key=lambda row: (not row.badge, -row.milliseconds))
        return [_of_row(row, words) for row in recent[:RECENT]]
    found = _best(rows, words)
    known = {row.others[0].pk for row in found if row.room.is_direct and len(row.others) == 1}
    mine = (_of_row(row, words) for row in found)
    return list(chain(mine, _people(user, words, known), _open_rooms(user, words)))


def _best(rows: list[Row], words: str) -> list[Row]:
    known = [
        row for row in rows if row.room.last_seq or not row.is_hidden
    ]  # not what was only opened
    found = [row for row in known if _rank(row.title, words)]
    found.sort(key=lambda row: (-_rank(row.title, words), -row.milliseconds))
    return found[:MOST_ROOMS]


def _rank(title: str, words: str) -> int:
    """3: begins with the words, 2: a word of it does, 1: they are in it, 0: they are not."""
    title, words = text.sort_key(title), text.sort_key(words)
    if title.startswith(words):
        return 3
    return 2 if f" {words}" in title else int(words in title)


def _of_row(row: Row, words: str) -> Choice:
    address = reverse("room", args=[row.room.pk])
    people = row.others if row.room.is_direct else []
    kinds = {"direct": _("Direct message"), "closed": _("Closed room"), "open": _("Room")}
    note = " · ".join(filter(None, [kinds[row.room.kind], row.room.topic]))
    title = _marked(row.title, words)
    return Choice(title, note, address, False, row.room, people[:2], row.badge, row.number)


def _people(user, words: str, known: set[int]) -> Iterator[Choice]:
    """Those with whom no direct room is found already."""
    people = User.objects.filter(named(words), is_active=True).exclude(pk__in={user.pk, *known})
    for person in people.order_by("name", "pk")[:MOST_PEOPLE]:
        address = f"/people/{quote(person.username, safe='')}/message/"
        title = _marked(str(person), words)
        yield Choice(title, f"@{person.username}", address, is_post=True, people=[person])


def _open_rooms(user, words: str) -> Iterator[Choice]:
    """Those that the person could join."""
    rooms = Room.objects.joinable_by(user).filter(name__icontains=words, archived_at=None)
    for room in rooms.exclude(bans__user=user).with_members_count().by_name()[:MOST_OPEN]:
        members = ngettext("%(count)s member", "%(count)s members", room.members_count)
        note = _("Join · %(members)s") % {"members": members % {"count": room.members_count}}
        address = reverse("join_room", args=[room.pk])
        yield Choice(_marked(str(room), words), note, address, is_post=True, room=room)


def _marked(title: str, words: str) -> SafeString:
    """The title with the words in it marked."""
    at = title.lower().find(words.lower()) if words else -1
    if at < 0 or len(title.lower()) != len(title):  # some letters have longer small ones
        return format_html("{}", title)
    parts = title[:at], title[at : at + len(words)], title[at + len(words) :]
    return format_html("{}<mark>{}</mark>{}", *parts)
