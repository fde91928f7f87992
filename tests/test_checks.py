"""What is set up so that it will not do is said, with the fix; what would lose data does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from texter import checks

ROOT = Path(__file__).resolve().parent.parent
DYNO = {"DYNO": "web.1", "DATABASE_URL": ""}
HEROKU = {"DYNO": "web.1", "TRUSTED_PROXIES": 1}
POSTGRES = {"DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}}}
S3 = {"STORAGES": {"default": {"BACKEND": "texter.bucket.Bucket"}}}
SITE = {"SITE_URL": "https://chat.example.org", "IS_HTTPS": True}
HALF = {
    "SMS": "twilio",
    "TWILIO_ACCOUNT_SID": "AC1",
    "GOOGLE_CLIENT_ID": "g",
    "OIDC_SERVER": "https://id",
}
WHOLE = {
    **HALF,
    "TWILIO_AUTH_TOKEN": "t",
    "TWILIO_FROM": "+15005550006",
    "GOOGLE_CLIENT_SECRET": "s",
    "OIDC_CLIENT_ID": "o",
}


def run(tmp_path, *words: str, **env: str) -> subprocess.CompletedProcess:
    given = {**os.environ, "DATA_DIR": str(tmp_path), **env}
    given = {name: value for name, value in given.items() if value}
    command = [sys.executable, *words]
    return subprocess.run(
        command, env=given, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )


@pytest.fixture
def found(settings, monkeypatch):
    """What is found where these settings are others."""

    def found(others: dict) -> list[str]:
        for name, value in others.items():
            setattr(settings, name, value)
        if "SECRET_KEY" in others:
            monkeypatch.delenv("SECRET_KEY")
        problems = checks.site_problems()
        assert all(each.msg and each.hint for each in problems)
        return [each.id.removeprefix("texter.") for each in problems]

    return found


@pytest.mark.parametrize(
    ("others", "ids"),
    [
        ({}, []),
        (SITE, []),
        ({**SITE, "SECRET_KEY": "x"}, ["I001"]),
        ({**SITE, **POSTGRES, "SECRET_KEY": "x"}, ["W002"]),
        (HEROKU, ["E001", "E002"]),
        ({**HEROKU, **POSTGRES, **S3, "SECRET_KEY": "x"}, ["W001"]),
        ({**HEROKU, **POSTGRES, **S3, "TRUSTED_PROXIES": 0}, ["W005"]),
        ({**HEROKU, **POSTGRES, **S3}, []),
        ({"ALLOWED_HOSTS": ["*"]}, ["W003"]),
        ({"SITE_URL": "http://chat.example.org"}, ["W004"]),
        ({"SITE_URL": "http://localhost:8000"}, []),
        ({"WEB_CONCURRENCY": 2}, ["W006", "W007"]),
        ({"WEB_CONCURRENCY": 2, **POSTGRES}, ["W006"]),
        ({"WEB_CONCURRENCY": 2, **POSTGRES, "REDIS_URL": "redis://127.0.0.1:1/0"}, []),
        ({"HALF_SET": {"SMS": ["TWILIO_FROM"], "Sign-in with Google": []}}, ["W008"]),
        ({"TWILIO_ACCOUNT_SID": "AC1"}, ["W009"]),
        ({"TWILIO_ACCOUNT_SID": "AC1", "SMS": "twilio"}, []),
    ],
)
def test_each_is_a_sentence_with_its_fix(found, others, ids):
    assert found(others) == ids


def test_a_package_that_is_missing_is_said(settings, monkeypatch):
    settings.SENTRY_DSN = "https://key@sentry.example.org/1"
    assert "texter.W010" not in {each.id for each in checks.site_problems()}
    monkeypatch.setattr("texter.reporting.PACKAGE", "no_such_package")
    assert "texter.W010" in {each.id for each in checks.site_problems()}


def test_the_deploy_check_says_them(tmp_path):
    done = run(tmp_path, "manage.py", "check", "--deploy", ALLOWED_HOSTS="*")
    assert "texter.W003" in done.stderr
    assert "texter.W003" not in run(tmp_path, "manage.py", "check", ALLOWED_HOSTS="*").stderr


@pytest.mark.parametrize("server", ["uvicorn", "daphne"])
def test_a_disk_that_is_thrown_away_is_refused(tmp_path, server):
    port = {"uvicorn": ["--port", "0"], "daphne": ["-p", "0"]}[server]
    done = run(tmp_path, "-m", server, *port, "texter.asgi:application", **DYNO)
    assert done.returncode != 0
    assert "an SQLite database with it. Add PostgreSQL" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_refuses_it_too(tmp_path):
    done = run(tmp_path, "manage.py", "serve", **DYNO)
    assert done.returncode != 0
    assert "Add PostgreSQL" in done.stderr


def test_the_start_says_it_once(start_server):
    server = start_server(ALLOWED_HOSTS="*", TWILIO_ACCOUNT_SID="AC1")
    server.stop()
    said = server.log.read_text()
    assert said.count("ALLOWED_HOSTS has a *") == 1
    assert said.count("Set SMS=twilio") == 1


SHOW = """
from texter import settings as s
print(s.SMS, sorted(s.SOCIALACCOUNT_PROVIDERS), sum(s.HALF_SET.values(), []))
"""


def test_what_is_half_set_is_off(tmp_path):
    """A door that nobody could get through is not shown."""
    missing = ["TWILIO_AUTH_TOKEN", "TWILIO_FROM", "GOOGLE_CLIENT_SECRET", "OIDC_CLIENT_ID"]
    assert run(tmp_path, "-c", SHOW, **HALF).stdout.strip() == f"off [] {missing}"
    whole = run(tmp_path, "-c", SHOW, **WHOLE).stdout.strip()
    assert whole == "twilio ['google', 'openid_connect'] []"
