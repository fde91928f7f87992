"""Programs of the cast."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import PersonalToken
from accounts.tokens import personal


class Program:
    """Asks the API under /api/v1 in somebody's name; without a token, in nobody's."""

    def __init__(self, token: str = ""):
        self.client = Client(headers={"Authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str, **query):
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: object = None):
        return self._send("post", path, body)

    def put(self, path: str, body: object = None):
        return self._send("put", path, body)

    def patch(self, path: str, body: object = None):
        return self._send("patch", path, body)

    def delete(self, path: str, body: object = None):
        return self._send("delete", path, body)

    def _send(self, method: str, path: str, body: object):
        text = "" if body is None else json.dumps(body)
        ask = getattr(self.client, method)
        return ask(f"/api/v1{path}", text, content_type="application/json")


@pytest.fixture
def program(db) -> Callable[..., Program]:
    """Makes a program of a person's, with a personal token of its own."""

    def program(person=None, scope: str = PersonalToken.Scope.ADMIN, **terms) -> Program:
        if person is None:
            return Program()
        return Program(personal.make_token(person, "test", scope=scope, **terms)[1])

    return program
