"""compose.yaml is what the compose specification allows, and names what is there."""

import json
import re
import shlex

import pytest
import yaml
from jsonschema_rs import validator_for

from tests.services.server import ROOT, procfile_words

SCHEMA = json.loads((ROOT / "tests/deploy/schemas/compose-spec.json").read_text())
WEB = ("web1", "web2")


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def services(compose) -> dict:
    return compose["services"]


def complaints(compose: dict) -> list[str]:
    return [error.message for error in validator_for(SCHEMA).iter_errors(compose)]


def test_the_specification_allows_it(compose):
    assert complaints(compose) == []


def test_the_specification_would_complain(compose):
    assert complaints({**compose, "services": {"web1": {"imagee": "texter"}}})


def test_its_processes_are_those_of_the_procfile(services):
    for name in WEB:
        assert shlex.split(services[name]["command"]) == procfile_words("8000")
    lines = (ROOT / "Procfile").read_text().splitlines()
    for name in ("release", "worker"):
        assert f"{name}: {services[name]['command']}" in lines


def test_whoever_waits_for_somebody_names_them(services):
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy":
                own = services[name].get("healthcheck") or "build" in services[name]
                assert own, f"{name} never says how it is"


def test_its_volumes_and_files_are_there(compose, services):
    mounts = [
        mount.split(":")[0] for service in services.values() for mount in service.get("volumes", [])
    ]
    for source in mounts:
        assert (ROOT / source).exists() if source.startswith("./") else source in compose["volumes"]


def test_texter_is_told_of_variables_that_it_reads(services):
    known = set(re.findall(r"^#([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert set(services["web1"]["environment"]) <= known


def test_nobody_outside_reaches_anybody_but_caddy(services):
    assert [name for name, service in services.items() if service.get("ports")] == ["caddy"]


def test_caddy_knows_both_and_lets_uploads_through(settings):
    caddy = (ROOT / "deploy/Caddyfile").read_text()
    assert re.search(r"reverse_proxy (.+) \{", caddy)[1].split() == [f"{n}:8000" for n in WEB]
    assert int(re.search(r"max_size (\d+)MB", caddy)[1]) * 1000**2 > settings.UPLOAD_BYTES
    assert caddy.count("{") == caddy.count("}")
