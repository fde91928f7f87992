"""Show what a message's first link leads to: fetched after the send, and told as a change."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections, transaction

from chat import broadcasts, markup
from chat.errors import RoomNotFound
from chat.models import LinkPreview, Message, Room
from chat.unfurling import Unfurled, unfurl
from texter.backlog import Backlog

LONGEST = 2000  # characters of an address

_backlog = Backlog("link previews")


def preview_link(*, message: Message) -> None:
    """Fetch what the message links to, once the transaction has ended; what an earlier text of it
    linked to goes now. Where too much waits to be fetched, of all or of the author, it does without."""
    url = _first_link(message)
    if message.has_link_preview:
        LinkPreview.objects.filter(message=message).exclude(url=url).delete()
        if LinkPreview.objects.filter(message=message).exists():
            return
    if url and settings.LINK_PREVIEWS:
        transaction.on_commit(partial(_queue, message.pk, message.author_id, url), robust=True)


@transaction.atomic
def keep_preview(*, message_id: int, url: str, found: Unfurled) -> Message | None:
    """Put it under the message, if that still stands and still leads there."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return None
    room = Room.objects.locked(message.room_id)
    message = Message.objects.with_author().get(pk=message_id)
    if message.is_deleted or _first_link(message) != url or room.is_archived:
        return None
    LinkPreview.objects.update_or_create(
        message=message, defaults={"url": url, "has_image": bool(found.image), **found._asdict()}
    )
    room.take_version()
    message.version, message.has_link_preview = room.version, True
    message.save(update_fields=["version", "has_link_preview"])
    broadcasts.message_changed(message, room)
    return message


def _first_link(message: Message) -> str:
    """The first one that leads away from here."""
    here = urlsplit(settings.SITE_URL).netloc
    links = (url for url in markup.links_in(message.html) if urlsplit(url).netloc != here)
    return next((url for url in links if len(url) <= LONGEST), "")


def _queue(message_id: int, author_id: int, url: str) -> None:
    _backlog.put(
        partial(_fetch, message_id, url),
        at_most=settings.LINK_PREVIEW_QUEUE,
        whose=author_id,
        share=settings.LINK_PREVIEW_SHARE,
    )


def _fetch(message_id: int, url: str) -> None:
    close_old_connections()
    try:
        found = unfurl(url)
        if found is not None:
            keep_preview(message_id=message_id, url=url, found=found)
    except (RoomNotFound, Message.DoesNotExist):
        pass  # gone meanwhile
    finally:
        close_old_connections()
