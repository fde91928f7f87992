"""The pages of invites, for who makes them and for who holds one; all of it without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.invites import invite_for, make_invite, revoke_invite
from accounts.models import Invite, User
from accounts.policy import set_policy
from chat.actions.memberships import join_room, leave_room
from chat.models import Membership, Room
from tests.cast import PASSWORD, membership

pytestmark = pytest.mark.django_db


DAN = {"name": "Dan", "username": "dan", "password1": PASSWORD}


FIELDS = {"lifetime": "week", "uses": "ten"}


def invite_to(room, by, *, uses=10) -> Invite:
    return make_invite(by=by, room_id=room and room.pk, lifetime=timedelta(days=7), uses=uses)


def link_of(invite) -> str:
    return reverse("invite", args=[invite.token])


@pytest.fixture
def invite(ann, bob, room):
    return invite_to(room, bob)


@pytest.fixture
def closed_room(ann, bob, room):
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.CLOSED)
    return Room.objects.get(pk=room.pk)


def is_in(user, room) -> bool:
    return Membership.objects.of(user).in_room(room.pk).exists()


def test_a_member_makes_a_link_and_sees_it(browse_as, bob, room):
    response = browse_as(bob).post("/invites/", {**FIELDS, "room": room.pk}, follow=True)
    invite = Invite.objects.get()
    assert (invite.created_by, invite.room_id, invite.uses_left) == (bob, room.pk, 10)
    assert timedelta(days=6) < invite.expires_at - timezone.now() <= timedelta(days=7)
    assertRedirects(response, f"/invites/{invite.pk}/")
    assertContains(response, f'value="http://testserver{link_of(invite)}"')
    assertContains(response, "<svg")


def test_the_link_bears_the_sites_own_address(settings, browse_as, bob, invite):
    settings.SITE_URL = "https://chat.example.org"
    response = browse_as(bob).get(f"/invites/{invite.pk}/")
    assertContains(response, f'value="https://chat.example.org{link_of(invite)}"')


def test_the_list_says_where_a_link_leads_and_what_is_left(browse_as, bob, invite):
    page = browse_as(bob).get("/invites/")
    assertContains(page, "Launch week")
    assertContains(page, "For 10 more people")
    assertContains(page, reverse("revoke_invite", args=[invite.pk]))


def test_the_list_holds_only_my_live_links(browse_as, ann, bob, invite):
    assert browse_as(ann).get("/invites/").context["lines"] == []
    revoke_invite(invite=invite, by=invite.created_by)
    assert browse_as(bob).get("/invites/").context["lines"] == []


def test_the_room_leads_to_its_invites(browse_as, bob, room):
    address = f"/invites/?room={room.pk}"
    assertContains(browse_as(bob).get(f"/rooms/{room.pk}/"), f'href="{address}"')
    assertContains(browse_as(bob).get(address), f'<option value="{room.pk}" selected>')


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_cannot_make_one(browse_as, cid, room, target):
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 2**63 - 1}[target]
    response = browse_as(cid).post("/invites/", {**FIELDS, "room": room_id})
    assertContains(response, "That room does not exist, or you are not in it.", status_code=404)
    assert not Invite.objects.exists()


def test_an_outsider_is_not_offered_the_room(browse_as, cid, room):
    assertNotContains(browse_as(cid).get(f"/invites/?room={room.pk}"), "Launch week")


def test_into_a_closed_room_its_owner_invites(browse_as, ann, bob, closed_room):
    fields = {**FIELDS, "room": closed_room.pk}
    assert browse_as(bob).post("/invites/", fields).status_code == 403
    assert browse_as(ann).post("/invites/", fields).status_code == 302
    assert Invite.objects.get().created_by == ann


def test_into_the_site_the_owner_invites_and_anyone_while_it_is_open(browse_as, ann, bob, room):
    fields = {**FIELDS, "room": ""}
    assert browse_as(bob).post("/invites/", fields).status_code == 302
    set_policy(signup="invite", domains="")
    assert browse_as(bob).post("/invites/", fields).status_code == 403
    assertNotContains(browse_as(bob).get("/invites/"), "All of texter")
    assert browse_as(ann).post("/invites/", fields).status_code == 302


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"lifetime": "year"}, 422, "Select a valid choice."),
        ({"uses": ""}, 422, "Choose how many people may use the link."),
        ({"lifetime": ""}, 422, "Choose how long the link works."),
        ({"room": "General"}, 400, "has to be a whole number"),
    ],
)
def test_a_bad_link_is_refused_in_words(browse_as, ann, room, fields, status, words):
    response = browse_as(ann).post("/invites/", {**FIELDS, "room": room.pk, **fields})
    assertContains(response, words, status_code=status)
    assert not Invite.objects.exists()


def test_its_maker_revokes_a_link(browse_as, bob, invite):
    response = browse_as(bob).post(f"/invites/{invite.pk}/revoke/")
    assertRedirects(response, "/invites/")
    assert invite_for(invite.token) is None


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_nobody_else_sees_or_revokes_it(browse_as, ann, invite, target):
    invite_id = {"theirs": invite.pk, "none": 999_999, "huge": 10**30}[target]
    browser = browse_as(ann)
    for response in (
        browser.get(f"/invites/{invite_id}/"),
        browser.post(f"/invites/{invite_id}/revoke/"),
    ):
        assertContains(response, "That link has ended, or it is not yours.", status_code=404)
    assert invite_for(invite.token)


def test_who_leaves_the_room_takes_their_links_along(ann, bob, room, invite):
    anns = invite_to(room, ann)
    leave_room(membership=membership(bob, room))
    assert invite_for(invite.token) is None
    assert invite_for(anns.token) == anns


def test_a_former_member_can_make_none(browse_as, bob, room):
    leave_room(membership=membership(bob, room))
    assert browse_as(bob).post("/invites/", {**FIELDS, "room": room.pk}).status_code == 404


@pytest.mark.parametrize("address", ["/invites/", "/invites/{}/", "/invites/{}/revoke/"])
def test_who_is_signed_out_is_sent_to_sign_in(client, invite, address):
    place = address.format(invite.pk)
    response = client.post(place) if "revoke" in place else client.get(place)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")
    assert invite_for(invite.token)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("delete", "/invites/"),
        ("post", "/invites/{invite.pk}/"),
        ("get", "/invites/{invite.pk}/revoke/"),
        ("put", "/i/{invite.token}/"),
    ],
)
def test_the_wrong_method_is_refused(browse_as, bob, invite, method, address):
    place = address.format(invite=invite)
    assert getattr(browse_as(bob), method)(place).status_code == 405


@pytest.mark.parametrize(
    "address", ["/invites/", "/invites/{invite.pk}/revoke/", "/i/{invite.token}/"]
)
def test_a_post_without_csrf_proof_is_refused(browse_as, bob, invite, address):
    browser = browse_as(bob, enforce_csrf_checks=True)
    assert browser.post(address.format(invite=invite), FIELDS).status_code == 403


def test_a_stranger_is_told_who_invites_and_where_to(client, invite):
    page = client.get(link_of(invite))
    assertContains(
        page,
        "<p><b><bdi>Bob</bdi></b> invites you to <b><bdi>Launch week</bdi></b> on texter.</p>",
        html=True,
    )
    assert "sessionid" not in client.cookies


def test_an_invite_to_the_site_names_the_site(client, ann):
    page = client.get(link_of(invite_to(None, ann)))
    assertContains(page, "<p><b><bdi>Ann</bdi></b> invites you to texter.</p>", html=True)


def test_of_a_closed_room_a_stranger_reads_the_name_only(client, ann, closed_room):
    Room.objects.update(topic="Secret plans")
    page = client.get(link_of(invite_to(closed_room, ann)))
    assertContains(page, "Launch week")
    assertNotContains(page, "Secret plans")
    assertNotContains(page, "member")


@pytest.mark.parametrize("policy", ["open", "invite", "domain"])
def test_from_the_link_through_sign_up_into_the_room(client, room, invite, policy):
    set_policy(signup=policy, domains="")
    door = client.post(link_of(invite), {"door": "signup"})
    assert door.url == f"/accounts/signup/?next=%2Fi%2F{invite.token}%2F"
    landed = client.post(door.url, {**DAN, "next": link_of(invite)}, follow=True)
    assert landed.redirect_chain[-1] == (f"/rooms/{room.pk}/", 302)
    assert is_in(User.objects.get(username="dan"), room)
    assert Invite.objects.get().uses_left == 9


def test_from_the_link_through_sign_in_into_the_room(client, cid, room, invite):
    door = client.post(link_of(invite), {"door": "login"})
    assert door.url.startswith("/accounts/login/?next=")
    fields = {"login": "cid", "password": PASSWORD, "next": link_of(invite)}
    landed = client.post("/accounts/login/password/", fields, follow=True)
    assert landed.redirect_chain[-1] == (f"/rooms/{room.pk}/", 302)
    assert is_in(cid, room)
    assert "invite" not in client.session


def test_the_last_use_still_lands_in_the_room(client, bob, room):
    invite = invite_to(room, bob, uses=1)
    door = client.post(link_of(invite), {"door": "signup"})
    landed = client.post(door.url, {**DAN, "next": link_of(invite)}, follow=True)
    assert landed.redirect_chain[-1] == (f"/rooms/{room.pk}/", 302)
    assert invite_for(invite.token) is None


def test_the_last_use_of_a_link_to_the_site_lands_at_home(client, ann):
    invite = invite_to(None, ann, uses=1)
    door = client.post(link_of(invite), {"door": "signup"})
    landed = client.post(door.url, {**DAN, "next": link_of(invite)}, follow=True)
    assert landed.status_code == 200
    assert ("/", 302) in landed.redirect_chain
    assert invite_for(invite.token) is None


def test_a_member_who_signs_in_with_a_link_uses_nothing(client, ann, room, invite):
    client.post(link_of(invite), {"door": "login"})
    client.post("/accounts/login/", {"login": "ann", "password": PASSWORD})
    assert Invite.objects.get().uses_left == 10


def test_looking_at_a_link_joins_nothing(client, browse_as, cid, room, invite):
    assertContains(browse_as(cid).get(link_of(invite)), "Join")
    client.get(link_of(invite))
    client.post("/accounts/login/", {"login": "cid", "password": PASSWORD})
    assert not is_in(cid, room)


def test_who_is_signed_in_joins(browse_as, cid, room, invite):
    landed = browse_as(cid).post(link_of(invite), follow=True)
    assert landed.redirect_chain[-1] == (f"/rooms/{room.pk}/", 302)
    assert is_in(cid, room)


def test_a_member_goes_straight_to_the_room(browse_as, ann, room, invite):
    assertRedirects(browse_as(ann).get(link_of(invite)), f"/rooms/{room.pk}/")


def test_a_former_member_may_come_back(browse_as, cid, room, invite):
    join_room(room=room, user=cid)
    leave_room(membership=membership(cid, room))
    assertContains(browse_as(cid).get(link_of(invite)), "Join")
    browse_as(cid).post(link_of(invite))
    assert is_in(cid, room)
