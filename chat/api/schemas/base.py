"""What all shapes are made of, and what a refusal looks like."""

from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

from chat.access import BIGGEST_ID

Item = TypeVar("Item")
Id = Annotated[int, Field(ge=1, le=BIGGEST_ID, strict=True)]


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
