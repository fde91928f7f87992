"""Whatever is said, lost, repeated or mixed up on the way: the page ends with what the database holds."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from accounts.models import Allowance, User
from chat import hearing_pages, layer, names
from chat.actions.deletions import remove_message, restore_message
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.pins import pin_message, unpin_message
from chat.actions.reactions import add_reaction, remove_reaction
from chat.changes import changes_since
from chat.emoji import QUICK
from chat.feeds import RoomFeed
from chat.layer import Subscription
from chat.models import DeletedText, Message, Room
from tests import cast
from tests.viewer import Shown

BODIES = st.text(min_size=1, max_size=20).filter(lambda body: body.strip() and body.isprintable())


class Page(Shown):
    """A reader of the feed; while the network is cut it takes nothing in."""

    hears = hearing_pages
    visible_from_seq = 0
    shares_receipts = True

    def __init__(self):
        super().__init__()
        self.is_cut = False
        self.need = ""

    def put(self, frame):
        if not self.is_cut:
            self.need = self.apply(frame) or self.need


class Talk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.runner = asyncio.Runner()
        self.wire: list[dict] = []
        self.runner.run(self._open())

    async def _open(self):
        layer.bind()
        self.ann, self.bob = await sync_to_async(two_people)()
        self.room = await sync_to_async(cast.room_of)(self.ann, self.bob)
        self.subscription = Subscription(self.wire.append)
        await self.subscription.start()
        await self.subscription.add(names.room_group(self.room.pk))
        self.feed = await self._new_feed()
        self.page = Page()
        await self.feed.join(self.page, 0)

    async def _new_feed(self):
        return RoomFeed(self.room.pk, (await Room.objects.aget(pk=self.room.pk)).version)

    def do(self, action, *args, **kwargs):
        """Run an action where the web's threads would, and let its event arrive on the wire."""
        self.runner.run(self._do(action, args, kwargs))

    async def _do(self, action, args, kwargs):
        await sync_to_async(action)(*args, **kwargs)
        for _ in range(20):
            await asyncio.sleep(0)

    # -- What people do --------------------------------------------------------------------------

    @rule(by_ann=st.booleans(), body=BODIES)
    def send(self, by_ann, body):
        person = self.ann if by_ann or not self.is_bob_in() else self.bob
        self.do(cast.say, person, self.room, body)

    @rule(pick=st.integers(0, 1000), body=BODIES)
    def edit(self, pick, body):
        if message := self.pick(pick):
            self.do(edit_message, message=message, by=message.author, body=body)

    @rule(pick=st.integers(0, 1000))
    def delete(self, pick):
        if message := self.pick(pick):
            self.do(delete_message, message=message, by=message.author)

    @rule(pick=st.integers(0, 1000))
    def restore(self, pick):
        mine = Message.objects.filter(room=self.room, deleted_text__isnull=False)
        mine = mine.filter(author__memberships__room=self.room)
        if found := list(mine.select_related("author").order_by("seq")):
            message = found[pick % len(found)]
            self.do(restore_message, message=message, by=message.author)

    @rule(pick=st.integers(0, 1000))
    def remove(self, pick):
        message = self.pick(pick)
        if message and message.author == self.bob:
            keeper = cast.membership(self.ann, self.room)
            self.do(remove_message, message=message, by=keeper, reason="spam")

    @rule(pick=st.integers(0, 1000), body=BODIES)
    def answer(self, pick, body):
        if message := self.pick(pick):
            self.do(cast.say, self.ann, self.room, body, reply_to=message)

    @rule(pick=st.integers(0, 1000), by_ann=st.booleans(), emoji=st.sampled_from(QUICK))
    def react(self, pick, by_ann, emoji):
        if message := self.pick(pick):
            person = self.ann if by_ann or not self.is_bob_in() else self.bob
            self.do(add_reaction, message=message, by=person, emoji=emoji)

    @rule(pick=st.integers(0, 1000), emoji=st.sampled_from(QUICK))
    def take_a_reaction_back(self, pick, emoji):
        if message := self.pick(pick):
            self.do(remove_reaction, message=message, by=self.ann, emoji=emoji)

    @rule(pick=st.integers(0, 1000), is_on=st.booleans())
    def pin(self, pick, is_on):
        if message := self.pick(pick):
            change = pin_message if is_on else unpin_message
            self.do(change, message=message, by=self.ann)

    @rule()
    def bob_goes_or_comes(self):
        if self.is_bob_in():
            self.do(lambda: leave_room(membership=cast.membership(self.bob, self.room)))
        else:
            self.do(join_room, room=self.room, user=self.bob)

    def is_bob_in(self):
        return self.room.memberships.filter(user=self.bob).exists()

    def pick(self, number):
        alive = Message.objects.filter(room=self.room, kind="text", deleted_at=None)
        alive = alive.filter(author__memberships__room=self.room)  # who left changes nothing more
        found = list(alive.select_related("author").order_by("seq"))
        return found[number % len(found)] if found else None

    # -- What happens on the way -----------------------------------------------------------------

    @precondition(lambda self: self.wire)
    @rule(data=st.data())
    def events_arrive_in_any_order(self, data):
        events = data.draw(st.permutations(range(len(self.wire))))
        arriving = [self.wire[index] for index in events]
        self.wire.clear()
        self.runner.run(self._arrive(arriving))

    async def _arrive(self, events):
        for event in events:
            self.feed.receive(event)
        await asyncio.sleep(0)

    @precondition(lambda self: self.wire)
    @rule(data=st.data())
    def an_event_is_lost(self, data):
        self.wire.pop(data.draw(st.integers(0, len(self.wire) - 1)))

    @precondition(lambda self: self.wire)
    @rule(data=st.data())
    def an_event_is_repeated(self, data):
        self.wire.append(self.wire[data.draw(st.integers(0, len(self.wire) - 1))])

    @rule()
    def the_network_is_cut(self):
        self.page.is_cut = True
        self.feed.leave(self.page)

    @rule()
    def the_page_connects_again(self):
        self.page.is_cut = False
        self.runner.run(self.feed.join(self.page, self.page.version))

    @rule()
    def the_server_restarts(self):
        self.feed.close()
        self.wire.clear()
        self.feed = self.runner.run(self._new_feed())
        self.page.is_cut = False
        self.runner.run(self.feed.join(self.page, self.page.version))

    # -- What must be true in the end ------------------------------------------------------------

    def teardown(self):
        try:
            self.the_page_connects_again()
            self.runner.run(self._settle())
            self.check()
        finally:
            self.runner.run(self._close())
            self.runner.close()
            connections.close_all()

    async def _settle(self):
        """What the clock of the hub does: tell the feed how far the database is."""
        version = (await Room.objects.aget(pk=self.room.pk)).version
        self.feed.expect(version)
        async with asyncio.timeout(10):
            while self.page.version < version:
                await asyncio.sleep(0.01)

    def check(self):
        assert self.page.need == ""
        reloaded = Page()
        reloaded.apply(changes_since(self.room.pk, 0).frame())
        assert self.page.log == reloaded.log
        seqs = [seen.seq for seen in self.page.log]
        assert seqs == list(range(1, len(seqs) + 1))
        assert self.page.version == reloaded.version

    async def _close(self):
        self.feed.close()
        self.subscription.task.cancel()


def two_people():
    """The same two for every example: what an example makes is its own room, as if it were the first."""
    Allowance.objects.all().delete()
    DeletedText.objects.all().delete()
    known = {user.username: user for user in User.objects.all()}
    return [known.get(name) or cast.person(name) for name in ("ann", "bob")]


@pytest.mark.django_db(transaction=True)
def test_the_page_ends_with_what_the_database_holds():
    run_state_machine_as_test(
        Talk,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
