"""A command that waits for its turn while its socket ends: it is done and answered, or it is not done."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from accounts.tokens import personal
from chat import hub, parting
from chat.models import Message
from tests.listener import Listener
from tests.services.inhouse import InHouse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(application, settings):
    """Where one may ask once a second."""
    settings.COMMANDS_A_SECOND = settings.COMMANDS_AT_ONCE = 1
    with InHouse(application) as site:
        yield site


@pytest.fixture
async def token(ann):
    """Its row, and what is shown of it."""
    return await sync_to_async(personal.make_token)(ann, "test", scope="admin")


async def say_two(program, room) -> None:
    await program.until("ready")
    for body in ("first", "second"):
        await program.say("message.send", room=room.pk, body=body)
    await program.until("ack")


def written(room) -> list[str]:
    said = Message.objects.in_room(room.pk).exclude(kind=Message.Kind.SYSTEM)
    return list(said.order_by("seq").values_list("body", flat=True))


async def test_before_a_process_leaves_it_is_done_and_answered(site, token, room):
    async with Listener(site.url, token[1]) as program:
        await say_two(program, room)
        asyncio.run_coroutine_threadsafe(parting.part(), hub._hub.loop)
        assert await program.close_code() == 1012
    assert [ack["message"]["body"] for ack in program.told("ack")] == ["first", "second"]
    assert await sync_to_async(written)(room) == ["first", "second"]


async def test_once_its_token_is_revoked_it_is_not_done(site, token, ann, room):
    async with Listener(site.url, token[1]) as program:
        await say_two(program, room)
        await sync_to_async(personal.revoke_token)(token[0], by=ann)
        assert await program.close_code() == 4401
    async with asyncio.timeout(10):
        while hub._hub.people:
            await asyncio.sleep(0.01)
    assert await sync_to_async(written)(room) == ["first"]
