"""What is said to a bot reaches its program once, in time, and its answer the room."""

import hashlib
import hmac
import json
import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from accounts import bots, people
from accounts.models import Bot
from chat.actions import deliveries
from chat.actions.deliveries import claim_delivery, forget_deliveries, replay_delivery
from chat.actions.direct_rooms import direct_room
from chat.actions.members import add_member, remove_member
from chat.actions.messages import delete_message, edit_message
from chat.actions.webhooks import make_webhook, say_by_webhook
from chat.couriers import deliver_next
from chat.models import Delivery, Message
from tests.cast import membership, say, together
from tests.services.receiver import Answer, Receiver
from texter import metrics

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings):
    with Receiver() as receiver:
        settings.WEBHOOK_HOSTS = {receiver.host}
        yield receiver


@pytest.fixture
def keys(ann, room, receiver):
    """Ann's bot Echo, in the room, with its program listening."""
    keys = bots.make_bot(owner=ann, name="Echo")
    bots.change_bot(bot=keys.bot, name="Echo", address=receiver.url)
    add_member(by=membership(ann, room), user=keys.bot.user)
    return keys


@pytest.fixture
def bot(keys) -> Bot:
    return keys.bot


def only() -> Delivery:
    return Delivery.objects.get()


def last() -> Message:
    return Message.objects.with_author().latest("pk")


def make_due() -> None:
    Delivery.objects.update(due_at=timezone.now())


def test_a_mention_is_delivered_signed(bob, room, keys, receiver):
    message = say(bob, room, "Hi @echo")
    assert deliver_next()
    (told,) = receiver.told
    moment, signed = told.headers["X-Texter-Timestamp"], told.headers["X-Texter-Signature"]
    expected = hmac.new(keys.secret.encode(), f"{moment}.".encode() + told.body, hashlib.sha256)
    assert hmac.compare_digest(signed, f"sha256={expected.hexdigest()}")
    assert abs(time.time() - int(moment)) < 60
    facts = json.loads(told.body)
    assert (facts["type"], facts["bot"], facts["room"]["name"]) == (
        "mention",
        keys.bot.user_id,
        room.name,
    )
    assert facts["message"]["id"] == message.pk
    assert facts["message"]["author"]["username"] == "bob"
    assert (only().state, only().code, only().tries) == ("done", 200, 1)
    assert not deliver_next()


def test_a_direct_message_is_delivered_without_a_name(bob, bot, receiver):
    place = direct_room(people=[bob, bot.user])
    say(bob, place, "Just us")
    deliver_next()
    assert json.loads(receiver.told[0].body)["type"] == "direct"


def test_nothing_else_is_delivered(ann, bob, room, bot, receiver):
    say(bob, room, "Nobody in particular")
    say(ann, room, "@room all of you")
    message = say(bob, room, "A slip")
    edit_message(message=message, by=bob, body="A slip, @echo")
    bots.change_bot(bot=bot, name="Echo", address="")
    say(bob, room, "@echo are you there")
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"*Echo*"), "*Echo*"),
        (Answer("Grüße".encode(), "text/markdown; charset=utf-8"), "Grüße"),
        (Answer(b'{"body": "**Echo**"}', "application/json"), "**Echo**"),
    ],
)
def test_what_it_answers_is_said(bob, room, bot, receiver, answer, said):
    receiver.answer = answer
    say(bob, room, "@echo hi")
    deliver_next()
    assert (last().body, last().author) == (said, bot.user)


