"""Files that people upload, and some that nobody should."""

import struct
import zlib
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


def bomb(side: int) -> bytes:
    """A PNG of so many pixels a side, in next to no bytes."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + 3 * side)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


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
