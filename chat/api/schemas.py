"""The shapes that programs send and get. What is sent is refused where it holds a field of no name."""

from datetime import datetime
from typing import Generic, Literal, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

Item = TypeVar("Item")


class Sent(Schema):
    """A body that a program sends."""

    model_config = ConfigDict(extra="forbid")


class Items(Schema, Generic[Item]):
    """A page of a list; `next` is the path of the following one."""

    items: list[Item]
    next: str | None


class Fault(Schema):
    field: str
    code: str
    detail: str


class Problem(Schema):
    """Why something was refused (RFC 9457). `code` is for programs, `detail` for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault] = Field(default=[])


class Author(Schema):
    id: int
    username: str
    name: str
    avatar_url: str | None
    is_bot: bool


class Person(Author):
    bio: str
    presence: Literal["online", "away", "offline"]
    last_seen_at: datetime | None


# What any operation may be refused with.
REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 503), Problem)
