"""A message with files is heard by members, with everything that a page needs to show it."""

import asyncio
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chat.models import Attachment, Message
from tests.files import picture
from tests.viewer import Viewer, connect, cookies_for, http_for

pytestmark = pytest.mark.django_db(transaction=True)


async def test_members_hear_it_and_outsiders_do_not(either_server, ann, bob, cid, room):
    url, key = either_server.url, str(uuid4())
    cookies = {user: await sync_to_async(cookies_for)(user) for user in (ann, bob, cid)}
    async with (
        Viewer(url, cookies[ann], room.pk) as anns,
        connect(url, cookies[cid], "/ws/") as cids,
        http_for(url, cookies[bob]) as http,
    ):
        place = f"/rooms/{room.pk}/attachments/"
        await http.post(place, data={"key": key}, files={"file": ("sun.jpg", picture())})
        await anns.until(lambda page: page.version >= room.version)
        assert "sun.jpg" not in anns.bodies
        fields = {"body": "", "client_id": str(uuid4()), "attachment": key}
        await http.post(f"/rooms/{room.pk}/messages/", data=fields)
        await anns.until(lambda page: "sun.jpg" in page.bodies)
        shown = anns.log[-1].html
        attachment = await Attachment.objects.aget(key=key)
        assert f"/rooms/{room.pk}/attachments/{attachment.pk}/small/sun.jpg" in shown
        assert any(">Photo<" in frame for frame in anns.frames)
        page = await anns.http.get(f"/rooms/{room.pk}/")
        assert shown in page.text
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                while "sun.jpg" not in await cids.recv():
                    pass
    assert await Message.objects.filter(has_attachments=True).acount() == 1


async def test_a_long_file_comes_in_parts_and_whole(either_server, ann, bob, room):
    url, key, content = either_server.url, str(uuid4()), bytes(range(256)) * 12_000
    async with http_for(url, await sync_to_async(cookies_for)(bob)) as http:
        place = f"/rooms/{room.pk}/attachments/"
        await http.post(place, data={"key": key}, files={"file": ("film.bin", content)})
        fields = {"body": "", "client_id": str(uuid4()), "attachment": key}
        await http.post(f"/rooms/{room.pk}/messages/", data=fields)
        pk = (await Attachment.objects.aget(key=key)).pk
        address = f"{place}{pk}/original/film.bin"
        assert (await http.get(address)).content == content
        part = await http.get(address, headers={"Range": "bytes=1000000-1999999"})
    assert part.status_code == 206
    assert part.content == content[1_000_000:2_000_000]
