"""RoomFeed: any order, any loss, any repetition in; every change once and in order out."""

import asyncio
import re

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import hearing_pages, recent
from chat.actions.messages import delete_message, edit_message
from chat.changes import changes_since
from chat.feeds import RoomFeed
from chat.models import Membership, Room
from tests.cast import membership, say

pytestmark = pytest.mark.django_db(transaction=True)

ROW = re.compile(r'data-seq="(\d+)" data-version="(\d+)"')
SPAN = re.compile(r'data-since="(\d+)" data-version="(\d+)"')


class Reader:
    """A socket's place in a feed, that keeps what it was given."""

    hears = hearing_pages

    def __init__(self, visible_from_seq=0):
        self.frames: list[str] = []
        self.visible_from_seq = visible_from_seq
        self.shares_receipts = True
        self.arrived = asyncio.Event()

    def put(self, frame):
        self.frames.append(frame)
        self.arrived.set()

    @property
    def versions(self):
        return [int(version) for _, version in ROW.findall("".join(self.frames))]

    @property
    def spans(self):
        return [tuple(map(int, span)) for span in SPAN.findall("".join(self.frames))]

    async def until(self, version):
        async with asyncio.timeout(5):
            while not any(to >= version for _, to in self.spans):
                self.arrived.clear()
                await self.arrived.wait()


def event_of(message):
    html = f'<li data-seq="{message.seq}" data-version="{message.version}">{message.body}</li>'
    forms = {"html": html, "payload": f'{{"id":{message.pk}}}', "row": "<a>row</a>", "facts": ""}
    facts = {"version": message.version, "seq": message.seq}
    return {"type": "room.changed", "room": message.room_id, **facts, **forms}


@pytest.fixture
def feed_of():
    made = []

    async def make(room, *readers, since=None):
        version = (await Room.objects.aget(pk=room.pk)).version
        feed = RoomFeed(room.pk, version)
        made.append(feed)
        for reader in readers:
            await feed.join(reader, version if since is None else since)
        return feed

    yield make
    for feed in made:
        feed.close()


async def test_the_next_change_is_passed_on_at_once(ann, room, feed_of):
    reader = Reader()
    feed = await feed_of(room, reader)
    feed.receive(event_of(await sync_to_async(say)(ann, room, "hello")))
    await reader.until(2)
    assert reader.versions == [2]
    assert reader.spans == [(1, 2)]


async def test_a_repeated_change_is_dropped(ann, room, feed_of):
    reader = Reader()
    feed = await feed_of(room, reader)
    event = event_of(await sync_to_async(say)(ann, room, "hello"))
    for _ in range(3):
        feed.receive(event)
    await reader.until(2)
    feed.receive(event)
    assert reader.versions == [2]


async def test_changes_in_the_wrong_order_leave_in_the_right_one(ann, room, feed_of):
    reader = Reader()
    feed = await feed_of(room, reader)
    events = [event_of(await sync_to_async(say)(ann, room, str(i))) for i in range(4)]
    for event in reversed(events):
        feed.receive(event)
    await reader.until(5)
    assert reader.versions == [2, 3, 4, 5]


async def test_a_lost_change_is_fetched_for_everybody(ann, room, feed_of):
    readers = [Reader(), Reader()]
    feed = await feed_of(room, *readers)
    await sync_to_async(say)(ann, room, "lost")
    feed.receive(event_of(await sync_to_async(say)(ann, room, "seen")))
    for reader in readers:
        await reader.until(3)
        assert reader.versions == [2, 3]


async def test_what_comes_in_the_wrong_order_for_long_is_not_asked_for(ann, room, feed_of):
    """As on a busy site: one change is always early, and none is missing for long."""
    feed = await feed_of(room)
    said = {n: event_of(await sync_to_async(say)(ann, room, str(n))) for n in range(2, 6)}
    feed.receive(said[3])
    feed.receive(said[5])
    feed.receive(said[2])
    feed._repair_from(1)  # as the clock does: 4 is missing, but 1 is long past
    assert (feed.version, feed.repair_task) == (3, None)
    feed._repair_from(3)
    assert feed.repair_task
    await feed.repair_task
    assert (feed.version, feed.early) == (5, {})


async def test_a_lost_last_change_is_found_by_the_clock(ann, room, feed_of):
    reader = Reader()
    feed = await feed_of(room, reader)
    lost = await sync_to_async(say)(ann, room, "lost")
    feed.expect(lost.version)
    await reader.until(2)
    assert reader.versions == [2]


