"""Links that have ended: everybody hears the same, and nobody comes in by one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts import people
from accounts.invites import make_invite, revoke_invite
from accounts.models import Invite, User
from accounts.policy import set_policy
from chat.actions.members import remove_member
from chat.actions.memberships import leave_room
from chat.actions.roles import set_role
from chat.actions.room_life import close_off
from chat.models import Membership, Room
from tests.cast import PASSWORD, membership

pytestmark = pytest.mark.django_db


DAN = {"name": "Dan", "username": "dan", "password1": PASSWORD}


GONE = "This invite link doesn’t work any more. Ask for a new one."


def invite_to(room, by, *, uses=10) -> Invite:
    return make_invite(by=by, room_id=room and room.pk, lifetime=timedelta(days=7), uses=uses)


def link_of(invite) -> str:
    return reverse("invite", args=[invite.token])


@pytest.fixture
def invite(ann, bob, room):
    return invite_to(room, bob)


def is_in(user, room) -> bool:
    return Membership.objects.of(user).in_room(room.pk).exists()


def expired(invite):
    Invite.objects.update(expires_at=timezone.now())


def revoked(invite):
    revoke_invite(invite=invite, by=invite.created_by)


def used_up(invite):
    Invite.objects.update(uses_left=0)


def unknown(invite):
    invite.token = "unknown"


def nonsense(invite):
    invite.token = "\x00"


def leads_nowhere(invite):
    Invite.objects.update(room_id=999_999)


@pytest.mark.parametrize("end", [expired, revoked, used_up, unknown, nonsense, leads_nowhere])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["a stranger", "cid"])
def test_a_dead_link_says_the_same_whatever_ended_it(
    client, browse_as, cid, room, invite, end, method, who
):
    end(invite)
    browser = client if who == "a stranger" else browse_as(cid)
    response = getattr(browser, method)(link_of(invite))
    assertContains(response, GONE, status_code=404)
    assertNotContains(response, "Launch week", status_code=404)
    assert not is_in(cid, room)


def test_a_door_that_is_none_leads_to_sign_up(client, invite):
    door = client.post(link_of(invite), {"door": "https://evil.test/"})
    assert door.url.startswith("/accounts/signup/")


def test_a_name_is_shown_and_never_obeyed(client, browse_as, bob, room, invite):
    Room.objects.update(name="<b onclick=x>")
    assertContains(client.get(link_of(invite)), "&lt;b onclick=x&gt;")
    for address in ("/invites/", f"/invites/{invite.pk}/"):
        assertNotContains(browse_as(bob).get(address), "<b onclick")


def left(ann, bob, room):
    leave_room(membership=membership(bob, room))


def removed(ann, bob, room):
    remove_member(by=membership(ann, room), member=membership(bob, room))


def demoted(ann, bob, room):
    set_role(by=membership(ann, room), member=membership(bob, room), role="member")


def deactivated(ann, bob, room):
    people.deactivate(bob)


def deleted(ann, bob, room):
    """The link goes, too."""
    people.delete_person(bob)


def outlived(ann, bob, room):
    """However it came to be: no link counts without its maker's right."""
    Membership.objects.of(bob).in_room(room.pk).update(role="member")


LOSSES = [left, removed, demoted, deactivated, deleted, outlived]


@pytest.fixture
def bobs_link(ann, bob, room):
    set_role(by=membership(ann, room), member=membership(bob, room), role="moderator")
    close_off(room=room, by=ann)
    return invite_to(room, bob)


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_does_not_outlive_its_makers_right(
    browse_as, ann, bob, cid, room, bobs_link, lose, method
):
    assertContains(browse_as(cid).get(link_of(bobs_link)), "Launch week")
    lose(ann, bob, room)
    response = getattr(browse_as(cid), method)(link_of(bobs_link))
    assertContains(response, GONE, status_code=404)
    assert not is_in(cid, room)
    assert not Invite.objects.exclude(uses_left=10).exists()


@pytest.mark.parametrize("lose", LOSSES)
def test_nor_does_it_let_anybody_into_the_site(client, ann, bob, room, bobs_link, lose):
    set_policy(signup="invite", domains="")
    client.post(link_of(bobs_link), {"door": "signup"})
    lose(ann, bob, room)
    client.post("/accounts/signup/", DAN)
    assert not User.objects.filter(username="dan").exists()


@pytest.mark.parametrize("lose", [lose for lose in LOSSES if lose is not deleted])
def test_who_keeps_order_sees_that_it_ended(browse_as, ann, bob, room, bobs_link, lose):
    address = f"/invites/?room={room.pk}"
    assertContains(browse_as(ann).get(address), '<span class="tag">Works</span>', html=True)
    lose(ann, bob, room)
    page = browse_as(ann).get(address)
    assertContains(page, '<span class="tag">Ended</span>', html=True)
    assertNotContains(page, bobs_link.token)


def test_plain_members_and_outsiders_do_not_see_whose_links_there_are(
    browse_as, ann, bob, cid, room
):
    invite_to(room, ann)
    for user in (bob, cid):
        assertNotContains(browse_as(user).get(f"/invites/?room={room.pk}"), "Links into")
