"""Somebody is removed while the others go on talking: nothing that is said after it reaches them."""

import asyncio
import contextlib
import re
from uuid import uuid4

import httpx
import pytest
import websockets
from asgiref.sync import sync_to_async

from chat.actions.members import add_member
from chat.actions.rooms import closed_room
from chat.models import Attachment, Message
from tests.cast import membership
from tests.survival.traffic import Ledger, run_for_messages
from tests.viewer import connect, cookies_for, http_for
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)

SEQ = re.compile(r'data-(?:last-)?seq="(\d+)"')
PLACES = [
    "changes/?since=0",
    "changes/?since={0}",
    "messages/?after={0}",
    "messages/?before=99999",
    "files/",
    "",
]
FILES_ASKED = 3  # by number, from the last that was there on: whoever is out may guess
SEARCH = "/search/?q=from:ann"
SEARCHED_EACH = 2.5  # seconds: there is a ceiling


class Eyes:
    """All that the page and the sidebar of one person are told in a room, by every door."""

    def __init__(self, urls, cookies, room_id):
        self.urls, self.cookies, self.room_id = urls, cookies, room_id
        self.told: list[tuple[str, str]] = []
        self.refused = asyncio.Event()
        self.files = 0
        self.searched = asyncio.Event()

    async def __aenter__(self):
        paths = ("/ws/", f"/ws/?room={self.room_id}&since=0")
        self.tasks = [
            asyncio.create_task(self._listen(url, path)) for url in self.urls for path in paths
        ]
        self.tasks += [asyncio.create_task(self._ask(url)) for url in self.urls]
        self.tasks += [asyncio.create_task(self._search(url)) for url in self.urls]
        return self

    async def __aexit__(self, *error):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    @property
    def newest(self) -> int:
        """The last place in the log that anything spoke of."""
        return max((int(seq) for _, text in self.told for seq in SEQ.findall(text)), default=0)

    def told_from(self, seq: int) -> list[str]:
        """The doors that spoke of this place in the log or of a later one."""
        return [
            door for door, text in self.told if any(int(each) >= seq for each in SEQ.findall(text))
        ]

    async def _listen(self, url, path):
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException):
                async with connect(url, self.cookies, path) as socket:
                    async for frame in socket:
                        self.told.append((path, frame))
            await asyncio.sleep(0.05)  # a page knocks again

    async def _ask(self, url):
        async with http_for(url, self.cookies) as http:
            while True:
                for place in PLACES:
                    address = f"/rooms/{self.room_id}/{place.format(max(self.newest - 5, 0))}"
                    answer = await self._hear(http, address)
                    if answer.status_code == httpx.codes.NOT_FOUND:
                        self.refused.set()
                for number in range(self.files, self.files + FILES_ASKED):
                    await self._ask_file(http, number)

    async def _ask_file(self, http, number):
        """Each says in itself where in the log it stands."""
        address = f"/rooms/{self.room_id}/attachments/{number}/original/a.txt"
        answer = await http.get(address)
        self.told.append((address, answer.text))
        if answer.status_code == httpx.codes.OK:
            self.files = max(self.files, number)

    async def _search(self, url):
        async with http_for(url, self.cookies) as http:
            while True:
                answer = await self._hear(http, SEARCH)
                assert answer.status_code == httpx.codes.OK
                self.searched.set()
                await asyncio.sleep(SEARCHED_EACH)

    async def _hear(self, http, address):
        answer = await http.get(address)
        self.told.append((address, answer.text))
        return answer


async def test_nothing_said_after_a_removal_reaches_who_was_removed(two_processes, ann, bob, cid):
    room = await sync_to_async(crew)(ann, bob, cid)
    urls, ledger = [process.url for process in two_processes], Ledger()
    people = {each: await sync_to_async(cookies_for)(each) for each in (ann, bob, cid)}
    talkers = [
        asyncio.create_task(ledger.talk(urls[::way], people[each], room.pk, f"{each.name}{way}", 0))
        for each in (ann, cid)
        for way in (1, -1)
    ]
    try:
        async with (
            Eyes(urls, people[bob], room.pk) as eyes,
            http_for(urls[1], people[ann]) as http,
        ):
            eyes.files = await send_file(http, room, "1")
            await run_for_messages(ledger, 50)
            assert eyes.newest > 10
            assert any("/attachments/" in door for door in eyes.told_from(1))
            await until(  # each door is asked in its turn
                lambda: any(SEQ.search(text) for door, text in eyes.told if door == SEARCH)
            )
            answer = await http.post(f"/rooms/{room.pk}/members/{bob.pk}/remove/")
            assert answer.status_code == httpx.codes.FOUND
            line = await Message.objects.aget(room=room, body="was removed by an owner")
            await send_file(http, room, str(line.seq + 1))
            await run_for_messages(ledger, 100)
            eyes.searched.clear()
            async with asyncio.timeout(10):
                await eyes.refused.wait()
                await eyes.searched.wait()
    finally:
        for talker in talkers:
            talker.cancel()
        await asyncio.gather(*talkers, return_exceptions=True)
    newest = await Message.objects.filter(room=room).alatest("seq")
    assert newest.seq >= line.seq + 90
    assert eyes.told_from(line.seq) == []


async def send_file(http, room, seq: str) -> int:
    """A message with a file that says where in the log it stands; the file's number."""
    key = str(uuid4())
    file = {"file": ("a.txt", f'data-seq="{seq}"'.encode())}
    await http.post(f"/rooms/{room.pk}/attachments/", data={"key": key}, files=file)
    fields = {"body": "", "client_id": str(uuid4()), "attachment": key}
    answer = await http.post(f"/rooms/{room.pk}/messages/", data=fields)
    assert answer.status_code == httpx.codes.OK
    return (await Attachment.objects.aget(key=key)).pk


def crew(ann, bob, cid):
    room = closed_room(by=ann, name="Crew")
    for user in (bob, cid):
        add_member(by=membership(ann, room), user=user)
    return room
