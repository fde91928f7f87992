"""A room, and the links that lead into it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chat.errors.base import ChatError, NotAllowed


class RoomNotFound(ChatError):
    """A room that is not there and one that is none of your business look the same."""

    status = 404
    code = "room_not_found"
    words = _("That room does not exist, or you are not in it.")


class InvalidRoom(ChatError):
    status = 422
    code = "invalid_room"
    words = _("Give the room a name.")


class RoomsNotYours(NotAllowed):
    code = "rooms_not_yours"
    words = _("Only those who run this site start rooms here.")


class RoomFull(ChatError):
    status = 409
    code = "room_full"

    def __init__(self, limit: int):
        words = ngettext(
            "This room is full (%(limit)s person).", "This room is full (%(limit)s people).", limit
        )
        super().__init__(words % {"limit": limit})


class RoomArchived(ChatError):
    status = 409
    code = "room_archived"
    words = _("This room is archived. It can be read, and nothing more is said in it.")


class LastOwner(ChatError):
    status = 409
    code = "last_owner"
    words = _("You are the only owner of this room. Hand it over before you leave.")


class InviteNotFound(ChatError):
    status = 404
    code = "invite_not_found"
    words = _(
        "That link has ended, or it is not yours. A link into a room ends when its maker leaves."
    )


class InviteGone(ChatError):
    """Expired, revoked, used up, never made: who holds the link is told the same."""

    status = 404
    code = "invite_gone"
    words = _("This invite link doesn’t work any more. Ask for a new one.")
