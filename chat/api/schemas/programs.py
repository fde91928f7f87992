"""Bots and webhooks: programs that speak under names of their own."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from chat.api.schemas.base import Sent
from chat.api.schemas.people import NOOR, Author

ECHO = {
    "id": 2,
    "user": NOOR | {"id": 9, "username": "echo", "name": "Echo", "is_bot": True},
    "address": "https://bot.example.org/hook",
    "created_at": "2026-11-22T09:00:00.000000Z",
}
BUILDS = {
    "id": 3,
    "room": 3,
    "user": NOOR | {"id": 11, "username": "hook-5d41402abc4b", "name": "Builds", "is_bot": True},
    "made_by": NOOR,
    "hint": "x3Qa",
    "created_at": "2026-11-22T09:00:00.000000Z",
    "last_used_at": None,
}
TOKEN = "4fJ2kQ0sV7bN1xR9tLwZ3mC6yH8dPaEu"
NameText = Annotated[str, Field(max_length=1000)]


class Named(Sent):
    """What it is called: what people see beside what it says."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Echo"}]})

    name: NameText


class BotShown(Schema):
    """`address`: where what is said to it is posted; empty: nowhere."""

    model_config = ConfigDict(json_schema_extra={"examples": [ECHO]})

    id: int
    user: Author
    address: str
    created_at: datetime


class BotMade(BotShown):
    """`token` and `secret` are shown this once."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [ECHO | {"token": "txt_…", "secret": "…"}]}
    )

    token: str
    secret: str


class BotChange(Sent):
    """What is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"address": ECHO["address"]}]})

    name: NameText = ""
    address: Annotated[str, Field(max_length=1000)] = ""


class Secret(Schema):
    model_config = ConfigDict(json_schema_extra={"examples": [{"secret": "…"}]})

    secret: str


class DeliveryShown(Schema):
    """Where and when something was said to a bot, and what became of it. `room`: null where the bot is
    not in it any more; `code`: the status of the last answer, null where none came; `due_at`: when it is
    tried next, null where it is decided."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 12,
                    "type": "mention",
                    "state": "failed",
                    "room": 3,
                    "message": 120,
                    "tries": 6,
                    "code": 500,
                    "milliseconds": 12,
                    "note": "",
                    "created_at": "2026-11-22T09:00:00.000000Z",
                    "tried_at": "2026-11-22T17:36:00.000000Z",
                    "due_at": None,
                }
            ]
        }
    )

    id: int
    type: Literal["mention", "direct"]
    state: Literal["waiting", "sending", "done", "failed", "dropped"]
    room: int | None
    message: int | None
    tries: int
    code: int | None
    milliseconds: int | None
    note: str
    created_at: datetime
    tried_at: datetime | None
    due_at: datetime | None


class WebhookShown(Schema):
    """`hint`: the last characters of its token, to know it by."""

    model_config = ConfigDict(json_schema_extra={"examples": [BUILDS]})

    id: int
    room: int
    user: Author
    made_by: Author
    hint: str
    created_at: datetime
    last_used_at: datetime | None


class WebhookMade(WebhookShown):
    """`token` is shown this once; `url` has it in it, and is all that a sender needs."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [BUILDS | {"token": TOKEN, "url": f"/api/v1/hooks/{TOKEN}"}]}
    )

    token: str
    url: str
