"""The page's socket on both servers: who hears what, what it survives, how it closes."""

import asyncio
import contextlib
import json

import pytest
import websockets
from asgiref.sync import sync_to_async

from accounts import people
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message, edit_message
from chat.models import Room
from tests.cast import membership, room_of, say
from tests.viewer import Viewer, connect, cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(either_server):
    return either_server.url


async def close_code_of(socket, seconds=10):
    async with asyncio.timeout(seconds):
        await socket.wait_closed()
    return socket.close_code


async def everything_from(socket):
    """All that a socket says until it closes."""
    frames = []
    with contextlib.suppress(websockets.ConnectionClosed):
        async for frame in socket:
            frames.append(frame)
    return "".join(frames)


async def frame_with(socket, words, seconds=10):
    async with asyncio.timeout(seconds):
        async for frame in socket:
            if words in frame:
                return frame
    raise AssertionError(f"closed with {socket.close_code} before {words!r} came")


async def test_members_hear_each_other(url, ann, bob, room):
    async with (
        Viewer(url, await sync_to_async(cookies_for)(ann), room.pk) as anns,
        Viewer(url, await sync_to_async(cookies_for)(bob), room.pk) as bobs,
    ):
        answer = await post(anns.http, room.pk, "hello bob")
        assert answer.status_code == 200
        assert "hello bob" in answer.text
        for viewer in (anns, bobs):
            await viewer.until(lambda v: "hello bob" in v.bodies)


async def test_the_page_after_pushes_equals_the_page_after_a_reload(url, ann, room):
    cookies = await sync_to_async(cookies_for)(ann)
    async with Viewer(url, cookies, room.pk) as live:
        first = await sync_to_async(say)(ann, room, "one")
        second = await sync_to_async(say)(ann, room, "two")
        await sync_to_async(edit_message)(message=first, by=ann, body="one, edited")
        gone = await sync_to_async(delete_message)(message=second, by=ann)
        await live.until(lambda v: v.version >= gone.version)
        async with Viewer(url, cookies, room.pk) as reloaded:
            await reloaded.until(lambda v: v.version >= gone.version)
            assert live.log == reloaded.log


async def test_an_outsider_is_sent_away_without_a_word_of_the_room(url, cid, room):
    cookies = await sync_to_async(cookies_for)(cid)
    async with connect(url, cookies, f"/ws/?room={room.pk}&since=0") as socket:
        heard = await everything_from(socket)
        assert socket.close_code == 4403
    assert "Launch week" not in heard


async def test_a_private_room_and_none_look_the_same(url, cid, ann):
    other = await sync_to_async(room_of)(ann)
    cookies = await sync_to_async(cookies_for)(cid)
    codes = []
    for room_id in (other.pk, 999_999, 2**70):
        async with connect(url, cookies, f"/ws/?room={room_id}&since=0") as socket:
            codes.append(await close_code_of(socket))
    assert codes == [4403] * 3


async def test_who_is_not_signed_in_is_told_so(url, room):
    async with connect(url, {"sessionid": "nonsense"}, f"/ws/?room={room.pk}&since=0") as socket:
        assert await close_code_of(socket) == 4401
    async with connect(url, {}, "/ws/") as socket:
        assert await close_code_of(socket) == 4401


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "null"]
)
async def test_no_other_page_opens_a_socket(url, ann, origin):
    origin = origin.format(port=url.rpartition(":")[2])
    cookies = await sync_to_async(cookies_for)(ann)
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with connect(url, cookies, "/ws/", origin=origin):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/nowhere/", "/ws/nowhere/"])
async def test_an_unknown_address_is_refused(url, ann, path):
    with pytest.raises(websockets.InvalidStatus):
        async with connect(url, await sync_to_async(cookies_for)(ann), path):
            pass


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "garbage",
        "[]",
        "null",
        "{}",
        '{"type": 7}',
        '{"type":"message.send"}',
        b"\x00\xff",
        "[" * 9_000,
    ],
)
async def test_garbage_leaves_the_socket_and_everybody_alone(url, ann, bob, room, garbage):
    async with (
        connect(
            url, await sync_to_async(cookies_for)(ann), f"/ws/?room={room.pk}&since=0"
        ) as socket,
        Viewer(url, await sync_to_async(cookies_for)(bob), room.pk) as bobs,
    ):
        await socket.send(garbage)
        await post(bobs.http, room.pk, "still here")
        await frame_with(socket, "still here")
        await bobs.until(lambda v: "still here" in v.bodies)
        assert bobs.close_codes == []


