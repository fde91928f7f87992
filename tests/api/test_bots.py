"""A person's bots by the API: theirs alone, their keys shown once, and what was said to them."""

import pytest

from accounts import bots
from accounts.models import Bot
from accounts.tokens import holder_of
from chat.actions.direct_rooms import direct_room
from chat.models import Delivery
from tests.api.conftest import Program
from tests.cast import say

pytestmark = pytest.mark.django_db

ABSENT = 999_999
ADDRESS = "https://bot.example.org/hook"
# (method, path): a body that works, and the answer.
DOORS = {
    ("get", "/bots/{bot}"): (None, 200),
    ("patch", "/bots/{bot}"): ({"name": "Parrot"}, 200),
    ("delete", "/bots/{bot}"): (None, 204),
    ("post", "/bots/{bot}/token"): (None, 200),
    ("post", "/bots/{bot}/secret"): (None, 200),
    ("get", "/bots/{bot}/deliveries"): (None, 200),
    ("post", "/bots/{bot}/deliveries/{delivery}/replay"): (None, 201),
}
KEYS = [door for door in DOORS if "deliveries" not in door[1] and door[0] != "get"]


@pytest.fixture
def bot(bob) -> Bot:
    made = bots.make_bot(owner=bob, name="Echo").bot
    return bots.change_bot(bot=made, name="Echo", address=ADDRESS)


@pytest.fixture
def delivery(bob, bot) -> Delivery:
    say(bob, direct_room(people=[bob, bot.user]), "hi")
    Delivery.objects.update(state="failed", code=500, milliseconds=12)
    return Delivery.objects.get()


@pytest.fixture
def ask(bot, delivery):
    def ask(asks, door, bot_id: int = 0):
        method, path = door
        body = () if method == "get" else (DOORS[door][0],)
        address = path.format(bot=bot_id or bot.pk, delivery=delivery.pk)
        return getattr(asks, method)(address, *body)

    return ask


def test_a_made_one_shows_its_keys_once_and_is_listed(program, bob):
    asks = program(bob)
    made = asks.post("/bots", {"name": " Echo "})
    assert made.status_code == 201
    told, bot = made.json(), Bot.objects.get()
    assert holder_of(told.pop("token")).user == bot.user
    assert told.pop("secret").encode() == bot.signing_key
    assert (told["user"]["name"], told["user"]["is_bot"], told["address"]) == ("Echo", True, "")
    assert asks.get("/bots").json() == {"items": [told], "next": None}
    assert asks.get(f"/bots/{bot.pk}").json() == told


def test_they_are_listed_page_by_page(program, bob):
    made = [bots.make_bot(owner=bob, name=name).bot.pk for name in ("a", "b", "c")]
    asks = program(bob)
    first = asks.get("/bots", limit=2).json()
    rest = asks.client.get(first["next"]).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


@pytest.mark.parametrize("door", DOORS)
def test_its_owner_may(program, bob, ask, door):
    assert ask(program(bob), door).status_code == DOORS[door][1]


@pytest.mark.parametrize("door", DOORS)
def test_anybody_elses_is_none(program, ann, ask, door):
    real, none = ask(program(ann), door), ask(program(ann), door, ABSENT)
    assert real.status_code == none.status_code == 404
    assert (real.content, real.headers) == (none.content, none.headers)
    assert Bot.objects.count() == Delivery.objects.count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_who_is_signed_out_learns_nothing(program, ask, door):
    real, none = ask(program(), door), ask(program(), door, ABSENT)
    assert real.status_code == none.status_code == 401
    assert (real.content, real.headers) == (none.content, none.headers)


@pytest.mark.parametrize("door", DOORS)
def test_other_methods_are_refused(program, bob, ask, bot, delivery, door):
    address = door[1].format(bot=bot.pk, delivery=delivery.pk)
    assert program(bob).put(address, {}).status_code == 405


@pytest.mark.parametrize("door", KEYS)
def test_keys_take_more_than_a_token_that_writes(program, bob, ask, door):
    assert ask(program(bob, scope="write"), door).status_code == 403


def test_a_bot_makes_none_and_sees_none(program, bob):
    keys = bots.make_bot(owner=bob, name="Echo")
    asks = Program(keys.token)
    assert asks.post("/bots", {"name": "Another"}).status_code == 403
    assert asks.get("/bots").json()["items"] == []
    assert asks.get(f"/bots/{keys.bot.pk}").status_code == 404


def test_anybody_elses_are_not_listed(program, ann, bot):
    assert program(ann).get("/bots").json()["items"] == []


