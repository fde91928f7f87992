"""What account tests share: the cast's passwords, and a browser-like client."""

import pytest
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
def home() -> str:
    return reverse("home")
