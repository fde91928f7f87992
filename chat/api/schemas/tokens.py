"""The keys of programs."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from chat.api.schemas.base import Sent

Scope = Literal["read", "write", "admin"]
BACKUP = {
    "id": 4,
    "name": "backup script",
    "hint": "x3Qa",
    "scope": "read",
    "created_at": "2026-11-22T09:00:00.000000Z",
    "expires_at": None,
    "last_used_at": None,
}


class TokenShown(Schema):
    """`hint`: its last characters, to know it by."""

    model_config = ConfigDict(json_schema_extra={"examples": [BACKUP]})

    id: int
    name: str
    hint: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class TokenMade(TokenShown):
    """`token` is shown this once."""

    model_config = ConfigDict(json_schema_extra={"examples": [BACKUP | {"token": "txt_…"}]})

    token: str


class NewToken(Sent):
    """`read` looks, `write` does what people do, `admin` everything, the account too. `expires_at`:
    null for until it is revoked."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "backup script", "scope": "read"}]}
    )

    name: Annotated[str, Field(max_length=1000)]
    scope: Scope = "write"
    expires_at: AwareDatetime | None = None


class Pair(Sent):
    """`username` may be an e-mail address or a phone number, as on the page."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"username": "ann", "password": "…"}]}
    )

    username: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=1024)]


class TokenText(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"token": "txt_…"}]})

    token: str


class Ticket(Schema):
    """Good once, for as many seconds: `/ws/api/?ticket=…`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ticket": "eyJ…", "seconds": 30}]})

    ticket: str
    seconds: int
