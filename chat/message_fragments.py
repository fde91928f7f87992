"""Messages as HTML that serves everybody: nothing here knows who looks.

One is rendered once for each of its versions, for each name that its author, whom it mentions,
whom it answers and who reacted go by, and kept in the cache.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from chat import carried, markup, previews
from chat.carried import NOTHING, Carried, Reacted
from chat.models import Attachment, Message, Room
from chat.naming import html_of, names_in, names_of
from chat.rendering import checksum, digest, kept, render

GROUP_GAP = timedelta(minutes=5)
TEMPLATES = (
    "chat/_message.html",
    "_avatar.html",
    "_icon.html",
    "chat/_pending.html",
    "chat/_tombstone.html",
    "chat/_quote.html",
    "chat/_reactions.html",
    "chat/_attachments.html",
    "chat/_image.html",
    "chat/_file.html",
    "chat/_link_preview.html",
)
NO_MESSAGE = 0  # a primary key that nothing has


class Shown(NamedTuple):
    """What a message's HTML is made of; `first` starts a group and shows the author."""

    message: Message
    first: bool
    names: Mapping[int, str]
    quoted: Message | None
    reactions: tuple[Reacted, ...] = ()


def message(message: Message, *, first: bool = True) -> SafeString:
    """One message as a list item."""
    return messages([message], [first])[0]


def messages(batch: Sequence[Message], firsts: Iterable[bool] | None = None) -> list[SafeString]:
    """Messages with their authors loaded, each as a list item."""
    quoted = carried.quoted_by(batch)
    names = names_in([*batch, *quoted.values()])
    reactions = carried.reactions_on(batch)
    shown = [
        Shown(
            message,
            first,
            names_of((message, quoted.get(message.reply_to_id or 0)), names),
            quoted.get(message.reply_to_id or 0),
            reactions.get(message.pk, ()),
        )
        for message, first in zip(batch, firsts or [True] * len(batch), strict=True)
    ]
    return kept({_key(each): each for each in shown}, _render_all)


def pending_message(room: Room, author) -> SafeString:
    """The form of a message that its author's page shows before it is confirmed; without text, and
    in the author's language. Its quote is taken out where it answers nothing. The page sets its time."""
    facts = checksum(author.pk, _seen(author), get_language())
    key = f"message.{room.pk}.pending.{facts}.{digest(*TEMPLATES)}"
    return kept({key: author}, lambda authors: [_pending(room, each) for each in authors])[0]


def _pending(room: Room, author) -> str:
    message = Message(author=author, room=room, sent_at=timezone.now())
    quoted = Message(pk=NO_MESSAGE, author=author, room=room)
    facts = _facts(Shown(message, True, {}, quoted), NOTHING) | {"pending_in": room}
    return str(get_template("chat/_message.html").render(facts))


def starts_group(message: Message, previous: Message | None) -> bool:
    """Whether the author is shown again: another one, a pause, a quote, or a system line between."""
    return (
        previous is None
        or previous.is_system
        or message.reply_to_id is not None
        or previous.author_id != message.author_id
        or message.sent_at - previous.sent_at > GROUP_GAP
    )


def _key(shown: Shown) -> str:
    message, author, quoted = shown.message, shown.message.author, shown.quoted
    quote = quoted and (quoted.pk, quoted.version, str(quoted.author))
    reacted = tuple(each.names for each in shown.reactions)
    facts = checksum(
        # A database that was put back gives the same places to other messages.
        message.client_id,
        _seen(author),
        sorted(shown.names.items()),
        quote,
        reacted,
        message.renderer,
    )
    place = f"{message.room_id}.{message.pk}.{message.version}.{shown.first:d}"
    return f"message.{place}.{facts}.{digest(*TEMPLATES)}.{markup.RENDERER}"


def _seen(author) -> tuple:
    """What is shown of an author beside what never changes."""
    return str(author), author.username, author.avatar_version, author.is_active


def _render_all(batch: Sequence[Shown]) -> list[str]:
    found = carried.carried_by([each.message for each in batch])
    files = previews.files_of([each.quoted for each in batch if each.quoted])
    return [
        _render(
            each,
            found.get(each.message.pk, NOTHING),
            files.get(each.quoted.pk, ()) if each.quoted else (),
        )
        for each in batch
    ]


def _render(shown: Shown, has: Carried, quoted_files: Sequence[Attachment]) -> str:
    return str(render("chat/_message.html", _facts(shown, has, quoted_files)))


def _facts(shown: Shown, has: Carried, quoted_files: Sequence[Attachment] = ()) -> dict:
    """What the template needs; the time is written out once, the date filter being slow."""
    message, quoted = shown.message, shown.quoted
    return {
        "message": message,
        "first": shown.first,
        "is_large": markup.is_only_emoji(message.body),
        "html": html_of(message, shown.names),
        "quoted": quoted,
        "quoted_text": quoted and previews.line_of(quoted, quoted_files, shown.names),
        "reactions": shown.reactions,
        "attachments": has.attachments,
        "images": [each for each in has.attachments if each.is_image],
        "files": [each for each in has.attachments if not each.is_image],
        "link_preview": has.link_preview,
        "iso": message.sent_at.isoformat(),
        "clock": f"{timezone.localtime(message.sent_at):%H:%M}",
        "ms": int(message.sent_at.timestamp() * 1000),
    }