def test_a_file_that_it_answers_is_shown(bob, room, bot, receiver):
    Image.new("RGB", (30, 20), "red").save(file := BytesIO(), "PNG")
    named = {"Content-Disposition": 'attachment; filename="../chart.png"'}
    receiver.answer = Answer(file.getvalue(), "image/png", headers=named)
    say(bob, room, "@echo draw")
    deliver_next()
    (attachment,) = last().attachments.all()
    assert (attachment.kind, "/" in attachment.name) == ("image", False)
    assert (last().author, last().body) == (bot.user, "")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        Answer(b" \n"),
        Answer(b"{}", "application/json"),
        Answer(b"<p>ok", "text/html"),
        Answer(b"{", "application/json"),
        Answer(b"[" * 50_000, "application/json"),
        Answer(b'{"body": 7}', "application/json"),
        Answer(b"7", "application/json"),
        Answer(b"\xff", "text/plain"),
        Answer(b"x" * 10_001),
    ],
)
def test_an_answer_that_is_no_message_says_nothing(bob, room, bot, receiver, answer):
    receiver.answer = answer
    asked = say(bob, room, "@echo hi")
    deliver_next()
    assert (last(), only().state) == (asked, "done")
    assert bool(only().note) == bool(answer.body.strip() and answer.body != b"{}")


def test_an_endless_answer_is_cut(settings, bob, room, bot, receiver):
    settings.ANSWER_BYTES = 1_000
    receiver.answer = Answer(b"x" * 2_000)
    say(bob, room, "@echo hi")
    deliver_next()
    assert only().note == "The answer was too long."


def test_a_slow_program_is_left_after_its_time(settings, bob, room, bot, receiver):
    settings.ANSWER_SECONDS = 0.2
    receiver.answer = Answer(b"late", pause=3)
    say(bob, room, "@echo hi")
    before = time.monotonic()
    deliver_next()
    assert time.monotonic() - before < 2.5
    assert (only().state, only().code) == ("waiting", None)


def test_what_fails_is_tried_again_later_each_time_and_then_given_up(bob, room, bot, receiver):
    receiver.answer = Answer(status=500)
    say(bob, room, "@echo hi")
    waits = []
    for _ in range(deliveries.MOST_TRIES):
        make_due()
        began = timezone.now()
        assert deliver_next()
        assert not deliver_next()
        waits.append(only().due_at - began)
    assert (only().state, only().tries, only().code) == ("failed", 6, 500)
    for wait, expected in zip(waits, deliveries.BACKOFF, strict=False):
        assert expected <= wait < expected + timedelta(seconds=30)
    make_due()
    assert not deliver_next()
    assert len(receiver.told) == 6


def test_an_address_inside_the_network_is_never_asked(settings, bob, room, bot, receiver):
    settings.WEBHOOK_HOSTS = set()
    for address in (receiver.url, "http://127.0.0.1/", "http://169.254.169.254/latest/"):
        Delivery.objects.all().delete()
        bots.change_bot(bot=bot, name="Echo", address=address)
        say(bob, room, "@echo hi")
        deliver_next()
        assert (only().state, only().code) == ("waiting", None)
        assert only().note
    assert receiver.told == []


def test_no_redirect_is_followed(bob, room, bot, receiver):
    receiver.answer = Answer(status=307, headers={"Location": receiver.url})
    say(bob, room, "@echo hi")
    deliver_next()
    assert (only().code, only().state, len(receiver.told)) == (307, "waiting", 1)


def test_bots_and_webhooks_call_no_bot(ann, bob, room, bot, receiver):
    receiver.answer = Answer(b"@echo @other and again")
    other = bots.make_bot(owner=bob, name="Other").bot
    bots.change_bot(bot=other, name="Other", address=receiver.url)
    add_member(by=membership(ann, room), user=other.user)
    say(bob, room, "@echo hi")
    deliver_next()
    webhook, _token = make_webhook(room=room, by=ann, name="Builds")
    from_here = membership(webhook.user, room)
    say_by_webhook(webhook=webhook, membership=from_here, body="@echo", client_id=only().key)
    assert not deliver_next()
    assert len(receiver.told) == 1


def test_a_try_that_died_is_made_again_and_answered_once(bob, room, bot, receiver):
    receiver.answer = Answer(b"Once")
    say(bob, room, "@echo hi")
    assert claim_delivery() is not None  # whose process ends here
    assert not deliver_next()
    make_due()
    deliver_next()
    Delivery.objects.update(state="sending", due_at=timezone.now())
    deliver_next()
    assert {told.headers["X-Texter-Delivery"] for told in receiver.told} == {str(only().pk)}
    assert len(receiver.told) == 2
    assert Message.objects.filter(body="Once").count() == 1


