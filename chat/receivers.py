"""What chat does when accounts announce something."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from django.db import transaction

from accounts import sessions
from accounts.allowances import Spent
from chat import broadcasts, exports
from chat.actions.attachments import take_back_all
from chat.actions.departures import are_locked, leave_every_room, lock_rooms, see_to_rooms
from chat.actions.direct_rooms import direct_room, show_anew
from chat.actions.memberships import come_in, follow_invite, is_still_inviting
from chat.actions.reading import hide_receipts
from chat.actions.reports import forget_words
from chat.actions.revocations import revoke
from chat.actions.rooms import open_room
from chat.actions.saved import unsave_all
from chat.discarding import discard
from chat.errors import Banned, InviteGone, RoomArchived, RoomFull
from chat.models import Room

FIRST_ROOM = "General"


def welcome(sender, *, user, is_first: bool, **kwargs) -> None:
    """The first person gets the site's first room; everybody after joins the default rooms."""
    if is_first:
        open_room(by=user, name=FIRST_ROOM, is_default=True)
    rooms = Room.objects.default().select_for_update()  # none of them is closed meanwhile
    for room in rooms.order_by("pk"):
        with suppress(RoomFull, RoomArchived), transaction.atomic():
            come_in(room=room, user=user, words="joined")


def hold_still(sender, *, user, **kwargs) -> Callable[[], bool]:
    return partial(are_locked, user=user, room_ids=lock_rooms(user=user))


def depart(sender, *, user, **kwargs) -> None:
    leave_every_room(user=user)
    broadcasts.face_changed(user)
    take_back_all(user=user)
    unsave_all(user=user)
    forget_words(user=user)


def discard_files(sender, *, instance, **kwargs) -> None:
    """Whatever takes the row away, and be it the room's end, its files go with it."""
    names = instance.file_names
    transaction.on_commit(lambda: discard(names), robust=True)


def hand_on(sender, *, user, **kwargs) -> None:
    see_to_rooms(user=user)


def collect_rooms(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "rooms.jsonl", exports.rooms_of(user)


def collect_messages(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "messages.jsonl", exports.messages_of(user)


def collect_files(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "files.jsonl", exports.files_of(user)


def collect_saved(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "saved.jsonl", exports.saved_of(user)


def collect_reactions(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "reactions.jsonl", exports.reactions_of(user)


def collect_reports(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "reports.jsonl", exports.reports_of(user)


def collect_decided_reports(sender, *, user, **kwargs) -> tuple[str, Iterator[bytes]]:
    return "decided_reports.jsonl", exports.decided_reports_of(user)


def let_through(sender, *, room_id: int | None, host, **kwargs) -> bool:
    return room_id is None or is_still_inviting(room_id=room_id, host=host)


def bring_in(sender, *, user, room_id: int | None, host, **kwargs) -> bool:
    """Who follows an invite to a room joins it. Answers whether they were not in it yet."""
    room = Room.objects.filter(pk=room_id).first()
    if room is None or room.memberships.filter(user=user).exists():
        return False
    # What keeps them out is said once they come to the link itself: it must not keep them from signing in.
    with suppress(InviteGone, RoomFull, RoomArchived, Banned, Spent), transaction.atomic():
        follow_invite(room=room, user=user, host=host)
        return True
    return False


def open_direct_room(sender, *, asker, asked, **kwargs) -> None:
    """Contacts have a place to talk."""
    direct_room(people=[asker, asked])


def tell_asks(sender, *, user, **kwargs) -> None:
    broadcasts.asks_changed(user)


def close_sockets(sender, *, user, session_key: str | None, **kwargs) -> None:
    revoke(user=user, session=sessions.fingerprint(session_key))


def close_session(sender, *, request, user, **kwargs) -> None:
    """Django announces a sign-out just before the session ends."""
    if user is not None and request.session.session_key:
        revoke(user=user, session=sessions.fingerprint(request.session.session_key))


def tell_face(sender, *, user, is_renamed: bool, **kwargs) -> None:
    broadcasts.face_changed(user)
    if is_renamed:
        show_anew(user=user)


def appear(sender, *, user, **kwargs) -> None:
    if not user.shares_receipts:
        hide_receipts(user=user)
    broadcasts.person_appears(user)
