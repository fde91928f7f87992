"""The files of a room, newest first: page by page, and the newest of them."""

from typing import NamedTuple

from django.conf import settings

from chat.models import Attachment, Membership


class FilesPage(NamedTuple):
    """`before`: the attachment to go on from, None at the end."""

    files: list[Attachment]
    before: int | None


def files_page(
    membership: Membership, before: int | None = None, limit: int | None = None
) -> FilesPage:
    """What the member may see, with the messages and their authors; `limit` None: a page full."""
    limit = limit or settings.FILES_PAGE
    found = Attachment.objects.visible_to(membership).select_related("message__author")
    if before is not None:
        found = found.filter(pk__lt=before)
    batch = list(found.order_by("-pk")[: limit + 1])
    return FilesPage(batch[:limit], batch[limit - 1].pk if len(batch) > limit else None)


def newest_files(membership: Membership) -> FilesPage:
    """The few that stand beside the room."""
    return files_page(membership, limit=settings.FILES_BESIDE)
