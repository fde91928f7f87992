"""Who may not come back into a room."""

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Query, Router, Status

from chat import access, rights
from chat.actions.members import ban_member, lift_ban
from chat.api.lists import Page, one_page
from chat.api.schemas import Items
from chat.api.schemas.people import Whom
from chat.api.schemas.rooms import BanShown
from chat.members import bans_from
from chat.models import Ban
from chat.payloads import ways_in

router = Router(tags=["members"])

ALL = "/rooms/{int:room_id}/bans"


@router.get(ALL, response={200: Items[BanShown]}, summary="Who was banned")
def bans(request: HttpRequest, room_id: int, page: Query[Page]):
    by = access.membership_for(request.user, room_id, rights.check_moderator)
    return one_page(request, page, bans_from(by.room, page.after, page.more), _shown)


@router.post(ALL, response={201: BanShown}, summary="Ban a member")
def ban(request: HttpRequest, room_id: int, whom: Whom):
    """They lose the room at once, and come back only once they are let in again."""
    by = access.membership_for(request.user, room_id, rights.check_moderator)
    made = ban_member(by=by, member=access.lesser_member_for(by, whom.user))
    return Status(201, ways_in.ban(made))


@router.delete(ALL + "/{int:user_id}", response={204: None}, summary="Let somebody in again")
def lift(request: HttpRequest, room_id: int, user_id: int):
    """They may come back; they are not brought back."""
    by = access.membership_for(request.user, room_id, rights.check_moderator)
    lift_ban(by=by, ban=access.ban_for(by, user_id))
    return Status(204, None)


def _shown(found: Sequence[Ban]) -> list[dict]:
    return [ways_in.ban(each) for each in found]
