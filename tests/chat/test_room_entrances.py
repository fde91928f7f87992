"""Finding an open room, and the ways into one."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.invites import make_invite
from chat.actions.members import ban_member
from chat.actions.memberships import join_room, leave_room
from chat.actions.room_life import archive_room, limit_members
from chat.actions.rooms import open_room
from chat.models import Membership, Room
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse_as():
    def sign_in(user):
        browser = Client()
        browser.force_login(user, "accounts.backends.PasswordBackend")
        return browser

    return sign_in


def at(room, path: str = "") -> str:
    return f"/rooms/{room.pk}/{path}"


def test_browsing_finds_open_rooms_by_their_words(browse_as, ann, cid, room):
    open_room(by=ann, name="Design", topic="Shapes")
    archive_room(room=open_room(by=ann, name="Old stuff"), by=ann)
    page = browse_as(cid).get("/rooms/browse/")
    assertContains(page, "2 members")
    assertContains(page, "Design")
    assertNotContains(page, "Old stuff")
    found = browse_as(cid).get("/rooms/browse/?q=shapes")
    assertContains(found, "Design")
    assertNotContains(found, "Launch week")
    assertContains(browse_as(cid).get("/rooms/browse/?q=zz"), "No open room is called that.")


def test_browsing_takes_as_many_queries_for_many_rooms(
    browse_as, ann, cid, django_assert_num_queries
):
    browser = browse_as(cid)
    with django_assert_num_queries(9):
        browser.get("/rooms/browse/")
    for number in range(5):
        open_room(by=ann, name=f"Room {number}")
    with django_assert_num_queries(9):
        browser.get("/rooms/browse/")


def test_a_closed_room_is_made_and_found_by_nobody(browse_as, ann, cid):
    browse_as(ann).post("/rooms/new/", {"name": "Crew", "kind": "closed"})
    made = Room.objects.get(name="Crew")
    assert made.kind == "closed"
    assertNotContains(browse_as(cid).get("/rooms/browse/"), "Crew")
    assert browse_as(ann).post("/rooms/new/", {"name": "x", "kind": "direct"}).status_code == 400


def test_a_link_to_an_open_room_asks_whether_to_join(browse_as, ann, cid, room):
    say(ann, room, "not for strangers")
    page = browse_as(cid).get(at(room))
    assertContains(page, "Join <bdi>Launch week</bdi>?")
    assertNotContains(page, "not for strangers")
    assertRedirects(browse_as(cid).post(at(room, "join/")), at(room))


def test_who_is_banned_or_too_late_reads_why(browse_as, ann, bob, cid, room):
    limit_members(room=room, by=ann, limit=2)
    full = browse_as(cid).post(at(room, "join/"))
    assertContains(full, "This room is full (2 people).", status_code=409)
    ban_member(by=membership(ann, room), member=membership(bob, room))
    for answer in (browse_as(bob).get(at(room)), browse_as(bob).post(at(room, "join/"))):
        assertContains(answer, "You were banned from this room.", status_code=403)
    archive_room(room=room, by=ann)
    assertContains(browse_as(cid).post(at(room, "join/")), "archived", status_code=409)


@pytest.fixture
def invite(ann, room):
    return make_invite(by=ann, room_id=room.pk, lifetime=timedelta(days=1), uses=1)


def test_an_invite_of_somebody_banned_or_too_late_says_why_and_is_not_used(
    browse_as, ann, bob, cid, room, invite
):
    limit_members(room=room, by=ann, limit=2)
    full = browse_as(cid).post(f"/i/{invite.token}/")
    assertContains(full, "This room is full (2 people).", status_code=409)
    ban_member(by=membership(ann, room), member=membership(bob, room))
    banned = browse_as(bob).post(f"/i/{invite.token}/")
    assertContains(banned, "You were banned from this room.", status_code=403)
    invite.refresh_from_db()
    assert invite.uses_left == 1


def test_a_full_room_keeps_nobody_from_signing_in(client, ann, bob, cid, room, invite):
    limit_members(room=room, by=ann, limit=2)
    client.post(f"/i/{invite.token}/", {"door": "login"})
    fields = {"login": "cid", "password": cast.PASSWORD}
    client.post("/accounts/login/password/", fields)
    page = client.post(f"/i/{invite.token}/")
    assertContains(page, "This room is full (2 people).", status_code=409)


def test_a_full_room_keeps_no_newcomer_from_the_site(client, ann, room, invite):
    limit_members(room=room, by=ann, limit=2)
    client.post(f"/i/{invite.token}/", {"door": "signup"})
    fields = {"name": "Dan", "username": "dan"}
    fields |= {"password1": cast.PASSWORD, "password2": cast.PASSWORD}
    answer = client.post("/accounts/signup/", fields)
    assert answer.status_code == 302
    assert not Membership.objects.filter(user__username="dan", room=room).exists()
    leave_room(membership=membership(cast.User.objects.get(username="bob"), room))
    join_room(room=room, user=cast.User.objects.get(username="dan"))
