"""Shutting a person out, and letting them in again, in Django's admin."""

import pytest
from django.urls import reverse

from accounts import people
from accounts.models import User
from accounts.signals import rights_lost

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
def switch(ann, browse_as):
    """Save somebody's form in the admin, active or not."""
    client = browse_as(ann)

    def switch(user, **fields) -> None:
        facts = {"username": user.username, "name": user.name, "email": ""}
        joined = user.date_joined
        facts |= {"date_joined_0": f"{joined:%Y-%m-%d}", "date_joined_1": f"{joined:%H:%M:%S}"}
        url = reverse("admin:accounts_user_change", args=[user.pk])
        assert client.post(url, facts | fields).status_code == 302

    return switch


def test_the_admin_shuts_a_person_out_and_their_sockets_close(switch, bob, lost, monkeypatch):
    deactivate, shut_out = people.deactivate, []
    monkeypatch.setattr(people, "deactivate", lambda user: shut_out.append(deactivate(user)))
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
