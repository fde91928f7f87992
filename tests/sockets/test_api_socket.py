"""The programs' socket on both servers: what it hears, and each of its commands."""

import json
import time
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from accounts import profiles
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.room_life import describe_room
from chat.models import Membership, Message
from chat.payloads import messages
from tests.cast import membership, room_of, say
from tests.listener import Listener, token_of
from tests.viewer import cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)

saying = sync_to_async(say)


@pytest.fixture
def url(either_server):
    return either_server.url


async def test_it_is_told_first_where_everything_stands(url, ann, bob, room):
    said = await saying(ann, room, "hello")
    async with Listener(url, await token_of(bob)) as bobs:
        ready = await bobs.until("ready")
    assert ready["user"]["username"] == "bob"
    mine = next(each for each in ready["rooms"] if each["id"] == room.pk)
    assert mine == {"id": room.pk, "version": said.version, "last_seq": said.seq, "unread": 1}


async def test_members_hear_a_message_as_it_now_stands(url, ann, bob, room):
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        said = await saying(ann, room, "hello **bob**")
        heard = await bobs.message("hello **bob**")
        assert (heard["room"], heard["version"]) == (room.pk, said.version)
        assert heard["message"] == json.loads(await sync_to_async(messages.text)(said))
        await sync_to_async(edit_message)(message=said, by=ann, body="hello cid")
        edited = await bobs.message("hello cid")
        assert edited["message"]["edited_at"]
        await sync_to_async(delete_message)(message=said, by=ann)
        gone = await bobs.message("")
        assert gone["message"]["deleted_at"]
        assert gone["message"]["seq"] == said.seq


async def test_a_page_and_a_program_hear_the_same(url, ann, bob, room):
    async with (
        Listener(url, await token_of(bob)) as bobs,
        http_for(url, await sync_to_async(cookies_for)(ann)) as http,
    ):
        await bobs.until("ready")
        await post(http, room.pk, "from a page")
        await bobs.message("from a page")


async def test_one_room_alone_may_be_heard(url, ann, bob, room):
    other = await sync_to_async(room_of)(ann, bob, name="Design")
    path = f"/ws/api/rooms/{room.pk}/"
    async with Listener(url, await token_of(bob), path) as bobs:
        ready = await bobs.until("ready")
        assert [each["id"] for each in ready["rooms"]] == [room.pk]
        await saying(ann, other, "elsewhere")
        await saying(ann, room, "here")
        await bobs.message("here")
        assert "elsewhere" not in json.dumps(bobs.heard)


async def test_a_message_is_sent_once_however_often(url, ann, bob, room):
    key = str(uuid4())
    async with (
        Listener(url, await token_of(ann)) as anns,
        Listener(url, await token_of(bob)) as bobs,
    ):
        await bobs.until("ready")
        first = await anns.ask("message.send", room=room.pk, body="hi", client_id=key)
        again = await anns.ask("message.send", room=room.pk, body="hi", client_id=key)
        assert first["type"] == "ack"
        assert first["message"] == again["message"]
        heard = await bobs.message("hi")
        assert heard["message"] == first["message"]
        other = await anns.ask("message.send", room=room.pk, body="ho", client_id=key)
        assert other["code"] == "client_id_conflict"
    assert await Message.objects.filter(client_id=key).acount() == 1


async def test_an_answer_says_what_it_answers(url, ann, bob, room):
    said = await saying(ann, room, "a question")
    async with Listener(url, await token_of(bob)) as bobs:
        ack = await bobs.ask("message.send", room=room.pk, body="yes", reply_to=said.pk)
        assert ack["message"]["reply_to"] == said.pk
        none = await bobs.ask("message.send", room=room.pk, body="yes", reply_to=999_999)
        assert none["code"] == "message_not_found"


async def test_what_cannot_be_said_is_refused_in_words(url, ann, room):
    async with Listener(url, await token_of(ann)) as anns:
        empty = await anns.ask("message.send", room=room.pk, body=" ")
        assert (empty["type"], empty["code"]) == ("error", "invalid_message")
        assert empty["detail"]
        long = await anns.ask("message.send", room=room.pk, body="x" * 10_001)
        assert long["code"] == "invalid_message"


async def test_who_writes_too_fast_is_told_when_to_go_on(url, ann, room):
    in_an_hour = (time.time() + 3_600) * 1_000
    await Membership.objects.filter(user=ann).aupdate(paced_to=int(in_an_hour))
    async with Listener(url, await token_of(ann)) as anns:
        refused = await anns.ask("message.send", room=room.pk, body="one more")
    assert refused["code"] == "too_fast"
    assert refused["retry_after"] > 3_000


async def test_history_comes_in_pages_oldest_first(url, ann, bob, room):
    for number in range(18):
        await saying(ann if number % 2 else bob, room, str(number))
    last = 19  # the line that says bob joined was the first
    async with Listener(url, await token_of(bob)) as bobs:
        newest = await bobs.ask("messages.fetch", room=room.pk)
        assert [each["seq"] for each in newest["items"]] == list(range(last - 14, last + 1))
        assert newest["more"] is True
        first = newest["items"][0]["seq"]
        before = await bobs.ask("messages.fetch", room=room.pk, before=first, limit=100)
        assert [each["seq"] for each in before["items"]] == list(range(1, first))
        assert before["more"] is False
        after = await bobs.ask("messages.fetch", room=room.pk, after=2, limit=3)
        assert [each["seq"] for each in after["items"]] == [3, 4, 5]
        assert after["more"] is True
        both = await bobs.ask("messages.fetch", room=room.pk, after=2, before=5)
        assert both["type"] == "error"


