"""What messages carry beside their text: looked up for many at once, and only where there is some."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from accounts.models import User
from chat import markup
from chat.models import Attachment, LinkPreview, Message, Reaction


class Reacted(NamedTuple):
    """An emoji and who answered with it, first come first."""

    emoji: str
    people: list[User]


@dataclass(frozen=True)
class Carried:
    reactions: tuple[Reacted, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    link_preview: LinkPreview | None = None


def names_in(batch: Iterable[Message]) -> dict[int, str]:
    """The names of the people whom these messages name, by their ids; at most one query."""
    ids = {pk for message in batch for pk in markup.people_in(message.html)}
    if not ids - {markup.EVERYBODY}:
        return {}
    people = User.objects.filter(pk__in=ids).only("name", "username")
    return {person.pk: str(person) for person in people}


def quoted_by(batch: Iterable[Message]) -> dict[int, Message]:
    """The messages that these answer, with their authors, by their ids; at most one query."""
    ids = {message.reply_to_id for message in batch if message.reply_to_id}
    return Message.objects.with_author().in_bulk(ids) if ids else {}


def carried_by(batch: Iterable[Message]) -> dict[int, Carried]:
    """By the ids of the messages. A deleted one carries nothing any more."""
    standing = [message for message in batch if not message.is_deleted]
    reactions = _reactions_on([m.pk for m in standing if m.has_reactions])
    attachments = _attachments_of([m.pk for m in standing if m.has_attachments])
    previews = _previews_in([m.pk for m in standing if m.has_link_preview])
    return {
        message.pk: Carried(
            tuple(reactions.get(message.pk, ())),
            tuple(attachments.get(message.pk, ())),
            previews.get(message.pk),
        )
        for message in standing
    }


def _reactions_on(ids: list[int]) -> dict[int, list[Reacted]]:
    found: dict[int, dict[str, list[User]]] = defaultdict(lambda: defaultdict(list))
    if ids:
        for each in Reaction.objects.filter(message__in=ids).select_related("user"):
            found[each.message_id][each.emoji].append(each.user)
    return {pk: [Reacted(*each) for each in emoji.items()] for pk, emoji in found.items()}


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
