"""Rooms, who is in them, and the ways in."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from chat.api.schemas.base import Id, Sent
from chat.api.schemas.people import NOOR, NOOR_SHOWN, Author, Person

Role = Literal["owner", "moderator", "member"]
GroupKind = Literal["open", "closed"]
Kind = Literal["open", "closed", "direct"]
TEA = {
    "id": 3,
    "kind": "open",
    "name": "Tea",
    "topic": "Leaves only",
    "picture_url": None,
    "archived_at": None,
    "members_count": 12,
}


class OpenRoom(Schema):
    """What everybody on the site may know of an open room."""

    model_config = ConfigDict(json_schema_extra={"examples": [TEA]})

    id: int
    kind: Kind
    name: str
    topic: str
    picture_url: str | None
    archived_at: datetime | None
    members_count: int


class RoomShown(OpenRoom):
    """A room as a member has it. `people` are those of a direct room, which goes by the names of the
    others; `mentions` counts the unread messages that name one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                TEA
                | {
                    "people": [],
                    "role": "member",
                    "last_seq": 120,
                    "version": 131,
                    "last_read_seq": 117,
                    "unread": 3,
                    "mentions": 1,
                    "last_message": None,
                    "slow_seconds": 0,
                    "max_members": None,
                    "joined_at": "2026-11-01T09:00:00.000000Z",
                }
            ]
        }
    )

    people: list[Author]
    role: Role
    last_seq: int
    version: int
    last_read_seq: int
    unread: int
    mentions: int
    last_message: dict | None
    slow_seconds: int
    max_members: int | None
    joined_at: datetime


class NewRoom(Sent):
    """A direct room has no name; there is one for the same people only, which is answered with 200."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "closed", "name": "Tea", "members": [7]}]}
    )

    kind: Kind
    name: str = ""
    topic: str = ""
    members: Annotated[list[Id], Field(max_length=100)] = []


class RoomChange(Sent):
    """What is left out stays as it is. `max_members` null: as many as the site lets in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"topic": "Leaves and bags"}]})

    name: str = ""
    topic: str = ""
    kind: GroupKind = "open"
    max_members: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)] | None = None
    slow_seconds: Literal[0, 5, 10, 30, 60, 300, 900, 3600] = 0


class Member(Schema):
    """`last_read_seq`: null where it is not shown (large rooms, and who does not show theirs)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user": NOOR_SHOWN,
                    "role": "member",
                    "joined_at": "2026-11-01T09:00:00.000000Z",
                    "last_read_seq": 117,
                }
            ]
        }
    )

    user: Person
    role: Role
    joined_at: datetime
    last_read_seq: int | None


class RoleChange(Sent):
    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "moderator"}]})

    role: Role


class BanShown(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"user": NOOR, "by": None, "since": "2026-11-01T09:00:00.000000Z"}]
        }
    )

    user: Author
    by: Author | None
    since: datetime


class NewInvite(Sent):
    """For how many seconds it works, and for how many people; null: without end. A week and without
    end where nothing is said."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lifetime": 86400, "uses": 10}]})

    lifetime: Annotated[int, Field(ge=60, le=366 * 86_400, strict=True)] | None = 7 * 86_400
    uses: Annotated[int, Field(ge=1, le=10_000, strict=True)] | None = None


class InviteShown(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 5,
                    "room": 3,
                    "url": "/invite/Qm9vIHdpdGggdGVh",
                    "expires_at": "2026-11-29T09:00:00.000000Z",
                    "uses_left": None,
                    "created_at": "2026-11-22T09:00:00.000000Z",
                }
            ]
        }
    )

    id: int
    room: int
    url: str
    expires_at: datetime | None
    uses_left: int | None
    created_at: datetime
