"""Links into a room."""

from datetime import timedelta

from django.db import transaction

from accounts import audit
from accounts.invites import add_invite, end_invite
from accounts.models import Invite, User, Verb
from chat.actions.standing import standing
from chat.models import Membership, Room
from chat.rights import check_inviter


@transaction.atomic
def invite_to_room(*, by: Membership, lifetime: timedelta | None, uses: int | None) -> Invite:
    """A link to the room. Whatever ends its maker's right locks the room, too, and ends their links:
    none slips through between."""
    by = standing(room=by.room, user=by.user, check=check_inviter)
    invite = add_invite(by=by.user, room_id=by.room_id, lifetime=lifetime, uses=uses)
    audit.note(Verb.INVITE_MADE, by=by.user, room=by.room, thing=invite.pk, uses=uses)
    return invite


@transaction.atomic
def revoke_link(*, invite: Invite, by: User) -> Invite:
    """To a room, or to the whole site: it leads nowhere from now on."""
    if end_invite(invite):
        room = Room.objects.filter(pk=invite.room_id).first() if invite.room_id else None
        audit.note(
            Verb.INVITE_REVOKED,
            by=by,
            person=invite.created_by,
            room=room,
            room_id=invite.room_id,
            thing=invite.pk,
        )
    return invite
