"""What happened, told to every process: after the commit, rendered once.

Saving never depends on telling: a dead layer is the feeds' business to notice.
"""

import time
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from accounts.circles import circle_of
from accounts.models import User
from chat import fragments, layer, message_fragments, names, presence, stamps
from chat.models import Membership, Message, Report, Revocation, Room
from chat.payloads import events, messages, room_news
from chat.sidebar import mentions_in, shared_row

NO_MESSAGE = 0  # a seq that no message has


def message_changed(message: Message, room: Room, *, loss: Revocation | None = None) -> None:
    """A message was sent, edited, deleted: it is pushed as it now stands.

    `loss`: who may not hear what comes after it; a process that hears of the one hears of the other.
    """
    _after_commit(_tell_message, message, room, loss)


def room_changed(room: Room, *, loss: Revocation | None = None) -> None:
    """What is said of a room changed, and none of its messages; its next version was taken."""
    _after_commit(_tell_room, room, loss)


def position_read(membership: Membership) -> None:
    """A person read up to a place: their other devices show it too."""
    _after_commit(_tell_read, membership, membership.last_read_seq, stamps.now(), False)


def position_moved_back(membership: Membership) -> None:
    """A person wants to read from a place on again: no device of theirs reads it by itself."""
    _after_commit(_tell_read, membership, membership.last_read_seq, stamps.now(), True)


def position_seen(membership: Membership) -> None:
    """A person read up to a place: in a small room the others see it, unless they keep it to themself."""
    if membership.user.shares_receipts:
        _after_commit(_tell_seen, membership, membership.last_read_seq, stamps.now())


def position_hidden(membership: Membership) -> None:
    """A person keeps to themself from now on how far they read."""
    _after_commit(_tell_seen, membership, 0, stamps.now())


def person_appears(user) -> None:
    """What others see of a person's comings and goings is to change."""
    facts = {"user": user.pk, "shares_receipts": user.shares_receipts}
    event = {"type": names.USER_APPEARS, **facts}
    _after_commit(layer.publish, names.user_group(user.pk), event)


def person_present(user, state: str) -> None:
    """A program of theirs says that they are there; it holds for a minute."""
    _after_commit(_tell_presence, user.pk, state)


def face_changed(user) -> None:
    """A person is called something else, or is at something else: who has them before their eyes sees it."""
    _after_commit(_tell_face, user)


def room_joined(membership: Membership) -> None:
    event = {"type": names.USER_JOINED, "user": membership.user_id}
    _after_commit(layer.publish, names.user_group(membership.user_id), event)


def sidebar_changed(user_id: int) -> None:
    """Something of a person's own list changed: all their open pages get it anew."""
    event = {"type": names.USER_SIDEBAR, "user": user_id}
    _after_commit(layer.publish, names.user_group(user_id), event)


def people_mentioned(room: Room, user_ids: Iterable[int]) -> None:
    """A message names these people, or does not any more."""
    _after_commit(_tell_mentions, room, tuple(user_ids))


def reports_changed() -> None:
    """Something was reported or decided: each moderator of the site sees how much waits."""
    _after_commit(_tell_reports)


def asks_changed(user: User) -> None:
    """Somebody asked the person to be a contact, or does not any more: they see how many wait."""
    _after_commit(_tell_asks, user.pk)


def right_revoked(revocation: Revocation) -> None:
    event = {"type": names.USER_REVOKED, "revocation": _facts(revocation)}
    _after_commit(layer.publish, names.REVOCATIONS, event)


def person_typing(membership: Membership) -> None:
    """Told at once and never stored."""
    room_id = membership.room_id
    html = str(fragments.live_typing(membership.user, int(time.time() * 1000)))
    payload = events.typing(room_id, membership.user_id)
    event = {"type": names.ROOM_TYPING, "room": room_id, "html": html, "payload": payload}
    layer.publish(names.room_group(membership.room_id), event)


def _facts(revocation: Revocation) -> dict:
    return {
        "pk": revocation.pk,
        "user_id": revocation.user_id,
        "room_id": revocation.room_id,
        "session": revocation.session,
    }


