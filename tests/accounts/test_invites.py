"""Invites: how long they let in, and how many, exactly."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts import arrivals, people
from accounts.arrivals import SignupClosed, admit, admit_number, carry_invite
from accounts.invites import (
    invite_for,
    make_invite,
    revoke_invite,
    take_invite,
    take_newcomers_invite,
)
from accounts.models import Invite, User
from accounts.policy import set_policy
from chat.models import Room
from tests.cast import person, room_of, together

NUMBER = "+4915123456789"


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def room(ann):
    return room_of(ann)


def make(ann, *, room_id=None, lifetime=timedelta(days=7), uses=5) -> Invite:
    return make_invite(by=ann, room_id=room_id, lifetime=lifetime, uses=uses)


def uses_left(invite) -> int | None:
    return Invite.objects.get(pk=invite.pk).uses_left


def is_in(user, room) -> bool:
    return room.memberships.filter(user=user).exists()


def newcomer(name: str) -> User:
    return User(username=name, name=name.title())


def test_a_token_is_long_and_its_own(ann):
    first, second = make(ann), make(ann)
    assert len(first.token) == 22
    assert first.token != second.token
    assert invite_for(first.token) == first


def test_without_end_is_without_end(ann, room):
    invite = make(ann, room_id=room.pk, lifetime=None, uses=None)
    assert take_invite(token=invite.token, user=person("bob")) == invite
    assert (invite.expires_at, uses_left(invite)) == (None, None)


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "x" * 5000])
def test_an_unknown_token_is_no_invite(ann, token):
    make(ann)
    assert invite_for(token) is None


def end_by_time(invite):
    Invite.objects.filter(pk=invite.pk).update(expires_at=timezone.now())


def end_by_use(invite):
    Invite.objects.filter(pk=invite.pk).update(uses_left=0)


def end_by_revoking(invite):
    revoke_invite(invite=invite, by=invite.created_by)


def end_by_deactivation(invite):
    User.objects.filter(pk=invite.created_by_id).update(is_active=False)


ENDINGS = [end_by_time, end_by_use, end_by_revoking, end_by_deactivation]


@pytest.mark.parametrize("end", ENDINGS)
def test_a_dead_invite_lets_nobody_in(ann, room, end):
    invite, bob = make(ann, room_id=room.pk), person("bob")
    end(invite)
    assert invite_for(invite.token) is None
    assert take_invite(token=invite.token, user=bob) is None
    assert take_newcomers_invite(token=invite.token, user=bob) is None
    assert not is_in(bob, room)


def test_revoking_twice_keeps_the_first_moment(ann):
    invite = make(ann)
    revoke_invite(invite=invite, by=invite.created_by)
    before = Invite.objects.get().revoked_at
    revoke_invite(invite=invite, by=invite.created_by)
    assert Invite.objects.get().revoked_at == before


def test_only_who_comes_into_the_room_is_a_use(ann, room):
    invite, bob = make(ann, room_id=room.pk), person("bob")
    take_invite(token=invite.token, user=bob)
    take_invite(token=invite.token, user=bob)
    take_invite(token=invite.token, user=ann)
    assert is_in(bob, room)
    assert uses_left(invite) == 4


def test_who_has_an_account_does_not_use_up_an_invite_to_the_site(ann):
    invite = make(ann)
    assert take_invite(token=invite.token, user=person("bob")) == invite
    assert uses_left(invite) == 5


def test_a_newcomer_is_a_use_even_of_a_room_that_everybody_joins(ann, on_commit):
    invite, session = make(ann, room_id=Room.objects.get(is_default=True).pk), {}
    carry_invite(session=session, token=invite.token)
    with on_commit(execute=True):
        admit(session=session, user=newcomer("bob"))
    assert uses_left(invite) == 4
    assert session == {}


def test_a_use_that_is_rolled_back_leaves_the_invite_for_the_next_try(ann, on_commit):
    invite, session = make(ann, uses=1), {}
    carry_invite(session=session, token=invite.token)
    people.give_number(user=ann, number=NUMBER)
    with on_commit(execute=True), pytest.raises(people.NumberTaken):
        admit_number(session=session, name="Bob", number=NUMBER)
    assert uses_left(invite) == 1
    assert session == {arrivals.CARRIED: invite.token}
    with on_commit(execute=True):
        admit(session=session, user=newcomer("bob"))
    assert uses_left(invite) == 0
    assert session == {}


def test_an_invite_to_a_room_that_is_gone_counts_nothing(ann):
    invite = make(ann, room_id=999_999)
    take_invite(token=invite.token, user=person("bob"))
    assert uses_left(invite) == 5


def test_where_the_site_is_open_a_dead_invite_keeps_nobody_out(ann):
    session = {arrivals.CARRIED: "nonsense"}
    assert admit(session=session, user=newcomer("bob")).pk


def test_where_an_invite_is_needed_a_dead_one_adds_nobody(ann):
    set_policy(signup="invite", domains="")
    with pytest.raises(SignupClosed):
        admit(session={arrivals.CARRIED: "nonsense"}, user=newcomer("bob"))
    assert User.objects.count() == 1


def test_by_domain_a_proven_address_stands_in_for_an_invite(ann):
    set_policy(signup="domain", domains="example.org")
    assert admit(session={}, user=newcomer("bob"), proven=("bob@example.org",)).pk
    with pytest.raises(SignupClosed):
        admit(session={}, user=newcomer("cid"), proven=("cid@example.net",))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_as_many_join_as_there_are_uses(ann, room):
    invite = make(ann, room_id=room.pk, uses=5)
    crowd = [person(f"p{number}") for number in range(20)]
    taken = together(*[partial(take_invite, token=invite.token, user=each) for each in crowd])
    assert sum(map(bool, taken)) == 5
    assert {each for each, invite in zip(crowd, taken, strict=True) if invite} == {
        each for each in crowd if is_in(each, room)
    }
    assert uses_left(invite) == 0


@pytest.mark.django_db(transaction=True)
def test_one_who_follows_many_times_at_once_is_one_use(ann, room):
    invite, bob = make(ann, room_id=room.pk, uses=5), person("bob")
    together(*[partial(take_invite, token=invite.token, user=bob)] * 4)
    assert is_in(bob, room)
    assert uses_left(invite) == 4


def is_admitted(name: str, token: str) -> bool:
    try:
        admit(session={arrivals.CARRIED: token}, user=newcomer(name))
    except SignupClosed:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_of_many_newcomers_at_once_only_the_invited_number_exists(ann):
    set_policy(signup="invite", domains="")
    invite = make(ann, uses=2)
    calls = [partial(is_admitted, f"p{number}", invite.token) for number in range(8)]
    assert sum(together(*calls)) == 2
    assert User.objects.count() == 3
