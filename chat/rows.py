"""A room as somebody's sidebar shows it: what everybody sees, and the viewer's own part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Self

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from chat import presence, previews, text
from chat.models import Attachment, Membership, Message, Room

SECTIONS = ("favourites", "rooms", "directs")
SHOWN_FACES = 2
NEVER = -1  # a seq before all


@dataclass(frozen=True)
class Row:
    """What is pushed leaves the viewer's part, from `membership` on, at its default.

    `people` are a direct room's; `by` said the newest message; `mentioned` are the unread messages
    that name the viewer, by seq; `is_folded`: the viewer blocked who said the newest message; `stamp`
    is when the membership was read, in microseconds; `states` says how present people are, by their
    ids.
    """

    room: Room
    people: tuple[User, ...] = ()
    by: User | None = None
    preview: str = ""
    at: datetime | None = None
    membership: Membership | None = None
    mentioned: tuple[int, ...] = ()
    stamp: int = 0
    is_current: bool = False
    is_folded: bool = False
    states: Mapping[int, str] = field(default_factory=dict)

    def for_everybody(self) -> Self:
        return type(self)(self.room, self.people, self.by, self.preview, self.at)

    @property
    def others(self) -> list[User]:
        """Who a direct room is with, seen by its viewer; whoever is alone in one is with themself."""
        viewer = self.membership and self.membership.user_id
        return [person for person in self.people if person.pk != viewer] or list(self.people)

    @property
    def title(self) -> str:
        return ", ".join(map(str, self.others)) if self.room.is_direct else str(self.room)

    @property
    def is_by_viewer(self) -> bool:
        return bool(self.by and self.membership and self.by.pk == self.membership.user_id)

    @property
    def names_speaker(self) -> bool:
        """Between two it goes without saying."""
        is_between_two = self.room.is_direct and len(self.people) <= SHOWN_FACES
        return self.membership is None or self.is_by_viewer or not is_between_two

    @property
    def last_read_seq(self) -> int:
        return self.membership.last_read_seq if self.membership else 0

    @property
    def unread(self) -> int:
        return max(0, self.room.last_seq - self.last_read_seq) if self.membership else 0

    @property
    def level(self) -> str:
        return self.membership.level if self.membership else Membership.Level.EVERYTHING

    @property
    def is_muted(self) -> bool:
        return self.level == Membership.Level.NOTHING

    @property
    def is_hidden(self) -> bool:
        return bool(self.membership and self.membership.is_hidden and not self.is_current)

    @cached_property
    def badge(self) -> str:
        """The kind of number it shows: strong, mention, plain or silent (none, and bold); or no badge."""
        if self.is_muted or not self.unread:
            return ""
        if self.room.is_direct and self.level == Membership.Level.EVERYTHING:
            return "strong"
        if self.mentioned:
            return "mention"
        return "plain" if self.level == Membership.Level.EVERYTHING else "silent"

    @property
    def number(self) -> str:
        numbers = {"mention": len(self.mentioned), "silent": 0, "": 0}
        number = numbers.get(self.badge, self.unread)
        return "99+" if number > 99 else str(number or "")

    @property
    def own(self) -> dict[str, bool | str]:
        """The viewer's part of the markup: the slots of templates/chat/_row.html."""
        viewer = self.membership and self.membership.user_id
        is_folded = self.is_folded and self.by is not None
        return {
            "current": self.is_current,
            "hidden": self.is_hidden,
            "muted": self.is_muted,
            "audible": not self.is_muted,
            "unread": bool(self.badge),
            "read": not self.badge,
            "badge": self.badge,
            "number": self.number,
            "unnamed": self.badge != "mention",
            "speaker": _("You") if self.is_by_viewer else True,
            "speechless": is_folded or not self.names_speaker,
            "preview": _("Message from somebody you blocked.") if is_folded else True,
            f"is{viewer}": len(self.people) > 1,
            **self._presences,
        }

    @property
    def _presences(self) -> dict[str, bool | str]:
        """Who is offline is left as everybody gets it."""
        found: dict[str, bool | str] = {}
        for person in self.people:
            state = self.states.get(person.pk, presence.OFFLINE)
            is_there = state != presence.OFFLINE
            found[f"state{person.pk}"] = not is_there or state
            found[f"word{person.pk}"] = not is_there or _word_of(state)
        return found

    @cached_property
    def facts(self) -> dict[str, bool | str]:
        """What the page's scripts are told of the viewer's part: the slots of the `…_facts.html`."""
        told: dict[str, bool | str] = {
            "room": str(self.room.pk),
            "version": str(self.room.version),
            "stamp": str(self.stamp),
            "level": self.level,
            "last_read": str(self.last_read_seq),
            "mentioned": " ".join(map(str, self.mentioned)),
        }
        if place := self.membership:
            told["role"] = place.role
            told["position"] = str(place.position)
            told["favourite"] = place.is_favourite
            told["hidden_seq"] = str(NEVER if place.hidden_seq is None else place.hidden_seq)
        return told

    @property
    def section(self) -> str:
        if self.membership and self.membership.is_favourite:
            return "favourites"
        return "directs" if self.room.is_direct else "rooms"

    @property
    def sort(self) -> str:
        """The order of rows that have no place of their own: names, and times of direct rooms."""
        return str(self.milliseconds) if self.room.is_direct else text.sort_key(str(self.room))

    @property
    def milliseconds(self) -> int:
        return int((self.at or self.room.created_at).timestamp() * 1000)


def _word_of(state: str) -> str:
    return _("Online") if state == presence.ONLINE else _("Away")


def in_order(rows: Sequence[Row]) -> list[Row]:
    """As a sidebar shows them; static/js/places.js has the same order."""
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple:
    section = SECTIONS.index(row.section)
    if row.section == "directs":
        return section, -row.milliseconds, "", row.room.pk
    own = row.membership.order if row.membership else (0, row.sort, row.room.pk)
    return section, *own


def row_of(
    room: Room,
    last: Message | None,
    people: Sequence[User] = (),
    files: Sequence[Attachment] = (),
    names: Mapping[int, str] = previews.NOBODY,
    **viewer,
) -> Row:
    """A room's row from its newest message, its files where it says nothing, and the names of whom it
    names; `viewer`: the fields of a viewer's part."""
    if last is None:
        return Row(room, tuple(people), **viewer)
    by = None if last.is_deleted or last.is_system else last.author
    return Row(room, tuple(people), by, _preview(last, files, names), last.sent_at, **viewer)


def _preview(message: Message, files: Sequence[Attachment], names: Mapping[int, str]) -> str:
    if message.is_deleted:
        with override(settings.LANGUAGE_CODE):
            return _("Message deleted")
    if message.is_system:
        return f"{message.author} {message.body}"
    return previews.line_of(message, files, names)
