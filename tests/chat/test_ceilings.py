"""What tells others can be done so often an hour, and who does it too often reads when it goes on."""

from functools import partial

import pytest
from pytest_django.asserts import assertContains

from accounts import bots, invites
from accounts.allowances import Spent
from accounts.models import AuditEntry
from accounts.tokens import personal
from chat.actions import members, memberships, reading, room_life, rooms
from chat.actions.memberships import join_room, leave_room
from chat.actions.roles import hand_over, set_role
from chat.actions.room_life import close_off, describe_room, open_up
from chat.actions.rooms import open_room
from chat.models import Message, Room
from tests.cast import membership, person, together

pytestmark = pytest.mark.django_db

FULL = "That is enough for now. Try again in %s."


@pytest.fixture
def at_most(monkeypatch):
    """Lower a ceiling; the real ones are generous."""

    def lower(module, name: str, limit: int):
        monkeypatch.setattr(module, name, getattr(module, name)._replace(limit=limit))

    return lower


def refused(answer, wait: str = "60 minutes", least: int = 3_500) -> None:
    assertContains(answer, FULL % wait, status_code=429)
    assert int(answer.headers["Retry-After"]) >= least


def test_rooms_are_made_so_often(at_most, browse_as, bob):
    at_most(rooms, "MADE", 1)
    make = partial(browse_as(bob).post, "/rooms/new/", {"name": "Crew", "kind": "open"})
    assert make().status_code == 302
    refused(make())
    assert Room.objects.filter(name="Crew").count() == 1


def test_people_are_added_so_often(at_most, browse_as, bob, cid, room):
    at_most(members, "ADDS", 1)
    add = partial(browse_as(bob).post, f"/rooms/{room.pk}/members/add/")
    assert add({"user": cid.pk}).status_code == 302
    dan = person("dan")
    refused(add({"user": dan.pk}))
    assert not room.memberships.filter(user=dan).exists()


@pytest.mark.parametrize("target", ["room", "site"])
def test_links_are_made_so_often(at_most, browse_as, ann, room, target):
    at_most(invites, "INVITES", 1)
    fields = {"lifetime": "week", "uses": "ten", "room": room.pk if target == "room" else ""}
    make = partial(browse_as(ann).post, "/invites/", fields)
    assert make().status_code == 302
    refused(make())


def test_a_room_is_changed_so_often(at_most, browse_as, ann, room):
    at_most(room_life, "CHANGES", 2)
    describe_room(room=room, by=ann, name="One", topic="", colour=None)
    close_off(room=room, by=ann)
    refused(browse_as(ann).post(f"/rooms/{room.pk}/settings/", {"name": "Two", "colour": ""}))
    for verb in (open_up, room_life.archive_room):
        with pytest.raises(Spent):
            verb(room=room, by=ann)
    assert Room.objects.get(pk=room.pk).name == "One"
    assert Message.objects.in_room(room.pk).count() == 3


def test_roles_are_given_so_often(at_most, browse_as, ann, bob, room):
    at_most(room_life, "CHANGES", 1)
    by, member = membership(ann, room), membership(bob, room)
    for _ in range(2):  # what changes nothing counts nothing
        set_role(by=by, member=member, role="moderator")
    refused(browse_as(ann).post(f"/rooms/{room.pk}/members/{bob.pk}/role/", {"role": "member"}))
    with pytest.raises(Spent):
        hand_over(by=by, member=member)
    assert AuditEntry.objects.count() == 1


def test_keys_of_bots_are_changed_so_often(monkeypatch, ann, bob):
    monkeypatch.setattr(personal, "KEY_CHANGES", personal.KEY_CHANGES._replace(limit=2))
    bot = bots.make_bot(owner=ann, name="Echo").bot
    bots.rotate_token(bot=bot)
    bots.rotate_secret(bot=bot)
    for verb in (bots.rotate_token, bots.rotate_secret):
        with pytest.raises(Spent):
            verb(bot=bot)
    with pytest.raises(Spent):
        personal.make_token(ann, "script")
    personal.make_token(bob, "script")
    assert AuditEntry.objects.count() == 4


def test_one_room_is_joined_so_often_and_always_left(at_most, browse_as, ann, cid, room):
    at_most(memberships, "JOINS", 2)
    for _ in range(2):
        join_room(room=room, user=cid)
        join_room(room=room, user=cid)
        leave_room(membership=membership(cid, room))
    refused(browse_as(cid).post(f"/rooms/{room.pk}/join/"))
    join_room(room=open_room(by=ann, name="Another"), user=cid)


def test_messages_are_made_unread_so_often(at_most, browse_as, bob, room):
    at_most(reading, "MARKS", 1)
    mark = partial(browse_as(bob).post, f"/rooms/{room.pk}/unread/", {"seq": 1})
    assert mark().status_code == 302
    refused(mark(), "1 minute", 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_as_many_as_allowed_are_made(at_most, bob):
    at_most(rooms, "MADE", 3)

    def make():
        try:
            return open_room(by=bob, name="Flood")
        except Spent:
            return None

    made = [room for room in together(*[make] * 8) if room]
    assert len(made) == Room.objects.filter(name="Flood").count() == 3
