"""A rhythm: asked by many, done once, and a rest behind it."""

import asyncio
import time

from chat.rhythm import REST, Rhythm
from tests.waiting import until

COST = 0.03  # seconds


async def test_what_many_ask_for_is_done_once():
    turns = []
    rhythm = Rhythm(lambda: turns.append(1))
    for _ in range(5):
        rhythm.ask()
    assert turns == []
    await until(lambda: not rhythm.turn)
    assert turns == [1]


async def test_it_rests_in_proportion_to_its_cost():
    turns = []

    def work():
        turns.append(time.monotonic())
        time.sleep(COST)

    rhythm = Rhythm(work)
    rhythm.ask()
    await until(lambda: turns)
    rhythm.ask()
    await until(lambda: len(turns) == 2)
    assert turns[1] - turns[0] >= COST * (1 + REST)


async def test_what_is_asked_for_by_the_work_itself_is_done_after_the_rest():
    turns = []

    def work():
        turns.append(1)
        if len(turns) < 3:
            rhythm.ask()

    rhythm = Rhythm(work)
    rhythm.ask()
    await until(lambda: not rhythm.turn)
    assert turns == [1, 1, 1]


async def test_what_is_cancelled_is_not_done():
    turns = []
    rhythm = Rhythm(lambda: turns.append(1))
    rhythm.ask()
    rhythm.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert turns == []
