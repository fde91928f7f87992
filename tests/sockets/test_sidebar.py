"""The sidebar on sockets: what concerns one person reaches all their pages, and nobody else's."""

import asyncio
import re

import pytest
from asgiref.sync import sync_to_async

from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import join_room
from chat.actions.messages import delete_message
from chat.actions.reading import mark_read
from chat.models import Room
from tests.cast import membership, say
from tests.sockets.test_page_socket import frame_with
from tests.viewer import connect, cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(either_server):
    return either_server.url


@pytest.fixture
def direct(ann, bob):
    return direct_room(people=[ann, bob])


def seqs_in(frame: str, room) -> list[str]:
    return re.search(rf'id="mentions-{room.pk}"[^>]*data-seqs="([\d ]*)"', frame)[1].split()


async def listening(socket):
    """The first frame has come, so the socket hears everything from now on."""
    return await frame_with(socket, "upsert:#places")


async def test_a_mention_reaches_every_page_of_the_one_it_names(url, ann, bob, room):
    cookies = await sync_to_async(cookies_for)(bob)
    async with (
        connect(url, cookies, "/ws/") as phone,
        connect(url, cookies, f"/ws/?room={room.pk}&since=0") as laptop,
        http_for(url, await sync_to_async(cookies_for)(ann)) as anns,
    ):
        await listening(phone)
        await listening(laptop)
        await post(anns, room.pk, "@bob, look")
        for socket in (phone, laptop):
            frame = await frame_with(socket, 'data-seqs="2"')
            assert seqs_in(frame, room) == ["2"]


async def test_nobody_else_hears_of_a_mention(url, ann, cid, room):
    cids_cookies = await sync_to_async(cookies_for)(cid)
    async with (
        connect(url, cids_cookies, "/ws/") as outsider,
        connect(url, await sync_to_async(cookies_for)(ann), "/ws/") as author,
        http_for(url, await sync_to_async(cookies_for)(ann)) as anns,
        http_for(url, cids_cookies) as cids,
    ):
        await listening(outsider)
        await listening(author)
        await post(anns, room.pk, "@bob and @cid")
        await post(anns, room.pk, "that was all")
        assert "upsert:#mentions" not in await heard_until(author, "that was all")
        general = await Room.objects.aget(name="General")
        await cids.post(f"/rooms/{general.pk}/place/", data={"change": "nothing"})
        heard = await heard_until(outsider, 'data-level="nothing"')
        assert f'"mentions-{room.pk}"' not in heard
        assert "@bob" not in heard


async def heard_until(socket, words, seconds=10) -> str:
    """All that a socket says up to a frame with these words, which comes after what must not come."""
    frames = [""]
    async with asyncio.timeout(seconds):
        while words not in frames[-1]:
            frames.append(await socket.recv())
    return "".join(frames)


async def test_a_device_that_comes_back_counts_as_the_database_does(url, ann, bob, room):
    said = [await sync_to_async(say)(ann, room, f"@bob {number}") for number in range(5)]
    await sync_to_async(lambda: delete_message(message=said[4], by=ann))()
    await sync_to_async(lambda: mark_read(membership=membership(bob, room), seq=said[1].seq))()
    async with connect(url, await sync_to_async(cookies_for)(bob), "/ws/") as socket:
        frame = await listening(socket)
    assert sorted(seqs_in(frame, room)) == [str(said[2].seq), str(said[3].seq)]
    assert re.search(rf'id="read-{room.pk}" data-version="\d+" data-seq="{said[1].seq}"', frame)


async def test_a_change_of_place_reaches_the_other_devices(url, bob, cid, room):
    cookies = await sync_to_async(cookies_for)(bob)
    async with (
        connect(url, cookies, "/ws/") as other_device,
        connect(url, await sync_to_async(cookies_for)(cid), "/ws/") as outsider,
        http_for(url, cookies) as http,
    ):
        await listening(other_device)
        await listening(outsider)
        await http.post(f"/rooms/{room.pk}/place/", data={"change": "favour"})
        frame = await frame_with(other_device, "data-favourite")
        assert re.search(rf'id="place-{room.pk}"[^>]*data-favourite', frame)
        await http.post(f"/rooms/{room.pk}/place/", data={"change": "nothing"})
        await frame_with(other_device, 'data-level="nothing"')
        async with http_for(url, await sync_to_async(cookies_for)(cid)) as cids:
            general = await Room.objects.aget(name="General")
            await cids.post(f"/rooms/{general.pk}/place/", data={"change": "mentions"})
        heard = await heard_until(outsider, 'data-level="mentions"')
        assert f"place-{room.pk}" not in heard
        assert "nothing" not in heard


