"""Who may sign up is the owner's to decide."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import invites
from accounts.invites import invite_for, make_invite
from accounts.models import SitePolicy, User
from accounts.policy import can_invite_to_site, may_sign_up, set_policy
from tests.cast import PASSWORD, person

pytestmark = pytest.mark.django_db

BOB = {"name": "Bob", "username": "bob", "password1": PASSWORD}
SIGN_UP = "/accounts/signup/"
SETTINGS = "/settings/site/"
BY_INVITE = "Sign-up here is by invitation."
BY_DOMAIN = "Sign-up here is for example.org and example.net addresses."


@pytest.fixture
def visit(rf):
    """A visitor's request, who carries the token."""

    def make(token: str = ""):
        request = rf.get(SIGN_UP)
        request.session = {"invite": token}
        return request

    return make


@pytest.fixture
def invite(ann):
    return make_invite(by=ann, room_id=None, lifetime=timedelta(days=1), uses=1)


@pytest.fixture
def by_domain(ann):
    set_policy(signup="domain", domains="example.org example.net")


@pytest.fixture
def by_invite(ann):
    set_policy(signup="invite", domains="")


def test_a_site_starts_open(ann, visit):
    assert SitePolicy.current().is_open
    assert may_sign_up(visit())


@pytest.mark.parametrize("signup", SitePolicy.Signup)
def test_the_first_person_may_always(db, visit, signup):
    set_policy(signup=signup, domains="")
    assert may_sign_up(visit())


def test_by_invitation_only_a_live_invite_opens(by_invite, visit, invite):
    assert not may_sign_up(visit())
    assert not may_sign_up(visit("nonsense"))
    assert may_sign_up(visit(invite.token))
    invites.revoke_invite(invite=invite, by=invite.created_by)
    assert not may_sign_up(visit(invite.token))


@pytest.mark.parametrize(
    ("proven", "may"),
    [
        (["bob@example.org"], True),
        (["BOB@Example.ORG"], True),
        (["bob@example.net"], True),
        (["bob@evil.test", "bob@example.net"], True),
        (["bob@mail.example.org"], False),
        (["bob@notexample.org"], False),
        ([], False),
        ([""], False),
        (["bob@"], False),
        (["bob@example.org@evil.test"], False),
    ],
)
def test_by_domain_a_proven_address_of_it_opens(by_domain, visit, proven, may):
    assert may_sign_up(visit(), *proven) is may


def test_domains_of_another_time_open_nothing(ann, visit):
    set_policy(signup="invite", domains="example.org")
    assert not may_sign_up(visit(), "bob@example.org")


def test_by_domain_an_invite_opens_as_well(by_domain, visit, invite):
    assert not may_sign_up(visit("nonsense"))
    assert may_sign_up(visit(invite.token))


def test_there_is_one_policy(db):
    set_policy(signup="invite", domains="")
    set_policy(signup="domain", domains="example.org")
    assert SitePolicy.objects.get().signup == "domain"
    with pytest.raises(IntegrityError):
        SitePolicy.objects.create(pk=2)


@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_sign_up_says_so(client, by_invite, method):
    response = getattr(client, method)(SIGN_UP, BOB)
    assertContains(response, BY_INVITE, status_code=403)
    assert User.objects.count() == 1


def test_a_password_proves_no_address(client, by_domain, google):
    response = client.post(SIGN_UP, BOB)
    assertContains(response, BY_DOMAIN, status_code=403)
    assertContains(response, "Google or OpenID", status_code=403)
    assert User.objects.count() == 1


def test_where_no_site_vouches_an_invite_is_the_advice(client, by_domain):
    response = client.get(SIGN_UP)
    assertContains(response, "Ask somebody who is here for an invite link.", status_code=403)
    assertNotContains(response, "OpenID", status_code=403)


def test_closed_sign_up_leads_people_to_sign_in_and_on(client, by_invite):
    page = client.get(SIGN_UP, {"next": "/rooms/7/"}).content.decode()
    assert 'href="/accounts/login/?next=%2Frooms%2F7%2F"' in page


