"""The links by which one brings people into a room."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest
from ninja import Query, Router, Status

from accounts.invites import invites_from
from accounts.models import Invite
from chat import access, rights
from chat.actions.invites import invite_to_room, revoke_link
from chat.api.lists import Page, one_page
from chat.api.schemas import Items
from chat.api.schemas.rooms import InviteShown, NewInvite
from chat.payloads import ways_in

router = Router(tags=["invites"])

ALL = "/rooms/{int:room_id}/invites"


@router.get(ALL, response={200: Items[InviteShown]}, summary="My links into a room")
def invites(request: HttpRequest, room_id: int, page: Query[Page]):
    """Those that work, the newest first."""
    by = access.membership_for(request.user, room_id)
    found = invites_from(request.user, by.room_id, page.after, page.more)
    return one_page(request, page, found, _shown)


@router.post(ALL, response={201: InviteShown}, summary="Make a link into a room")
def make(request: HttpRequest, room_id: int, new: NewInvite):
    by = access.membership_for(request.user, room_id, rights.check_inviter)
    lifetime = None if new.lifetime is None else timedelta(seconds=new.lifetime)
    made = invite_to_room(by=by, lifetime=lifetime, uses=new.uses)
    return Status(201, ways_in.invite(made))


@router.delete(ALL + "/{int:invite_id}", response={204: None}, summary="End a link of mine")
def revoke(request: HttpRequest, room_id: int, invite_id: int):
    by = access.membership_for(request.user, room_id)
    revoke_link(invite=access.invite_into(by, invite_id), by=request.user)
    return Status(204, None)


def _shown(found: Sequence[Invite]) -> list[dict]:
    return [ways_in.invite(each) for each in found]