async def test_a_hidden_room_comes_back_with_what_is_said(url, ann, bob, direct, room):
    cookies = await sync_to_async(cookies_for)(bob)
    async with (
        connect(url, cookies, "/ws/") as socket,
        http_for(url, cookies) as bobs,
        http_for(url, await sync_to_async(cookies_for)(ann)) as anns,
    ):
        await listening(socket)
        await bobs.post(f"/rooms/{direct.pk}/place/", data={"change": "hide"})
        await frame_with(socket, 'data-hidden="0"')
        await post(anns, direct.pk, "are you there?")
        frame = await frame_with(socket, f'id="room-{direct.pk}"')
        while 'data-last-seq="1"' not in frame:
            frame = await frame_with(socket, f'id="room-{direct.pk}"')
        assert "are you there?" in frame


async def test_a_direct_row_is_the_same_for_both_and_unknown_to_others(url, ann, bob, cid, direct):
    async with (
        connect(url, await sync_to_async(cookies_for)(ann), "/ws/") as anns,
        connect(url, await sync_to_async(cookies_for)(bob), "/ws/") as bobs,
        connect(url, await sync_to_async(cookies_for)(cid), "/ws/") as cids,
        http_for(url, await sync_to_async(cookies_for)(ann)) as http,
    ):
        for socket in (anns, bobs, cids):
            await listening(socket)
        await post(http, direct.pk, "between us")
        rows = [await frame_with(socket, "between us") for socket in (anns, bobs)]
        row = [re.search(rf'<a class="row" id="room-{direct.pk}".*?</a>', r, re.S)[0] for r in rows]
        assert row[0] == row[1]
        assert f'data-person="{ann.pk}"' in row[0]
        assert f'data-person="{bob.pk}"' in row[0]
        async with http_for(url, await sync_to_async(cookies_for)(cid)) as cids_http:
            general = await Room.objects.aget(name="General")
            await post(cids_http, general.pk, "to everybody")
        heard = await heard_until(cids, "to everybody")
        assert "between us" not in heard
        assert f"room-{direct.pk}" not in heard


async def test_a_report_reaches_moderators_of_the_site_and_nobody_else(url, ann, bob, cid, room):
    await sync_to_async(join_room)(room=room, user=cid)
    spam = await sync_to_async(say)(cid, room, "cheap shoes")
    async with (
        connect(url, await sync_to_async(cookies_for)(ann), "/ws/") as owners,
        connect(url, await sync_to_async(cookies_for)(cid), "/ws/") as authors,
        http_for(url, await sync_to_async(cookies_for)(bob)) as bobs,
    ):
        await listening(owners)
        await listening(authors)
        place = f"/rooms/{room.pk}/messages/{spam.pk}/report/"
        assert (await bobs.post(place, data={"reason": "spam"})).status_code == 302
        frame = await frame_with(owners, "waiting-reports")
        assert 'data-count="1"' in frame
        assert "shoes" not in frame
        await post(bobs, room.pk, "that was all")
        assert "waiting-reports" not in await heard_until(authors, "that was all")


async def test_who_is_asked_to_be_a_contact_sees_how_many_wait(url, ann, bob, room):
    async with (
        connect(url, await sync_to_async(cookies_for)(ann), "/ws/") as anns,
        connect(url, await sync_to_async(cookies_for)(bob), "/ws/") as bobs,
        http_for(url, await sync_to_async(cookies_for)(ann)) as asked,
        http_for(url, await sync_to_async(cookies_for)(bob)) as asker,
    ):
        await listening(anns)
        await listening(bobs)
        await asker.post("/people/ann/contact/")
        assert 'data-count="1"' in await frame_with(anns, "waiting-asks")
        await asked.post("/people/bob/contact/decline/")
        assert 'data-count="0"' in await frame_with(anns, "waiting-asks")
        await asked.post("/people/bob/block/")  # of which bob is not told
        await post(asker, room.pk, "that was all")
        assert "waiting-asks" not in await heard_until(bobs, "that was all")


async def test_another_page_is_told_alone_where_everything_stands(url, ann, bob, room):
    cookies = await sync_to_async(cookies_for)(bob)
    async with (
        connect(url, cookies, "/ws/") as first,
        http_for(url, await sync_to_async(cookies_for)(ann)) as anns,
    ):
        await listening(first)
        async with connect(url, cookies, "/ws/") as second:
            await listening(second)
            await post(anns, room.pk, "after that")
            assert "upsert:#places" not in await heard_until(first, "after that")
