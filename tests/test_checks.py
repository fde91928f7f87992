"""What is set up so that it will not do is said, with the fix; what would lose data does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from texter import checks

ROOT = Path(__file__).resolve().parent.parent
HEROKU = {"DYNO": "web.1"}
POSTGRES = {"DATABASE_URL": "postgres://texter@127.0.0.1:1/texter"}
S3 = {"S3_BUCKET": "texter"}
SITE = {"SITE_URL": "https://chat.example.org"}
TWILIO = {"SMS": "twilio", "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}

ASK = """
import django
django.setup()
from texter.checks import site_problems
for each in site_problems():
    assert each.hint
    print(each.id, each.msg)
"""


def run(tmp_path, *words: str, **env: str) -> subprocess.CompletedProcess:
    given = {**os.environ, "DATA_DIR": str(tmp_path), **env}
    given = {name: value for name, value in given.items() if value}
    command = [sys.executable, *words]
    return subprocess.run(
        command, env=given, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )


@pytest.mark.parametrize(
    ("env", "ids"),
    [
        ({}, []),
        (SITE, []),
        ({**SITE, "SECRET_KEY": ""}, ["I001"]),
        ({**SITE, **POSTGRES, "SECRET_KEY": ""}, ["W002"]),
        (HEROKU, ["E001", "E002"]),
        ({**HEROKU, **POSTGRES, **S3, "SECRET_KEY": ""}, ["W001"]),
        ({**HEROKU, **POSTGRES, **S3, "TRUSTED_PROXIES": "0"}, ["W005"]),
        ({**HEROKU, **POSTGRES, **S3}, []),
        ({"ALLOWED_HOSTS": "*"}, ["W003"]),
        ({"SITE_URL": "http://chat.example.org"}, ["W004"]),
        ({"SITE_URL": "http://localhost:8000"}, []),
        ({"WEB_CONCURRENCY": "2"}, ["W006", "W007"]),
        ({"WEB_CONCURRENCY": "2", **POSTGRES}, ["W006"]),
        ({"WEB_CONCURRENCY": "2", **POSTGRES, "REDIS_URL": "redis://127.0.0.1:1/0"}, []),
        (TWILIO, ["W008"]),
        ({**TWILIO, "TWILIO_FROM": "+15005550006"}, []),
        ({**TWILIO, "SMS": ""}, ["W009"]),
        ({"GOOGLE_CLIENT_ID": "g"}, ["W008"]),
        ({"GOOGLE_CLIENT_ID": "g", "GOOGLE_CLIENT_SECRET": "s"}, []),
        ({"OIDC_SERVER": "https://id.example.org"}, ["W008"]),
    ],
)
def test_each_is_a_sentence_with_its_fix(tmp_path, env, ids):
    done = run(
        tmp_path, "-c", ASK, DJANGO_SETTINGS_MODULE="texter.settings", DATABASE_URL="", **env
    )
    assert done.returncode == 0, done.stderr
    assert [line.split()[0].removeprefix("texter.") for line in done.stdout.splitlines()] == ids


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
    done = run(tmp_path, "-m", server, *port, "texter.asgi:application", **HEROKU, DATABASE_URL="")
    assert done.returncode != 0
    assert "an SQLite database with it. Add PostgreSQL" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_refuses_it_too(tmp_path):
    done = run(tmp_path, "manage.py", "serve", **HEROKU, DATABASE_URL="")
    assert done.returncode != 0
    assert "Add PostgreSQL" in done.stderr


def test_the_start_says_it_once(start_server):
    server = start_server(ALLOWED_HOSTS="*", TWILIO_ACCOUNT_SID="AC1")
    server.stop()
    said = server.log.read_text()
    assert said.count("ALLOWED_HOSTS has a *") == 1
    assert said.count("Set SMS=twilio") == 1


def test_what_is_half_set_is_off(start_server):
    """A door that nobody could get through is not shown."""
    server = start_server(**TWILIO, GOOGLE_CLIENT_ID="g")
    facts = server.manage("shell", "-v", "0", "-c", SHOW)
    assert facts.split() == ["off", "[]"]


SHOW = "from django.conf import settings as s; print(s.SMS, list(s.SOCIALACCOUNT_PROVIDERS))"
