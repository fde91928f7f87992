"""The same files in a bucket: a server with the S3 variables, and a bucket that answers."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest
from asgiref.sync import sync_to_async

from chat import discarding
from chat.actions.room_life import delete_room
from chat.models import Attachment
from tests.files import picture, upload
from tests.services.s3 import FakeS3
from tests.viewer import cookies_for, http_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bucket() -> Iterator[FakeS3]:
    with FakeS3() as service:
        yield service


@pytest.fixture
def server(start_server, shared_data, bucket):
    return start_server(
        **shared_data,
        S3_BUCKET="texter",
        S3_ENDPOINT=bucket.url,
        S3_ACCESS_KEY_ID="key",
        S3_SECRET_ACCESS_KEY="secret",
    )


async def test_files_are_kept_there_and_handed_out_by_signed_addresses(
    server, bucket, ann, cid, room
):
    key = str(uuid4())
    async with http_for(server.url, await cookies(ann)) as http:
        sent = await http.post(
            f"/rooms/{room.pk}/attachments/",
            data={"key": key},
            files={"file": ("sun.png", picture("PNG"))},
        )
        assert sent.status_code == httpx.codes.CREATED, sent.text
        assert len(bucket.kept) == 3
        assert all(place.startswith("/texter/attachments/") for place in bucket.kept)
        fields = {"body": "", "client_id": str(uuid4()), "attachment": key}
        await http.post(f"/rooms/{room.pk}/messages/", data=fields)
        place = await address(key)
        answer = await http.get(place)
        page = await http.get(f"/rooms/{room.pk}/")
    assert answer.status_code == httpx.codes.FOUND
    assert answer.headers["Cache-Control"] == "no-store, private"
    signed = answer.headers["Location"]
    asked = parse_qs(urlsplit(signed).query)
    assert signed.startswith(bucket.url)
    assert asked["X-Amz-Expires"] == ["300"]
    assert f"img-src 'self' data: {bucket.url};" in page.headers["Content-Security-Policy"]
    async with httpx.AsyncClient() as anybody:
        content = await anybody.get(signed)
        assert (await anybody.get(signed.partition("?")[0])).status_code == 403
    assert content.content.startswith(b"\x89PNG")
    assert content.headers["Content-Type"] == "image/png"
    assert content.headers["Content-Disposition"] == 'inline; filename="sun.png"'
    async with http_for(server.url, await cookies(cid)) as http:
        assert (await http.get(place)).status_code == httpx.codes.NOT_FOUND


async def test_what_is_taken_back_is_gone_from_there(server, bucket, ann, room):
    key = str(uuid4())
    async with http_for(server.url, await cookies(ann)) as http:
        door = f"/rooms/{room.pk}/attachments/"
        await http.post(door, data={"key": key}, files={"file": ("a.bin", b"x" * 3_000_000)})
        assert [len(content) for content in bucket.kept.values()] == [3_000_000]
        await http.post(f"{door}{key}/remove/")
        async with asyncio.timeout(10):
            while bucket.kept:
                await asyncio.sleep(0.01)


async def test_strays_are_found_there_although_it_has_no_folders(server, bucket, ann, room):
    door, key = f"/rooms/{room.pk}/attachments/", str(uuid4())
    async with http_for(server.url, await cookies(ann)) as http:
        await http.post(door, data={"key": key}, files={"file": ("a.txt", b"kept")})
    kept, stray, fresh = *bucket.kept, *[f"/texter/{place()}" for _ in range(2)]
    bucket.kept |= {stray: b"x", fresh: b"x"}
    old = datetime.now(UTC) - timedelta(days=2)
    bucket.changed |= {kept: old, stray: old, fresh: datetime.now(UTC)}
    said = await asyncio.to_thread(server.manage, "clean_attachments")
    assert said == "0 attachments and 1 stray files removed.\n"
    assert set(bucket.kept) == {kept, fresh}


def test_nobody_waits_for_the_files_of_a_room_that_is_deleted(settings, bucket, ann, room):
    options = {"endpoint_url": bucket.url, "bucket_name": "texter"}
    options |= {"access_key": "key", "secret_key": "secret", "addressing_style": "path"}
    own = {"BACKEND": "texter.bucket.Bucket", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": own}
    upload(ann, room, picture("PNG"), "sun.png")
    upload(ann, room)
    bucket.deletes.clear()
    delete_room(room=room, by=ann)
    assert not Attachment.objects.exists()
    assert len(bucket.kept) == 4
    bucket.deletes.set()
    assert discarding.finish(10) == 0
    assert bucket.kept == {}


def place() -> str:
    """Where a file is kept whose row is gone."""
    key = uuid4().hex
    return f"attachments/{key[:2]}/{key}-x-file"


async def cookies(user) -> dict[str, str]:
    return await sync_to_async(cookies_for)(user)


async def address(key: str) -> str:
    attachment = await Attachment.objects.aget(key=key)
    return f"/rooms/{attachment.room_id}/attachments/{attachment.pk}/original/sun.png"
