"""What somebody is about to say, as a page or a program hands it in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from chat.errors import InvalidMessage, TooManyAttachments
from chat.models import Attachment, Message
from texter.words import clean


@dataclass(frozen=True)
class Draft:
    """`client_id` is made by who sends, and repeated by a retry; `reply_to` is a message of the room
    that it answers; `attachments` are uploads of the author's that go with it, in this order."""

    body: str
    client_id: UUID = field(default_factory=uuid4)
    reply_to: Message | None = None
    attachments: Sequence[Attachment] = ()

    def checked(self) -> Self:
        """As it may be sent. Raises InvalidMessage for an overlong body, and for an empty one without
        files, and TooManyAttachments."""
        body = checked_body(self.body, self.attachments)
        check_count(len(self.attachments))
        return replace(self, body=body)

    def differs_from(self, first: Message) -> bool:
        """Whether it says something else than what was said first under its key; what was changed
        since cannot be compared."""
        if (self.reply_to and self.reply_to.pk) != first.reply_to_id:
            return True
        if first.edited_at or first.deleted_at:
            return False
        return first.body != self.body or set(first.attachments.all()) != set(self.attachments)


def checked_body(body: str, files: Iterable[Attachment]) -> str:
    """A body as it is kept; where there are files it may say nothing. Raises InvalidMessage."""
    body = clean(body)
    if not body and not files:
        raise InvalidMessage
    if len(body) > settings.MESSAGE_LENGTH:
        raise InvalidMessage(_too_long(len(body)))
    return body


def check_count(count: int) -> None:
    if count > settings.ATTACHMENTS_A_MESSAGE:
        raise TooManyAttachments(settings.ATTACHMENTS_A_MESSAGE, count)


def _too_long(length: int) -> str:
    words = _("A message can be up to %(limit)s characters. This one has %(length)s.")
    return words % {
        "limit": number_format(settings.MESSAGE_LENGTH, force_grouping=True),
        "length": number_format(length, force_grouping=True),
    }
