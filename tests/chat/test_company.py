"""The hub and presence: who watches hears of changes, who may not watch does not, and idling is free."""

import asyncio
import re
import time
from threading import Event

import pytest
from asgiref.sync import sync_to_async
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from accounts import profiles
from accounts.models import User
from chat import company, presence, sockets, threads
from chat.actions.memberships import leave_room
from chat.actions.rooms import open_room
from chat.hub import Hub
from chat.models import Membership, Room
from chat.program_sockets import ProgramSocket
from chat.sockets import Socket
from tests.cast import membership
from tests.chat.test_hub import Box
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def strangers(room):
    """Nobody shares more than the rooms of the test."""
    Membership.objects.exclude(room=room).delete()
    return room


@pytest.fixture
async def hub(strangers):
    hub = Hub()
    await hub.ready()
    for task in hub.tasks:  # its clock is the test's
        task.cancel()
    yield hub
    for task in [*hub.tasks, hub.subscription.task]:
        task.cancel()


@pytest.fixture
def clock(monkeypatch):
    """Moves the monotonic clock of presence."""

    class Clock:
        ahead = 0.0

        @staticmethod
        def monotonic():
            return real() + Clock.ahead

    real = time.monotonic
    for module in (company, sockets):
        monkeypatch.setattr(module, "time", Clock)
    return Clock


async def page_of(hub, user):
    socket = Socket(Box(), "the session")
    await hub.enter(socket, user.pk)
    return socket


async def look(hub, socket, state="visible"):
    socket.shows(state == "visible")
    await hub.company.note(socket)


def heard(socket, user, state):
    words = f'data-state="{state}"'
    return any(f'id="presence-{user.pk}"' in f and words in f for f in socket.outbox.frames)


@pytest.fixture
async def anns(hub, ann):
    return await page_of(hub, ann)


@pytest.fixture
async def bobs(hub, bob):
    return await page_of(hub, bob)


async def test_a_watcher_hears_at_once_that_somebody_comes(hub, anns, bobs, ann, bob):
    await hub.company.watch(anns, [bob.pk])
    assert heard(anns, bob, "offline")
    await look(hub, bobs)
    await until(lambda: heard(anns, bob, "online"))


async def test_who_comes_while_it_is_looked_up_is_there_by_the_newest_word(hub, anns, bob):
    async def and_then_bob_comes(look, *args):
        found = await threads.in_thread(look, *args)
        if look is presence.statuses:
            hub.company.receive({"user": bob.pk, "state": "online"})
        return found

    anns.looks_up = and_then_bob_comes
    await hub.company.watch(anns, [bob.pk])
    told = re.findall(rf'id="presence-{bob.pk}"[^>]*', "".join(anns.outbox.frames))
    newest = max(told, key=lambda words: int(re.search(r'data-version="(\d+)"', words)[1]))
    assert 'data-state="online"' in newest
    assert len(told) == 2


async def test_an_outsider_watches_nobody(hub, bobs, bob, cid):
    cids = await page_of(hub, cid)
    await hub.company.watch(cids, [bob.pk])
    await look(hub, bobs)
    await hub.company.tick(company.LOOK_EVERY)
    assert not heard(cids, bob, "online")


async def test_who_loses_the_room_loses_sight(hub, anns, bobs, ann, bob, room):
    await hub.company.watch(anns, [bob.pk])
    await sync_to_async(leave_room)(membership=await sync_to_async(membership)(bob, room))
    await hub.company.recheck(bob.pk)
    anns.outbox.frames.clear()
    await look(hub, bobs)
    await hub.company.tick(company.LOOK_EVERY)
    assert not heard(anns, bob, "online")


async def test_out_of_view_for_five_minutes_is_away(hub, anns, bobs, bob, clock):
    await hub.company.watch(anns, [bob.pk])
    await look(hub, bobs)
    await look(hub, bobs, "hidden")
    for _ in range(3):
        clock.ahead += 101
        await look(hub, bobs, "hidden")
    await hub.company.tick(company.BEAT_EVERY)
    await until(lambda: heard(anns, bob, "away"))
    await look(hub, bobs)
    await until(lambda: anns.outbox.frames[-1].count("online"))


async def test_a_page_that_says_nothing_is_gone(hub, bobs, bob, clock):
    await look(hub, bobs)
    clock.ahead += sockets.SILENT_AFTER + 1
    await hub.company.tick(company.BEAT_EVERY)
    assert presence.status_of(bob.pk) == "offline"


@pytest.mark.parametrize("closely", [False, True], ids=["presence", "name and status"])
async def test_what_one_page_finds_out_the_others_hear(hub, anns, ann, bob, closely):
    """No event told of it, as of a process that was killed."""
    faces = {bob.pk} if closely else ()
    await hub.company.watch(anns, [bob.pk], faces)
    if closely:
        await User.objects.filter(pk=bob.pk).aupdate(name="Robert")
    else:
        await sync_to_async(presence.keep)("another process", {bob.pk: "online"})
    before = len(anns.outbox.frames)
    await hub.company.watch(await page_of(hub, ann), [bob.pk], faces)
    told = "".join(anns.outbox.frames[before:])
    assert ("Robert" in told) if closely else heard(anns, bob, "online")
    before = len(anns.outbox.frames)
    await hub.company.tick(company.LOOK_EVERY)
    assert len(anns.outbox.frames) == before, "it was told already"


