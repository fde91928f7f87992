"""Reactions and pins reach who is in the room, and nobody else; what is saved reaches nobody."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from tests.cast import room_of, say
from tests.viewer import connect, cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(either_server):
    return either_server.url


@pytest.fixture
def said(ann, room):
    return say(ann, room, "we launched")


async def socket_as(url, user, path="/ws/"):
    return connect(url, await sync_to_async(cookies_for)(user), path)


async def http_as(url, user):
    return http_for(url, await sync_to_async(cookies_for)(user))


async def frames_until(socket, words, seconds=10):
    """All frames up to the one with the words."""
    frames = []
    async with asyncio.timeout(seconds):
        while not frames or words not in frames[-1]:
            frames.append(await socket.recv())
    return frames


def in_room(room):
    return f"/ws/?room={room.pk}&since={room.version}"


async def test_members_hear_a_reaction_and_it_says_nothing_of_who_looks(url, ann, bob, room, said):
    address = f"/rooms/{room.pk}/messages/{said.pk}/reactions/"
    async with (
        await socket_as(url, ann, in_room(room)) as anns,
        await socket_as(url, bob, in_room(room)) as bobs,
        await http_as(url, bob) as http,
    ):
        for socket in (anns, bobs):
            await frames_until(socket, "we launched")
        await http.post(address, data={"emoji": "🎉", "on": "1"})
        heard = [(await frames_until(socket, 'data-emoji="🎉"'))[-1] for socket in (anns, bobs)]
        log = [frame[frame.index("upsert:#messages") :] for frame in heard]
        assert log[0] == log[1]
        assert f'data-people="{bob.pk}"' in log[0]
        for word in ("aria-pressed", "csrf", "Unpin", "saved"):
            assert word not in log[0]
        await http.post(address, data={"emoji": "🎉", "on": "0"})
        for socket in (anns, bobs):
            frame = (await frames_until(socket, f'id="message-{said.pk}"'))[-1]
            assert "reaction" not in frame


async def test_members_hear_a_pin_and_its_end(url, ann, bob, room, said):
    async with (
        await socket_as(url, bob, in_room(room)) as bobs,
        await http_as(url, ann) as http,
    ):
        await frames_until(bobs, "we launched")
        await http.post(f"/rooms/{room.pk}/messages/{said.pk}/pin/", data={"on": "1"})
        await frames_until(bobs, "msg--pinned")
        await http.post(f"/rooms/{room.pk}/messages/{said.pk}/pin/", data={"on": "0"})
        frame = (await frames_until(bobs, f'id="message-{said.pk}"'))[-1]
        assert "msg--pinned" not in frame


async def test_outsiders_hear_of_neither(url, ann, bob, cid, room, said):
    other = await sync_to_async(room_of)(ann, cid, name="Design")
    place = f"/rooms/{room.pk}/messages/{said.pk}"
    async with (
        await socket_as(url, cid, in_room(other)) as cids,
        await http_as(url, ann) as http,
    ):
        await frames_until(cids, "upsert:#reads")
        await http.post(f"{place}/reactions/", data={"emoji": "🎉", "on": "1"})
        await http.post(f"{place}/pin/", data={"on": "1"})
        await post(http, other.pk, "for cid, too")
        heard = "".join(await frames_until(cids, "for cid, too"))
        for word in ("🎉", "msg--pinned", "we launched", "Launch week"):
            assert word not in heard


async def test_nobody_hears_what_is_saved(url, ann, bob, room, said):
    async with (
        await socket_as(url, bob, in_room(room)) as bobs,
        await http_as(url, ann) as http,
    ):
        await frames_until(bobs, "we launched")
        await http.post(f"/rooms/{room.pk}/messages/{said.pk}/saved/", data={"on": "1"})
        await post(http, room.pk, "afterwards")
        heard = "".join(await frames_until(bobs, "afterwards"))
        assert f'id="message-{said.pk}"' not in heard
        assert f'data-version="{room.version + 2}"' in heard


async def test_a_page_that_was_away_catches_up_on_both(url, ann, bob, room, said):
    async with await http_as(url, ann) as http:
        place = f"/rooms/{room.pk}/messages/{said.pk}"
        await http.post(f"{place}/reactions/", data={"emoji": "🎉", "on": "1"})
        await http.post(f"{place}/pin/", data={"on": "1"})
    async with await http_as(url, bob) as http:
        page = (await http.get(f"/rooms/{room.pk}/changes/?since={said.version}")).text
        assert page.count(f'id="message-{said.pk}"') == 1
        assert "msg--pinned" in page
        assert 'data-emoji="🎉"' in page
