"""From objects to HTML that serves everybody: nothing here knows who looks, and all of it is in the
site's language.

A message is rendered once for each of its versions and kept in the cache.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache as cache_once
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from chat import text
from chat.models import Message, Room

GROUP_GAP = timedelta(minutes=5)
KEPT_FOR = 86_400  # seconds


@dataclass(frozen=True)
class Row:
    """A room in the sidebar. What is pushed leaves the viewer's part, the last two, at its default."""

    room: Room
    preview: str = ""
    at: datetime | None = None
    last_read_seq: int | None = None
    is_current: bool = False

    @property
    def unread(self) -> int:
        return 0 if self.last_read_seq is None else max(0, self.room.last_seq - self.last_read_seq)


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


def row_of(room: Room, last: Message | None, **viewer) -> Row:
    """A room's row from its newest message; `viewer`: last_read_seq and is_current."""
    if last is None:
        return Row(room, **viewer)
    return Row(room, preview=_preview(last), at=last.sent_at, **viewer)


def rows(batch: Sequence[Row]) -> list[SafeString]:
    """Rows as everybody gets them, without the viewer's part."""
    keyed = {
        f"row.{row.room.pk}.{row.room.version}.{crc32(f'{row.room}{row.preview}{row.at}'.encode())}": row
        for row in batch
    }
    return _rendered(keyed, _render_row)


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


def live_seen(user, seq: int, stamp: int) -> SafeString:
    """How far somebody has read, for the others who have the room open."""
    return _render("live/seen.html", {"person": user, "seq": seq, "stamp": stamp})


def live_presences(states: dict[int, str], stamp: int) -> SafeString:
    """How present people are, by their ids."""
    return _render("live/presences.html", {"states": states, "stamp": stamp})


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
    return str(
        _render("chat/_row.html", {"row": replace(row, last_read_seq=None, is_current=False)})
    )


def _key(message: Message, first: bool) -> str:
    author = message.author
    shown = f"{author} {author.username} {author.avatar_version} {author.is_active}"
    face = crc32(shown.encode())
    stamp = _digest("chat/_message.html")
    return f"message.{message.client_id}.{message.version}.{first:d}.{face}.{stamp}"


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


def _preview(message: Message) -> str:
    if message.is_deleted:
        with override(settings.LANGUAGE_CODE):
            return _("Message deleted")
    if message.is_system:
        return f"{message.author} {message.body}"
    return f"{message.author}: {text.preview(message.body)}"


def _render(template: str, facts: dict) -> SafeString:
    with override(settings.LANGUAGE_CODE):
        return get_template(template).render(facts)
