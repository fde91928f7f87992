"""What a bot's program answered: something to say, a file, or nothing."""

import json
import mimetypes
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from texter.posting import Reply

TEXTS = {"text/plain", "text/markdown", "text/x-markdown"}
# What servers say by themselves, and nobody means to be read in a room.
UNSAID = {"text/html", "application/xhtml+xml", "application/problem+json"}


class Unusable(Exception):
    """An answer that makes no message; the words say why."""


class Answer(NamedTuple):
    body: str = ""
    file: SimpleUploadedFile | None = None

    @property
    def is_empty(self) -> bool:
        return not self.body.strip() and self.file is None


NOTHING = Answer()


def answer_in(reply: Reply) -> Answer:
    """By its content type. Raises Unusable."""
    if not reply.body.strip():
        return NOTHING
    if reply.is_cut:
        raise Unusable(_("The answer was too long."))
    if reply.content_type in UNSAID:
        raise Unusable(_("HTML is not posted. Answer with text, JSON or a file."))
    if reply.content_type == "application/json":
        return Answer(_body_in(reply.body))
    if reply.content_type in TEXTS or not reply.content_type:
        return Answer(_decoded(reply.body))
    return Answer(file=SimpleUploadedFile(_name_of(reply), reply.body, reply.content_type))


def _body_in(text: bytes) -> str:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise Unusable(_("The answer was no JSON.")) from None
    body = told.get("body", "") if isinstance(told, dict) else None
    if not isinstance(body, str) or not _is_sound(body):
        raise Unusable(_("The answer was no object with a “body” of text."))
    return body


def _is_sound(text: str) -> bool:
    """Half of a surrogate pair can be kept nowhere."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise Unusable(_("The answer was not in UTF-8.")) from None


def _name_of(reply: Reply) -> str:
    """Without a path; one that names nothing is replaced."""
    name = reply.file_name.replace("\\", "/").rpartition("/")[2]
    if name.strip(". ") and _is_sound(name):
        return name
    return f"answer{mimetypes.guess_extension(reply.content_type) or ''}"
