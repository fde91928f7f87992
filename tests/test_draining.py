"""What a process makes of the signals that tell it to end; tests/faults/test_draining.py has real ones."""

import asyncio
import os
import signal
from itertools import permutations
from threading import Event

import pytest

from texter import draining


class Ends:
    """A server that waits for signals, and what it was told."""

    def __init__(self):
        self.told = []
        self.parted = asyncio.Event()

    def end(self, number, frame):
        self.told.append(number)

    async def part(self):
        self.parted.set()


@pytest.fixture
async def server(monkeypatch):
    """This process, as if a server ran it; it is told to nobody that it drains."""
    monkeypatch.setattr(draining, "_draining", Event())
    monkeypatch.setattr(draining, "_departure", None)
    monkeypatch.setattr(draining, "_asked_at", -draining.WATCHED)
    monkeypatch.setattr(draining, "_break_off_after", lambda seconds: None)
    server = Ends()
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, server.end) for number in signals]
    draining.watch(server.part)
    yield server
    for number, handler in zip(signals, before, strict=True):
        signal.signal(number, handler)


async def left() -> None:
    """Wait until all is done that a signal asked for."""
    await asyncio.sleep(0)
    if draining._departure.task:
        await draining._departure.task


@pytest.mark.parametrize("numbers", [*permutations([signal.SIGTERM, signal.SIGINT])])
async def test_a_server_hears_once_however_many_signals_come(server, numbers):
    """The second time uvicorn drops requests and mail; foreman and a terminal send both at once."""
    for number in numbers:
        os.kill(os.getpid(), number)
    await left()
    assert server.told == [signal.SIGINT]


async def test_sockets_come_back_once_a_balancer_knows(server, monkeypatch):
    monkeypatch.setattr(draining, "NOTICE", 0.2)
    monkeypatch.setattr(draining, "LINGER", 0.3)
    draining.note_balancer()
    began = asyncio.get_running_loop().time()
    os.kill(os.getpid(), signal.SIGTERM)
    await server.parted.wait()
    assert asyncio.get_running_loop().time() - began > 0.15
    assert server.told == []
    await left()
    assert server.told == [signal.SIGINT]


async def test_nobody_is_kept_waiting_where_none_asks(server):
    os.kill(os.getpid(), signal.SIGTERM)
    await left()
    assert server.parted.is_set()


async def test_the_last_moment_comes_even_where_the_loop_hangs(server, monkeypatch):
    seconds = []
    monkeypatch.setattr(draining, "_break_off_after", seconds.append)
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGTERM)
    assert seconds == [draining.LONGEST]  # the loop had no turn yet
    await left()
