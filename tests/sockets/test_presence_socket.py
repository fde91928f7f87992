"""Presence and receipts over real sockets: those concerned hear, outsiders do not."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async

from accounts import profiles
from chat.actions.direct_rooms import direct_room
from chat.models import Membership
from tests.cast import say
from tests.files import picture
from tests.sockets.test_page_socket import frame_with
from tests.viewer import connect, cookies_for, http_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(either_server):
    return either_server.url


async def page_of(url, user, room=None):
    path = f"/ws/?room={room.pk}&since=0" if room else "/ws/"
    return connect(url, await sync_to_async(cookies_for)(user), path)


def says(socket, **frame):
    return socket.send(json.dumps(frame))


async def test_who_shares_a_room_hears_of_presence_and_an_outsider_does_not(
    url, ann, bob, cid, room
):
    await Membership.objects.exclude(room=room).adelete()
    async with (
        await page_of(url, ann, room) as anns,
        await page_of(url, bob) as bobs,
        await page_of(url, cid) as cids,
    ):
        for socket in (anns, bobs, cids):
            await frame_with(socket, "upsert:#reads")
        for socket in (anns, cids):
            await says(socket, type="watch", people=[bob.pk, 999_999])
        assert 'data-state="offline"' in await frame_with(anns, f'id="presence-{bob.pk}"')
        await says(bobs, type="presence", state="visible")
        assert 'data-state="online"' in await frame_with(anns, f'id="presence-{bob.pk}"')
        await sync_to_async(profiles.set_visibility)(
            bob, appears_offline=True, shares_receipts=True
        )
        await cids.close()
        assert not [frame async for frame in cids if "presence-" in frame]


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "watch"},
        {"type": "watch", "people": "3"},
        {"type": "watch", "people": [None, "x", -1, 2**80, True, [1], {}]},
        {"type": "watch", "people": list(range(1, 9_000))},
        {"type": "watch", "people": [], "faces": "3"},
        {"type": "watch", "people": [3], "faces": [None, "x", 2**80, [1]]},
        {"type": "presence"},
        {"type": "presence", "state": ["visible"]},
        {"type": "presence", "state": {"a": 1}},
        {"type": ["watch"]},
    ],
)
async def test_nonsense_leaves_the_socket_open(url, ann, bob, room, frame):
    async with await page_of(url, ann, room) as anns:
        await frame_with(anns, "upsert:#reads")
        await anns.send(json.dumps(frame))
        await sync_to_async(say)(bob, room, "still here")
        await frame_with(anns, "still here")


async def test_a_reading_reaches_the_open_pages_of_those_who_share_theirs(url, ann, bob, cid, room):
    said = await sync_to_async(say)(ann, room, "read me")
    bobs = await sync_to_async(cookies_for)(bob)
    async with (
        await page_of(url, ann, room) as anns,
        await page_of(url, cid) as cids,
        http_for(url, bobs) as http,
    ):
        for socket in (anns, cids):
            await frame_with(socket, "upsert:#reads")
        await http.post(f"/rooms/{room.pk}/read/", data={"seq": said.seq})
        assert f'data-seq="{said.seq}"' in await frame_with(anns, f'id="seen-{bob.pk}"')
        await cids.close()
        assert not [frame async for frame in cids if "seen-" in frame]


async def test_who_shares_none_hears_none(url, ann, bob, room):
    said = await sync_to_async(say)(ann, room, "read me")
    await sync_to_async(profiles.set_visibility)(ann, appears_offline=False, shares_receipts=False)
    bobs = await sync_to_async(cookies_for)(bob)
    async with await page_of(url, ann, room) as anns, http_for(url, bobs) as http:
        await frame_with(anns, "upsert:#reads")
        await http.post(f"/rooms/{room.pk}/read/", data={"seq": said.seq})
        await sync_to_async(say)(bob, room, "after that")
        heard = []
        async with asyncio.timeout(10):
            async for frame in anns:
                heard.append(frame)
                if "after that" in frame:
                    break
        assert not [frame for frame in heard if "seen-" in frame]


async def test_marking_unread_reaches_the_other_devices(url, ann, bob, room):
    said = await sync_to_async(say)(ann, room, "read me")
    bobs = await sync_to_async(cookies_for)(bob)
    async with await page_of(url, bob) as device, http_for(url, bobs) as http:
        await frame_with(device, "upsert:#reads")
        await http.post(f"/rooms/{room.pk}/read/", data={"seq": said.seq})
        await frame_with(device, f'data-seq="{said.seq}"')
        answer = await http.post(f"/rooms/{room.pk}/unread/", data={"seq": said.seq})
        assert answer.status_code == 204
        assert f'data-seq="{said.seq - 1}" data-back' in await frame_with(device, "data-back")


async def test_who_has_somebody_before_their_eyes_hears_what_they_are_at(url, ann, bob, cid, room):
    await Membership.objects.exclude(room=room).adelete()
    bobs = await sync_to_async(cookies_for)(bob)
    async with (
        await page_of(url, ann, room) as anns,
        await page_of(url, cid) as cids,
        http_for(url, bobs) as http,
    ):
        for socket in (anns, cids):
            await frame_with(socket, "upsert:#reads")
            await says(socket, type="watch", people=[bob.pk], faces=[bob.pk, 999_999])
        assert "<bdi>Bob</bdi>" in await frame_with(anns, f'id="face-{bob.pk}"')
        await http.post("/settings/status/", data={"emoji": "🌴", "text": "On <holiday>"})
        assert "<bdi>On &lt;holiday&gt;</bdi>" in await frame_with(anns, f'id="face-{bob.pk}"')
        await cids.close()
        assert not [frame async for frame in cids if "face-" in frame]


async def test_a_new_name_and_picture_reach_the_lists_of_those_who_talk_to_them(
    url, ann, bob, cid, room
):
    direct = await sync_to_async(direct_room)(people=[ann, bob])
    bobs = await sync_to_async(cookies_for)(bob)
    photo = {"picture": ("me.png", picture("PNG"), "image/png")}
    async with (
        await page_of(url, ann, room) as anns,
        await page_of(url, cid) as cids,
        http_for(url, bobs) as http,
    ):
        for socket in (anns, cids):
            await frame_with(socket, "upsert:#reads")
        await says(anns, type="watch", people=[bob.pk], faces=[bob.pk])
        await frame_with(anns, f'id="face-{bob.pk}"')
        await http.post("/settings/name/", data={"name": "Robert"})
        row = await frame_with(anns, f'id="room-{direct.pk}"')
        assert "<bdi>Robert</bdi>" in row
        await http.post("/settings/photo/", files=photo)
        heard = [await frame_with(anns, f"/avatars/{bob.pk}/") for _ in range(2)]
        assert any(f'id="room-{direct.pk}"' in frame for frame in heard)
        assert any(f'id="face-{bob.pk}"' in frame for frame in heard)
        await cids.close()
        assert not [frame async for frame in cids if "Robert" in frame or "avatars" in frame]
