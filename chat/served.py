"""A file of a message as an answer: from the folder, or by an address in the bucket."""

from pathlib import Path

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition

from chat import ranges
from chat.errors import AttachmentNotFound
from chat.models import Attachment

SIZES = {"original": "file", "small": "small", "large": "large"}
HEADERS = {
    # Kept by the browser alone, which asks each time whether it may still show it.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def served(request: HttpRequest, attachment: Attachment, size: str) -> HttpResponse:
    """`size`: one of SIZES. Raises AttachmentNotFound where there is none of that size."""
    file = getattr(attachment, SIZES.get(size, ""), None)
    if not file:
        raise AttachmentNotFound
    headers = _headers(attachment, size)
    if settings.S3_BUCKET:
        return redirect(_signed(file, headers))
    return _answer(request, file, headers)


def _answer(request: HttpRequest, file: FieldFile, headers: dict) -> HttpResponse:
    etag = f'"{Path(file.name).name}"'

    @condition(etag_func=lambda request: etag)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            opened = file.open("rb")
        except FileNotFoundError:
            raise AttachmentNotFound from None
        return ranges.answer(request, opened, file.size, HEADERS | headers | {"ETag": etag})

    response = answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _headers(attachment: Attachment, size: str) -> dict[str, str]:
    """Only what we know to be a picture, a film or a sound is shown by the browser."""
    is_smaller = size != "original"
    name = f"{Path(attachment.name).stem}.webp" if is_smaller else attachment.name
    is_shown = attachment.kind != Attachment.Kind.FILE
    return {
        "Content-Type": "image/webp" if is_smaller else attachment.content_type,
        "Content-Disposition": content_disposition_header(not is_shown, name) or "inline",
    }


def _signed(file: FieldFile, headers: dict[str, str]) -> str:
    """An address in the bucket that is good for five minutes."""
    parameters = {
        "ResponseContentType": headers["Content-Type"],
        "ResponseContentDisposition": headers["Content-Disposition"],
        "ResponseCacheControl": "private, max-age=300",
    }
    return file.storage.url(file.name, parameters=parameters)
