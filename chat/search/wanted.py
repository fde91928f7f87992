"""What a search asks of the index and of the rows, in words that both databases share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from chat.search.language import Phrase

# What the rows themselves say last: whoever is in no room finds nothing of it, whatever the index
# holds. Places come from memberships as they are now.
ROWS = """
    chat_message message
    JOIN chat_membership place ON place.room_id = message.room_id AND place.user_id = %s
        AND message.seq >= place.visible_from_seq
    WHERE message.id = {found} AND message.deleted_at IS NULL
"""
WITH_IMAGE = """
    AND EXISTS (
        SELECT 1 FROM chat_attachment attachment
        WHERE attachment.message_id = message.id AND attachment.kind = 'image'
    )
"""


class Hits(NamedTuple):
    """Ids of messages, the newest first. `looked_to`: the id below which nobody looked yet, if there
    is anything left to look at."""

    ids: list[int]
    looked_to: int | None = None


@dataclass(frozen=True)
class Wanted:
    """Messages that `user_id` may see, with every phrase and one of the facts of each group.

    `above` and `below`: ids between which to look, neither of them; `since` and `until`: `sent_at`
    from and below.
    """

    user_id: int
    phrases: Sequence[Phrase]
    facts: Sequence[Sequence[str]]
    above: int = 0
    below: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    has_image: bool = False

    def conditions(self) -> tuple[str, list]:
        """What the index does not know, as SQL and its values."""
        sql, values = "", list[str]()
        for column, at in (("sent_at >=", self.since), ("sent_at <", self.until)):
            if at is not None:
                sql += f" AND message.{column} %s"
                values.append(connection.ops.adapt_datetimefield_value(at))
        return sql + WITH_IMAGE * self.has_image, values
