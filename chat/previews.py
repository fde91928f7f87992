"""A message in one plain line: for rows, quotes and whatever else has no room for more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from chat import markup, text
from chat.models import Attachment, Message

NOBODY: Mapping[int, str] = MappingProxyType({})
KINDS = Attachment.Kind
SHOWN = ("kind", "body", "html", "deleted_at", "has_attachments")  # what of a message a line needs


def line_of(
    message: Message, files: Sequence[Attachment] = (), names: Mapping[int, str] = NOBODY
) -> str:
    """What it says, or where it says nothing, what goes with it; `files` as files_of gives them, and
    `names` as naming.names_in."""
    return text.preview(_said(message, names)) or _files(files)


def _said(message: Message, names: Mapping[int, str]) -> str:
    if not message.html:
        return message.body
    named = markup.people_in(message.html) & names.keys()
    shown = markup.with_names(message.html, {pk: escape(names[pk]) for pk in named})
    return markup.to_text(shown)


def files_of(batch: Iterable[Message]) -> dict[int, list[Attachment]]:
    """The files of those that say nothing, by the messages' ids; at most one query."""
    ids = [each.pk for each in batch if each.has_attachments and not each.body]
    found = defaultdict(list)
    if ids:
        for attachment in Attachment.objects.filter(message__in=ids, message__deleted_at=None):
            found[attachment.message_id].append(attachment)
    return found


def _files(files: Sequence[Attachment]) -> str:
    """In the site's language, as it is for everybody."""
    if not files:
        return ""
    with override(settings.LANGUAGE_CODE):
        return _kinds(files)


def _kinds(files: Sequence[Attachment]) -> str:
    count, kinds = len(files), {file.kind for file in files}
    if kinds == {KINDS.IMAGE}:
        return ngettext("Photo", "%(count)s photos", count) % {"count": count}
    if kinds == {KINDS.VIDEO}:
        return ngettext("Video", "%(count)s videos", count) % {"count": count}
    if count == 1:
        return text.preview(files[0].name)
    return _("%(count)s files") % {"count": count}
