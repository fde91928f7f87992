"""Files that people upload, and some that nobody should."""

from io import BytesIO
from uuid import UUID, uuid4

from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpResponse
from PIL import Image

from chat.actions.attachments import upload_attachment
from chat.models import Attachment
from tests.cast import membership, say

MP4 = b"\0\0\0\x20ftypisom\0\0\2\0" + b"\0" * 64
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\0" * 64


def picture(kind: str = "JPEG", size=(60, 40), colour="tomato", **how) -> bytes:
    Image.new("RGB", size, colour).save(file := BytesIO(), kind, **how)
    return file.getvalue()


def file_of(content: bytes, name: str = "notes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def large_file(size: int, name: str = "film.bin") -> TemporaryUploadedFile:
    """Full of holes: it takes up no room."""
    file = TemporaryUploadedFile(name, "application/octet-stream", size, None)
    file.truncate(size)
    return file


def upload(user, room, content: bytes = b"hello", name="notes.txt", key: UUID | None = None):
    return upload_attachment(
        membership=membership(user, room), key=key or uuid4(), file=file_of(content, name)
    )


def send_file(user, room, content: bytes = b"hello", name="notes.txt", body="") -> Attachment:
    """A message that carries one file."""
    attachment = upload(user, room, content, name)
    say(user, room, body, attachments=[attachment])
    return Attachment.objects.select_related("message").get(pk=attachment.pk)


def address(attachment: Attachment, size: str = "original") -> str:
    return f"/rooms/{attachment.room_id}/attachments/{attachment.pk}/{size}/any"


def body_of(response: HttpResponse) -> bytes:
    """Streamed as the server does it."""
    if not response.streaming:
        return response.content

    async def read() -> bytes:
        return b"".join([piece async for piece in response])

    return async_to_sync(read)()
