"""The Dockerfile's steps name what is there; what they run is what `make run` and the tests run."""

import json
import re
import subprocess
import sys
from fnmatch import fnmatch

import pytest

from tests.services.process import free_port
from tests.services.server import ROOT
from tests.services.web import FakeWeb, Page

DOCKERFILE = (ROOT / "Dockerfile").read_text()
STEPS = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.M)).splitlines()
IGNORED = [
    line
    for line in (ROOT / ".dockerignore").read_text().splitlines()
    if line and not line.startswith("#")
]


def steps(word: str) -> list[str]:
    return [step.removeprefix(f"{word} ").strip() for step in STEPS if step.startswith(f"{word} ")]


def test_it_is_the_python_that_we_name():
    version = (ROOT / ".python-version").read_text().strip()
    assert {step.split()[0] for step in steps("FROM")} == {f"python:{version}-slim"}


def test_what_it_copies_is_there():
    for step in steps("COPY"):
        *sources, _target = [word for word in step.split() if not word.startswith("--")]
        if "--from=build" not in step:
            assert [source for source in sources if not (ROOT / source).exists()] == []


def test_what_installing_reads_is_copied_before():
    first = STEPS.index(next(step for step in STEPS if step.startswith("RUN")))
    copied = {name for step in STEPS[:first] if step.startswith("COPY") for name in step.split()}
    read = re.findall(r"bin/\w+\.\w+", (ROOT / "bin/install").read_text())
    assert read
    assert {*read, "bin/install", "requirements.txt"} <= copied


def test_what_it_runs_is_there():
    programs = re.findall(r"(?:bin|deploy)/[\w.]+|manage\.py", " ".join(STEPS))
    assert {"bin/install", "deploy/healthcheck.py", "manage.py"} <= set(programs)
    assert [name for name in programs if not name.startswith(".venv") and not is_here(name)] == []
    assert json.loads(steps("CMD")[0]) == ["python", "manage.py", "serve"]


def is_here(name: str) -> bool:
    return (ROOT / name).exists() or name == "bin/python"


def test_it_does_not_run_as_root_and_keeps_its_data_in_a_volume():
    assert steps("USER") == ["texter"]
    assert steps("VOLUME") == ["/data"]
    assert "DATA_DIR=/data" in DOCKERFILE
    # After the last step that needs root.
    assert STEPS.index("USER texter") > max(STEPS.index(s) for s in STEPS if s.startswith("RUN"))


def test_nothing_of_ones_own_goes_into_it():
    for private in (".env", ".git", "data", ".venv", ".env.local"):
        assert any(fnmatch(private, pattern) for pattern in IGNORED), private
    needed = ("accounts", "bin", "chat", "deploy", "manage.py", "requirements.txt", "static")
    for name in (*needed, "templates", "texter"):
        assert not any(fnmatch(name, pattern) for pattern in IGNORED), name


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_ends_as_docker_expects(status, code):
    with FakeWeb() as web:
        web.pages["/healthz"] = Page(status=status)
        assert checked(web.host.rpartition(":")[2]) == code
        assert web.asked == ["/healthz"]


def test_nobody_there_is_not_healthy():
    assert checked(str(free_port())) == 1


def checked(port: str) -> int:
    words = [sys.executable, str(ROOT / "deploy/healthcheck.py")]
    return subprocess.run(words, env={"PORT": port}, check=False).returncode
