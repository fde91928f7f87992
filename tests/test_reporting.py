"""Errors are reported where SENTRY_DSN says, and nothing of the request goes with them."""

import json
import os
import subprocess
import sys

import pytest

from tests.services.sentry import FakeSentry

# texter with one more address, that fails over what is secret.
FAIL = """
import asyncio, httpx, logging
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
from texter.asgi import application
from django.urls import path
from texter import reporting, urls

def fail(request, token):
    secret = request.POST["body"]
    try:
        raise KeyError("first line\\nDETAIL: row (ROWSECRET)")
    except KeyError as error:
        raise ValueError("No room for +4915123456789\\nDETAIL: row (ROWSECRET)") from error

urls.urlpatterns.insert(0, path("fail/<token>/", fail))

async def ask():
    transport = httpx.ASGITransport(application, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        http.cookies.set("csrftoken", "c" * 32)
        headers = {"X-CSRFToken": "c" * 32, "Authorization": "Bearer HEADERSECRET"}
        headers["Cookie"] = "csrftoken=" + "c" * 32 + "; sessionid=COOKIESECRET"
        url = "/fail/PATHSECRET/?q=QUERYSECRET"
        answer = await http.post(url, data={"body": "BODYSECRET"}, headers=headers)
        print(answer.status_code, answer.headers["X-Request-ID"])

logging.getLogger("httpx").disabled = True  # the browser's part
asyncio.run(ask())
reporting.finish()
"""
SECRETS = ["ROW", "PATH", "QUERY", "BODY", "HEADER", "COOKIE"]


@pytest.fixture
def sentry():
    with FakeSentry() as sentry:
        yield sentry


def failing(tmp_path, **env) -> subprocess.CompletedProcess:
    given = {**os.environ, "DATA_DIR": str(tmp_path), "LOG_FORMAT": "json", **env}
    command = [sys.executable, "-c", FAIL]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=True)


def test_an_error_is_reported_without_its_request(tmp_path, sentry):
    done = failing(tmp_path, SENTRY_DSN=sentry.dsn)
    status, name = done.stdout.split()
    assert status == "500"
    (event,) = sentry.events
    assert event["tags"]["request_id"] == name
    kinds = [(each["type"], each["value"]) for each in event["exception"]["values"]]
    assert kinds == [("KeyError", "'first line"), ("ValueError", "No room for +…")]
    assert '"function": "fail"' in json.dumps(event)
    told = "".join(sentry.heard)
    assert [each for each in SECRETS if f"{each}SECRET" in told] == []
    assert "4915123456789" not in told


def test_the_log_says_no_more(tmp_path):
    done = failing(tmp_path)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    (error,) = [line for line in lines if "error" in line]
    assert error["message"] == "Internal Server Error"
    assert error["request_id"] == done.stdout.split()[1]
    assert "ValueError: No room for +…" in error["error"]
    assert [each for each in SECRETS if f"{each}SECRET" in done.stderr] == []


def test_nothing_is_loaded_where_nobody_asked_for_it(tmp_path):
    script = "import sys, texter.asgi; print('sentry_sdk' in sys.modules)"
    env = {**os.environ, "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
