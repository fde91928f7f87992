"""The nouns of chat, one a file."""

from chat.models.ban import Ban
from chat.models.membership import Membership
from chat.models.mention import Mention
from chat.models.message import Message
from chat.models.picture import RoomPicture
from chat.models.revocation import Revocation
from chat.models.room import Room

__all__ = ["Ban", "Membership", "Mention", "Message", "Revocation", "Room", "RoomPicture"]
