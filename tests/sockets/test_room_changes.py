"""What happens to a room and its members is heard on sockets that are open already."""

import asyncio
import contextlib
import re

import pytest
import websockets
from asgiref.sync import sync_to_async

from chat.actions.members import ban_member, remove_member
from chat.actions.memberships import join_room
from chat.actions.rooms import closed_room
from chat.models import Message, Room
from tests.cast import membership, person, room_of
from tests.viewer import connect, cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(either_server):
    return either_server.url


async def close_code_of(socket, seconds=10):
    async with asyncio.timeout(seconds):
        await socket.wait_closed()
    return socket.close_code


async def frame_with(socket, words, seconds=10):
    async with asyncio.timeout(seconds):
        async for frame in socket:
            if words in frame:
                return frame
    raise AssertionError(f"closed with {socket.close_code} before {words!r} came")


async def http_as(url, user):
    return http_for(url, await sync_to_async(cookies_for)(user))


async def socket_as(url, user, path="/ws/"):
    return connect(url, await sync_to_async(cookies_for)(user), path)


async def test_who_is_added_gets_the_room_on_the_open_socket(url, ann, bob, cid):
    room = await sync_to_async(closed_room)(by=ann, name="Crew")
    other = await sync_to_async(room_of)(ann, cid, name="Design")
    async with (
        await socket_as(url, bob) as bobs,
        await socket_as(url, cid) as cids,
        await http_as(url, ann) as http,
    ):
        await frame_with(bobs, "upsert:#reads")
        await http.post(f"/rooms/{room.pk}/members/add/", data={"user": bob.pk})
        await frame_with(bobs, f'id="room-{room.pk}"')
        await post(http, room.pk, "welcome")
        await frame_with(bobs, "welcome")
        await post(http, other.pk, "for cid, too")
        async with asyncio.timeout(10):
            heard = [await cids.recv()]
            while "for cid, too" not in heard[-1]:
                heard.append(await cids.recv())
        assert "Crew" not in "".join(heard)
        assert "welcome" not in "".join(heard)


@pytest.mark.parametrize("verb", ["remove", "ban"])
async def test_who_is_sent_away_loses_the_room_within_a_second(url, ann, bob, room, verb):
    async with (
        await socket_as(url, bob, f"/ws/?room={room.pk}&since=0") as in_room,
        await socket_as(url, bob) as in_list,
        await http_as(url, ann) as http,
    ):
        await frame_with(in_room, "upsert:#messages")
        await frame_with(in_list, f'id="room-{room.pk}"')
        await http.post(f"/rooms/{room.pk}/members/{bob.pk}/{verb}/")
        assert await close_code_of(in_room, 1) == 4000
        await frame_with(in_list, f"delete:#room-{room.pk}", 1)
    async with await socket_as(url, bob, f"/ws/?room={room.pk}&since=0") as again:
        assert await close_code_of(again) == 4403


async def test_a_deleted_room_is_lost_by_everybody_within_a_second(url, ann, bob, room):
    async with (
        await socket_as(url, bob, f"/ws/?room={room.pk}&since=0") as bobs,
        await socket_as(url, ann) as anns,
        await http_as(url, ann) as http,
    ):
        await frame_with(bobs, "upsert:#messages")
        await frame_with(anns, f'id="room-{room.pk}"')
        await http.post(f"/rooms/{room.pk}/delete/", data={"name": "Launch week"})
        assert await close_code_of(bobs, 1) == 4000
        await frame_with(anns, f"delete:#room-{room.pk}", 1)


async def test_a_new_name_and_colour_come_into_open_sidebars(url, ann, bob, room):
    async with await socket_as(url, bob) as bobs, await http_as(url, ann) as http:
        await frame_with(bobs, f'id="room-{room.pk}"')
        place, fields = f"/rooms/{room.pk}/settings/", {"name": "Launch day", "colour": ""}
        await http.post(place, data=fields)
        await frame_with(bobs, "Launch day")
        before = await Room.objects.aget(pk=room.pk)
        await http.post(place, data=fields | {"colour": "3"})
        await frame_with(bobs, f'id="room-{room.pk}"')
        after = await Room.objects.aget(pk=room.pk)
        assert (after.last_seq, after.version) == (before.last_seq, before.version + 1)


