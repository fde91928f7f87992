"""What becomes of a message is heard by who is in the room, and by nobody else."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from chat.models import DeletedText, Message
from tests.cast import room_of
from tests.cast import say as said
from tests.viewer import Viewer, connect, cookies_for, http_for

pytestmark = pytest.mark.django_db(transaction=True)

say = sync_to_async(said)


@pytest.fixture
def url(either_server):
    return either_server.url


async def viewer_of(url, user, room):
    return Viewer(url, await sync_to_async(cookies_for)(user), room.pk)


async def http_as(url, user):
    return http_for(url, await sync_to_async(cookies_for)(user))


def at(message, verb):
    return f"/rooms/{message.room_id}/messages/{message.pk}/{verb}/"


async def reloaded(url, user, room):
    """What a page that opens now comes to show."""
    async with await viewer_of(url, user, room) as fresh:
        await fresh.until(lambda page: page.log)
        return fresh.log


async def test_an_edit_a_deletion_and_its_undoing_reach_the_members(url, ann, bob, room):
    message = await say(ann, room, "first words")
    async with await viewer_of(url, bob, room) as page, await http_as(url, ann) as http:
        await page.until(lambda page: "first words" in page.bodies)
        await http.post(at(message, "edit"), data={"body": "second words"})
        await page.until(lambda page: "second words" in page.bodies)
        assert "first words" not in page.bodies
        heard = len(page.frames)
        await http.post(at(message, "delete"))
        await page.until(lambda page: "Message deleted" in page.bodies)
        assert "second words" not in "".join(page.frames[heard:])
        await http.post(at(message, "restore"))
        await page.until(lambda page: "second words" in page.bodies)
        assert await reloaded(url, bob, room) == page.log


async def test_a_removal_reaches_the_members_with_its_reason(url, ann, bob, room):
    message = await say(bob, room, "buy this")
    async with await viewer_of(url, bob, room) as page, await http_as(url, ann) as http:
        await page.until(lambda page: "buy this" in page.bodies)
        await http.post(at(message, "remove"), data={"reason": "off topic"})
        await page.until(lambda page: "off topic" in page.bodies)
        assert "buy this" not in page.bodies
        assert await reloaded(url, bob, room) == page.log


async def test_a_reply_and_what_becomes_of_its_quote_reach_the_members(url, ann, bob, room):
    asked = await say(ann, room, "cake?")
    async with await viewer_of(url, bob, room) as page, await http_as(url, bob) as http:
        await page.until(lambda page: "cake?" in page.bodies)
        fields = {
            "body": "yes",
            "client_id": "6a1f1c9e-0f7e-4f57-9a30-111111111111",
            "reply_to": asked.pk,
        }
        await http.post(f"/rooms/{room.pk}/messages/", data=fields)
        await page.until(lambda page: f'data-quotes="{asked.pk}"' in page.bodies)
        async with await http_as(url, ann) as anns:
            await anns.post(at(asked, "edit"), data={"body": "pie?"})
        await page.until(lambda page: "pie?</span>" in page.bodies)
        assert "cake?" not in page.bodies
        assert await reloaded(url, bob, room) == page.log


async def test_strangers_hear_nothing_of_it(url, ann, cid, room):
    own = await sync_to_async(room_of)(cid, name="Own")
    message = await say(ann, room, "canary one")
    cookies = await sync_to_async(cookies_for)(cid)
    async with connect(url, cookies, "/ws/") as socket, await http_as(url, ann) as http:
        await http.post(at(message, "edit"), data={"body": "canary two"})
        await http.post(at(message, "delete"))
        await http.post(at(message, "restore"))
        await say(cid, own, "done")
        heard = []
        async with asyncio.timeout(10):
            while not any("done" in frame for frame in heard):
                heard.append(await socket.recv())
        assert "canary" not in "".join(heard)


async def test_a_refused_change_is_told_to_nobody(url, ann, bob, room):
    message = await say(ann, room, "mine")
    async with await viewer_of(url, ann, room) as page, await http_as(url, bob) as http:
        await page.until(lambda page: "mine" in page.bodies)
        answer = await http.post(at(message, "delete"))
        assert answer.status_code == 403
        await say(bob, room, "after it")
        await page.until(lambda page: "after it" in page.bodies)
        assert "mine" in page.bodies
    assert not await DeletedText.objects.aexists()
    assert not (await Message.objects.aget(pk=message.pk)).is_deleted
