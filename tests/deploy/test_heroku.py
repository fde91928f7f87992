"""What Heroku, and hosts like it, read: Procfile, app.json, .python-version, and their variables."""

import json
import re
import shlex

import pytest

from tests.deploy.stated import settings_in
from tests.services.server import ROOT, procfile_words

SETTINGS = (ROOT / ".env.example").read_text()
LINES = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())


def test_the_three_kinds_of_process():
    assert list(LINES) == ["release", "web", "worker"]
    assert shlex.split(LINES["release"]) == ["python", "manage.py", "migrate", "--noinput"]
    assert shlex.split(LINES["worker"]) == ["python", "manage.py", "deliver"]
    assert procfile_words("5000")[:2] == ["uvicorn", "texter.asgi:application"]


def test_the_app_names_processes_and_variables_that_exist():
    app = json.loads((ROOT / "app.json").read_text())
    assert set(app["formation"]) <= set(LINES)
    known = set(re.findall(r"^#([A-Z0-9_]+)=", SETTINGS, re.M)) | {"WEB_CONCURRENCY"}
    assert set(app["env"]) <= known
    assert {addon.partition(":")[0] for addon in app["addons"]} == {
        "heroku-postgresql",
        "heroku-redis",
    }


def test_a_dyno_stands_behind_one_proxy():
    """Its router's headers are believed without another variable."""
    assert settings_in("TRUSTED_PROXIES", DYNO="web.1", S3_BUCKET="b", SECRET_KEY="k") == "1"
    assert settings_in("TRUSTED_PROXIES") == "0"
    assert settings_in("TRUSTED_PROXIES", DYNO="web.1", TRUSTED_PROXIES="2") == "2"


@pytest.mark.parametrize(
    ("address", "becomes"),
    [
        ("rediss://:pw@host:6380", "rediss://:pw@host:6380?ssl_cert_reqs=none"),
        ("rediss://host/0?timeout=3", "rediss://host/0?timeout=3&ssl_cert_reqs=none"),
        ("redis://host:6379/0", "redis://host:6379/0"),
    ],
)
def test_the_switch_for_certificates_that_nobody_vouches_for(address, becomes):
    assert settings_in("REDIS_URL", REDIS_URL=address, REDIS_TLS_INSECURE="1") == becomes
    assert settings_in("REDIS_URL", REDIS_URL=address) == address


def test_every_process_keeps_to_its_connections():
    pool = settings_in(
        "DATABASES['default']['OPTIONS']['pool']['max_size']",
        DATABASE_URL="postgres://h/n",
        DATABASE_CONNECTIONS="8",
    )
    assert pool == "8"