async def test_lost_edits_and_deletions_arrive_as_they_now_stand(ann, room, feed_of):
    reader = Reader()
    first = await sync_to_async(say)(ann, room, "helo")
    second = await sync_to_async(say)(ann, room, "secret")
    feed = await feed_of(room, reader)
    await sync_to_async(edit_message)(message=first, by=ann, body="hallo")
    await sync_to_async(edit_message)(message=first, by=ann, body="hello")
    gone = await sync_to_async(delete_message)(message=second, by=ann)
    feed.expect(gone.version)
    await reader.until(gone.version)
    text = "".join(reader.frames)
    assert reader.versions == [5, 6]
    assert "hello" in text
    assert "hallo" not in text
    assert "secret" not in text


async def test_who_comes_late_gets_what_it_missed_then_follows(ann, room, feed_of):
    feed = await feed_of(room, Reader())
    for i in range(3):
        feed.receive(event_of(await sync_to_async(say)(ann, room, str(i))))
    late = Reader()
    await feed.join(late, 2)
    assert late.versions == [3, 4]
    feed.receive(event_of(await sync_to_async(say)(ann, room, "next")))
    await late.until(5)
    assert set(late.versions) == {3, 4, 5}


async def test_who_was_away_longer_than_the_feed_remembers_is_served_from_the_database(
    ann, room, feed_of
):
    for i in range(3):
        await sync_to_async(say)(ann, room, str(i))
    late = Reader()
    await feed_of(room, late, since=1)
    assert late.versions == [2, 3, 4]
    assert late.spans == [(1, 4)]


async def test_what_one_missed_is_kept_for_those_who_come_back_with_them(ann, bob, room, feed_of):
    """A process that just started remembers nothing, and everybody comes at once."""
    old, early = [await sync_to_async(say)(bob, room, body) for body in ("old", "early")]
    for i in range(3):
        await sync_to_async(say)(ann, room, str(i))
    early = await sync_to_async(edit_message)(message=early, by=bob, body="edited")
    feed, looks = await feed_of(room), []
    feed.catch_losses = lambda: asyncio.sleep(0, looks.append(feed.recent.floor))
    readers = [Reader(), Reader(), Reader(), Reader(visible_from_seq=early.seq + 2)]
    await asyncio.gather(*(feed.join(each, old.version) for each in readers))
    assert looks == [early.version]
    assert [each.versions for each in readers] == [[4, 5, 6, 7]] * 3 + [[5, 6]]
    assert all(each.spans == [(2, 7)] and "row" in each.frames[0] for each in readers)


async def test_what_the_feed_forgets_while_it_looks_leaves_no_hole(ann, room, feed_of, monkeypatch):
    monkeypatch.setattr(recent, "KEPT", 3)
    for i in range(3):
        await sync_to_async(say)(ann, room, str(i))
    feed, reader = await feed_of(room), Reader()
    events = [event_of(await sync_to_async(say)(ann, room, str(i))) for i in range(5)]

    async def many_changes():
        for event in events:
            feed.receive(event)
        feed._flush()
        feed.catch_losses = None

    feed.catch_losses = many_changes
    await feed.join(reader, 1)
    assert sorted(set(reader.versions)) == list(range(2, 10))


@pytest.mark.parametrize("kept", [200, 0], ids=["for all", "for one"])
async def test_who_lost_the_room_while_the_feed_looked_hears_nothing(
    ann, room, feed_of, monkeypatch, kept
):
    """Their removal may be told later than what was said after it is found."""
    monkeypatch.setattr(recent, "KEPT", kept)
    await sync_to_async(say)(ann, room, "for members only")
    feed, removed = await feed_of(room), Reader()

    async def catch_losses():
        removed.put = lambda frame: None  # as a socket that is closed

    feed.catch_losses = catch_losses
    await feed.join(removed, 1)
    assert removed.frames == []


async def test_a_text_that_is_gone_is_not_kept(ann, room, feed_of):
    said = [await sync_to_async(say)(ann, room, body) for body in ("secret", "hello")]
    feed = await feed_of(room, Reader(), since=1)
    feed.receive(event_of(await sync_to_async(delete_message)(message=said[0], by=ann)))
    late = Reader()
    await feed.join(late, 1)
    assert late.versions == [3, 4]
    assert "secret" not in "".join(late.frames)


