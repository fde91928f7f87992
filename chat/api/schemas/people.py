"""People, oneself, and what there is between the two."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from chat.api.schemas.base import Id, Sent

State = Literal["online", "away", "offline"]
NOOR = {
    "id": 7,
    "username": "noor",
    "name": "Noor Haddad",
    "avatar_url": "/avatars/7/1.webp",
    "is_bot": False,
}
NOOR_SHOWN = NOOR | {
    "bio": "Tea, trains, type",
    "presence": "online",
    "last_seen_at": "2026-11-22T09:30:00.000000Z",
    "joined_at": "2026-01-05T08:00:00.000000Z",
}

CHOSEN = {
    "is_owner": False,
    "appears_offline": False,
    "shares_receipts": True,
    "contacts_only": False,
    "found_by_phone": False,
    "language": "",
}


class Author(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [NOOR]})

    id: int
    username: str
    name: str
    avatar_url: str | None
    is_bot: bool


class Person(Author):
    """Whoever shares no room with one and is no contact looks offline, and so does who blocked one."""

    model_config = ConfigDict(json_schema_extra={"examples": [NOOR_SHOWN]})

    bio: str
    presence: State
    last_seen_at: datetime | None
    joined_at: datetime


class Me(Person):
    """Oneself, and what one chose for oneself."""

    model_config = ConfigDict(json_schema_extra={"examples": [NOOR_SHOWN | CHOSEN]})

    is_owner: bool
    appears_offline: bool
    shares_receipts: bool
    contacts_only: bool
    found_by_phone: bool
    language: str


class MeChange(Sent):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Noor", "bio": "Tea"}]})

    name: str = ""
    username: str = ""
    bio: str = ""


class Proof(Sent):
    model_config = ConfigDict(json_schema_extra={"examples": [{"password": "…"}]})

    password: Annotated[str, Field(max_length=1024)] = ""


class Farewell(Schema):
    """What went with an account, and what stays."""

    gone: str
    stays: str


class Presence(Schema):
    """How present somebody is, and what they are at; `until`: null where it has no end."""

    presence: State
    last_seen_at: datetime | None
    emoji: str
    text: str
    until: datetime | None


class PresenceChange(Sent):
    """`online` and `away` hold for a minute beside what one's open pages show, so a program says it
    again as long as it is true; `offline` is how one appears until one of the others is said. `text`
    and `emoji` are left as they are where they are left out."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "away", "emoji": "🍵", "text": "Tea"}]}
    )

    status: State
    text: str | None = None
    emoji: str | None = None
    until: AwareDatetime | None = None


class PhoneLook(Sent):
    model_config = ConfigDict(json_schema_extra={"examples": [{"phone": "+49 1512 3456789"}]})

    phone: Annotated[str, Field(max_length=32)]


class Whom(Sent):
    model_config = ConfigDict(json_schema_extra={"examples": [{"user": 7}]})

    user: Id


class ContactShown(Schema):
    """`asked`: by oneself; `waiting`: for one's own answer."""

    user: Person
    state: Literal["accepted", "asked", "waiting"]
    since: datetime