async def test_going_from_page_to_page_is_not_leaving(hub, anns, bobs, bob, clock):
    await look(hub, bobs)
    await hub.company.watch(anns, [bob.pk])
    await hub.leave(bobs)
    await hub.company.tick(1)
    next_page = await page_of(hub, bob)
    await look(hub, next_page)
    clock.ahead += company.GRACE + 1
    await hub.company.tick(2)
    assert not heard(anns, bob, "offline")


async def test_who_leaves_is_offline_and_was_seen_last(hub, anns, bobs, bob, clock):
    await look(hub, bobs)
    await hub.company.watch(anns, [bob.pk])
    await hub.leave(bobs)
    clock.ahead += company.GRACE + 1
    await hub.company.tick(2)
    await until(lambda: heard(anns, bob, "offline"))
    assert (await User.objects.aget(pk=bob.pk)).last_seen_at is not None


async def test_appearing_offline_is_told_at_once(hub, anns, bobs, bob):
    await look(hub, bobs)
    await hub.company.watch(anns, [bob.pk])
    await sync_to_async(profiles.set_visibility)(bob, appears_offline=True, shares_receipts=True)
    await until(lambda: heard(anns, bob, "offline"))


async def test_a_killed_process_is_noticed_by_the_look(hub, anns, bob, monkeypatch):
    await sync_to_async(presence.keep)("killed", {bob.pk: "online"})
    await hub.company.watch(anns, [bob.pk])
    assert heard(anns, bob, "online")
    now = time.time() + presence.KEPT_FOR + 1
    monkeypatch.setattr(presence.time, "time", lambda: now)
    await hub.company.tick(company.LOOK_EVERY)
    assert heard(anns, bob, "offline")


async def test_idle_pages_ask_the_database_nothing_between_heartbeats(
    hub, anns, bobs, ann, bob, monkeypatch
):
    await look(hub, bobs)
    await hub.company.watch(anns, [bob.pk])
    await hub.company.tick(company.BEAT_EVERY)
    await look(hub, anns)
    asked = []
    execute = CursorWrapper.execute
    monkeypatch.setattr(
        CursorWrapper, "execute", lambda *args: asked.append(args[1]) or execute(*args)
    )
    for tick in range(1, company.BEAT_EVERY):
        await look(hub, bobs)
        await look(hub, anns, "hidden")
        await hub.company.tick(tick)
    await hub.company.tick(company.LOOK_EVERY)
    assert asked == []
    await hub.company.tick(company.BEAT_EVERY)
    assert len(asked) == 1
    assert asked[0].startswith("SELECT")


async def test_a_room_of_ones_own_makes_nobody_known(hub, anns, ann, cid):
    await sync_to_async(open_room)(by=cid, name="Alone")
    await hub.company.watch(anns, [cid.pk])
    assert anns.outbox.frames == []
    assert await Room.objects.filter(name="Alone").aexists()


def read(socket, user):
    return [frame for frame in socket.outbox.frames if f'id="face-{user.pk}"' in frame]


async def test_a_status_that_runs_out_is_found_by_the_next_look(hub, anns, bob):
    await sync_to_async(profiles.set_status)(bob, emoji="", text="At lunch")
    await hub.company.watch(anns, [bob.pk], {bob.pk})
    assert "At lunch" in read(anns, bob)[-1]
    await User.objects.filter(pk=bob.pk).aupdate(status_until=timezone.now())
    await hub.company.tick(company.LOOK_EVERY)
    assert "At lunch" not in read(anns, bob)[-1]
    count = len(read(anns, bob))
    await hub.company.tick(2 * company.LOOK_EVERY)
    assert len(read(anns, bob)) == count


async def test_who_loses_the_room_reads_no_status_any_more(hub, anns, bob, room):
    await hub.company.watch(anns, [bob.pk], {bob.pk})
    await sync_to_async(leave_room)(membership=await sync_to_async(membership)(bob, room))
    await hub.company.recheck(bob.pk)
    count = len(read(anns, bob))
    await sync_to_async(profiles.set_status)(bob, emoji="", text="Elsewhere")
    await hub.company.tick(company.LOOK_EVERY)
    assert len(read(anns, bob)) == count


@pytest.fixture
def busy_feeds(settings):
    """Every thread of the pages' feeds has to wait for something."""
    over = Event()
    for _ in range(settings.FEED_THREADS):
        threads._threads.submit(over.wait)
    yield
    over.set()


async def test_what_programs_ask_about_people_waits_for_no_page(hub, ann, bob, busy_feeds):
    program = ProgramSocket(Box(), "", ann)
    await hub.enter(program, ann.pk)
    program.declares("online")
    async with asyncio.timeout(5):
        await hub.company.note(program)
        await hub.company.watch(program, [bob.pk])
    assert presence.status_of(ann.pk) == "online"
    assert f'"user":{bob.pk}' in program.outbox.frames[-1].replace(" ", "")
