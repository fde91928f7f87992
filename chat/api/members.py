"""Who is in a room, and as what."""

from collections.abc import Sequence
from functools import partial

from django.http import HttpRequest
from ninja import Query, Router, Status

from chat import access, receipts, rights, seen
from chat.actions.members import add_member, remove_member
from chat.actions.roles import set_role
from chat.api.credentials import Scope, credentials
from chat.api.edges import Edge, Name, Number, SortedPage
from chat.api.lists import one_page
from chat.api.schemas import Items
from chat.api.schemas.people import Whom
from chat.api.schemas.rooms import Member, RoleChange
from chat.members import members_from, place
from chat.models import Membership
from chat.payloads.times import stamp

router = Router(tags=["members"])

ALL = "/rooms/{int:room_id}/members"
ONE = ALL + "/{int:user_id}"
EDGE = Edge(tuple[Number, Name, Number])


@router.get(ALL, response={200: Items[Member]}, summary="Who is in a room")
def members(request: HttpRequest, room_id: int, page: Query[SortedPage]):
    """Owners and moderators first, each by name."""
    by = access.membership_for(request.user, room_id)
    found = members_from(by.room, page.words, EDGE.place(page.after), page.more)
    return one_page(request, page, found, partial(_shown, by), lambda last: EDGE.text(place(last)))


@router.post(ALL, response={201: Member}, summary="Bring somebody in")
def add(request: HttpRequest, room_id: int, whom: Whom):
    by = access.membership_for(request.user, room_id, rights.check_inviter)
    person = access.newcomer_for(by, whom.user)
    add_member(by=by, user=person)
    return Status(201, _one(by, person.pk))


@router.patch(
    ONE,
    response={200: Member},
    auth=credentials(Scope.ADMIN),
    summary="Give somebody a role",
)
def change(request: HttpRequest, room_id: int, user_id: int, change: RoleChange):
    """Owners do it, of themselves too."""
    by = access.membership_for(request.user, room_id, rights.check_owner)
    set_role(by=by, member=access.member_for(by, user_id), role=change.role)
    return _one(by, user_id)


@router.delete(ONE, response={204: None}, summary="Send somebody away")
def remove(request: HttpRequest, room_id: int, user_id: int):
    """They may come back by the ways that are open to them."""
    by = access.membership_for(request.user, room_id, rights.check_moderator)
    remove_member(by=by, member=access.lesser_member_for(by, user_id))
    return Status(204, None)


def _one(by: Membership, user_id: int) -> dict:
    return _shown(by, [access.member_for(by, user_id)])[0]


def _shown(by: Membership, members: Sequence[Membership]) -> list[dict]:
    people = seen.seen_by(by.user, [each.user for each in members])
    shows = {each.pk for each in receipts.positions_for(by, receipts.members_of(by.room_id))}
    return [
        {
            "user": person,
            "role": each.role,
            "joined_at": stamp(each.joined_at),
            "last_read_seq": each.last_read_seq if each.pk in shows | {by.pk} else None,
        }
        for each, person in zip(members, people, strict=True)
    ]
