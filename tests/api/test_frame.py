"""What stands around all endpoints: the description, its readers, other sites, and the pace."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from jsonschema_rs import validator_for

from chat.actions.webhooks import make_webhook
from chat.api.docs import POLICY
from chat.api.site import MESSAGES
from tests.cast import PASSWORD
from tests.waiting import until_time_is_left

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://app.example.org"
OF_MESSAGES = tuple(f"{door.__name__.rpartition('.')[2]}_" for door in MESSAGES)


@pytest.fixture
def description(client) -> dict:
    return client.get("/api/v1/openapi.json").json()


def operations(description: dict):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_endpoint_says_what_it_is_and_what_it_refuses(description):
    assert description["openapi"].startswith("3.1")
    for place, operation in operations(description):
        assert operation["summary"], place
        assert operation["tags"], place
        for status in ("401", "404", "422", "429"):
            refusal = operation["responses"][status]["content"]["application/problem+json"]
            assert refusal["example"]["status"] == int(status), place


def test_no_two_endpoints_have_one_name(description):
    names = [operation["operationId"] for _place, operation in operations(description)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)


def test_every_example_is_what_its_shape_says(description):
    parts = {"components": description["components"]}
    shown = 0
    for name, shape in description["components"]["schemas"].items():
        for example in shape.get("examples", ()):
            validator = validator_for(parts | {"$ref": f"#/components/schemas/{name}"})
            assert validator.is_valid(example), name
            shown += 1
    assert shown > 10


def test_the_token_by_password_is_described_and_works(description, ann):
    assert "requestBody" in description["paths"]["/api/v1/token"]["post"]
    body = {"username": "ann", "password": PASSWORD}
    told = Client(enforce_csrf_checks=True).post(
        "/api/v1/token", body, content_type="application/json"
    )
    assert told.json()["token"].startswith("txt_")


@pytest.mark.parametrize("path", ["docs", "redoc"])
def test_the_readers_load_nothing_from_elsewhere(client, path):
    page = client.get(f"/api/v1/{path}")
    assert page.status_code == 200
    assert "//" not in re.sub(r'"/[^/]', "", page.content.decode().replace("<!doctype", ""))
    assert page.headers["Content-Security-Policy"] == POLICY
    assert "script-src 'self';" in POLICY
    assert client.post(f"/api/v1/{path}").status_code == 405


def test_another_site_asks_only_where_it_is_named(program, ann, settings):
    asks = program(ann).client
    origin = {"Origin": ELSEWHERE}
    assert "Access-Control-Allow-Origin" not in asks.get("/api/v1/me", headers=origin).headers
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    told = asks.get("/api/v1/me", headers=origin)
    assert told.headers["Access-Control-Allow-Origin"] == ELSEWHERE
    assert "Access-Control-Allow-Credentials" not in told.headers
    assert "Access-Control-Allow-Origin" not in asks.get("/", headers=origin).headers


def test_a_browser_there_may_ask_beforehand_and_reads_refusals(settings):
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    wish = {
        "Origin": ELSEWHERE,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization",
    }
    told = Client().options("/api/v1/me", headers=wish)
    assert told.status_code == 200
    assert "PATCH" in told.headers["Access-Control-Allow-Methods"]
    refused = Client().get("/api/v1/me", headers={"Origin": ELSEWHERE})
    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (401, ELSEWHERE)


# -- The pace


@pytest.fixture
def slow(settings):
    until_time_is_left(10)
    settings.API_REQUESTS_A_MINUTE = 3


def test_a_person_asks_so_often_a_minute(program, ann, bob, slow):
    asks, same = program(ann), program(ann)
    assert [asks.get("/me").status_code for _ in range(3)] == [200] * 3
    refused = same.get("/me")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_often")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert program(bob).get("/me").status_code == 200


def test_an_address_without_a_name_asks_so_often(program, ann, slow):
    strange = Client(headers={"Authorization": "Bearer txt_x"})
    answers = [strange.get("/api/v1/me").status_code for _ in range(2)]
    answers += [Client().get("/api/v1/openapi.json").status_code]
    assert answers == [401, 401, 200]
    for refused in (strange.get("/api/v1/me"), Client().get("/api/v1/docs")):
        assert (refused.status_code, refused.json()["code"]) == (429, "too_often")
        assert "Retry-After" in refused.headers
    assert program(ann).get("/me").status_code == 200  # at the same address


def test_no_stranger_uses_up_the_pace_of_the_doors_for_anybody(ann, room, slow):
    """What was said is said: the address is asked first."""
    address = f"/api/v1/hooks/{make_webhook(room=room, by=ann, name='Builds')[1]}"
    strangers = Client(REMOTE_ADDR="192.0.2.7")
    answers = [strangers.post("/api/v1/hooks/x").status_code for _ in range(5)]
    assert answers == [404, 404, 404, 429, 429]
    program = Client(headers={"Authorization": "Bearer of something else"})
    said = [program.post(address, "hi", content_type="text/plain") for _ in range(4)]
    assert [each.status_code for each in said] == [200, 200, 200, 429]
    assert room.messages.filter(body="hi").count() == 3


def test_the_documentation_names_every_endpoint(description):
    """Those of messages stand in docs/api-messages.md: tests/api/test_docs.py."""
    text = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text()
    named = set(re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`? ]+)`", text))
    described = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if not operation["operationId"].startswith(OF_MESSAGES)
    }
    assert described <= named