async def test_a_change_without_a_message_leaves_no_hole_in_the_page(url, ann, bob, room):
    async with (
        await socket_as(url, bob, f"/ws/?room={room.pk}&since={room.version}") as bobs,
        await http_as(url, ann) as http,
    ):
        await frame_with(bobs, "upsert:#rooms")
        fields = {"name": room.name, "topic": room.topic, "colour": "3"}
        await http.post(f"/rooms/{room.pk}/settings/", data=fields)
        since = f'data-since="{room.version}" data-version="{room.version + 1}"'
        await frame_with(bobs, since)
        await post(http, room.pk, "after it")
        frame = await frame_with(bobs, "after it")
        assert f'data-since="{room.version + 1}"' in frame


async def test_archiving_tells_the_open_page(url, ann, bob, room):
    async with (
        await socket_as(url, bob, f"/ws/?room={room.pk}&since=0") as bobs,
        await http_as(url, ann) as http,
    ):
        await frame_with(bobs, "upsert:#messages")
        await http.post(f"/rooms/{room.pk}/archive/")
        frame = await frame_with(bobs, "archived the room")
        assert "data-archived" in frame


async def test_nothing_after_the_removal_reaches_who_was_removed(url, ann, bob, room):
    """While messages flow: socket, page, history, catch-up."""
    async with (
        await socket_as(url, bob, f"/ws/?room={room.pk}&since=0") as bobs,
        await http_as(url, ann) as http,
        await http_as(url, bob) as bobs_http,
    ):
        heard = []

        async def listen():
            with contextlib.suppress(websockets.ConnectionClosed):
                async for frame in bobs:
                    heard.append(frame)

        async def flow():
            for number in range(60):
                await post(http, room.pk, f"flow {number}")

        listening, flowing = asyncio.create_task(listen()), asyncio.create_task(flow())
        async with asyncio.timeout(10):
            while not any("flow 9" in frame for frame in heard):
                await asyncio.wait([flowing], timeout=0.02)
        await http.post(f"/rooms/{room.pk}/members/{bob.pk}/remove/")
        await flowing
        await asyncio.wait_for(listening, 1)
        places = ["changes/?since=0", "messages/?before=999", "messages/?after=0"]
        answers = [await bobs_http.get(f"/rooms/{room.pk}/{place}") for place in places]
        assert [answer.status_code for answer in answers] == [404] * 3
        page = (await bobs_http.get(f"/rooms/{room.pk}/")).text
        assert "flow" not in page
    line = await Message.objects.aget(room=room, body="was removed by an owner")
    seqs = [int(seq) for seq in re.findall(r'<li [^>]*?data-seq="(\d+)"', "".join(heard))]
    assert seqs
    assert max(seqs) < line.seq


async def test_a_socket_tells_strangers_of_a_closed_room_what_it_tells_of_none(url, ann, bob, cid):
    room, former = await sync_to_async(_crew)(ann, bob)
    codes = {}
    for who in (bob, former, cid, ann):
        for room_id in (room.pk, 999_999):
            async with await socket_as(url, who, f"/ws/?room={room_id}&since=0") as socket:
                if who == ann and room_id == room.pk:
                    await frame_with(socket, "upsert:#messages")
                    codes[who.name, room_id] = None
                else:
                    codes[who.name, room_id] = await close_code_of(socket)
    assert codes.pop(("Ann", room.pk)) is None
    assert set(codes.values()) == {4403}


def _crew(ann, bob):
    """A closed room that bob was banned from and dan removed."""
    room, dan = room_of(ann, bob, name="Crew"), person("dan")
    remove_member(by=membership(ann, room), member=_joined(room, dan))
    ban_member(by=membership(ann, room), member=membership(bob, room))
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.CLOSED)
    return room, dan


def _joined(room, user):
    join_room(room=room, user=user)
    return membership(user, room)


async def test_who_gets_a_role_hears_of_it_within_a_second(url, ann, bob, room):
    async with (
        await socket_as(url, bob, f"/ws/?room={room.pk}&since={room.version}") as bobs,
        await socket_as(url, ann) as anns,
        await http_as(url, ann) as http,
    ):
        await frame_with(bobs, 'data-role="member"')
        await frame_with(anns, 'data-role="owner"')
        await http.post(f"/rooms/{room.pk}/members/{bob.pk}/role/", data={"role": "moderator"})
        await frame_with(bobs, 'data-role="moderator"', 1)
        await post(http, room.pk, "afterwards")
        frames = []
        async with asyncio.timeout(10):
            while not any("afterwards" in frame for frame in frames):
                frames.append(await anns.recv())
        assert "moderator" not in "".join(frames)
