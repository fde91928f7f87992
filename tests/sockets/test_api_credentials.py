"""Who gets into the programs' socket, by which credential, how far, and until when."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from accounts import people, sessions
from accounts.models import PersonalToken
from accounts.tokens import Holder, personal, tickets
from tests.cast import PASSWORD, say
from tests.listener import ALL, Listener, token_of
from tests.viewer import cookies_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(either_server):
    return either_server.url


async def name_heard(listener):
    async with listener as program:
        return (await program.until("ready"))["user"]["username"]


async def code_of(listener):
    async with listener as program:
        return await program.close_code()


@sync_to_async
def access_token_of(person) -> str:
    answer = Client().post(
        "/api/auth/app/v1/auth/login",
        {"username": person.username, "password": PASSWORD},
        content_type="application/json",
    )
    return answer.json()["meta"]["access_token"]


@sync_to_async
def ticket_of(person, **terms) -> str:
    token = personal.make_token(person, "test", **terms)[0]
    return tickets.make(Holder(person, token.session_key, token))


@sync_to_async
def ticket_of_session(person) -> str:
    return tickets.make(Holder(person, cookies_for(person)["sessionid"]))


async def test_a_token_in_the_header(url, ann):
    assert await name_heard(Listener(url, await token_of(ann))) == "ann"
    assert await name_heard(Listener(url, await access_token_of(ann))) == "ann"
    older = {"Authorization": f"Token {await token_of(ann)}"}
    assert await name_heard(Listener(url, headers=older)) == "ann"


async def test_a_token_as_a_subprotocol_is_answered_with_the_subprotocol(url, ann):
    offered = ["bearer", await token_of(ann)]
    async with Listener(url, subprotocols=offered, origin="http://elsewhere.example") as anns:
        assert anns.socket.subprotocol == "bearer"
        assert (await anns.until("ready"))["user"]["username"] == "ann"


@pytest.mark.parametrize("make", [ticket_of, ticket_of_session])
async def test_a_ticket_is_good_once(url, ann, make):
    ticket = await make(ann)
    assert await name_heard(Listener(url, path=f"{ALL}?ticket={ticket}")) == "ann"
    assert await code_of(Listener(url, path=f"{ALL}?ticket={ticket}")) == 4401


async def test_a_token_in_the_address(url, ann):
    assert await name_heard(Listener(url, path=f"{ALL}?token={await token_of(ann)}")) == "ann"


async def test_a_cookie_is_good_on_our_own_pages_only(url, ann):
    cookies = await sync_to_async(cookies_for)(ann)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    assert await name_heard(Listener(url, headers=headers, origin=url)) == "ann"
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null", None):
        assert await code_of(Listener(url, headers=headers, origin=origin)) == 4401


async def test_the_first_credential_decides(url, ann, bob):
    path = f"{ALL}?token={await token_of(bob)}"
    assert await name_heard(Listener(url, await token_of(ann), path)) == "ann"
    assert await code_of(Listener(url, "txt_nobodys", path)) == 4401


async def test_without_a_good_credential_nothing_is_told(url, ann):
    over = await token_of(ann, expires_at=timezone.now() - timedelta(seconds=1))
    for listener in (
        Listener(url),
        Listener(url, "a.b.c"),
        Listener(url, over),
        Listener(url, headers={"Authorization": "Bearer"}),
        Listener(url, headers={"Authorization": "Basic YTpi"}),
        Listener(url, subprotocols=["bearer"]),
        Listener(url, path=f"{ALL}?ticket=x"),
        Listener(url, path=f"{ALL}?token=%ff"),
    ):
        async with listener as program:
            assert await program.close_code() == 4401
            assert program.heard == []


async def test_a_token_that_reads_hears_and_fetches_and_says_nothing(url, ann, bob, room):
    async with Listener(url, await token_of(bob, scope="read")) as bobs:
        for kind, facts in (
            ("message.send", {"room": room.pk, "body": "hi"}),
            ("room.read", {"room": room.pk, "seq": 1}),
            ("typing", {"room": room.pk}),
            ("presence", {"status": "online"}),
        ):
            assert (await bobs.ask(kind, **facts))["code"] == "not_in_scope"
        fetched = await bobs.ask("messages.fetch", room=room.pk)
        assert len(fetched["items"]) == 1
        await sync_to_async(say)(ann, room, "hear me")
        await bobs.message("hear me")


async def test_a_ticket_does_no_more_than_its_token(url, bob, room):
    path = f"{ALL}?ticket={await ticket_of(bob, scope='read')}"
    async with Listener(url, path=path) as bobs:
        refused = await bobs.ask("message.send", room=room.pk, body="hi")
        assert refused["code"] == "not_in_scope"


async def test_a_revoked_token_closes_its_sockets_and_no_others(url, ann, bob, room):
    token, text = await sync_to_async(personal.make_token)(bob, "test")
    async with (
        Listener(url, text) as lost,
        Listener(url, await token_of(bob)) as kept,
    ):
        for each in (lost, kept):
            await each.until("ready")
        await sync_to_async(personal.revoke_token)(token, by=bob)
        assert await lost.close_code() == 4401
        await sync_to_async(say)(ann, room, "still here")
        await kept.message("still here")


async def test_a_session_that_ends_closes_what_its_tokens_opened(url, bob):
    cookies = await sync_to_async(cookies_for)(bob)
    ticket = await sync_to_async(tickets.make)(Holder(bob, cookies["sessionid"]))
    async with Listener(url, path=f"{ALL}?ticket={ticket}") as bobs:
        await bobs.until("ready")
        await sync_to_async(sessions.end)(cookies["sessionid"])
        assert await bobs.close_code() == 4401


async def test_deactivation_closes_everything(url, bob, ann):
    async with Listener(url, await token_of(bob)) as bobs:
        await bobs.until("ready")
        await sync_to_async(people.deactivate)(bob)
        assert await bobs.close_code() == 4401


async def test_a_token_that_runs_out_closes_its_socket(url, ann):
    token, text = await sync_to_async(personal.make_token)(ann, "test")
    soon = timezone.now() + timedelta(seconds=6)
    await PersonalToken.objects.filter(pk=token.pk).aupdate(expires_at=soon)
    async with Listener(url, text) as anns:
        await anns.until("ready")
        assert await anns.close_code() == 4401


async def test_a_person_has_so_many_sockets_at_most(url, settings, ann):
    token = await token_of(ann)
    open_ones = []
    try:
        for _ in range(settings.SOCKETS_A_PERSON):
            open_ones.append(await Listener(url, token).__aenter__())
            await open_ones[-1].until("ready")
        assert await code_of(Listener(url, token)) == 4429
    finally:
        for each in open_ones:
            await each.__aexit__(None, None, None)
    assert await name_heard(Listener(url, token)) == "ann"
