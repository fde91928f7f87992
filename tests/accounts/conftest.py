"""What account tests share: programs, texts and browser-like clients."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts import people, sms
from accounts.models import User
from accounts.signals import rights_lost
from tests.accounts.phone_door import LOGIN, NUMBER
from tests.cast import PASSWORD


@pytest.fixture
def signed_in(ann):
    """Clients that signed in through the page, as many as asked for."""

    def make() -> Client:
        client = Client()
        client.post(reverse("account_password_login"), {"login": "ann", "password": PASSWORD})
        return client

    return make


@pytest.fixture
def lost_rights():
    """Whose rights were lost since, and in which session: a list that grows."""
    heard = []

    def hear(user, session_key, **kwargs):
        heard.append((user.pk, session_key))

    rights_lost.connect(hear)
    yield heard
    rights_lost.disconnect(hear)


@pytest.fixture
def google(settings):
    """Another site that vouches for people."""
    app = {"client_id": "texter", "secret": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [app]}}


@pytest.fixture
def home() -> str:
    return reverse("home")


@pytest.fixture
def twilio(twilio_service, settings):
    """Texts go by Twilio's real SDK to a service on this machine."""
    settings.SMS = "twilio"
    settings.TWILIO_API_URL = twilio_service.url
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC1", "token"
    settings.TWILIO_FROM, settings.TWILIO_VERIFY_SERVICE = "+15005550006", "VA1"
    sms.sender.cache_clear()
    yield twilio_service
    sms.sender.cache_clear()


class Program:
    """A program: it sends JSON, keeps the tokens it is given, and has no cookies."""

    def __init__(self) -> None:
        self.session_token = self.access_token = self.refresh_token = ""

    def send(self, method: str, path: str, body: dict | str = "", **headers: str):
        text = body if isinstance(body, str) else json.dumps(body)
        response = Client().generic(
            method,
            f"/api/auth/app/v1/{path}",
            text,
            content_type="application/json",
            headers=self._credentials() | headers,
        )
        self._keep(response)
        return response

    def get(self, path: str):
        return self.send("GET", path)

    def post(self, path: str, body: dict | str = "", **headers: str):
        return self.send("POST", path, body, **headers)

    def delete(self, path: str, body: dict | str = ""):
        return self.send("DELETE", path, body)

    def refresh(self, token: str = ""):
        return self.post("tokens/refresh", {"refresh_token": token or self.refresh_token})

    def _credentials(self) -> dict[str, str]:
        if self.access_token:
            return {"Authorization": f"Bearer {self.access_token}"}
        return {"X-Session-Token": self.session_token} if self.session_token else {}

    def _keep(self, response) -> None:
        if not response.content:
            return
        answer = response.json()
        for part in ("meta", "data"):
            given = answer.get(part) or {}
            for name in ("session_token", "access_token", "refresh_token"):
                if isinstance(given, dict) and name in given:
                    setattr(self, name, given[name])


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture
def ask(twilio):
    """Ask for a code in a browser of one's own; the browser."""

    def ask(number=NUMBER, client=None, country="DE", **more) -> Client:
        client = client or Client()
        client.last = client.post(reverse(LOGIN), {"number": number, "country": country, **more})
        return client

    return ask


@pytest.fixture
def caller(ann):
    """Bob, who has a number and no password."""
    bob = User(username="bob", name="Bob")
    bob.set_unusable_password()
    people.add_person(bob)
    people.give_number(user=bob, number=NUMBER)
    return bob
