"""Coming into a room and going, its rest, and who owns it."""

from django.http import HttpRequest
from ninja import Router, Status

from chat import access, rights
from chat.actions.memberships import join_room, leave_room
from chat.actions.roles import hand_over
from chat.actions.room_life import archive_room, restore_room
from chat.api.credentials import Scope, credentials
from chat.api.schemas.people import Whom
from chat.api.schemas.rooms import RoomShown
from chat.payloads import rooms as shapes

router = Router(tags=["rooms"])

ROOM = {200: RoomShown}
ONE = "/rooms/{int:room_id}"


@router.put(f"{ONE}/join", response=ROOM, summary="Join an open room")
def join(request: HttpRequest, room_id: int):
    """409 `room_full` where nobody more fits in. Joining twice changes nothing."""
    join_room(room=access.joinable_room_for(request.user, room_id), user=request.user)
    return _room(request, room_id)


@router.put(f"{ONE}/leave", response={204: None}, summary="Leave a room")
def leave(request: HttpRequest, room_id: int):
    """409 `last_owner` where the others would be left without one."""
    leave_room(membership=access.membership_for(request.user, room_id))
    return Status(204, None)


@router.put(f"{ONE}/archive", response=ROOM, summary="Archive a room")
def archive(request: HttpRequest, room_id: int):
    """Nothing more is said in it; it can be read."""
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    archive_room(room=membership.room, by=request.user)
    return _room(request, room_id)


@router.put(f"{ONE}/restore", response=ROOM, summary="Restore an archived room")
def restore(request: HttpRequest, room_id: int):
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    restore_room(room=membership.room, by=request.user)
    return _room(request, room_id)


@router.put(
    f"{ONE}/owner",
    response=ROOM,
    auth=credentials(Scope.ADMIN),
    summary="Hand a room over",
)
def give_away(request: HttpRequest, room_id: int, whom: Whom):
    """They become an owner, and one goes on as a moderator."""
    membership = access.membership_for(request.user, room_id, rights.check_owner)
    hand_over(by=membership, member=access.member_for(membership, whom.user))
    return _room(request, room_id)


def _room(request: HttpRequest, room_id: int) -> dict:
    return shapes.room(access.membership_for(request.user, room_id))
