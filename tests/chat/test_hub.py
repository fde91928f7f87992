"""The hub: rights that are lost while a socket is just opening are lost all the same."""

import time

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper

from chat import names
from chat.gains import Gains
from chat.hub import Hub
from chat.losses import Losses
from chat.models import Membership
from chat.program_sockets import ProgramSocket
from chat.sidebar import pushed_sidebar
from chat.sockets import Socket
from tests.cast import membership, person, say
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


class Box:
    """An outbox that keeps what it is given."""

    def __init__(self):
        self.frames, self.code = [], None

    def put(self, frame):
        self.frames.append(frame)

    def close(self, code):
        self.code = self.code or code


def loss(pk, user, room=None, session=""):
    facts = {"pk": pk, "user_id": user.pk, "room_id": room and room.pk, "session": session}
    return {"type": names.USER_REVOKED, "revocation": facts}


@pytest.fixture
async def hub(room):
    """Opened after the room, whose own events are none of its business."""
    hub = Hub()
    await hub.ready()
    yield hub
    for task in [*hub.tasks, hub.subscription.task]:
        task.cancel()
    for feed in hub.feeds.values():
        feed.close()


@pytest.fixture
async def socket(hub, bob, room):
    socket = Socket(Box(), "the session")
    await hub.enter(socket, bob.pk)
    return socket


async def test_a_room_lost_between_the_look_and_the_opening_stays_closed(hub, socket, bob, room):
    looked_up_at = time.monotonic()
    bobs = await sync_to_async(membership)(bob, room)
    hub._deliver(loss(1, bob, room))
    await hub.open_room(socket, bobs, 0, looked_up_at=looked_up_at)
    assert socket.outbox.code == names.CLOSE_RESYNC


async def test_a_room_lost_while_the_sidebar_was_read_leaves_it_again(hub, socket, bob, room):
    looked_up_at = time.monotonic()
    sidebar = await sync_to_async(pushed_sidebar)(bob.pk)
    hub._deliver(loss(1, bob, room))
    await hub.show_sidebar([socket], sidebar, looked_up_at=looked_up_at)
    assert f"delete:#room-{room.pk}" in socket.outbox.frames[-1]
    assert room.pk not in socket.places


@pytest.mark.parametrize("is_open", [False, True], ids=["first page", "with another page"])
async def test_what_is_said_between_the_look_and_the_watching_reaches_the_sidebar(
    hub, socket, ann, bob, room, is_open
):
    shown = await sync_to_async(pushed_sidebar)(bob.pk)
    if is_open:
        other = Socket(Box(), "the session")
        await hub.enter(other, bob.pk)
        await hub.show_sidebar([other], shown, looked_up_at=time.monotonic())
    await sync_to_async(say)(ann, room, "just now")
    if is_open:
        await until(lambda: "just now" in other.outbox.frames[-1])
    await hub.show_sidebar([socket], shown, looked_up_at=time.monotonic())
    await until(lambda: "just now" in socket.outbox.frames[-1])


async def test_pages_come_back_where_the_database_is_away_while_they_look_again(
    hub, socket, bob, monkeypatch
):
    def fail(cursor, query, params=None):
        raise OperationalError

    with monkeypatch.context() as away:
        away.setattr(CursorWrapper, "execute", fail)
        await hub._refresh(bob.pk)
    assert socket.outbox.code == names.CLOSE_RESYNC


async def test_a_session_that_ended_while_its_socket_opened_closes_it(hub, bob, room):
    socket = Socket(Box(), "the session")
    hub._deliver(loss(1, bob, session="the session"))
    await hub.enter(socket, bob.pk)
    assert socket.outbox.code == names.CLOSE_SIGNED_OUT


async def test_another_session_and_another_person_are_left_alone(hub, socket, ann, bob, room):
    hub._deliver(loss(1, bob, session="another session"))
    hub._deliver(loss(2, ann))
    assert socket.outbox.code is None


async def test_an_old_loss_does_not_close_a_new_socket(hub, bob, room):
    hub._deliver(loss(1, bob, room))
    socket = Socket(Box(), "the session")
    await hub.enter(socket, bob.pk)
    bobs = await sync_to_async(membership)(bob, room)
    await hub.open_room(socket, bobs, 0, looked_up_at=time.monotonic())
    assert socket.outbox.code is None


async def test_a_feed_goes_when_its_last_socket_does(hub, socket, bob, room):
    bobs = await sync_to_async(membership)(bob, room)
    await hub.open_room(socket, bobs, 0, looked_up_at=time.monotonic())
    assert room.pk in hub.feeds
    await hub.leave(socket)
    assert hub.feeds == {}
    assert hub.people == {}
    assert names.room_group(room.pk) not in hub.subscription.groups


def test_each_loss_counts_once():
    losses = Losses()
    facts = {"pk": 7, "user_id": 1, "room_id": None, "session": ""}
    assert losses.add(facts)
    assert not losses.add(facts)
    assert losses.of(1, 0) == [facts]
    assert losses.of(2, 0) == []


def test_each_gain_counts_once_and_late_ones_count(room, cid, monkeypatch):
    dan = person("dan")
    gains = Gains()
    assert gains.look() == []
    later, earlier = gains.floor + 2, gains.floor + 1
    for pk, user in ((later, cid), (earlier, dan)):
        Membership.objects.create(pk=pk, room=room, user=user)
        assert gains.look() == [(user.pk, room.pk)]
        assert gains.look() == []
    monkeypatch.setattr("chat.gains.LOOK_BACK", 0)
    assert (gains.look(), gains.floor, gains.known) == ([], later, {})


async def test_every_page_gets_a_sign_of_life(hub, socket):
    heard = len(socket.outbox.frames)
    hub._pulse()
    assert len(socket.outbox.frames) == heard + 1
    assert "data-version" not in socket.outbox.frames[-1]


@pytest.fixture
async def pages(hub, bob, settings):
    """As many as bob may have, opened one after the other, all of them in view."""
    settings.PAGES_A_PERSON = 3
    pages = [Socket(Box(), "the session") for _ in range(3)]
    for number, page in enumerate(pages):
        await hub.enter(page, bob.pk)
        page.shows(True)
        page.looked_at = float(number)
    return pages


async def waiting(hub, pages, user) -> list[bool]:
    """Which of them wait after another one was opened."""
    latest = Socket(Box(), "the session")
    await hub.enter(latest, user.pk)
    assert latest.outbox.code is None
    return [page.outbox.code == names.CLOSE_TOO_MANY for page in pages]


async def test_of_too_many_pages_the_one_out_of_view_waits(hub, pages, bob):
    pages[1].shows(False)
    assert await waiting(hub, pages, bob) == [False, True, False]


async def test_of_those_out_of_view_the_longest_so_waits(hub, pages, bob):
    for page in pages[::-1]:
        page.shows(False)
    pages[2].looked_at = 0.0
    pages[2].opened_at = 0.0
    assert await waiting(hub, pages, bob) == [False, False, True]


async def test_one_that_waits_already_makes_room_once(hub, pages, bob):
    for page in pages:
        page.opened_at = 0.0
    await waiting(hub, pages, bob)
    assert await waiting(hub, pages, bob) == [True, True, False]


async def test_pages_of_others_and_programs_make_nobody_wait(hub, pages, ann, bob):
    assert await waiting(hub, pages, ann) == [False] * 3
    await hub.enter(ProgramSocket(Box(), "", bob), bob.pk)
    assert {page.outbox.code for page in pages} == {None}
