"""Rows of sidebars and what is pushed, as HTML that serves everybody: nothing here knows who looks."""

from collections.abc import Iterable, Sequence
from functools import cache as cache_once

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from chat.models import Membership, Room
from chat.rendering import checksum, digest, kept, render
from chat.rows import Row
from chat.slots import fill, fill_each


def rows(batch: Sequence[Row]) -> list[SafeString]:
    """Rows as everybody gets them, without the viewer's part."""
    return own_rows([row.for_everybody() for row in batch])


def own_rows(batch: Sequence[Row]) -> list[SafeString]:
    """Rows as their viewer sees them."""
    keyed = {_row_key(row): row for row in batch}
    shared = kept(keyed, lambda rows: [_render_row(row) for row in rows])
    return [fill(markup, row.own) for markup, row in zip(shared, batch, strict=True)]


def facts(name: str, batch: Iterable[Row]) -> SafeString:
    """What scripts are told of the viewer's part of these rows: `place`, `mention` or `read`."""
    return fill_each(_facts_markup(name), (row.facts for row in batch))


def live_room(room_id: int, since: int, version: int, messages: str, row: str = "") -> SafeString:
    """The envelope that takes a page's log from one version to another."""
    facts = {"room_id": room_id, "since": since, "version": version}
    return render(
        "live/room.html", facts | {"messages": mark_safe(messages), "row": mark_safe(row)}
    )


def live_history(room: Room, messages: str, edges: dict) -> SafeString:
    """The envelope of a history page.

    `edges` says where it goes on: `before` or `after` (a seq), or `at_start` or `at_newest`.
    """
    facts = {"room": room, "messages": mark_safe(messages), **edges}
    return render("live/history.html", facts)


def live_more(room_id: int) -> SafeString:
    """Tells a page that has missed too much to start afresh."""
    return render("live/more.html", {"room_id": room_id})


def live_rows(rows: str) -> SafeString:
    return render("live/rows.html", {"rows": mark_safe(rows)})


def live_row_gone(room_id: int) -> SafeString:
    return render("live/row_gone.html", {"room_id": room_id})


def live_reads(reads: dict[int, int], stamp: int = 0, *, is_back: bool = False) -> SafeString:
    """Reading positions of one person, room id to the last seq read, as they stand at `stamp`.

    `is_back`: the person moved it back themself, and pages leave it there.
    """
    return render("live/reads.html", {"reads": reads, "stamp": stamp, "is_back": is_back})


def live_seen(membership: Membership, seq: int, stamp: int) -> SafeString:
    """How far somebody has read, for the others who have the room open."""
    facts = {"person": membership.user, "since": membership.joined_ms}
    return render("live/seen.html", facts | {"seq": seq, "stamp": stamp})


def live_presences(states: dict[int, str], stamp: int) -> SafeString:
    """How present people are, by their ids."""
    return render("live/presences.html", {"states": states, "stamp": stamp})


def face(person) -> SafeString:
    """What a person is called and what they are at."""
    return render("chat/_face_words.html", {"person": person})


def live_faces(faces: dict[int, str], stamp: int) -> SafeString:
    """The same of several, by their ids, as it stood at `stamp`."""
    shown = {user_id: mark_safe(markup) for user_id, markup in faces.items()}
    return render("live/faces.html", {"faces": shown, "stamp": stamp})


def live_places(rows: Sequence[Row]) -> SafeString:
    """One person's own part of these rows."""
    told = {"places": facts("place", rows), "mentions": facts("mention", rows)}
    return render("live/places.html", told)


def live_mentions(room: Room, seqs: Iterable[int]) -> SafeString:
    """The unread messages of a room that name one person."""
    told = facts("mention", [Row(room, mentioned=tuple(seqs))])
    return render("live/mentions.html", {"mentions": told})


def live_reports(waiting: int, stamp: int) -> SafeString:
    """How many reports wait for a moderator of the site, as counted at `stamp`."""
    return _live_waiting("reports", waiting, stamp)


def live_asks(waiting: int, stamp: int) -> SafeString:
    """How many people ask one to be a contact, as counted at `stamp`."""
    return _live_waiting("asks", waiting, stamp)


def _live_waiting(what: str, waiting: int, stamp: int) -> SafeString:
    return render("live/waiting.html", {"what": what, "waiting": waiting, "stamp": stamp})


def live_typing(user, at: int) -> SafeString:
    """Somebody types; `at` in milliseconds."""
    return render("live/typing.html", {"person": user, "at": at})


def _render_row(row: Row) -> str:
    return str(render("chat/_row.html", {"row": row.for_everybody()}))


def _row_key(row: Row) -> str:
    faces = [(str(person), person.avatar_version) for person in row.people]
    shown = f"{row.room.kind}{row.room}{row.by}{row.preview}{row.at}{faces}"
    stamp = digest("chat/_row.html")
    return f"row.{row.room.pk}.{row.room.version}.{checksum(shown)}.{stamp}"


@cache_once
def _facts_markup(name: str) -> SafeString:
    return get_template(f"chat/_{name}_facts.html").render()
