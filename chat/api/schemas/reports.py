"""What is told to the site's moderators."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import ConfigDict, model_validator

from chat.api.schemas.base import Id, Sent

Reason = Literal["spam", "abuse", "private", "illegal", "other"]
OF_A_MESSAGE = {"message": 42, "user": 7, "reason": "spam", "words": "The third time today"}


class NewReport(Sent):
    """Of a `message`, or of a `user`: one of the two."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"message": 42, "reason": "spam", "words": "The third time today"}]
        }
    )

    message: Id | None = None
    user: Id | None = None
    reason: Reason
    words: str = ""

    @model_validator(mode="after")
    def is_about_one(self):
        if (self.message is None) == (self.user is None):
            raise ValueError(_("Say one of “message” and “user”."))
        return self


class ReportShown(Schema):
    """`user`: whom it is about; of a message, its author. What is decided about it is not told."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": 3} | OF_A_MESSAGE | {"reported_at": "2026-11-22T09:30:00.000000Z"}]
        }
    )

    id: int
    message: int | None
    user: int
    reason: Reason
    words: str
    reported_at: datetime
