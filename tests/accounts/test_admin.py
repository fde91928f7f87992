"""Shutting a person out, and letting them in again, in Django's admin."""

import pytest
from django.urls import reverse

from accounts import people
from accounts.models import User
from accounts.signals import rights_lost
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost():
    """Of whom it was announced that they lost their rights."""
    heard: list[str] = []

    def hear(sender, *, user, **kwargs):
        heard.append(user.username)

    rights_lost.connect(hear)
    yield heard
    rights_lost.disconnect(hear)


@pytest.fixture
def proven(ann, browse_as):
    """The owner, who just showed that it is them."""
    client = browse_as(ann)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def switch(proven):
    """Save somebody's form in the admin, active or not."""
    client = proven

    def switch(user, **fields) -> None:
        facts = {"username": user.username, "name": user.name, "email": ""}
        url = reverse("admin:accounts_user_change", args=[user.pk])
        assert client.post(url, facts | fields).status_code == 302

    return switch


def test_the_admin_shuts_a_person_out_and_their_sockets_close(switch, bob, lost, monkeypatch):
    deactivate, shut_out = people.deactivate, []
    monkeypatch.setattr(people, "deactivate", lambda *a, **k: shut_out.append(deactivate(*a, **k)))
    switch(bob)
    assert (shut_out, lost) == ([bob], ["bob"])
    assert not User.objects.get(pk=bob.pk).is_active


def test_the_admin_lets_a_person_in_again(switch, bob):
    people.deactivate(bob)
    switch(bob, is_active="on", name="Robert")
    bob.refresh_from_db()
    assert (bob.is_active, bob.name) == (True, "Robert")


def test_another_change_costs_nobody_their_session(switch, bob, lost):
    switch(bob, is_active="on", name="Robert")
    assert (User.objects.get(pk=bob.pk).name, lost) == ("Robert", [])


PAGES = [
    "index",
    "app_list",
    "accounts_user_changelist",
    "accounts_user_change",
    "chat_room_changelist",
    "chat_report_changelist",
]


def page_of(name: str, user: User) -> str:
    args = {"app_list": ["accounts"], "accounts_user_change": [user.pk]}
    return reverse(f"admin:{name}", args=args.get(name))


@pytest.mark.parametrize("name", PAGES)
def test_the_admin_asks_is_it_you(ann, browse_as, proven, name):
    page = page_of(name, ann)
    assert browse_as(ann).get(page).url.startswith(reverse("account_reauthenticate"))
    assert proven.get(page).status_code == 200


def test_nothing_is_saved_before_is_it_you(ann, bob, browse_as):
    fields = {"username": "bob", "name": "Robert", "email": ""}
    page = page_of("accounts_user_change", bob)
    answer = browse_as(ann).post(page, fields)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    bob.refresh_from_db()
    assert (bob.name, bob.is_active) == ("Bob", True)


@pytest.mark.parametrize(
    "path",
    [
        "accounts/user/1/password/",
        "account/emailaddress/",
        "mfa/authenticator/",
        "socialaccount/socialaccount/",
        "socialaccount/socialapp/",
        "socialaccount/socialtoken/",
        "usersessions/usersession/",
    ],
)
def test_the_admin_changes_nobody_s_ways_in(proven, path):
    for each in (path, f"{path}add/"):
        for ask in (proven.get, proven.post):
            answer = ask(f"/admin/{each}", follow=True)
            assert answer.status_code == 404 or answer.request["PATH_INFO"] == "/admin/"


def test_the_admin_has_no_password_form_of_its_own(proven):
    assert proven.get("/admin/password_change/").url == reverse("account_change_password")


def test_out_of_the_admin_one_gets_unasked(ann, browse_as):
    assert browse_as(ann).post("/admin/logout/").status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_admin_is_for_who_runs_the_site(ann, bob, browse_as, client, name):
    page = page_of(name, ann)
    assert browse_as(bob).get(page, follow=True).status_code == 403
    assert client.get(page, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
