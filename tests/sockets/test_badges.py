"""Badges under random talk and reading: each device ends with what a recount says."""

import asyncio
import contextlib
import random
import re

import pytest
import websockets
from asgiref.sync import sync_to_async

from chat.models import Membership, Message, Room
from tests.cast import room_of
from tests.viewer import connect, cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 4
ROOMS = 4
MESSAGES = 500
ROW = re.compile(r'id="room-(\d+)"[^>]*?data-version="(\d+)" data-last-seq="(\d+)"')
READ = re.compile(r'id="read-(\d+)" data-version="(\d+)" data-seq="(\d+)"')


class Device:
    """A page that shows badges: what upsert makes of the frames, and sometimes it is offline."""

    def __init__(self, url, cookies):
        self.url, self.cookies = url, cookies
        self.rows, self.reads = {}, {}
        self.changed = asyncio.Condition()
        self.task = None

    def connect(self):
        self.task = asyncio.create_task(self._live())

    async def cut(self):
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task

    @property
    def badges(self):
        return {
            room: max(0, last - self.reads[room][1])
            for room, (_, last) in self.rows.items()
            if room in self.reads
        }

    async def until(self, badges, seconds):
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(lambda: self.badges == badges)

    async def _live(self):
        async with connect(self.url, self.cookies, "/ws/") as socket:
            with contextlib.suppress(websockets.ConnectionClosed):
                async for frame in socket:
                    self._take(ROW.findall(frame), self.rows)
                    self._take(READ.findall(frame), self.reads)
                    async with self.changed:
                        self.changed.notify_all()

    @staticmethod
    def _take(found, known):
        for room, version, value in found:
            if int(room) not in known or known[int(room)][0] < int(version):
                known[int(room)] = int(version), int(value)


@pytest.fixture
def url(either_server):
    return either_server.url


@pytest.fixture
def rooms(ann, bob, cid):
    return [room_of(ann, bob, name=f"Room {number}") for number in range(ROOMS)]


def recount(user):
    return {
        each.room_id: Message.objects.filter(room=each.room_id, seq__gt=each.last_read_seq).count()
        for each in Membership.objects.filter(user=user)
    }


async def act(chance, anns, bobs, room):
    """Ann says something; now and then bob reads to somewhere, or wants something unread again."""
    await post(anns, room.pk, "line")
    if chance.random() < 0.3:
        room = await Room.objects.aget(pk=room.pk)
        verb = "unread" if chance.random() < 0.25 else "read"
        await bobs.post(f"/rooms/{room.pk}/{verb}/", data={"seq": chance.randint(1, room.last_seq)})


async def test_badges_equal_a_recount_on_two_devices_one_of_them_offline(url, ann, bob, rooms):
    chance = random.Random(SEED)
    anns, cookies = [await sync_to_async(cookies_for)(person) for person in (ann, bob)]
    steady, lost = Device(url, cookies), Device(url, cookies)
    steady.connect()
    lost.connect()
    async with http_for(url, anns) as talk, http_for(url, cookies) as read:
        for number in range(MESSAGES):
            if number == MESSAGES // 4:
                await lost.cut()
            if number == 3 * MESSAGES // 4:
                lost.connect()
            await act(chance, talk, read, chance.choice(rooms))
    expected = await sync_to_async(recount)(bob)
    try:
        for device in (steady, lost):
            await device.until(expected, seconds=2)
    finally:
        await steady.cut()
        await lost.cut()
    assert any(expected.values())