def test_what_breaks_off_every_time_is_dropped(bob, room, bot, receiver):
    say(bob, room, "@echo hi")
    Delivery.objects.update(tries=deliveries.MOST_TRIES)
    deliver_next()
    assert (only().state, receiver.told) == ("dropped", [])


def test_a_slow_bot_keeps_only_itself_waiting(ann, bob, room, bot, receiver):
    other = bots.make_bot(owner=bob, name="Other").bot
    bots.change_bot(bot=other, name="Other", address=receiver.url)
    add_member(by=membership(ann, room), user=other.user)
    say(bob, room, "@echo one")
    say(bob, room, "@echo two")
    say(bob, room, "@other three")
    claimed = [claim_delivery(), claim_delivery(), claim_delivery()]
    assert [each and each.bot for each in claimed] == [bot, other, None]


def test_slow_bots_keep_only_their_owners_waiting(ann, bob, room, bot, receiver):
    same = bots.make_bot(owner=bot.owner, name="Same").bot
    bots.change_bot(bot=same, name="Same", address=receiver.url)
    add_member(by=membership(ann, room), user=same.user)
    say(bob, room, "@echo one")
    say(bob, room, "@same two")
    assert [claim_delivery().bot, claim_delivery()] == [bot, None]


def test_what_changed_since_stops_it(ann, bob, room, bot, receiver):
    message = say(bob, room, "@echo hi")
    delete_message(message=message, by=bob)
    deliver_next()
    assert (only().state, receiver.told) == ("dropped", [])
    Delivery.objects.all().delete()
    say(bob, room, "@echo hi")
    remove_member(by=membership(ann, room), member=membership(bot.user, room))
    deliver_next()
    assert (only().state, receiver.told) == ("dropped", [])


def test_whoever_owns_it_is_shut_out_with_it(bob, room, receiver):
    bots_of_bob = bots.make_bot(owner=bob, name="Mine").bot
    people.deactivate(bob)
    bots_of_bob.user.refresh_from_db()
    assert not bots_of_bob.user.is_active
    people.reactivate(bob)
    bots_of_bob.user.refresh_from_db()
    assert bots_of_bob.user.is_active


def test_it_is_sent_again_as_one_of_its_own(bob, room, bot, receiver):
    say(bob, room, "@echo hi")
    deliver_next()
    replay_delivery(delivery=only())
    deliver_next()
    assert [each.state for each in Delivery.objects.all()] == ["done", "done"]
    assert len(receiver.told) == 2


def test_old_lines_are_forgotten(bob, room, bot, receiver):
    say(bob, room, "@echo hi")
    deliver_next()
    say(bob, room, "@echo again")
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert forget_deliveries() == 1
    assert only().is_waiting


@pytest.mark.django_db(transaction=True)
def test_of_many_couriers_one_has_it(bob, room, bot, receiver):
    say(bob, room, "@echo hi")
    claimed = together(*[claim_delivery] * 6)
    assert sum(each is not None for each in claimed) == 1


def counted(outcome: str) -> float:
    return metrics.REGISTRY.get_sample_value("texter_deliveries_total", {"outcome": outcome})


@pytest.mark.parametrize(("status", "outcome"), [(200, "done"), (500, "failed")])
def test_each_try_is_counted(bob, room, bot, receiver, status, outcome):
    before = counted(outcome)
    receiver.answer = Answer(status=status)
    say(bob, room, "@echo hi")
    assert deliver_next()
    assert counted(outcome) == before + 1


def test_what_need_not_be_delivered_any_more_is_counted(bob, room, bot, receiver):
    before = counted("dropped")
    delete_message(message=say(bob, room, "@echo hi"), by=bob)
    assert deliver_next()
    assert counted("dropped") == before + 1
