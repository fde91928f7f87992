"""Links into a room."""

from datetime import timedelta

from django.db import transaction

from accounts.invites import make_invite
from accounts.models import Invite
from chat.actions.standing import standing
from chat.models import Membership
from chat.rights import check_inviter


@transaction.atomic
def invite_to_room(*, by: Membership, lifetime: timedelta | None, uses: int | None) -> Invite:
    """A link to the room. Whatever ends its maker's right locks the room, too, and ends their links:
    none slips through between."""
    by = standing(room=by.room, user=by.user, check=check_inviter)
    return make_invite(by=by.user, room_id=by.room_id, lifetime=lifetime, uses=uses)