@pytest.mark.parametrize("query", ["room=x", "room=-1", "room=", "since=x", "since=-1", "%ff"])
async def test_a_garbled_address_does_no_harm(url, ann, room, query):
    async with connect(url, await sync_to_async(cookies_for)(ann), f"/ws/?{query}") as socket:
        assert await frame_with(socket, "upsert:#rooms")


async def test_an_enormous_frame_ends_only_the_socket_that_sent_it(url, ann, bob, room):
    async with Viewer(url, await sync_to_async(cookies_for)(bob), room.pk) as bobs:
        await bobs.is_open.wait()
        path = f"/ws/?room={room.pk}&since=0"
        async with connect(url, await sync_to_async(cookies_for)(ann), path) as socket:
            with contextlib.suppress(websockets.ConnectionClosed):  # it is not read to its end
                await socket.send("x" * 2_000_000)
            await close_code_of(socket)
        await post(bobs.http, room.pk, "still here")
        await bobs.until(lambda v: "still here" in v.bodies)
        assert bobs.close_codes == []


async def test_typing_is_heard_by_members_and_kept_nowhere(url, ann, bob, room):
    path = f"/ws/?room={room.pk}&since=0"
    async with (
        connect(url, await sync_to_async(cookies_for)(ann), path) as anns,
        connect(url, await sync_to_async(cookies_for)(bob), path) as bobs,
    ):
        await frame_with(bobs, f'data-room="{room.pk}"')
        await anns.send(json.dumps({"type": "typing"}))
        frame = await frame_with(bobs, "upsert:#typing")
        assert "Ann" in frame
    before = room.version
    assert (await Room.objects.aget(pk=room.pk)).version == before


async def test_other_rooms_reach_the_sidebar_but_not_their_messages(url, ann, bob, room):
    other = await sync_to_async(room_of)(ann, bob, name="Design")
    path = f"/ws/?room={room.pk}&since=0"
    async with connect(url, await sync_to_async(cookies_for)(bob), path) as socket:
        await frame_with(socket, "upsert:#reads")
        said = await sync_to_async(say)(ann, other, "new empty states")
        frame = await frame_with(socket, f'data-last-seq="{said.seq}"')
        assert f'id="message-{said.pk}"' not in frame


async def test_reading_on_one_device_reaches_the_others(url, ann, bob, room):
    said = await sync_to_async(say)(ann, room, "read me")
    cookies = await sync_to_async(cookies_for)(bob)
    async with connect(url, cookies, "/ws/") as other_device, http_for(url, cookies) as http:
        await frame_with(other_device, "upsert:#reads")
        answer = await http.post(f"/rooms/{room.pk}/read/", data={"seq": said.seq})
        assert answer.status_code == 204
        frame = await frame_with(other_device, f'id="read-{room.pk}"')
        assert f'data-seq="{said.seq}"' in frame


async def test_a_room_joined_elsewhere_comes_into_the_open_sidebar(url, ann, cid, room):
    cookies = await sync_to_async(cookies_for)(cid)
    async with connect(url, cookies, "/ws/") as socket, http_for(url, cookies) as http:
        await frame_with(socket, "upsert:#reads")
        await http.post(f"/rooms/{room.pk}/join/")
        await frame_with(socket, f'id="room-{room.pk}"')
        said = await sync_to_async(say)(ann, room, "welcome")
        await frame_with(socket, f'data-last-seq="{said.seq}"')


