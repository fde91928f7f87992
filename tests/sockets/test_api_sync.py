"""Coming back: whatever happened meanwhile, a sync alone brings a program to the database's state."""

import asyncio
import contextlib
import json
import os
import random

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from chat.actions.members import add_member, remove_member
from chat.actions.messages import delete_message, edit_message
from chat.models import Membership, Message, Room
from chat.payloads import messages
from tests.cast import membership, room_of, say
from tests.listener import Listener, token_of

pytestmark = pytest.mark.django_db(transaction=True)

saying = sync_to_async(say)
# The full figures are SYNC_CHANGES=2000 SYNC_CUTS=100.
CHANGES = int(os.environ.get("SYNC_CHANGES", "120"))
CUTS = int(os.environ.get("SYNC_CUTS", "12"))


@pytest.fixture
def url(either_server):
    return either_server.url


class Copy:
    """What a program keeps: messages by id, and the version of each room up to which it has all.

    After it came back, to the site or to a room, it moves no version before the room is level: what
    happens then may be told before what was missed.
    """

    def __init__(self):
        self.messages: dict[int, dict] = {}
        self.versions: dict[int, int] = {}
        self.level: set[int] = set()

    def take(self, event: dict) -> None:
        if event["type"] == "ready":
            self.level.clear()
        elif event["type"] == "room.joined":
            self.level.discard(event["room"]["id"])
        elif event["type"] == "message.changed":
            self.keep(event["message"])
            if event["room"] in self.level:
                self._move(event["room"], event["version"])
        elif event["type"] == "synced":
            for room, version in event["rooms"].items():
                self._move(int(room), version)
                self.level.add(int(room))

    def keep(self, message: dict) -> None:
        known = self.messages.get(message["id"])
        if known is None or known["version"] < message["version"]:
            self.messages[message["id"]] = message

    def _move(self, room: int, version: int) -> None:
        self.versions[room] = max(self.versions.get(room, 0), version)


@sync_to_async
def database(*rooms) -> dict[int, dict]:
    batch = list(Message.objects.filter(room__in=rooms).with_author())
    return {each["id"]: each for each in map(json.loads, messages.texts(batch))}


async def test_all_that_is_newer_is_told_in_order_and_then_where_it_led(url, ann, bob, room):
    first = await saying(ann, room, "one")
    await saying(ann, room, "two")
    since = first.version
    await sync_to_async(edit_message)(message=first, by=ann, body="one, edited")
    gone = await sync_to_async(delete_message)(message=await saying(ann, room, "three"), by=ann)
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        synced = await bobs.ask("sync", rooms={str(room.pk): since})
        told = [(each["version"], each["message"]["body"]) for each in bobs.told("message.changed")]
        assert synced == {
            "type": "synced",
            "id": "1",
            "rooms": {str(room.pk): gone.version},
        }
        assert told == [(since + 1, "two"), (since + 2, "one, edited"), (gone.version, "")]
        again = await bobs.ask("sync", rooms=synced["rooms"])
        assert again["rooms"] == synced["rooms"]
        assert len(bobs.told("message.changed")) == 3


async def test_more_than_one_page_of_changes_comes_whole(url, settings, ann, bob, room):
    count = settings.CATCH_UP_LIMIT + 30
    await sync_to_async(write_many)(ann, room, count)
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        await bobs.ask("sync", rooms={str(room.pk): 0})
        versions = [each["version"] for each in bobs.told("message.changed")]
        assert versions == list(range(1, count + 2))


def write_many(person, room, count):
    """As if they had been said one after the other."""
    seqs = range(room.last_seq + 1, room.last_seq + count + 1)
    Message.objects.bulk_create(
        Message(room=room, author=person, seq=seq, version=seq, body=str(seq)) for seq in seqs
    )
    Room.objects.filter(pk=room.pk).update(last_seq=seqs[-1], version=seqs[-1])


async def test_a_version_from_before_a_restore_is_answered_with_the_present_one(url, bob, room):
    async with Listener(url, await token_of(bob)) as bobs:
        synced = await bobs.ask("sync", rooms={str(room.pk): 10_000})
        assert synced["rooms"] == {str(room.pk): room.version}
        assert bobs.told("message.changed") == []


async def test_nobody_is_told_what_was_before_their_time(url, ann, bob, room):
    await saying(ann, room, "early")
    late = await saying(ann, room, "late")
    await Membership.objects.filter(user=bob).aupdate(visible_from_seq=late.seq)
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.ask("sync", rooms={str(room.pk): 0})
        fetched = await bobs.ask("messages.fetch", room=room.pk)
        assert [each["body"] for each in fetched["items"]] == ["late"]
        told = [each["message"]["body"] for each in bobs.told("message.changed")]
        assert told == ["late"]