def _tell_message(message: Message, room: Room, loss: Revocation | None) -> None:
    event = {
        "type": names.ROOM_CHANGED,
        "room": room.pk,
        "version": message.version,
        "seq": message.seq,
        "html": str(message_fragments.message(message)),
        "payload": messages.text(message),
        "row": shared_row(room, message),
        # The lines that a room writes by itself say what became of it.
        "facts": room_news.shared(room, message.version) if message.is_system else "",
        "loss": loss and _facts(loss),
        "committed_at": time.time(),
    }
    layer.publish(names.room_group(room.pk), event)


def _tell_room(room: Room, loss: Revocation | None) -> None:
    event = {
        "type": names.ROOM_CHANGED,
        "room": room.pk,
        "version": room.version,
        "seq": NO_MESSAGE,
        "html": "",
        "payload": "",
        "row": shared_row(room),
        "facts": room_news.shared(room, room.version),
        "loss": loss and _facts(loss),
    }
    layer.publish(names.room_group(room.pk), event)


def _tell_read(membership: Membership, seq: int, stamp: int, is_back: bool) -> None:
    html = str(fragments.live_reads({membership.room_id: seq}, stamp, is_back=is_back))
    told = {"html": html, "payload": events.receipt(membership.room_id, membership.user_id, seq)}
    event = {"type": names.USER_READ, "user": membership.user_id, "room": membership.room_id}
    layer.publish(names.user_group(membership.user_id), event | told)


def _tell_seen(membership: Membership, seq: int, stamp: int) -> None:
    room_id = membership.room_id
    if Membership.objects.in_room(room_id).listed().count() > settings.RECEIPT_ROOM_SIZE:
        return
    html = str(fragments.live_seen(membership, seq, stamp))
    payload = events.receipt(room_id, membership.user_id, seq)
    event = {"type": names.ROOM_SEEN, "room": room_id, "html": html, "payload": payload}
    layer.publish(names.room_group(room_id), event)


def _tell_presence(user_id: int, state: str) -> None:
    for changed_id, now in presence.keep(names.PROGRAMS, {user_id: state}).items():
        event = {"type": names.PRESENCE_CHANGED, "user": changed_id, "state": now}
        layer.publish(names.presence_group(changed_id), event)


def _tell_face(user) -> None:
    facts = {"user": user.pk, "html": str(fragments.face(user)), "stamp": stamps.now()}
    layer.publish(names.presence_group(user.pk), {"type": names.FACE_CHANGED, **facts})


def _tell_mentions(room: Room, user_ids: tuple[int, ...]) -> None:
    for user_id, seqs in mentions_in(room.pk, user_ids):
        html = str(fragments.live_mentions(room, seqs))
        event = {"type": names.USER_MENTIONED, "user": user_id, "room": room.pk, "html": html}
        event |= {"payload": ""}  # a message says itself whom it names
        layer.publish(names.user_group(user_id), event)


def _tell_reports() -> None:
    stamp = stamps.now()  # what is committed after the count is told after it, with a later one
    moderators = User.objects.filter(is_staff=True, is_active=True)
    counts = Report.objects.waiting_for_each(moderators)
    shown = {count: str(fragments.live_reports(count, stamp)) for count in set(counts.values())}
    for user_id, count in counts.items():
        event = {"type": names.USER_REPORTS, "user": user_id, "room": None, "payload": ""}
        layer.publish(names.user_group(user_id), event | {"html": shown[count]})


def _tell_asks(user_id: int) -> None:
    stamp = stamps.now()  # as of reports
    html = str(fragments.live_asks(circle_of(user_id).waiting, stamp))
    event = {"type": names.USER_ASKED, "user": user_id, "room": None, "payload": "", "html": html}
    layer.publish(names.user_group(user_id), event)


def _after_commit(function, *args) -> None:
    # Not a partial: Django asks for the name of one that fails.
    transaction.on_commit(lambda: function(*args), robust=True)