async def test_and_so_does_one_that_the_layer_did_not_tell(url, ann, cid, room):
    """Nothing carries an event from here to the server: the clock finds it (promise P5)."""
    cookies = await sync_to_async(cookies_for)(cid)
    async with connect(url, cookies, "/ws/") as socket:
        await frame_with(socket, "upsert:#reads")
        await sync_to_async(join_room)(room=room, user=cid)
        async with asyncio.timeout(5):
            await frame_with(socket, f'id="room-{room.pk}"')


# -- Revocation: within a second on what is already open (promise P10) --------------------------


async def test_signing_out_closes_the_sockets_of_that_browser_only(url, bob, room):
    phone, laptop = await sync_to_async(cookies_for)(bob), await sync_to_async(cookies_for)(bob)
    path = f"/ws/?room={room.pk}&since=0"
    async with (
        connect(url, phone, path) as left,
        connect(url, laptop, path) as kept,
        http_for(url, phone) as http,
    ):
        await frame_with(left, "upsert:#messages")
        await http.post("/accounts/logout/")
        assert await close_code_of(left, 1) == 4401
        async with http_for(url, laptop) as other:
            await post(other, room.pk, "from the laptop")
        await frame_with(kept, "from the laptop")


async def test_a_new_password_and_deactivation_close_everything(url, ann, bob, room):
    path = f"/ws/?room={room.pk}&since=0"
    for person, lose in ((ann, new_password), (bob, people.deactivate)):
        async with connect(url, await sync_to_async(cookies_for)(person), path) as socket:
            await frame_with(socket, "upsert:#messages")
            await sync_to_async(lose)(person)
            # Another process did it and there is no Redis: the row itself has to be found.
            assert await close_code_of(socket, 3) == 4401


def new_password(person):
    person.set_password("a brand new horse")
    person.save()


async def test_leaving_takes_the_room_from_every_open_page(url, ann, bob, room):
    cookies = await sync_to_async(cookies_for)(bob)
    async with (
        connect(url, cookies, f"/ws/?room={room.pk}&since=0") as in_room,
        connect(url, cookies, "/ws/") as in_list,
        http_for(url, cookies) as http,
    ):
        await frame_with(in_room, "upsert:#messages")
        await frame_with(in_list, f'id="room-{room.pk}"')
        await http.post(f"/rooms/{room.pk}/leave/")
        assert await close_code_of(in_room, 1) == 4000
        await frame_with(in_list, f"delete:#room-{room.pk}", 1)
        async with http_for(url, await sync_to_async(cookies_for)(ann)) as anns:
            await post(anns, room.pk, "now that bob is gone")
        other = await sync_to_async(room_of)(ann, name="Design")
        await http.post(f"/rooms/{other.pk}/join/")
        async with asyncio.timeout(5):
            heard = [await in_list.recv()]
            while f'id="room-{other.pk}"' not in heard[-1]:
                heard.append(await in_list.recv())
        assert "now that bob is gone" not in "".join(heard)


async def test_former_members_post_and_read_nothing(url, bob, room):
    await sync_to_async(lambda: leave_room(membership=membership(bob, room)))()
    async with http_for(url, await sync_to_async(cookies_for)(bob)) as http:
        answers = [
            await post(http, room.pk, "let me in"),
            await http.get(f"/rooms/{room.pk}/"),
            await http.get(f"/rooms/{room.pk}/messages/?before=99"),
            await http.get(f"/rooms/{room.pk}/changes/?since=0"),
            await http.post(f"/rooms/{room.pk}/read/", data={"seq": 1}),
            await http.post(f"/rooms/{room.pk}/leave/"),
        ]
    # The room is open: its address asks whether they come back, and shows nothing of what was said.
    assert [answer.status_code for answer in answers] == [404, 200, 404, 404, 404, 404]
    assert 'id="message-' not in answers[1].text
