"""A process that leaves with thousands of sockets is rid of them in time."""

import asyncio
import time

import pytest

from chat import hub, names, parting
from chat.outbox import Outbox
from chat.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def here():
    """The hub of this test, without what its clock does."""
    here = hub.current()
    yield here
    for task in here.tasks:
        task.cancel()


async def test_however_many_there_are_it_does_not_take_longer(here, monkeypatch):
    monkeypatch.setattr(parting, "LONGEST", 0.5)
    closed = []

    async def send(event):
        closed.append((event["code"], time.monotonic()))

    monkeypatch.setattr(parting, "LAST_WORDS", 0.2)
    for person in range(1, 201):
        outboxes = [Outbox(send, names.CLOSE_RESYNC, lambda: None) for _ in range(2)]
        here.people[person] = {Socket(each, "") for each in outboxes}
    await parting.part()
    assert {code for code, _ in closed} == {names.CLOSE_RESTART}
    assert len(closed) == 400
    moments = [moment for _, moment in closed]
    assert 0.3 < max(moments) - min(moments) < 2  # a hundred a second would be four


async def test_who_does_not_read_is_not_waited_for(here, monkeypatch):
    monkeypatch.setattr(parting, "LAST_WORDS", 0.2)
    never = asyncio.Event()
    outbox = Outbox(lambda event: never.wait(), names.CLOSE_RESYNC, lambda: None)
    here.people[1] = {Socket(outbox, "")}
    began = time.monotonic()
    await parting.part()
    assert time.monotonic() - began < 2
    outbox.stop()