async def test_what_happens_during_a_sync_is_heard_in_its_turn(url, ann, bob, room):
    await sync_to_async(write_many)(ann, room, 600)
    async with (
        Listener(url, await token_of(bob)) as bobs,
        Listener(url, await token_of(ann)) as anns,
    ):
        for each in (anns, bobs):
            await each.until("ready")
        label = await bobs.say("sync", rooms={str(room.pk): 0})
        await bobs.until("message.changed")  # it has begun
        for number in range(10):
            await anns.say("message.send", room=room.pk, body=f"meanwhile {number}")
        await bobs.until(lambda event: event.get("id") == label)
        await bobs.ask("ping")
        while not any(is_said(each, "meanwhile 9") for each in bobs.heard):
            bobs.take(await bobs.socket.recv())
        first = {}
        for each in bobs.told("message.changed"):
            first.setdefault(each["version"], None)
        assert list(first) == sorted(first)
        assert len(first) == 611


def is_said(event, body):
    return event["type"] == "message.changed" and event["message"]["body"] == body


async def test_who_is_cut_off_before_the_sync_misses_nothing(url, ann, bob, room):
    copy, token = Copy(), await token_of(bob)
    await follow_for_a_while(url, token, copy, [room], 0)
    await saying(ann, room, "missed")
    async with Listener(url, token) as bobs:
        await bobs.until("ready")
        await saying(ann, room, "heard")
        await bobs.message("heard")
        for event in bobs.heard:
            copy.take(event)
    assert "missed" not in [each["body"] for each in copy.messages.values()]
    await follow_for_a_while(url, token, copy, [room], 0)
    assert copy.messages == await database(room)


async def test_who_is_back_in_a_room_and_cut_off_before_its_sync_misses_nothing(
    url, ann, bob, room
):
    copy, token = Copy(), await token_of(bob)
    async with Listener(url, token) as bobs:
        await bobs.until("ready")
        await bobs.ask("sync", rooms={str(room.pk): 0})
        await sync_to_async(remove_and_add)(ann, bob, room, "missed")
        await bobs.until("room.joined")
        await saying(ann, room, "heard")
        await bobs.message("heard")
        for event in bobs.heard:
            copy.take(event)
    assert "missed" not in [each["body"] for each in copy.messages.values()]
    await follow_for_a_while(url, token, copy, [room], 0)
    assert copy.messages == await database(room)


@transaction.atomic
def remove_and_add(by, person, room, meanwhile):
    """At once: nothing carries an event from here to the server, which would look in between."""
    remove_member(by=membership(by, room), member=membership(person, room))
    say(by, room, meanwhile)
    add_member(by=membership(by, room), user=person)


async def test_whoever_is_cut_off_at_random_ends_with_what_the_database_holds(url, ann, bob, room):
    chance = random.Random(11)
    rooms = [room, await sync_to_async(room_of)(ann, bob, name="Design")]
    await Membership.objects.all().aupdate(paced_to=-(10**15))
    copy, token = Copy(), await token_of(bob)
    work = asyncio.create_task(change_much(chance, ann, rooms))
    cuts = 0
    while cuts < CUTS or not work.done():
        await follow_for_a_while(url, token, copy, rooms, chance.choice([0, 0.1, 0.4]))
        cuts += 1
    await work
    await follow_for_a_while(url, token, copy, rooms, 0)
    expected = await database(*rooms)
    assert copy.messages == expected
    versions = await sync_to_async(Room.objects.filter(pk__in=[r.pk for r in rooms]).versions)()
    assert copy.versions == versions


async def follow_for_a_while(url, token, copy, rooms, seconds):
    """Sync, hear what comes for so long, and vanish without a word; with no seconds, once synced."""
    async with Listener(url, token) as bobs:
        asked = {str(each.pk): copy.versions.get(each.pk, 0) for each in rooms}
        await bobs.say("sync", rooms=asked)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds or 30):
                while seconds or not bobs.told("synced"):
                    before = len(bobs.heard)
                    bobs.take(await bobs.socket.recv())
                    for event in bobs.heard[before:]:
                        copy.take(event)
        assert seconds or bobs.told("synced")
        bobs.socket.transport.abort()


async def change_much(chance, ann, rooms):
    standing = []
    for number in range(CHANGES):
        await sync_to_async(change_one)(chance, ann, rooms, standing, number)


def change_one(chance, ann, rooms, standing, number):
    verb = chance.choice(["send", "send", "edit", "delete"]) if standing else "send"
    Membership.objects.filter(user=ann).update(paced_to=0)
    if verb == "send":
        standing.append(say(ann, chance.choice(rooms), f"message {number}"))
    elif verb == "edit":
        place = chance.randrange(len(standing))
        standing[place] = edit_message(message=standing[place], by=ann, body=f"edit {number}")
    else:
        delete_message(message=standing.pop(chance.randrange(len(standing))), by=ann)
