"""What messages carry beside their text: looked up for many at once, and only where there is some."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from chat.emoji import name_of
from chat.models import Attachment, LinkPreview, Message, Reaction

SHOWN_NAMES = 3


class Reacted(NamedTuple):
    """An emoji and who answered with it, first come first: the ids of all, the names of a few."""

    emoji: str
    people: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return name_of(self.emoji)

    @property
    def others(self) -> int:
        """How many are not named."""
        return len(self.people) - len(self.names)


@dataclass(frozen=True)
class Carried:
    attachments: tuple[Attachment, ...] = ()
    link_preview: LinkPreview | None = None


NOTHING = Carried()


def quoted_by(batch: Iterable[Message]) -> dict[int, Message]:
    """The messages that these answer, with their authors, by their ids; at most one query."""
    ids = {message.reply_to_id for message in batch if message.reply_to_id}
    return Message.objects.with_author().in_bulk(ids) if ids else {}


def reactions_on(batch: Iterable[Message]) -> dict[int, tuple[Reacted, ...]]:
    """By the ids of the messages, with the names that people go by now; at most one query."""
    ids = [message.pk for message in batch if message.has_reactions and not message.is_deleted]
    found: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    if ids:
        rows = Reaction.objects.filter(message__in=ids).order_by("pk")
        facts = "message_id", "emoji", "user_id", "user__name", "user__username"
        for message_id, emoji, user_id, name, username in rows.values_list(*facts):
            found[message_id][emoji].append((user_id, name or username))
    return {pk: tuple(_reacted(*each) for each in emoji.items()) for pk, emoji in found.items()}


def _reacted(emoji: str, people: list[tuple[int, str]]) -> Reacted:
    ids, names = zip(*people, strict=True)
    # “And 1 more” would be no shorter than the name.
    shown = names if len(names) <= SHOWN_NAMES else names[: SHOWN_NAMES - 1]
    return Reacted(emoji, ids, shown)


def carried_by(batch: Iterable[Message]) -> dict[int, Carried]:
    """By the ids of the messages. A deleted one carries nothing any more."""
    standing = [message for message in batch if not message.is_deleted]
    attachments = _attachments_of([m.pk for m in standing if m.has_attachments])
    previews = _previews_in([m.pk for m in standing if m.has_link_preview])
    return {
        message.pk: Carried(
            tuple(attachments.get(message.pk, ())),
            previews.get(message.pk),
        )
        for message in standing
    }


def _attachments_of(ids: list[int]) -> dict[int, list[Attachment]]:
    found = defaultdict(list)
    if ids:
        for attachment in Attachment.objects.filter(message__in=ids):
            found[attachment.message_id].append(attachment)
    return found


def _previews_in(ids: list[int]) -> dict[int, LinkPreview]:
    if not ids:
        return {}
    found = LinkPreview.objects.filter(message__in=ids).defer("image")
    return {preview.message_id: preview for preview in found}