async def test_reading_reaches_ones_other_programs_and_the_others(url, ann, bob, cid, room):
    said = await saying(ann, room, "read me")
    async with (
        Listener(url, await token_of(bob)) as bobs,
        Listener(url, await token_of(bob)) as other,
        Listener(url, await token_of(ann)) as anns,
        Listener(url, await token_of(cid)) as cids,
    ):
        for each in (other, anns, cids):
            await each.until("ready")
        assert (await bobs.ask("room.read", room=room.pk, seq=said.seq))["type"] == "ack"
        for each in (other, anns):
            receipt = await each.until("receipt")
            assert (receipt["room"], receipt["user"], receipt["seq"]) == (
                room.pk,
                bob.pk,
                said.seq,
            )
        assert (await cids.ask("ping"))["type"] == "pong"
        assert cids.told("receipt") == []
    assert (await Membership.objects.aget(user=bob, room=room)).last_read_seq == said.seq


async def test_who_shares_no_receipts_hears_none(url, ann, bob, room):
    said = await saying(ann, room, "read me")
    await sync_to_async(profiles.set_visibility)(ann, appears_offline=False, shares_receipts=False)
    async with (
        Listener(url, await token_of(bob)) as bobs,
        Listener(url, await token_of(ann)) as anns,
    ):
        await anns.until("ready")
        await bobs.ask("room.read", room=room.pk, seq=said.seq)
        await bobs.ask("message.send", room=room.pk, body="after that")
        await anns.message("after that")
        assert [each for each in anns.told("receipt") if each["user"] == bob.pk] == []


async def test_typing_is_heard_by_members(url, ann, bob, room):
    async with (
        Listener(url, await token_of(ann)) as anns,
        Listener(url, await token_of(bob)) as bobs,
    ):
        await bobs.until("ready")
        await anns.ask("typing", room=room.pk)
        assert await bobs.until("typing") == {"type": "typing", "room": room.pk, "user": ann.pk}


async def test_presence_is_heard_by_those_who_watch_and_may(url, ann, bob, cid, room):
    await Membership.objects.exclude(room=room).adelete()
    async with (
        Listener(url, await token_of(ann)) as anns,
        Listener(url, await token_of(bob)) as bobs,
        Listener(url, await token_of(cid)) as cids,
    ):
        for each in (anns, cids):
            await each.say("watch", people=[bob.pk, 999_999])
        assert (await anns.until(is_presence_of(bob, "offline")))["user"] == bob.pk
        for status in ("online", "away", "offline"):
            await bobs.ask("presence", status=status)
            await anns.until(is_presence_of(bob, status))
        await cids.ask("ping")
        assert cids.told("presence") == []


def is_presence_of(person, status):
    event = {"type": "presence", "user": person.pk, "status": status}
    return lambda each: each == event


async def test_a_room_that_changes_is_told_with_nothing_of_who_hears_it(url, ann, bob, room):
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        await rename(ann, room, "Launch month")
        changed = await bobs.until("room.changed")
    assert changed["room"]["name"] == "Launch month"
    assert changed["room"]["id"] == room.pk
    assert {"role", "unread", "mentions"}.isdisjoint(changed["room"])


@sync_to_async
def rename(person, room, name):
    describe_room(room=room, by=person, name=name, topic="", colour=None)


async def test_a_room_joined_is_heard_from_then_on_and_a_room_left_no_longer(url, ann, cid, room):
    cookies = await sync_to_async(cookies_for)(cid)
    async with Listener(url, await token_of(cid)) as cids, http_for(url, cookies) as http:
        ready = await cids.until("ready")
        assert room.pk not in [each["id"] for each in ready["rooms"]]
        await http.post(f"/rooms/{room.pk}/join/")
        joined = await cids.until("room.joined")
        assert joined["room"]["id"] == room.pk
        assert (joined["room"]["role"], joined["room"]["unread"]) == ("member", 0)
        await saying(ann, room, "welcome")
        await cids.message("welcome")
        await http.post(f"/rooms/{room.pk}/leave/")
        assert (await cids.until("room.left"))["room"] == room.pk
        await saying(ann, room, "now that cid is gone")
        other = await sync_to_async(room_of)(ann, name="Design")
        await http.post(f"/rooms/{other.pk}/join/")
        await cids.until("room.joined")
        assert "now that cid is gone" not in json.dumps(cids.heard)


async def test_a_room_is_heard_whose_event_was_lost(url, ann, cid, room):
    """Nothing carries one from here to the server: the clock finds it (promise P5)."""
    async with Listener(url, await token_of(cid)) as cids:
        await cids.until("ready")
        await sync_to_async(join_room)(room=room, user=cid)
        joined = await cids.until("room.joined", 5)
        assert joined["room"]["id"] == room.pk
        await saying(ann, room, "welcome")
        await cids.message("welcome")


async def test_who_loses_the_one_room_of_a_socket_loses_the_socket(url, bob, room):
    token = await token_of(bob)
    async with Listener(url, token, f"/ws/api/rooms/{room.pk}/") as bobs:
        await bobs.until("ready")
        await sync_to_async(lambda: leave_room(membership=membership(bob, room)))()
        assert await bobs.close_code() == 4000
    async with Listener(url, token, f"/ws/api/rooms/{room.pk}/") as bobs:
        assert await bobs.close_code() == 4403


async def test_a_burst_comes_in_order_and_in_fewer_frames(url, ann, bob, room):
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        async with Listener(url, await token_of(ann)) as anns:
            for number in range(20):
                await anns.say("message.send", room=room.pk, body=f"burst {number}")
            await bobs.message("burst 19")
    changed = [each for each in bobs.told("message.changed") if "burst" in each["message"]["body"]]
    assert [each["message"]["body"] for each in changed] == [f"burst {n}" for n in range(20)]