async def test_what_was_read_before_a_change_does_not_follow_it(ann, room, feed_of):
    """The look at the database began before an edit of which the feed hears meanwhile."""
    said = await sync_to_async(say)(ann, room, "secret")
    feed = await feed_of(room)
    said.version, said.body = said.version + 1, "edited"  # only the event says so
    feed.receive(event_of(said))
    late = Reader()
    await feed.join(late, 1)
    assert late.versions == [3]
    assert "secret" not in "".join(late.frames)


async def test_a_feed_does_not_keep_more_than_it_may(ann, room, feed_of, monkeypatch):
    monkeypatch.setattr(recent, "KEPT", 3)
    said = [await sync_to_async(say)(ann, room, str(i)) for i in range(5)]
    feed = await feed_of(room, far := Reader(), near := Reader(), since=1)
    assert far.versions == near.versions == [2, 3, 4, 5, 6]
    await feed.join(near, said[1].version)
    assert len(feed.recent) == 3
    await feed.join(far, 1)
    assert len(feed.recent) == 3


async def test_a_feed_forgets_the_oldest_and_nobody_misses_it(ann, room, feed_of, monkeypatch):
    monkeypatch.setattr(recent, "KEPT", 3)
    feed, late = await feed_of(room), Reader()
    for i in range(5):
        feed.receive(event_of(await sync_to_async(say)(ann, room, str(i))))
    feed._flush()
    assert len(feed.recent) == 3
    await feed.join(late, 1)
    assert late.versions == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(("since", "is_read"), [(1, False), (3, True)])
def test_who_missed_too_much_costs_no_look_at_the_messages(settings, ann, room, since, is_read):
    settings.CATCH_UP_LIMIT = 2
    for i in range(4):
        say(ann, room, str(i))
    with CaptureQueriesContext(connection) as asked:
        changes = changes_since(room.pk, since)
    assert (changes.more, bool(changes.entries)) == (not is_read, is_read)
    assert any('"chat_message"."html"' in each["sql"] for each in asked) == is_read


async def test_who_missed_too_much_is_told_to_start_afresh(settings, ann, room, feed_of):
    settings.CATCH_UP_LIMIT = 2
    for i in range(4):
        await sync_to_async(say)(ann, room, str(i))
    late = Reader()
    feed = await feed_of(room, late, since=0)
    assert "data-more" in late.frames[0]
    feed.receive(event_of(await sync_to_async(say)(ann, room, "next")))
    await late.until(6)


async def test_a_burst_leaves_in_fewer_frames_than_changes(ann, room, feed_of):
    reader = Reader()
    feed = await feed_of(room, reader)
    for i in range(20):
        feed.receive(event_of(await sync_to_async(say)(ann, room, str(i))))
    events = [event_of(await sync_to_async(say)(ann, room, str(i))) for i in range(20)]
    before = len(reader.frames)
    for event in events:
        feed.receive(event)
    await reader.until(41)
    assert reader.versions == list(range(2, 42))
    assert len(reader.frames) - before <= 2


async def test_nobody_hears_an_edit_of_what_was_before_their_time(ann, bob, room, feed_of):
    early = await sync_to_async(say)(ann, room, "early")
    everything, late_only = Reader(), Reader(visible_from_seq=early.seq + 1)
    feed = await feed_of(room, everything, late_only)
    edited = await sync_to_async(edit_message)(message=early, by=ann, body="changed")
    feed.receive(event_of(edited))
    await everything.until(edited.version)
    await late_only.until(edited.version)
    assert everything.versions == [edited.version]
    assert late_only.versions == []


async def test_a_watcher_gets_the_row_and_no_message(ann, room, feed_of):
    reader, watcher = Reader(), Reader()
    feed = await feed_of(room, reader)
    feed.watch(watcher)
    feed.receive(event_of(await sync_to_async(say)(ann, room, "for members only")))
    await reader.until(2)
    assert "row" in "".join(watcher.frames)
    assert "for members only" not in "".join(watcher.frames)


async def test_visibility_holds_for_catch_up_too(ann, bob, room, feed_of):
    _, late = [await sync_to_async(say)(ann, room, body) for body in ("early", "late")]
    await Membership.objects.filter(user=bob).aupdate(visible_from_seq=late.seq)
    bobs = await sync_to_async(membership)(bob, room)
    reader = Reader(bobs.visible_from_seq)
    await feed_of(room, reader, since=0)
    assert reader.versions == [late.version]
