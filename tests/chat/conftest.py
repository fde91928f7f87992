"""The cast for tests of chat, in a room that ann owns and bob is in."""

import pytest
from django.test import Client

from tests import cast


@pytest.fixture
def ann(db):
    return cast.person("ann")


@pytest.fixture
def bob(ann):
    return cast.person("bob")


@pytest.fixture
def cid(bob):
    return cast.person("cid")


@pytest.fixture
def room(ann, bob, cid):
    """A room of ann and bob; the line that says bob joined is its first message."""
    return cast.room_of(ann, bob)


@pytest.fixture
def browse_as(client):
    def sign_in(user, **options):
        browser = Client(**options)
        browser.force_login(user, "accounts.backends.PasswordBackend")
        return browser

    return sign_in
