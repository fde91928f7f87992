"""A room with people in it has an owner who can still come and decide."""

from contextlib import suppress
from functools import partial

import pytest

from accounts import people
from chat.actions.memberships import join_room, leave_room
from chat.actions.roles import hand_over, set_role
from chat.errors import LastOwner, NotAllowed
from chat.models import Membership
from tests.cast import membership, person, say, together

pytestmark = pytest.mark.django_db


def owners(room) -> list[str]:
    active = Membership.objects.in_room(room.pk).active().owners()
    return sorted(active.values_list("user__username", flat=True))


@pytest.fixture
def bobs_room(ann, bob, cid, room):
    """bob owns it; ann was there first, cid came last."""
    hand_over(by=membership(ann, room), member=membership(bob, room))
    set_role(by=membership(bob, room), member=membership(ann, room), role="member")
    join_room(room=room, user=cid)
    return room


def test_who_is_shut_out_leaves_the_room_to_whoever_was_there_longest(ann, bob, bobs_room):
    people.deactivate(bob)
    assert owners(bobs_room) == ["ann"]
    assert membership(bob, bobs_room).is_owner


def test_moderators_come_first(bob, cid, bobs_room):
    set_role(by=membership(bob, bobs_room), member=membership(cid, bobs_room), role="moderator")
    people.deactivate(bob)
    assert owners(bobs_room) == ["cid"]


@pytest.mark.parametrize("end", [people.deactivate, people.delete_person])
def test_no_heir_is_shut_out_themself(ann, bob, cid, bobs_room, end):
    set_role(by=membership(bob, bobs_room), member=membership(cid, bobs_room), role="moderator")
    people.deactivate(cid)
    end(bob)
    assert owners(bobs_room) == ["ann"]


def test_a_room_with_another_owner_stays_theirs(bob, cid, bobs_room):
    set_role(by=membership(bob, bobs_room), member=membership(cid, bobs_room), role="owner")
    people.deactivate(bob)
    assert owners(bobs_room) == ["cid"]
    people.reactivate(bob)
    assert owners(bobs_room) == ["bob", "cid"]


def test_the_last_owner_who_is_there_does_not_leave_or_step_down(ann, bob, cid, bobs_room):
    set_role(by=membership(bob, bobs_room), member=membership(cid, bobs_room), role="owner")
    people.deactivate(cid)
    bobs = membership(bob, bobs_room)
    with pytest.raises(LastOwner):
        leave_room(membership=bobs)
    with pytest.raises(LastOwner):
        set_role(by=bobs, member=bobs, role="moderator")


def test_nobody_hands_a_room_to_who_is_shut_out(bob, cid, bobs_room):
    people.deactivate(cid)
    bobs, cids = membership(bob, bobs_room), membership(cid, bobs_room)
    for verb in (hand_over, partial(set_role, role="owner")):
        with pytest.raises(NotAllowed, match="Their account is deactivated"):
            verb(by=bobs, member=cids)


def test_a_room_left_to_the_shut_out_goes_to_who_comes_back_or_comes_in(ann, bob, cid, bobs_room):
    people.deactivate(cid)
    leave_room(membership=membership(ann, bobs_room))
    leave_room(membership=membership(bob, bobs_room))
    assert owners(bobs_room) == []
    people.reactivate(cid)
    assert owners(bobs_room) == ["cid"]
    leave_room(membership=membership(cid, bobs_room))
    dans = join_room(room=bobs_room, user=person("dan"))
    assert dans.is_owner
    assert owners(bobs_room) == ["dan"]


ROUNDS = 5


@pytest.mark.django_db(transaction=True)
def test_of_owners_shut_out_and_leaving_at_once_one_stays(bob, cid, bobs_room):
    def leave():
        with suppress(LastOwner):
            leave_room(membership=membership(cid, bobs_room))

    for _ in range(ROUNDS):
        join_room(room=bobs_room, user=cid)
        places = Membership.objects.in_room(bobs_room.pk)
        places.filter(user__in=[bob, cid]).update(role="owner")
        places.exclude(user__in=[bob, cid]).update(role="member")
        say(bob, bobs_room, "one more round")
        together(leave, partial(people.deactivate, bob))
        assert owners(bobs_room)
        people.reactivate(bob)
