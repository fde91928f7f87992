"""The nouns of chat, one a file."""

from chat.models.attachment import Attachment
from chat.models.ban import Ban
from chat.models.deleted_text import DeletedText
from chat.models.delivery import Delivery
from chat.models.link_preview import LinkPreview
from chat.models.membership import Membership
from chat.models.mention import Mention
from chat.models.message import Message
from chat.models.picture import RoomPicture
from chat.models.reaction import Reaction
from chat.models.report import Report
from chat.models.revocation import Revocation
from chat.models.room import Room
from chat.models.saved_message import SavedMessage
from chat.models.search_entry import SearchEntry
from chat.models.webhook import Webhook

__all__ = [
    "Attachment",
    "Ban",
    "DeletedText",
    "Delivery",
    "LinkPreview",
    "Membership",
    "Mention",
    "Message",
    "Reaction",
    "Report",
    "Revocation",
    "Room",
    "RoomPicture",
    "SavedMessage",
    "SearchEntry",
    "Webhook",
]
