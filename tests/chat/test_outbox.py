"""Outbox: a socket that does not read costs a bounded amount and is closed."""

import asyncio

import pytest

from chat.outbox import Outbox
from tests.waiting import until


class Wire:
    """The server's side of a connection; `reads` says whether the client takes anything."""

    def __init__(self, reads=True):
        self.sent = []
        self.told = []
        self.readable = asyncio.Event()
        if reads:
            self.readable.set()

    async def send(self, event):
        await self.readable.wait()
        self.sent.append(event)

    def tell(self, text):
        if self.readable.is_set():
            self.told.append(text)
        return self.readable.is_set()


@pytest.fixture
async def open_outbox():
    made = []

    def make(wire, give_up=lambda: None, tell=None):
        made.append(Outbox(wire.send, 4000, give_up, tell))
        return made[-1]

    yield make
    for outbox in made:
        outbox.stop()


async def test_frames_leave_in_order(open_outbox):
    wire = Wire()
    outbox = open_outbox(wire)
    for number in range(300):
        outbox.put(str(number))
        await asyncio.sleep(0)
    await until(lambda: len(wire.sent) == 300)
    assert [event["text"] for event in wire.sent] == [str(number) for number in range(300)]


async def test_what_can_be_told_is_told_at_once(open_outbox):
    wire = Wire()
    outbox = open_outbox(wire, tell=wire.tell)
    await until(lambda: outbox.sleeper)
    outbox.put("one")
    assert wire.told == ["one"]
    assert not outbox.frames


async def test_who_cannot_be_told_harms_nobody_else(open_outbox):
    def fail(text):
        raise OSError("gone")

    wire = Wire()
    outbox = open_outbox(wire, tell=fail)
    await until(lambda: outbox.sleeper)
    outbox.put("one")
    await until(lambda: wire.sent == [{"type": "websocket.send", "text": "one"}])


async def test_nothing_is_told_past_what_waits(open_outbox):
    wire = Wire(reads=False)
    outbox = open_outbox(wire, tell=wire.tell)
    await until(lambda: outbox.sleeper)
    outbox.put("one")
    await asyncio.sleep(0)  # it is on its way
    wire.readable.set()
    outbox.put("two")
    assert not wire.told
    await until(lambda: len(wire.sent) == 2)
    assert [event["text"] for event in wire.sent] == ["one", "two"]


async def test_nothing_is_told_to_who_was_closed(open_outbox):
    wire = Wire()
    outbox = open_outbox(wire, tell=wire.tell)
    await until(lambda: outbox.sleeper)
    outbox.close(4401)
    outbox.put("two")
    assert not wire.told


async def test_who_does_not_read_keeps_a_bounded_number_waiting_and_is_closed(
    settings, open_outbox
):
    wire = Wire(reads=False)
    outbox = open_outbox(wire)
    for number in range(settings.OUTBOX_FRAMES * 3):
        outbox.put(str(number))
        assert len(outbox.frames) <= settings.OUTBOX_FRAMES
    wire.readable.set()
    await until(lambda: wire.sent)
    await until(lambda: outbox.task.done())
    assert wire.sent[-1] == {"type": "websocket.close", "code": 4000}


async def test_what_waits_is_bounded_in_length_too_and_one_frame_always_fits(settings, open_outbox):
    settings.OUTBOX_LENGTH = 100
    wire = Wire(reads=False)
    outbox = open_outbox(wire)
    outbox.put("x" * 1_000)
    await asyncio.sleep(0)  # it is on its way, and waits no more
    outbox.put("y" * 1_000)
    assert outbox.is_open
    outbox.put("z")
    assert not outbox.is_open
    assert outbox.length == 0


async def test_who_never_reads_again_is_given_up(monkeypatch, open_outbox):
    monkeypatch.setattr("chat.outbox.CLOSING_TIME", 0.01)
    given_up = asyncio.Event()
    outbox = open_outbox(Wire(reads=False), given_up.set)
    outbox.put("stuck")
    await asyncio.sleep(0)
    outbox.close(4000)
    async with asyncio.timeout(5):
        await given_up.wait()


async def test_nothing_leaves_after_a_close(open_outbox):
    wire = Wire()
    outbox = open_outbox(wire)
    outbox.put("one")
    outbox.close(4401)
    outbox.put("two")
    await until(lambda: outbox.task.done())
    assert wire.sent[-1] == {"type": "websocket.close", "code": 4401}
    assert "two" not in [event.get("text") for event in wire.sent]


async def test_a_client_that_went_away_ends_the_writer_quietly(open_outbox):
    class Gone(Wire):
        async def send(self, event):
            raise OSError("gone")

    outbox = open_outbox(Gone())
    outbox.put("one")
    await until(lambda: outbox.task.done())
    assert outbox.task.exception() is None
