"""Contacts and blocks: who asked, who said yes, and nobody learns that they are blocked."""

from functools import partial

import pytest

from accounts import people
from accounts.allowances import Spent
from accounts.blocks import block, stands_between, unblock
from accounts.circles import acquaintances_of, circle_of, relation_between
from accounts.contacts import (
    ASKS_OF_ONE,
    accept_contact,
    ask_contact,
    closed_to,
    decline_contact,
    remove_contact,
)
from accounts.models import Block, Contact
from accounts.profiles import change
from accounts.signals import asks_changed, contact_accepted
from chat.models import Room
from tests.cast import person, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Who became contacts."""
    pairs = []

    def note(sender, *, asker, asked, **kwargs):
        pairs.append((asker.username, asked.username))

    contact_accepted.connect(note)
    yield pairs
    contact_accepted.disconnect(note)


@pytest.fixture
def asked():
    """Who was told that something waits for them, or does not any more."""
    people = []

    def note(sender, *, user, **kwargs):
        people.append(user.username)

    asks_changed.connect(note)
    yield people
    asks_changed.disconnect(note)


def friends(ann, bob) -> Contact:
    return accept_contact(contact=ask_contact(by=ann, of=bob))


def test_an_ask_waits_for_an_answer(ann, bob, heard):
    ask_contact(by=ann, of=bob)
    assert circle_of(bob.pk).waiting == 1
    assert circle_of(ann.pk).waiting == 0
    assert relation_between(bob, ann).has_asked
    assert relation_between(ann, bob).is_asked
    assert heard == []


def test_whoever_is_asked_is_told_of_it_and_of_its_end(ann, bob, asked):
    decline_contact(contact=ask_contact(by=ann, of=bob))
    assert asked == ["bob"] * 2
    friends(ann, bob)
    assert asked == ["bob"] * 4


def test_who_is_blocked_is_told_no_more_than_by_an_ask_taken_back(ann, bob, asked):
    friends(ann, bob)
    asked.clear()
    block(by=ann, whom=bob)
    unblock(by=ann, whom=bob)
    assert set(asked) == {"ann"}
    ask_contact(by=ann, of=bob)
    asked.clear()
    block(by=ann, whom=bob)
    assert asked == ["bob"]


def test_asking_twice_asks_once(ann, bob):
    assert ask_contact(by=ann, of=bob) == ask_contact(by=ann, of=bob)


def test_accepting_is_announced_once_and_opens_the_direct_room(ann, bob, heard):
    contact = ask_contact(by=ann, of=bob)
    for _ in range(2):
        accept_contact(contact=contact)
    assert heard == [("ann", "bob")]
    assert relation_between(ann, bob).is_contact
    assert relation_between(bob, ann).is_contact
    assert set(Room.objects.get(kind="direct").memberships.values_list("user_id", flat=True)) == {
        ann.pk,
        bob.pk,
    }


def test_asking_whoever_has_asked_accepts(ann, bob, heard):
    ask_contact(by=ann, of=bob)
    ask_contact(by=bob, of=ann)
    assert heard == [("ann", "bob")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_contact_comes(ann, bob, heard):
    for _ in range(5):
        Contact.objects.all().delete()
        together(partial(ask_contact, by=ann, of=bob), partial(ask_contact, by=bob, of=ann))
        assert Contact.objects.get().accepted_at
    assert len(heard) == 5
    assert Room.objects.filter(kind="direct").count() == 1


def test_declining_leaves_nothing_and_undoes_no_contact(ann, bob):
    contact = ask_contact(by=ann, of=bob)
    decline_contact(contact=contact)
    assert not Contact.objects.exists()
    contact = friends(ann, bob)
    decline_contact(contact=contact)
    assert Contact.objects.get().accepted_at
    remove_contact(contact=contact)
    assert not Contact.objects.exists()


def test_nobody_is_asked_without_end(ann, bob):
    for _ in range(ASKS_OF_ONE.limit):
        decline_contact(contact=ask_contact(by=ann, of=bob))
    with pytest.raises(Spent):
        ask_contact(by=ann, of=bob)


def test_a_block_ends_the_contact_and_the_asks(ann, bob):
    friends(ann, bob)
    block(by=bob, whom=ann)
    assert not Contact.objects.exists()
    assert stands_between(ann, [bob])
    assert stands_between(bob, [ann])
    assert block(by=bob, whom=ann) == Block.objects.get()
    unblock(by=bob, whom=ann)
    assert not stands_between(ann, [bob])


def test_asking_who_blocked_one_looks_like_asking_anybody(ann, bob):
    cid = person("cid")
    block(by=bob, whom=ann)
    asked = [ask_contact(by=ann, of=whom) for whom in (bob, cid)]
    assert [each.accepted_at for each in asked] == [None, None]
    assert acquaintances_of(ann).asked == [bob, cid]
    assert relation_between(ann, bob)[1:] == relation_between(ann, cid)[1:]
    assert circle_of(cid.pk).waiting == 1
    assert circle_of(bob.pk).waiting == 0
    assert acquaintances_of(bob).askers == []


def test_who_is_gone_is_in_no_list(ann, bob):
    dan = person("dan")
    friends(ann, bob)
    ask_contact(by=dan, of=ann)
    people.deactivate(bob)
    people.deactivate(dan)
    assert acquaintances_of(ann).contacts == []
    assert circle_of(ann.pk).waiting == 0


def test_contacts_only_is_closed_to_everybody_else(ann, bob):
    change(bob, contacts_only=True)
    ask_contact(by=ann, of=bob)
    assert closed_to(ann, [bob]) == [bob]
    friends(ann, bob)
    assert closed_to(ann, [bob]) == []


def test_the_circle_takes_one_query(ann, bob, django_assert_num_queries):
    block(by=ann, whom=bob)
    ask_contact(by=person("cid"), of=ann)
    with django_assert_num_queries(1):
        circle = circle_of(ann.pk)
    assert (circle.blocked, circle.waiting) == ({bob.pk}, 1)


def test_a_deleted_person_leaves_no_tie(ann, bob):
    cid = person("cid")
    friends(ann, bob)
    ask_contact(by=cid, of=bob)
    block(by=cid, whom=bob)
    block(by=bob, whom=cid)
    change(bob, status_text="sailing", found_by_phone=True, contacts_only=True)
    gone = people.delete_person(bob)
    assert not Contact.objects.exists()
    assert not Block.objects.exists()
    assert (gone.status_text, gone.found_by_phone, gone.contacts_only) == ("", False, False)
