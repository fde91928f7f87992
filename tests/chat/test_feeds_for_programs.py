"""RoomFeed, heard by programs: the same changes as pages hear, as JSON."""

import json

import pytest
from asgiref.sync import sync_to_async

from chat import hearing_programs
from chat.feeds import RoomFeed
from chat.hearing import Signal
from chat.models import Room
from chat.payloads import events, messages
from tests.cast import say
from tests.chat.test_feeds import Reader, event_of

pytestmark = pytest.mark.django_db(transaction=True)


class Program(Reader):
    hears = hearing_programs

    @property
    def events(self):
        frames = map(json.loads, self.frames)
        return [each for frame in frames for each in frame.get("events", [frame])]

    @property
    def versions(self):
        return [each["version"] for each in self.events if each["type"] == "message.changed"]

    @property
    def spans(self):
        return [(0, version) for version in self.versions]


@pytest.fixture
def feed_of():
    feeds = []

    async def make(room, *readers, since=None):
        version = (await Room.objects.aget(pk=room.pk)).version
        feeds.append(RoomFeed(room.pk, version))
        for reader in readers:
            await feeds[-1].join(reader, version if since is None else since)
        return feeds[-1]

    yield make
    for feed in feeds:
        feed.close()


async def said(person, room, body):
    """A message and its event, as the layer brings it."""
    message = await sync_to_async(say)(person, room, body)
    text = await sync_to_async(messages.text)(message)
    return event_of(message) | {"payload": text}


async def test_pages_and_programs_hear_the_same_each_in_its_way(ann, room, feed_of):
    page, programs = Reader(), [Program(), Program()]
    feed = await feed_of(room, page, *programs)
    event = await said(ann, room, "hello")
    feed.receive(event)
    await page.until(2)
    assert page.versions == programs[0].versions == [2]
    assert programs[0].events[0]["message"] == json.loads(event["payload"])
    assert programs[0].frames[0] is programs[1].frames[0]  # put into words once


async def test_a_lost_change_is_fetched_for_programs_too(ann, room, feed_of):
    program = Program()
    feed = await feed_of(room, program)
    await said(ann, room, "lost")
    feed.receive(await said(ann, room, "seen"))
    await program.until(3)
    assert program.versions == [2, 3]
    bodies = [each["message"]["body"] for each in program.events[:2]]
    assert bodies == ["lost", "seen"]


async def test_a_burst_is_a_batch(ann, room, feed_of):
    program = Program()
    feed = await feed_of(room, program)
    for number in range(5):
        feed.receive(await said(ann, room, str(number)))
    await program.until(6)
    assert program.versions == [2, 3, 4, 5, 6]


async def test_what_becomes_of_the_room_comes_after_the_messages(ann, room, feed_of):
    program = Program()
    feed = await feed_of(room, program)
    event = await said(ann, room, "hello")
    feed.receive(event)
    facts = {"seq": 0, "html": "", "payload": "", "facts": '{"id":7,"version":3}'}
    feed.receive(event | {"version": 3} | facts)
    await program.until(2)
    assert [each["type"] for each in program.events][:2] == ["message.changed", "room.changed"]
    assert program.events[1]["room"] == {"id": 7, "version": 3}


async def test_who_comes_late_gets_what_it_missed(ann, room, feed_of):
    feed = await feed_of(room, Reader())
    for number in range(3):
        feed.receive(await said(ann, room, str(number)))
    late, later = Program(), Program()
    await feed.join(late, 2)
    await feed.join(later, 0)
    assert late.versions[:2] == [3, 4]
    assert later.versions[:4] == [1, 2, 3, 4]


async def test_a_paused_reader_hears_nothing_until_it_joins_again(ann, room, feed_of):
    page, program = Reader(), Program()
    feed = await feed_of(room, page, program)
    feed.pause(program)
    feed.receive(await said(ann, room, "meanwhile"))
    await page.until(2)
    assert program.frames == []
    await feed.join(program, 1)
    assert program.versions == [2]


async def test_receipts_are_for_those_who_share_theirs(ann, room, feed_of):
    shy, open_one = Program(), Program()
    shy.shares_receipts = False
    feed = await feed_of(room, shy, open_one)
    feed.receive_signal("room.seen", Signal("", events.receipt(room.pk, ann.pk, 4)))
    feed.receive_signal("room.typing", Signal("", events.typing(room.pk, ann.pk)))
    await open_one.arrived.wait()
    assert [each["type"] for each in shy.events] == ["typing"]
    assert [each["type"] for each in open_one.events] == ["typing", "receipt"]


def test_a_batch_is_cut_before_it_is_too_long():
    long = events.event("typing", room=1, words="x" * (events.BATCH_LENGTH // 2))
    frames = events.frames([long, long, long])
    assert len(frames) == 3
    assert all(json.loads(frame)["type"] == "typing" for frame in frames)
    small = [events.typing(1, number) for number in range(3)]
    assert json.loads(events.frames(small)[0])["events"] == [json.loads(each) for each in small]
    assert events.frames([]) == []


async def test_what_is_newer_than_the_feed_is_said_before_the_room(ann, room, feed_of):
    """A program that comes back asks from the greatest version it was told: nothing up to that may be
    missing, though its push is still on the way."""
    first = await sync_to_async(say)(ann, room, "one")
    feed = await feed_of(room)
    await sync_to_async(say)(ann, room, "two")  # committed, and not told yet
    program = Program()
    await feed.join(program, first.version - 1)
    assert [each["type"] for each in program.events] == ["message.changed"] * 2 + ["room.changed"]
    assert program.versions == [2, 3]
    assert program.events[-1]["room"]["version"] == 3


async def test_a_room_that_did_not_change_since_is_not_told_again(ann, room, feed_of):
    first = await sync_to_async(say)(ann, room, "one")
    feed = await feed_of(room, Program(), since=first.version - 1)
    feed.receive(await said(ann, room, "two"))
    late = Program()
    await feed.join(late, first.version)
    assert [each["type"] for each in late.events] == ["message.changed"]
