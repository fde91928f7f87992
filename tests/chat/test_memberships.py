"""Joining, leaving and reading: unread is arithmetic."""

import pytest

from accounts import people
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import edit_message
from chat.actions.reading import mark_read
from chat.actions.rooms import open_room
from chat.errors import InvalidRoom, LastOwner
from chat.models import Membership, Message, Revocation, Room
from tests import cast
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db


def test_the_first_person_owns_the_site_and_its_first_room(ann):
    room = Room.objects.get()
    assert ann.is_owner
    assert (room.name, room.is_default) == ("General", True)
    assert membership(ann, room).is_owner


def test_newcomers_join_the_default_room_with_nothing_unread(ann, bob):
    room = Room.objects.get()
    assert not bob.is_owner
    assert membership(bob, room).unread == 0
    assert membership(ann, room).unread == 0


def test_a_newcomer_starts_with_everything_read(ann, cid, room):
    say(ann, room, "old news")
    join_room(room=room, user=cid)
    assert membership(cid, room).unread == 0


def test_sending_reads_up_to_the_own_message(ann, bob, room):
    say(bob, room, "one")
    say(ann, room, "two")
    assert membership(ann, room).unread == 0
    assert membership(bob, room).unread == 1


def test_unread_equals_a_recount(ann, bob, room):
    for body in "abc":
        say(ann, room, body)
    mark_read(membership=membership(bob, room), seq=2)
    bobs = membership(bob, room)
    assert bobs.unread == Message.objects.filter(room=room, seq__gt=2).count() == 2


def test_the_reading_position_never_goes_back_nor_past_the_end(ann, bob, room):
    say(ann, room, "one")
    mark_read(membership=membership(bob, room), seq=2)
    mark_read(membership=membership(bob, room), seq=1)
    mark_read(membership=membership(bob, room), seq=99)
    assert membership(bob, room).last_read_seq == 2


def test_an_edit_makes_nothing_unread(ann, bob, room):
    message = say(ann, room, "helo")
    mark_read(membership=membership(bob, room), seq=message.seq)
    edit_message(message=message, by=ann, body="hello")
    assert membership(bob, room).unread == 0


def test_a_system_line_lights_no_badge_but_hides_none(ann, bob, cid, room):
    say(ann, room, "unread by bob")
    join_room(room=room, user=cid)
    assert membership(ann, room).unread == 0
    assert membership(bob, room).unread == 2


def test_joining_twice_changes_nothing(bob, room):
    before = Room.objects.get(pk=room.pk).version
    join_room(room=room, user=bob)
    assert Room.objects.get(pk=room.pk).version == before


def test_large_rooms_do_not_announce_who_comes(settings, cid, room):
    settings.ANNOUNCED_ROOM_SIZE = 1
    before = Room.objects.get(pk=room.pk).last_seq
    join_room(room=room, user=cid)
    assert Room.objects.get(pk=room.pk).last_seq == before


def test_leaving_takes_the_right_away_in_the_same_breath(bob, room):
    leave_room(membership=membership(bob, room))
    assert not Membership.objects.filter(user=bob, room=room).exists()
    assert Revocation.objects.get().room == room


def test_leaving_twice_at_once_counts_once(bob, room):
    first, second = membership(bob, room), membership(bob, room)
    leave_room(membership=first)
    leave_room(membership=second)
    assert Revocation.objects.count() == 1


def test_the_last_owner_stays_while_others_are_there(ann, bob, room):
    with pytest.raises(LastOwner):
        leave_room(membership=membership(ann, room))
    leave_room(membership=membership(bob, room))
    leave_room(membership=membership(ann, room))


@pytest.mark.parametrize(
    ("name", "topic"), [("", ""), ("  \n", ""), ("x" * 61, ""), ("fine", "x" * 201)]
)
def test_a_room_needs_a_name_of_bearable_length(ann, name, topic):
    with pytest.raises(InvalidRoom):
        open_room(by=ann, name=name, topic=topic)


def test_a_name_is_one_plain_line(ann):
    room = open_room(by=ann, name=" Launch\n  \u202eweek ")
    assert room.name == "Launch week"


def test_deactivation_and_a_new_password_revoke_everything(bob):
    people.deactivate(bob)
    bob.set_password("another horse battery")
    bob.save()
    assert list(Revocation.objects.values_list("room", "session")) == [(None, ""), (None, "")]


def test_changing_the_name_revokes_nothing(bob):
    bob = type(bob).objects.get(pk=bob.pk)
    bob.name = "Robert"
    bob.save()
    assert not Revocation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_first_people_at_once_exactly_one_owns_the_site():
    names = ["ann", "bob", "cid", "dan"]
    together(*[lambda name=name: cast.person(name) for name in names])
    assert people.User.objects.filter(is_owner=True).count() == 1
    room = Room.objects.get()
    assert room.memberships.count() == 4
    assert room.memberships.owners().get().user.is_owner
