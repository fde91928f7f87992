"""Who may write to whom directly, and how often to strangers."""

from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts import people
from accounts.blocks import block, unblock
from accounts.contacts import accept_contact, ask_contact
from accounts.profiles import change
from chat import access
from chat.actions import direct_starts
from chat.actions.direct_rooms import direct_room
from chat.actions.direct_starts import start_direct_room
from chat.models import Message, Room
from chat.sidebar import rows_for
from chat.switcher import choices_for
from tests.cast import membership, person, say, together

pytestmark = pytest.mark.django_db

REFUSAL = "You can’t write to this person directly."


@pytest.fixture
def browse_as():
    def sign_in(user):
        browser = Client()
        browser.force_login(user, "accounts.backends.PasswordBackend")
        return browser

    return sign_in


@pytest.fixture
def anns(browse_as, ann, bob):
    return browse_as(ann)


def direct_rooms():
    return Room.objects.filter(kind=Room.Kind.DIRECT)


def write(client, room, body="hello"):
    fields = {"body": body, "client_id": str(uuid4())}
    return client.post(f"/rooms/{room.pk}/messages/", fields)


def start(client, *names):
    return client.post("/rooms/direct/", {"people": names})


def test_the_button_leads_to_the_one_direct_room(anns, ann, bob):
    for _ in range(2):
        answer = anns.post("/people/bob/message/")
        assertRedirects(answer, f"/rooms/{direct_rooms().get().pk}/", target_status_code=200)
    assert membership(bob, direct_rooms().get())


