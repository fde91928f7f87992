"""The links that lead into a room, as those who keep order there see them: never the links themselves."""

from typing import NamedTuple

from accounts.models import Invite, User
from chat.models import Membership, Room

SHOWN = 20


class RoomLink(NamedTuple):
    invite: Invite
    maker: User
    is_live: bool


def links_into(room: Room) -> list[RoomLink]:
    """The newest ones. A link has ended, too, where its maker lost the right to bring people in."""
    found = Invite.objects.filter(room_id=room.pk).select_related("created_by").newest_first()
    hosts = Membership.objects.in_room(room.pk).inviting().values("user_id")
    live = Invite.objects.live().filter(room_id=room.pk, created_by__in=hosts)
    live_ids = set(live.values_list("pk", flat=True))
    return [RoomLink(each, each.created_by, each.pk in live_ids) for each in found[:SHOWN]]
