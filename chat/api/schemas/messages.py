"""What a message looks like to programs, and what they send about one."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from chat.access import BIGGEST_ID
from chat.api.schemas.base import Sent
from chat.api.schemas.people import Author

Number = Annotated[int, Field(ge=0, le=BIGGEST_ID)]
Limit = Annotated[int, Field(ge=1, le=100)]


class Attachment(Schema):
    id: int
    name: str
    content_type: str
    size: int
    width: int | None
    height: int | None
    url: str
    thumbnail_url: str | None


class Reaction(Schema):
    emoji: str
    count: int
    users: list[int]


class Message(Schema):
    """One that was deleted keeps its place and its author; what it said is gone."""

    id: int
    room: int
    kind: Literal["text", "system"]
    seq: int
    version: int
    author: Author
    body: str
    html: str
    client_id: UUID
    reply_to: int | None
    attachments: list[Attachment]
    reactions: list[Reaction]
    mentions: list[int]
    mentions_room: bool
    pinned_at: datetime | None
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


class Changed(Schema):
    """`version`: what to ask for next; `more`: that there is more to ask for now."""

    items: list[Message]
    version: int
    more: bool


class Found(Schema):
    """`snippet`: a piece of it as HTML, with what was looked for in `<mark>`."""

    message: Message
    snippet: str


class Receipt(Schema):
    """Somebody who has read a message, and how far they have read."""

    user: Author
    seq: int


class RoomFile(Attachment):
    """`message`: the one that carries it."""

    message: int


class Said(Sent):
    """`attachments`: the ids of files that were uploaded ahead."""

    body: str = ""
    client_id: UUID | None = None
    reply_to: Number | None = None
    attachments: list[Number] = []


class Edited(Sent):
    body: str


class Removal(Sent):
    """Why a message of somebody else is taken away; nobody asks that of the author."""

    reason: str = ""


class ReadTo(Sent):
    seq: Number