def test_the_card_is_led_there_by_htmx(anns):
    answer = anns.post("/people/bob/message/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/rooms/{direct_rooms().get().pk}/"


@pytest.mark.parametrize("why", ["blocks me", "blocked by me", "contacts only"])
def test_who_may_not_write_is_told_the_same_whatever_the_reason(anns, ann, bob, why):
    if why == "contacts only":
        change(bob, contacts_only=True)
    elif why == "blocks me":
        block(by=bob, whom=ann)
    else:
        block(by=ann, whom=bob)
    for answer in (anns.post("/people/bob/message/"), start(anns, "bob")):
        assertContains(answer, REFUSAL, status_code=403)
    assert not direct_rooms().exists()


def test_a_group_is_not_a_way_around(anns, ann, bob, cid):
    block(by=bob, whom=ann)
    assert start(anns, "bob", "cid").status_code == 403


def test_contacts_may_write_to_who_takes_contacts_only(anns, ann, bob):
    change(bob, contacts_only=True)
    accept_contact(contact=ask_contact(by=ann, of=bob))
    assert anns.post("/people/bob/message/").status_code == 302


@pytest.mark.parametrize("blocker", ["ann", "bob"])
def test_a_block_ends_writing_in_the_room_of_two_and_its_end_brings_it_back(
    anns, ann, bob, blocker
):
    room = direct_room(people=[ann, bob])
    assert write(anns, room).status_code == 302
    one, other = (ann, bob) if blocker == "ann" else (bob, ann)
    block(by=one, whom=other)
    assertContains(write(anns, room), REFUSAL, status_code=403)
    assert anns.get(f"/rooms/{room.pk}/").status_code == 200
    unblock(by=one, whom=other)
    assert write(anns, room).status_code == 302
    assert Message.objects.in_room(room.pk).count() == 2


def test_a_block_does_not_silence_anybody_in_a_group(anns, ann, bob, cid, room):
    trio = direct_room(people=[ann, bob, cid])
    block(by=bob, whom=ann)
    assert write(anns, trio).status_code == 302
    assert write(anns, room).status_code == 302


def test_who_takes_contacts_only_can_be_answered(anns, ann, bob):
    room = direct_room(people=[ann, bob])
    change(bob, contacts_only=True)
    assert write(anns, room).status_code == 403
    say(bob, room, "ahoy")
    assert write(anns, room).status_code == 302
    assert anns.post("/people/bob/message/").status_code == 302


@pytest.mark.parametrize("leave", [people.deactivate, people.delete_person])
def test_nobody_writes_to_who_is_gone(anns, ann, bob, leave):
    room = direct_room(people=[ann, bob])
    leave(bob)
    assertContains(write(anns, room), REFUSAL, status_code=403)


def test_outsiders_still_get_the_room_that_is_not_there(browse_as, ann, bob, cid):
    room = direct_room(people=[ann, bob])
    block(by=ann, whom=cid)
    theirs, none = (write(browse_as(cid), Room(pk=pk)) for pk in (room.pk, 999_999))
    assert theirs.status_code == none.status_code == 404
    assert theirs.content == none.content


def test_several_people_make_one_room_in_any_order(anns, ann, bob, cid):
    for names in (["bob", "cid"], ["cid", "bob", "BOB", "ann"]):
        start(anns, *names)
    assert direct_rooms().get().memberships.count() == 3


@pytest.mark.parametrize("names", [[], ["ann"]])
def test_nobody_chosen_is_refused_in_words(anns, names):
    assertContains(start(anns, *names), "Choose who to write to.", status_code=422)


def test_too_many_are_refused_in_words_and_stay_chosen(anns):
    names = [person(f"p{number}").username for number in range(10)]
    answer = start(anns, *names)
    assertContains(answer, "A direct room is for up to 9 other people.", status_code=422)
    assertContains(answer, " checked", count=10, status_code=422)
    assert start(anns, *names[:9]).status_code == 302


@pytest.mark.parametrize("name", ["nobody", "\0", "x" * 500])
def test_somebody_who_is_not_there_is_not_written_to(anns, name):
    assert start(anns, "bob", name).status_code == 404
    assert anns.get("/rooms/direct/new/", {"people": name}).status_code == 404
    assert not direct_rooms().exists()


def test_the_door_takes_a_post_of_somebody_signed_in(anns, client):
    assertRedirects(anns.get("/rooms/direct/"), "/rooms/direct/new/")
    assert anns.put("/rooms/direct/").status_code == 405
    assert start(client, "bob").url == "/accounts/login/?next=/"


def test_who_was_chosen_stays_while_one_looks_for_others(anns, bob, cid):
    page = anns.get("/rooms/direct/new/?people=bob&q=ci").content.decode()
    assert 'value="bob" checked' in page
    assert 'value="cid">' in page
    assert 'value="ann"' not in page


def test_strangers_are_not_written_to_by_the_hundred(anns, ann, bob, cid, monkeypatch):
    monkeypatch.setattr(direct_starts, "STARTS", direct_starts.STARTS._replace(limit=1))
    anns.post("/people/bob/message/")
    answer = anns.post("/people/cid/message/")
    assertContains(answer, "Try again in 24 hours.", status_code=429)
    assert int(answer.headers["Retry-After"]) > 80_000
    assert anns.post("/people/bob/message/").status_code == 302
    assert direct_rooms().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_find_one_room(ann, bob):
    rooms = together(
        partial(start_direct_room, by=ann, people=[bob]),
        partial(start_direct_room, by=bob, people=[ann]),
    )
    assert rooms[0] == rooms[1] == access.direct_room_for(ann, [bob])


def test_writing_in_an_ordinary_room_asks_nothing_more(ann, room, django_assert_num_queries):
    with django_assert_num_queries(1):
        access.writing_membership_for(ann, room.pk)


def hidden_for(user, room) -> bool:
    return next(row for row in rows_for(user.pk) if row.room == room).is_hidden


def test_the_other_sees_nothing_until_something_is_said(anns, browse_as, ann, bob):
    anns.post("/people/bob/message/")
    room = direct_rooms().get()
    assert [hidden_for(user, room) for user in (ann, bob)] == [False, True]
    assert [choice.is_post for choice in choices_for(bob, "ann")] == [True]
    say(ann, room, "ahoy")
    assert not hidden_for(bob, room)
    assert membership(bob, room).unread == 1
    assert [choice.is_post for choice in choices_for(bob, "ann")] == [False]


def test_the_other_who_wants_to_write_meanwhile_comes_to_the_same_room(anns, browse_as, ann, bob):
    anns.post("/people/bob/message/")
    room = direct_rooms().get()
    assertRedirects(browse_as(bob).post("/people/ann/message/"), f"/rooms/{room.pk}/")
    assert start_direct_room(by=bob, people=[ann]) == room
    assert not hidden_for(bob, room)


def test_contacts_both_see_their_room_at_once(ann, bob):
    accept_contact(contact=ask_contact(by=ann, of=bob))
    assert not hidden_for(ann, direct_rooms().get())
    assert not hidden_for(bob, direct_rooms().get())