@pytest.mark.parametrize(
    "body", [{}, {"name": " "}, {"name": 1}, {"name": "x" * 61}, {"name": "Echo", "x": 1}, [], None]
)
def test_without_a_name_none_is_made(program, bob, body):
    assert program(bob).post("/bots", body).status_code == 422
    assert not Bot.objects.exists()


@pytest.mark.parametrize(
    "body", [{"address": "ftp://x"}, {"address": "http://a:b@c/"}, {"name": ""}]
)
def test_what_makes_no_sense_changes_nothing(program, bob, bot, body):
    assert program(bob).patch(f"/bots/{bot.pk}", body).status_code == 422
    same = Bot.objects.get()
    assert (same.user.name, same.address) == ("Echo", ADDRESS)


@pytest.mark.parametrize(
    ("body", "name", "address"),
    [
        ({"name": "Parrot"}, "Parrot", ADDRESS),
        ({"address": "https://other.example.org/"}, "Echo", "https://other.example.org/"),
        ({"address": ""}, "Echo", ""),
        ({}, "Echo", ADDRESS),
    ],
)
def test_what_is_left_out_stays(program, bob, bot, body, name, address):
    told = program(bob).patch(f"/bots/{bot.pk}", body).json()
    assert (told["user"]["name"], told["address"]) == (name, address)
    now = Bot.objects.get()
    assert (now.user.name, now.address) == (name, address)


def test_the_token_before_is_none_any_more(program, bob):
    keys = bots.make_bot(owner=bob, name="Echo")
    told = program(bob).post(f"/bots/{keys.bot.pk}/token").json()
    assert holder_of(told["token"]).user == keys.bot.user
    assert holder_of(keys.token) is None


def test_another_secret_signs_from_now_on(program, bob, bot):
    told = program(bob).post(f"/bots/{bot.pk}/secret").json()
    assert told["secret"].encode() == Bot.objects.get().signing_key


def test_a_deleted_one_is_gone(program, bob, bot):
    assert program(bob).delete(f"/bots/{bot.pk}").status_code == 204
    assert not Bot.objects.exists()


def test_a_person_has_so_many(program, bob, bot, settings):
    settings.BOTS_OF_ONE = 1
    refused = program(bob).post("/bots", {"name": "Another"})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many")
    assert Bot.objects.get() == bot


# -- What was said to it


def test_the_log_says_what_became_of_it(program, bob, bot, delivery):
    told = program(bob).get(f"/bots/{bot.pk}/deliveries").json()["items"]
    assert [(each["id"], each["state"], each["code"]) for each in told] == [
        (delivery.pk, "failed", 500)
    ]
    assert (told[0]["message"], told[0]["type"], told[0]["due_at"]) == (
        delivery.message_id,
        "direct",
        None,
    )
    assert "hi" not in told[0].values()


def test_it_is_sent_again_as_one_of_its_own(program, bob, bot, delivery):
    asks = program(bob)
    again = asks.post(f"/bots/{bot.pk}/deliveries/{delivery.pk}/replay").json()
    assert again["state"] == "waiting"
    assert again["due_at"]
    first = asks.get(f"/bots/{bot.pk}/deliveries", limit=1).json()
    rest = asks.client.get(first["next"]).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == [again["id"], delivery.pk]


def test_what_is_under_way_is_not_sent_twice(program, bob, bot, delivery):
    Delivery.objects.update(state="sending")
    refused = program(bob).post(f"/bots/{bot.pk}/deliveries/{delivery.pk}/replay")
    assert (refused.status_code, refused.json()["code"]) == (404, "delivery_not_found")
    assert Delivery.objects.count() == 1


def test_a_delivery_of_another_bot_is_not_this_ones(program, bob, delivery):
    other = bots.make_bot(owner=bob, name="Other").bot
    refused = program(bob).post(f"/bots/{other.pk}/deliveries/{delivery.pk}/replay")
    assert refused.status_code == 404
    assert Delivery.objects.count() == 1


def test_of_a_room_that_it_lost_nothing_is_told(program, bob, bot, delivery):
    bot.user.memberships.all().delete()
    (told,) = program(bob).get(f"/bots/{bot.pk}/deliveries").json()["items"]
    assert (told["room"], told["message"]) == (None, None)


def test_a_long_log_costs_no_more(program, bob, bot, delivery, django_assert_max_num_queries):
    asks = program(bob)
    for _ in range(5):
        asks.post(f"/bots/{bot.pk}/deliveries/{delivery.pk}/replay")
    with django_assert_max_num_queries(4):
        assert len(asks.get(f"/bots/{bot.pk}/deliveries").json()["items"]) == 6
