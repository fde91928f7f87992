"""Catch-up: the one query behind everything that was missed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

from django.conf import settings

from chat import fragments, message_fragments
from chat.errors import RoomNotFound
from chat.models import Membership, Message, Room
from chat.payloads import messages, room_news
from chat.sidebar import shared_row

# What a change is written out as: for pages, for programs.
HTML, JSON = "html", "json"
PAGES, BOTH = (HTML,), (HTML, JSON)


class Entry(NamedTuple):
    """A message as it stands at a version, in the forms that were asked for."""

    version: int
    seq: int
    html: str
    payload: str = ""


@dataclass(frozen=True)
class Changes:
    """What takes a room from version `since` to `version`.

    `more`: to a version on the way, as there is more yet; or nowhere, without an entry, as it is too much.
    """

    room_id: int
    since: int
    version: int
    entries: list[Entry] = field(default_factory=list)
    row: str = ""
    facts: str = ""
    more: bool = False

    def frame(self) -> str:
        if self.more:
            return fragments.live_more(self.room_id)
        html = "".join(entry.html for entry in self.entries)
        return fragments.live_room(self.room_id, self.since, self.version, html, self.row)


class Missed(NamedTuple):
    """Messages by version, with their authors; `version`: how far that takes the room."""

    room: Room
    messages: list[Message]
    version: int
    more: bool


def changes_for(membership: Membership, since: int, forms: Collection[str] = PAGES) -> Changes:
    """What a member missed; raises RoomNotFound where they stopped being one meanwhile.

    Asked at the end: whoever is a member then was one while all of it was looked up.
    """
    seen = membership.visible_from_seq
    changes = changes_since(membership.room_id, since, visible_from_seq=seen, forms=forms)
    _check_still_in(membership)
    return changes


def missed_by(membership: Membership, since: int, limit: int) -> Missed:
    """The same as messages, so many at most."""
    missed = missed_since(membership.room_id, since, limit, membership.visible_from_seq)
    _check_still_in(membership)
    return missed


def _check_still_in(membership: Membership) -> None:
    if not membership.as_now().exists():
        raise RoomNotFound


def changes_since(
    room_id: int, since: int, *, visible_from_seq: int = 0, forms: Collection[str] = PAGES
) -> Changes:
    """Messages of a room that changed after a version, with the room's row."""
    limit = settings.CATCH_UP_LIMIT
    room, batch, version, more = missed_since(
        room_id, since, limit, visible_from_seq, in_parts=JSON in forms
    )
    if more and not batch:
        return Changes(room_id, since, version, more=True)
    row = shared_row(room) if HTML in forms else ""
    facts = room_news.shared(room, version) if JSON in forms and not more else ""
    return Changes(room_id, since, version, _entries(batch, forms), row, facts, more)


def _entries(batch: list[Message], forms: Collection[str]) -> list[Entry]:
    htmls = message_fragments.messages(batch) if HTML in forms else repeat("")
    texts = messages.texts(batch) if JSON in forms else repeat("")
    return [
        Entry(message.version, message.seq, html, text)
        for message, html, text in zip(batch, htmls, texts, strict=False)
    ]


def missed_since(
    room_id: int, since: int, limit: int, visible_from_seq: int = 0, *, in_parts: bool = True
) -> Missed:
    """Messages of a room that changed after a version; where the room never was at that, none, and a
    lower version. None either where they are more than the limit and nobody takes a part of them.

    The room's version is read before the messages: whatever is counted in it is committed and so is
    found, and what comes later is only found twice.
    """
    room = Room.objects.get(pk=room_id)
    if since > room.version:  # shown before the database was put back to an earlier state
        return Missed(room, [], room.version, True)
    visible = Message.objects.in_room(room_id).filter(seq__gte=visible_from_seq)
    missed = visible.changed_since(since)
    if not in_parts and room.version - since > limit and missed[limit : limit + 1].exists():
        return Missed(room, [], room.version, True)
    batch = list(missed.with_author()[: limit + 1])
    more = len(batch) > limit
    batch = batch[:limit]
    newest = batch[-1].version if batch else since
    return Missed(room, batch, newest if more else max(room.version, newest), more)
