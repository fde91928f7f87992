"""The nouns of chat, one a file."""

from chat.models.membership import Membership
from chat.models.message import Message
from chat.models.revocation import Revocation
from chat.models.room import Room

__all__ = ["Membership", "Message", "Revocation", "Room"]
