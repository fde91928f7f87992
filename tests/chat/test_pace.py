"""How fast one may write: slow mode of a room, and what nobody could read."""

from functools import partial
from uuid import uuid4

import pytest
from django.db.models import F
from pytest_django.asserts import assertContains

from chat.actions.drafts import Draft
from chat.actions.messages import edit_message, send_message
from chat.actions.pins import pin_message, unpin_message
from chat.actions.roles import set_role
from chat.actions.room_life import slow_down
from chat.errors import SlowMode, TooFast
from chat.models import Membership, Message, Room
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def slow(ann, bob, room):
    slow_down(room=room, by=ann, seconds=30)
    return room


def wait(user, seconds: float) -> None:
    """As if so much time had gone by."""
    Membership.objects.of(user).update(paced_to=F("paced_to") - seconds * 1_000)


def test_a_member_waits_in_slow_mode(bob, slow):
    say(bob, slow, "first")
    with pytest.raises(SlowMode, match=r"again in (30|29) seconds"):
        say(bob, slow, "second")
    wait(bob, 30)
    say(bob, slow, "second")
    assert Message.objects.written_by(bob).count() == 2


def test_what_is_refused_takes_no_place_in_the_room(bob, slow):
    said = say(bob, slow, "first")
    with pytest.raises(SlowMode):
        say(bob, slow, "second")
    now = Room.objects.get(pk=slow.pk)
    assert (now.last_seq, now.version) == (said.seq, said.version)


def test_who_keeps_order_does_not_wait(ann, slow):
    say(ann, slow, "first")
    say(ann, slow, "second")


def test_a_retry_waits_for_nothing(bob, slow):
    key = uuid4()
    assert say(bob, slow, "first", key) == say(bob, slow, "first", key)


def test_when_it_ends_nobody_waits(ann, bob, slow):
    say(bob, slow, "first")
    slow_down(room=slow, by=ann, seconds=0)
    wait(bob, 30)
    say(bob, slow, "second")


def test_a_few_at_once_are_no_flood_and_more_are(bob, room, settings):
    settings.MESSAGES_A_MINUTE, settings.MESSAGES_AT_ONCE = 1, 3
    for n in range(4):
        say(bob, room, f"{n}")
    with pytest.raises(TooFast, match=r"You can go on in (60|5\d) seconds"):
        say(bob, room, "one more")
    wait(bob, 60)
    say(bob, room, "one more")


def test_slow_mode_that_began_since_the_door_looked_counts(ann, bob, room):
    seen = membership(bob, room)
    slow_down(room=room, by=ann, seconds=30)
    send_message(membership=seen, draft=Draft("first"))
    assert seen.room.slow_seconds == 0
    with pytest.raises(SlowMode):
        send_message(membership=seen, draft=Draft("second"))


def test_slow_mode_that_ended_since_the_door_looked_does_not(ann, bob, slow):
    seen = membership(bob, slow)
    say(bob, slow, "first")
    slow_down(room=slow, by=ann, seconds=0)
    wait(bob, 30)
    for words in ("second", "third"):
        send_message(membership=seen, draft=Draft(words))


def test_who_keeps_order_no_more_waits_as_everybody_does(ann, bob, slow):
    set_role(by=membership(ann, slow), member=membership(bob, slow), role="moderator")
    seen = membership(bob, slow)
    set_role(by=membership(ann, slow), member=seen, role="member")
    send_message(membership=seen, draft=Draft("first"))
    assert seen.can_moderate
    with pytest.raises(SlowMode):
        send_message(membership=seen, draft=Draft("second"))


def test_a_slip_is_mended_without_waiting_for_slow_mode(bob, slow):
    message = say(bob, slow, "frist")
    edit_message(message=message, by=bob, body="first")
    with pytest.raises(SlowMode):
        say(bob, slow, "second")


def test_edits_and_pins_count_too(ann, room, settings):
    settings.MESSAGES_A_MINUTE, settings.MESSAGES_AT_ONCE = 1, 3
    message = say(ann, room, "mine")
    for change in (pin_message, unpin_message, pin_message):
        change(message=message, by=ann)
    with pytest.raises(TooFast):
        unpin_message(message=message, by=ann)
    with pytest.raises(TooFast):
        edit_message(message=message, by=ann, body="too soon")


@pytest.mark.django_db(transaction=True)
def test_together_they_are_not_faster(bob, room, settings):
    settings.MESSAGES_A_MINUTE, settings.MESSAGES_AT_ONCE = 1, 3

    def write() -> bool:
        try:
            return bool(say(bob, room, "now"))
        except TooFast:
            return False

    assert sorted(together(*[write] * 8)) == [False] * 4 + [True] * 4


def test_the_door_says_how_long(browse_as, bob, slow):
    post = partial(browse_as(bob).post, f"/rooms/{slow.pk}/messages/")
    assert post({"body": "first", "client_id": uuid4()}).status_code == 302
    refused = post({"body": "second", "client_id": uuid4()})
    assertContains(refused, "This room is in slow mode. You can write again in", status_code=429)
    assertContains(refused, ">second</textarea>", status_code=429)
    live = post({"body": "second", "client_id": uuid4()}, headers={"HX-Request": "true"})
    assert live.status_code == 429
    assert 1 <= int(live.headers["Retry-After"]) <= 30


def test_moderators_set_it_and_the_room_reads_of_it(browse_as, ann, bob, cid, room):
    url = f"/rooms/{room.pk}/pace/"
    assert browse_as(ann).post(url, {"seconds": 60}).status_code == 302
    assertContains(browse_as(bob).get(f"/rooms/{room.pk}/"), "Slow mode: 1 minute between")
    assert Message.objects.in_room(room.pk).newest(1)[0].body == "set slow mode to 1 minute"
    assert browse_as(bob).post(url, {"seconds": 0}).status_code == 403
    assert browse_as(cid).post(url, {"seconds": 0}).status_code == 404
    assert browse_as(ann).post(url, {"seconds": 7}).status_code == 422
    assert browse_as(ann).post(url).status_code == 422
    assert browse_as(ann).post(url, {"seconds": 0}).status_code == 302
    assert membership(bob, room).room.slow_seconds == 0
