"""The log as JSON: every request in it, and none of what people say, type or show (promise P21)."""

import contextlib
import json
import re
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.test_logs import KEYS, LIVE
from tests.viewer import CSRF, cookies_for

pytestmark = pytest.mark.django_db(transaction=True)

SECRETS = {
    "password": "PASSWORDSECRET",
    "body": "MESSAGESECRET",
    "cookie": "COOKIESECRET",
    "bearer": "BEARERSECRET",
    "query": "QUERYSECRET",
    "name": "NAMESECRET",
}
NUMBER = "+4915123456789"


@pytest.fixture
def start(start_server, shared_data, twilio_service):
    def start(**env):
        texting = {
            "SMS": "twilio",
            "TWILIO_ACCOUNT_SID": "AC1",
            "TWILIO_AUTH_TOKEN": "TWILIOSECRET",
            "TWILIO_FROM": "+15005550006",
            "TWILIO_API_URL": twilio_service.url,
        }
        return start_server(**shared_data, **texting, LOG_FORMAT="json", **env)

    return start


def lines_of(server) -> list[dict]:
    """All of it is JSON, what uvicorn says among it."""
    return [json.loads(line) for line in server.log.read_text().splitlines()]


def seen_by(server, route: str) -> dict:
    return next(line for line in lines_of(server) if line.get("route") == route)


def test_a_request_is_a_line(start, ann, room):
    server = start()
    with browsing(server, ann) as http:
        answer = http.post(f"/rooms/{room.pk}/messages/", data=said("Hello"))
    server.stop()
    line = seen_by(server, "rooms/<int:room_id>/messages/")
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["status"], line["user"]) == ("POST", 302, ann.pk)
    assert 0 < line["ms"] < 60_000


@pytest.mark.parametrize("given", ["", "abc-123", "a b", 'x"y', "x" * 65])
async def test_the_id_is_a_trusted_proxy_s_or_new(application, settings, given):
    headers = {"X-Request-ID": given}
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        made = (await http.get("/no-such-page", headers=headers)).headers["X-Request-ID"]
        settings.TRUSTED_PROXIES = 1
        taken = (await http.get("/no-such-page", headers=headers)).headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", made)
    assert taken == given if given == "abc-123" else re.fullmatch("[0-9a-f]{32}", taken)


def test_no_secret_is_in_any_line(start, ann, bob, room, twilio_service):
    server = start(LOG_LEVEL="DEBUG")
    for address in KEYS:
        httpx.get(server.url + address)
        httpx.post(server.url + address)
        with contextlib.suppress(InvalidStatus), connect(f"ws{server.url[4:]}{address}"):
            pass
    session = use_secrets(server, ann, room)
    code = twilio_service.code_for(NUMBER)
    server.stop()
    text = server.log.read_text()
    assert {line.get("route") for line in lines_of(server)} >= {"i/<str:token>/", "none"}
    planted = [LIVE, NUMBER, NUMBER[1:], code, session, "TWILIOSECRET", *SECRETS.values()]
    assert [secret for secret in planted if secret in text] == []


def use_secrets(server, ann, room) -> str:
    """Wherever one is taken; gives the key of the session."""
    with browsing(server, ann) as http:
        assert http.post(f"/rooms/{room.pk}/messages/", data=said(SECRETS["body"])).is_redirect
        http.get("/search/", params={"q": SECRETS["query"]})
        http.post("/settings/name/", data={"name": SECRETS["name"]})
        session = http.cookies["sessionid"]
    httpx.get(server.url, headers={"Cookie": f"sessionid={SECRETS['cookie']}"})
    bearer = {"Authorization": f"Bearer {SECRETS['bearer']}"}
    httpx.get(f"{server.url}/api/v1/me", headers=bearer)
    proof = {"cookies": {"csrftoken": CSRF}, "headers": {"X-CSRFToken": CSRF}}
    fields = {"login": "ann", "password": SECRETS["password"]}
    httpx.post(f"{server.url}/accounts/login/password/", data=fields, **proof)
    httpx.post(f"{server.url}/accounts/login/", data={"number": NUMBER, "country": "DE"}, **proof)
    return session


def browsing(server, user) -> httpx.Client:
    headers = {"X-CSRFToken": CSRF}
    return httpx.Client(base_url=server.url, cookies=cookies_for(user), headers=headers)


def said(body: str) -> dict[str, str]:
    return {"body": body, "client_id": str(uuid4())}
