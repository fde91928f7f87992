"""Files of messages, to members only: who may have one is asked each time."""

from pathlib import Path

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe

from chat import access, ranges
from chat.errors import AttachmentNotFound
from chat.models import Attachment
from chat.views.requests import signed_in

SIZES = {"original": "file", "small": "small", "large": "large"}
HEADERS = {
    # Kept by the browser alone, which asks each time whether it may still show it.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
@signed_in
def media(
    request: HttpRequest, room_id: int, attachment_id: int, size: str, name: str
) -> HttpResponse:
    """`name` is for people who save it; the file's own is what they get."""
    membership = access.membership_for(request.user, room_id)
    attachment = access.attachment_for(membership, attachment_id)
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
