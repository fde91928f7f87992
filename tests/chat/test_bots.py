"""Bots: whose they are, what they may, and that they never sign in."""

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import bots, people
from accounts.models import Bot, PersonalToken, User
from accounts.tokens import holder_of
from chat.actions.direct_rooms import direct_room
from chat.actions.members import add_member
from chat.actions.memberships import leave_room
from chat.actions.roles import set_role
from chat.errors import NotAllowed
from chat.models import Delivery, Membership, Message
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

HOSTILE = "<img src=x onerror=alert(1)> ‮evil"
ADDRESS = "https://bot.example.org/hook"


@pytest.fixture
def keys(bob):
    return bots.make_bot(owner=bob, name="Echo")


@pytest.fixture
def bot(keys) -> Bot:
    return keys.bot


@pytest.fixture
def delivery(bob, bot):
    bots.change_bot(bot=bot, name="Echo", address=ADDRESS)
    say(bob, direct_room(people=[bob, bot.user]), "hi")
    Delivery.objects.update(state="failed", code=500, milliseconds=12, note="<b>no</b>")
    return Delivery.objects.get()


def doors(bot, delivery):
    own = [bot.pk]
    return [
        ("get", reverse("bot", args=own)),
        ("post", reverse("bot", args=own)),
        ("post", reverse("bot_keys", args=own)),
        ("get", reverse("delete_bot", args=own)),
        ("post", reverse("delete_bot", args=own)),
        ("post", reverse("replay_delivery", args=[bot.pk, delivery.pk])),
    ]


def test_a_made_one_shows_its_keys_once_and_speaks(browse_as, ann, bob, room):
    page = browse_as(bob).post(reverse("bots"), {"name": "Echo"})
    made = Bot.objects.get()
    assert holder_of(page.context["token"]).user == made.user
    assert page.context["secret"].encode() == made.signing_key
    assert made.secret != page.context["secret"]
    add_member(by=membership(ann, room), user=made.user)
    log = say(made.user, room, "Here I am")
    assert log.author.is_bot
    assert (
        '<span class="tag">bot</span>'
        in browse_as(ann).get(reverse("room", args=[room.pk])).content.decode()
    )


def test_only_its_owner_sees_it(browse_as, client, ann, bob, bot, delivery):
    for how, where in doors(bot, delivery):
        assert getattr(client, how)(where).status_code == 302
        assert getattr(browse_as(ann), how)(where).status_code == 404
    assert Bot.objects.filter(pk=bot.pk).exists()
    assert Delivery.objects.count() == 1
    assert client.post(reverse("bots"), {"name": "x"}).status_code == 302
    assert "Echo" not in browse_as(ann).get(reverse("bots")).content.decode()


def test_its_name_and_address_change(browse_as, bob, bot):
    door = reverse("bot", args=[bot.pk])
    assert browse_as(bob).post(door, {"name": HOSTILE, "address": ADDRESS}).status_code == 302
    bot.refresh_from_db()
    assert bot.address == ADDRESS
    for page in (door, reverse("bots"), reverse("people"), reverse("delete_bot", args=[bot.pk])):
        shown = browse_as(bob).get(page).content.decode()
        assert "<img src=x" not in shown
        assert "&lt;img src=x" in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "address": ""},
        {"name": "x" * 61},
        {"name": "Echo", "address": "javascript:alert(1)"},
        {"name": "Echo", "address": "ftp://example.org/"},
        {"name": "Echo", "address": "https://me:secret@example.org/"},
        {"name": "Echo", "address": "http://example.org:6379/"},
        {"name": "Echo", "address": "https://" + "a" * 600},
    ],
)
def test_what_makes_no_sense_is_refused(browse_as, bob, bot, fields):
    assert browse_as(bob).post(reverse("bot", args=[bot.pk]), fields).status_code == 422
    bot.refresh_from_db()
    assert (bot.address, bot.user.name) == ("", "Echo")


def test_another_key_ends_the_one_before(browse_as, bob, keys):
    door = reverse("bot_keys", args=[keys.bot.pk])
    page = browse_as(bob).post(door, {"what": "token"})
    assert holder_of(keys.token) is None
    assert holder_of(page.context["token"]).user == keys.bot.user
    assert PersonalToken.objects.filter(user=keys.bot.user).count() == 1
    secret = browse_as(bob).post(door, {"what": "secret"}).context["secret"]
    assert Bot.objects.get().signing_key == secret.encode() != keys.secret.encode()
    assert browse_as(bob).post(door, {"what": "x"}).status_code == 400
    assert browse_as(bob).get(door).url == reverse("bot", args=[keys.bot.pk])
    assert browse_as(bob).put(door).status_code == 405


