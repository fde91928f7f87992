"""What those who run the site do to rooms that they may not even be in, by the admin."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.bots import make_bot
from accounts.models import AuditEntry, User, Verb
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import join_room
from chat.actions.room_order import (
    archive_any_room,
    ban_from_any_room,
    close_any_room,
    delete_any_room,
    lift_any_ban,
    remove_from_any_room,
    restore_any_room,
)
from chat.errors import Banned, NotAllowed
from chat.models import Ban, Membership, Message, Revocation, Room
from tests.cast import PASSWORD, person, room_of, say

pytestmark = pytest.mark.django_db

ROOM_VERBS = [close_any_room, archive_any_room, restore_any_room, delete_any_room]


@pytest.fixture
def theirs(ann, bob):
    """A room that ann, who owns the site, is not in."""
    return room_of(bob, person("cid"), name="Bob’s")


@pytest.fixture
def proven(ann, browse_as):
    client = browse_as(ann)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def act(client, action: str, *rows, **more):
    page = reverse(f"admin:chat_{rows[0]._meta.model_name}_changelist")
    fields = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(page, fields | more, follow=True)


def last_line(room) -> Message:
    return Message.objects.in_room(room.pk).newest(1)[0]


def test_a_room_is_closed_archived_and_restored(proven, theirs):
    for action in ("close", "archive"):
        act(proven, action, theirs)
    theirs.refresh_from_db()
    assert (theirs.kind, theirs.is_archived) == ("closed", True)
    assert last_line(theirs).body == "archived the room"
    act(proven, "restore", theirs)
    theirs.refresh_from_db()
    assert not theirs.is_archived
    assert verbs() == [Verb.ROOM_CLOSED, Verb.ROOM_ARCHIVED, Verb.ROOM_RESTORED]


def test_doing_it_twice_is_doing_it_once(ann, theirs):
    for verb in (close_any_room, close_any_room, archive_any_room, archive_any_room):
        verb(room=theirs, by=ann)
    assert verbs() == [Verb.ROOM_CLOSED, Verb.ROOM_ARCHIVED]


def test_a_room_is_deleted_by_who_is_sure(proven, theirs, bob):
    page = act(proven, "delete_rooms", theirs)
    assertContains(page, "Nobody can bring it back.")
    assert Room.objects.filter(pk=theirs.pk).exists()
    act(proven, "delete_rooms", theirs, sure="1")
    assert not Room.objects.filter(pk=theirs.pk).exists()
    assert Revocation.objects.filter(user=bob, room_id=theirs.pk).exists()
    assert AuditEntry.objects.get().room_name == "Bob’s"


def test_somebody_is_removed_and_banned_and_let_back_in(proven, theirs):
    cid = Membership.objects.get(room=theirs, user__username="cid")
    act(proven, "ban", cid)
    assert last_line(theirs).body == "was banned by a moderator of the site"
    assert Revocation.objects.filter(user=cid.user, room=theirs).exists()
    with pytest.raises(Banned):
        join_room(room=theirs, user=cid.user)
    act(proven, "lift", Ban.objects.get())
    act(proven, "remove", join_room(room=theirs, user=cid.user))
    assert not Membership.objects.filter(room=theirs, user=cid.user).exists()
    assert verbs() == [Verb.MEMBER_BANNED, Verb.BAN_LIFTED, Verb.MEMBER_REMOVED]


def test_where_the_only_owner_is_banned_the_next_in_line_owns_the_room(ann, bob, theirs):
    ban_from_any_room(room=theirs, person=bob, by=ann)
    assert [each.user.username for each in theirs.memberships.owners()] == ["cid"]


def test_the_owner_of_the_site_is_not_sent_away(ann, bob, room):
    bob.is_staff = True
    bob.save()
    with pytest.raises(NotAllowed, match="Nobody acts on the site’s owner"):
        remove_from_any_room(room=room, person=ann, by=bob)
    assert room.memberships.count() == 2


@pytest.mark.parametrize("verb", [remove_from_any_room, ban_from_any_room])
def test_on_a_moderator_s_bot_the_owner_alone_decides(ann, bob, room, verb):
    staff = [person(name) for name in ("dan", "eve")]
    User.objects.filter(pk__in=[each.pk for each in staff]).update(is_staff=True)
    dan, eve = User.objects.filter(is_staff=True, is_owner=False).order_by("pk")
    for owner in (ann, dan):
        bot = make_bot(owner=owner, name="Echo").bot.user
        join_room(room=room, user=bot)
        with pytest.raises(NotAllowed, match="Only the owner acts on those who run the site"):
            verb(room=room, person=bot, by=eve)
        verb(room=room, person=bot, by=ann)
        assert not room.memberships.filter(user=bot).exists()


def test_who_is_made_a_moderator_meanwhile_is_one(bob, room):
    cid, dan = person("cid"), person("dan")
    User.objects.filter(username__in=["bob", "cid"]).update(is_staff=True)
    bob.refresh_from_db()
    with pytest.raises(NotAllowed):  # cid, as looked at, is none yet
        ban_from_any_room(room=room, person=cid, by=bob)
    ban_from_any_room(room=room, person=dan, by=bob)


@pytest.mark.parametrize("verb", ROOM_VERBS)
def test_a_direct_room_is_nobody_else_s(ann, bob, verb):
    room = direct_room(people=[bob, person("cid")])
    with pytest.raises(NotAllowed):
        verb(room=room, by=ann)
    assert Room.objects.filter(pk=room.pk).exists()


@pytest.mark.parametrize("verb", ROOM_VERBS)
def test_who_does_not_run_the_site_does_none_of_it(bob, room, verb):
    with pytest.raises(NotAllowed):
        verb(room=room, by=bob)
    assert verbs() == []


def test_nor_to_people_and_bans(ann, bob, room):
    ban = ban_from_any_room(room=room, person=bob, by=ann)
    with pytest.raises(NotAllowed):
        lift_any_ban(ban=ban, by=bob)
    for verb in (remove_from_any_room, ban_from_any_room):
        with pytest.raises(NotAllowed):
            verb(room=room, person=ann, by=bob)
    assert verbs() == [Verb.MEMBER_BANNED]


def test_the_admin_shows_who_is_in_a_room_and_not_what_is_said(proven, bob, theirs):
    say(bob, theirs, "between us")
    page = proven.get(reverse("admin:chat_room_change", args=[theirs.pk]))
    assertContains(page, "Cid")
    assertNotContains(page, "between us")
    assertNotContains(page, 'name="_save"')


def test_the_admin_knows_no_direct_room(proven, bob):
    room = direct_room(people=[bob, person("cid")])
    for name in ("chat_room", "chat_membership"):
        page = proven.get(reverse(f"admin:{name}_changelist"))
        assertNotContains(page, f"room {room.pk}")
    there = proven.get(reverse("admin:chat_room_change", args=[room.pk]), follow=True)
    assert there.request["PATH_INFO"] == "/admin/"
