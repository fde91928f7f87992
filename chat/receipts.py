"""Who has read how far, for members of small rooms who show it themselves."""

from django.conf import settings

from chat.errors import ReceiptsOff, TooManyForReceipts
from chat.models import Membership, Message
from texter.prepared import Prepared

_members = Prepared(
    lambda room_id: (
        Membership.objects.in_room(room_id)
        .listed()
        .select_related("user")
        .order_by("user__name")[: settings.RECEIPT_ROOM_SIZE + 1]
    ),
    int,
)


def positions_for(membership: Membership, members: list[Membership]) -> list[Membership]:
    """Of a room's members, those whose position this one may see; none once they are out of it."""
    others = [each for each in members if each.pk != membership.pk]
    is_in = len(others) < len(members)
    if not (is_in and membership.user.shares_receipts) or len(members) > settings.RECEIPT_ROOM_SIZE:
        return []
    return [each for each in others if each.user.shares_receipts]


def members_of(room_id: int) -> list[Membership]:
    """A small room's members with their people; of a larger one, enough to tell that it is large."""
    return _members(room_id)


def seen_by(membership: Membership, message: Message) -> list[Membership]:
    """The others who have read a message; who came after it starts read and has not.

    Raises ReceiptsOff or TooManyForReceipts.
    """
    members = members_of(membership.room_id)
    if not membership.user.shares_receipts:
        raise ReceiptsOff
    if len(members) > settings.RECEIPT_ROOM_SIZE:
        raise TooManyForReceipts(settings.RECEIPT_ROOM_SIZE)
    return [
        each
        for each in positions_for(membership, members)
        if each.last_read_seq >= message.seq
        and each.joined_at <= message.sent_at
        and each.user_id != message.author_id
    ]
