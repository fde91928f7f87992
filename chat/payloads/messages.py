"""Messages as JSON text, ready to be sent.

As with chat/message_fragments.py each is made once for each of its versions, and for each name that
its author and whom it mentions go by, and kept in the cache: a list of fifty is put together of
fifty texts.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse

from chat import carried, markup
from chat.carried import NOTHING, Carried, Reacted
from chat.models import Attachment, Message
from chat.naming import html_of, names_in, names_of
from chat.payloads.people import author
from chat.payloads.times import optional_stamp, stamp
from chat.rendering import checksum, kept

SHAPE = 1  # grows with every change of what a message's JSON says


class Told(NamedTuple):
    """What a message's JSON is made of; `names` are those of whom it mentions, by their ids."""

    message: Message
    names: Mapping[int, str]


def text(message: Message) -> str:
    """One message, with its author loaded."""
    return texts([message])[0]


def texts(batch: Sequence[Message]) -> list[str]:
    """Messages with their authors loaded, each as the text of a JSON object; where all are kept, one query
    at most."""
    names = names_in(batch)
    told = [Told(message, names_of([message], names)) for message in batch]
    return [str(each) for each in kept({_key(each): each for each in told}, _write_all)]


def _key(told: Told) -> str:
    message = told.message
    shown = checksum(message.client_id, author(message.author), sorted(told.names.items()))
    place = f"{message.room_id}.{message.pk}.{message.version}"
    return f"payload.{place}.{shown}.{SHAPE}.{markup.RENDERER}"


def _write_all(batch: Sequence[Told]) -> list[str]:
    messages = [each.message for each in batch]
    found, reactions = carried.carried_by(messages), carried.reactions_on(messages)
    return [
        _write(each, found.get(each.message.pk, NOTHING), reactions.get(each.message.pk, ()))
        for each in batch
    ]


def _write(told: Told, has: Carried, reactions: Sequence[Reacted]) -> str:
    facts = _facts(told, has, reactions)
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _facts(told: Told, has: Carried, reactions: Sequence[Reacted]) -> dict:
    message = told.message
    named = markup.people_in(message.html)
    return {
        "id": message.pk,
        "room": message.room_id,
        "kind": message.kind,
        "seq": message.seq,
        "version": message.version,
        "author": author(message.author),
        "body": message.body,
        "html": html_of(message, told.names),
        "client_id": str(message.client_id),
        "reply_to": message.reply_to_id,
        "attachments": [attachment(each) for each in has.attachments],
        "reactions": [_reaction(each) for each in reactions],
        "mentions": sorted(named - {markup.EVERYBODY}),
        "mentions_room": markup.EVERYBODY in named,
        "pinned_at": optional_stamp(message.pinned_at),
        "sent_at": stamp(message.sent_at),
        "edited_at": optional_stamp(message.edited_at),
        "deleted_at": optional_stamp(message.deleted_at),
    }


def attachment(file: Attachment) -> dict:
    """A file that was sent, or waits for it; its addresses take the credentials of the API."""
    address = reverse("api:attachment", args=[file.pk])
    return {
        "id": file.pk,
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "url": address,
        "thumbnail_url": f"{address}?size=small" if file.small else None,
    }


def _reaction(reacted: Reacted) -> dict:
    return {"emoji": reacted.emoji, "count": len(reacted.people), "users": list(reacted.people)}
