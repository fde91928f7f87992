"""Who is called something else, or looks different, does so in everybody's list at once."""

import pytest

from accounts import people, profiles
from accounts.models import User
from chat.actions import direct_rooms
from chat.actions.direct_rooms import direct_room
from chat.changes import changes_since
from chat.models import Room
from tests.cast import person, say
from tests.files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def direct(ann, bob):
    direct = direct_room(people=[ann, bob])
    say(ann, direct, "hello")
    return Room.objects.get(pk=direct.pk)


def version_of(room) -> int:
    return Room.objects.get(pk=room.pk).version


def test_a_new_name_is_a_change_of_every_direct_room_and_of_no_other(
    ann, bob, cid, room, direct, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(direct_rooms, "SHOWN_AT_ONCE", 2)
    more = [direct_room(people=[bob, each]) for each in (cid, person("dan"), bob)]
    others = [room, direct_room(people=[ann, cid])]
    before = {each: version_of(each) for each in [direct, *more, *others]}
    with django_capture_on_commit_callbacks(execute=True):
        profiles.change(bob, name="Robert")
    told = {each for each, version in before.items() if version_of(each) == version + 1}
    assert told == {direct, *more}
    assert all(version_of(each) == before[each] for each in others)
    changes = changes_since(direct.pk, before[direct])
    assert changes.entries == []
    assert "<bdi>Robert</bdi>" in changes.row


def test_a_new_picture_is_one_too_and_a_status_is_none(
    bob, direct, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        profiles.set_status(bob, emoji="", text="Away")
    assert version_of(direct) == direct.version
    with django_capture_on_commit_callbacks(execute=True):
        profiles.set_avatar(bob, picture())
    assert version_of(direct) == direct.version + 1
    picture_now = f'src="/avatars/{bob.pk}/{bob.avatar_version}.webp"'
    assert picture_now in changes_since(direct.pk, direct.version).row


def test_who_is_deleted_is_called_so_in_the_list(bob, direct, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        people.delete_person(User.objects.get(pk=bob.pk))
    changes = changes_since(direct.pk, direct.version)
    assert "Deleted person" in changes.row
    assert "Bob" not in changes.row


def test_the_room_is_not_held_while_the_person_is(bob, direct, django_capture_on_commit_callbacks):
    """Rooms come before people: it is done when the person's own row is free again."""
    with django_capture_on_commit_callbacks():
        profiles.change(bob, name="Robert")
    assert version_of(direct) == direct.version