@pytest.mark.parametrize("signup", ["invite", "domain"])
def test_who_comes_a_moment_too_late_is_not_added(client, ann, invite, monkeypatch, signup):
    """Somebody else takes the last use while the form is on its way."""
    set_policy(signup=signup, domains="example.org")
    client.post(reverse("invite", args=[invite.token]), {"door": "signup"})
    add_person = invites.User.save

    def save_late(user, *args, **kwargs):
        invites.Invite.objects.update(uses_left=0)
        return add_person(user, *args, **kwargs)

    monkeypatch.setattr(invites.User, "save", save_late)
    assertContains(client.post(SIGN_UP, BOB), "Sign-up here is", status_code=403)
    assert not User.objects.filter(username="bob").exists()
    assert "_auth_user_id" not in client.session
    assert client.session["invite"] == invite.token


def test_a_failed_sign_up_does_not_cost_the_invite(client, by_invite, invite):
    client.post(reverse("invite", args=[invite.token]), {"door": "signup"})
    assertContains(client.post(SIGN_UP, {**BOB, "password1": "short"}), "too short")
    assertRedirects(client.post(SIGN_UP, BOB), reverse("home"), fetch_redirect_response=False)


def test_members_links_to_the_site_end_with_its_openness(ann):
    bob = person("bob")
    site = {"room_id": None, "lifetime": None, "uses": None}
    bobs, anns = make_invite(by=bob, **site), make_invite(by=ann, **site)
    bobs_room = make_invite(by=bob, **{**site, "room_id": 1})
    assert can_invite_to_site(bob)
    set_policy(signup="invite", domains="")
    assert not can_invite_to_site(bob)
    assert invite_for(bobs.token) is None
    assert invite_for(anns.token) == anns
    assert invite_for(bobs_room.token) == bobs_room


def test_the_owner_decides(signed_in):
    browser = signed_in()
    assertContains(browser.get(SETTINGS), "Who may sign up")
    response = browser.post(SETTINGS, {"signup": "invite", "domains": ""}, follow=True)
    assertRedirects(response, SETTINGS)
    assertContains(response, "Saved.")
    assert SitePolicy.current().signup == "invite"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.org", "example.org"),
        (" @Example.ORG,example.net  example.org", "example.org example.net"),
        ("bücher.example", "bücher.example"),
    ],
)
def test_domains_are_kept_in_one_spelling(signed_in, google, typed, kept):
    signed_in().post(SETTINGS, {"signup": "domain", "domains": typed})
    assert SitePolicy.current().domains == kept


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose who may sign up."),
        ({"signup": "domain"}, "Enter at least one domain"),
        ({"signup": "domain", "domains": "a@b@c"}, "“a@b@c” is not a domain."),
        ({"signup": "open", "domains": "<b>"}, "“&lt;b&gt;” is not a domain."),
    ],
)
def test_a_bad_policy_is_refused_in_words(signed_in, google, fields, words):
    response = signed_in().post(SETTINGS, fields)
    assertContains(response, words, status_code=422)
    assert SitePolicy.current().is_open


def test_by_domain_needs_a_site_that_proves_addresses(signed_in):
    response = signed_in().post(SETTINGS, {"signup": "domain", "domains": "example.org"})
    assertContains(response, "Set GOOGLE_CLIENT_ID or OIDC_SERVER", status_code=422)
    assert SitePolicy.current().is_open


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_finds_the_owners_page(ann, method):
    browser = Client()
    browser.force_login(person("bob"), "accounts.backends.PasswordBackend")
    assert getattr(browser, method)(SETTINGS, {"signup": "invite"}).status_code == 404
    assert SitePolicy.current().is_open


def test_who_is_signed_out_is_sent_to_sign_in(client, ann):
    assert client.get(SETTINGS).url == "/accounts/login/?next=/settings/site/"


def test_the_wrong_method_is_refused(signed_in):
    assert signed_in().delete(SETTINGS).status_code == 405


@pytest.mark.parametrize("page", ["account_login", "account_password_login"])
def test_the_doors_say_beforehand_who_may_come(client, ann, page):
    assertContains(client.get(reverse(page)), "Create an account")
    set_policy(signup="invite", domains="")
    shown = client.get(reverse(page))
    assertContains(shown, "Sign-up here is by invitation.")
    assertNotContains(shown, "Create an account")
