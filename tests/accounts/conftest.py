"""What account tests share: the cast's passwords, and a browser-like client."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, person


@pytest.fixture
def ann(db):
    return person("ann")


@pytest.fixture
def signed_in(ann):
    """Clients that signed in through the page, as many as asked for."""

    def make() -> Client:
        client = Client()
        client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})
        return client

    return make


@pytest.fixture
def bob(ann):
    return person("bob")


@pytest.fixture
def browse_as():
    """A client in which somebody is signed in already."""

    def make(user) -> Client:
        client = Client()
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
        return client

    return make


@pytest.fixture
def home() -> str:
    return reverse("home")