def test_a_deleted_one_is_gone_and_what_it_said_stays(browse_as, ann, bob, room, keys):
    add_member(by=membership(ann, room), user=keys.bot.user)
    said = say(keys.bot.user, room, "I was here")
    browse_as(bob).post(reverse("delete_bot", args=[keys.bot.pk]))
    assert not Bot.objects.exists()
    assert holder_of(keys.token) is None
    said = Message.objects.get(pk=said.pk)
    assert (said.body, str(said.author)) == ("I was here", "Deleted bot")


def test_it_goes_with_its_owner(bob, keys):
    people.delete_person(bob)
    assert not Bot.objects.exists()
    assert holder_of(keys.token) is None


def test_it_signs_in_by_no_door(bot):
    bot.user.set_password("correct horse battery")
    bot.user.save()
    client = Client()
    door = reverse("account_password_login")
    client.post(door, {"login": bot.user.username, "password": "correct horse battery"})
    assert client.get("/api/v1/me").status_code == 401
    client.force_login(bot.user, django_settings.AUTHENTICATION_BACKENDS[0])
    assert client.get("/api/v1/me").status_code == 401
    asked = {"username": bot.user.username, "password": "correct horse battery"}
    refused = Client().post("/api/v1/token", asked, content_type="application/json")
    assert refused.status_code == 401


def test_it_asks_as_itself_and_not_for_its_account(keys):
    program = Client(headers={"Authorization": f"Bearer {keys.token}"})
    me = program.get("/api/v1/me").json()
    assert (me["id"], me["is_bot"]) == (keys.bot.user_id, True)
    assert not holder_of(keys.token).may("admin")


def test_whoever_adds_people_adds_it(browse_as, ann, bob, room, bot):
    door = reverse("add_members", args=[room.pk])
    assert "Echo" in browse_as(bob).get(door).content.decode()
    assert browse_as(bob).post(door, {"user": bot.user_id}).status_code == 302
    shown = browse_as(bob).get(reverse("members", args=[room.pk])).content.decode()
    assert '<span class="tag">bot</span>' in shown


def test_it_owns_no_room(ann, bob, room, bot):
    add_member(by=membership(ann, room), user=bot.user)
    with pytest.raises(NotAllowed):
        set_role(by=membership(ann, room), member=membership(bot.user, room), role="owner")
    leave_room(membership=membership(bob, room))
    leave_room(membership=membership(ann, room))
    assert not Membership.objects.in_room(room.pk).owners().exists()


def test_the_log_says_what_became_of_it_and_sends_it_again(browse_as, bob, bot, delivery):
    page = browse_as(bob).get(reverse("bot", args=[bot.pk])).content.decode()
    assert "Given up" in page
    assert "500" in page
    assert "<b>no</b>" not in page
    again = browse_as(bob).post(reverse("replay_delivery", args=[bot.pk, delivery.pk]))
    assert again.status_code == 302
    waiting = Delivery.objects.latest("pk")
    assert (waiting.state, waiting.message) == ("waiting", delivery.message)
    under_way = reverse("replay_delivery", args=[bot.pk, waiting.pk])
    assert browse_as(bob).post(under_way).status_code == 404


def test_its_page_costs_the_same_however_much_was_said(
    browse_as, bob, bot, delivery, django_assert_num_queries
):
    client, door = browse_as(bob), reverse("bot", args=[bot.pk])
    client.get(door)
    with CaptureQueriesContext(connection) as few:
        client.get(door)
    for n in range(5):
        say(bob, direct_room(people=[bob, bot.user]), f"more {n}")
    with django_assert_num_queries(len(few)):
        client.get(door)


def test_a_person_owns_so_many(settings, browse_as, bob, bot):
    settings.BOTS_OF_ONE = 1
    assert browse_as(bob).post(reverse("bots"), {"name": "More"}).status_code == 409
    assert browse_as(bob).post(reverse("bots"), {"name": ""}).status_code == 422
    assert User.objects.filter(is_bot=True).count() == 1
