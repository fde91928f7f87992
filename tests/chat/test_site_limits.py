"""What a site allows holds where it matters."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import site_changes
from chat.actions.members import add_member
from chat.actions.memberships import join_room
from chat.actions.new_rooms import found_room
from chat.actions.rooms import open_room
from chat.errors import AttachmentTooLarge, RoomFull, RoomsNotYours, TooFast
from chat.forms import DoorForm
from chat.models import Room
from tests.cast import membership, person, say
from tests.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def for_staff(ann):
    site_changes.change_site(by=ann, founders="staff")


def test_only_those_who_run_the_site_start_rooms(for_staff, ann, bob):
    for make in (open_room, found):
        with pytest.raises(RoomsNotYours):
            make(by=bob, name="Bob’s")
    open_room(by=ann, name="Ann’s")
    assert Room.objects.filter(name="Ann’s").exists()
    assert not Room.objects.filter(name="Bob’s").exists()


def found(*, by, name: str):
    return found_room(by=by, kind="closed", name=name, topic="", people=[])


def test_the_pages_offer_no_room_to_who_may_start_none(for_staff, ann, bob, browse_as):
    new = reverse("new_room")
    theirs = browse_as(bob)
    for page in ("rooms", "browse"):
        assertNotContains(theirs.get(reverse(page)), f'href="{new}"')
        assertContains(browse_as(ann).get(reverse(page)), f'href="{new}"')
    words = "Only those who run this site start rooms here."
    assertContains(theirs.get(new), words, status_code=403)
    assertContains(theirs.post(new, {"name": "Bob’s"}), words, status_code=403)


def test_the_first_person_gets_a_room_all_the_same(db):
    site_changes.change_site(by=None, founders="staff")
    person("ann")
    assert Room.objects.get().name == "General"


def test_a_room_takes_no_more_than_the_site_lets_in(ann, bob, room):
    site_changes.change_site(by=ann, room_size=2)
    with pytest.raises(RoomFull):
        join_room(room=room, user=person("cid"))
    with pytest.raises(RoomFull):
        add_member(by=membership(ann, room), user=person("dan"))
    assert room.memberships.count() == 2


def test_a_room_s_own_limit_is_below_the_site_s(ann):
    site_changes.change_site(by=ann, room_size=7)
    form = DoorForm({"kind": "open", "limit": "8"})
    assert form.errors == {"limit": ["This site lets up to 7 people into a room."]}
    assert DoorForm({"kind": "open", "limit": "7"}).is_valid()


def test_a_file_is_as_large_as_the_site_takes(ann, bob, room):
    site_changes.change_site(by=ann, file_megabytes=1)
    with pytest.raises(AttachmentTooLarge, match="1 MB"):
        upload(bob, room, b"x" * (2**20 + 1), "large.txt")
    upload(bob, room, b"x" * 1000, "small.txt")


def test_nobody_writes_faster_than_the_site_lets_them(ann, bob, room, settings):
    settings.MESSAGES_AT_ONCE = 1
    site_changes.change_site(by=ann, messages_a_minute=1)
    say(bob, room, "one")
    say(bob, room, "two")
    with pytest.raises(TooFast):
        say(bob, room, "three")
