"""What is installed is what was looked at: pinned with hashes, and above every fault that we know of."""

import json
import re
import subprocess
import sys

import pytest
from packaging.version import Version

from tests.services.server import ROOT

LOCK = (ROOT / "requirements.txt").read_text()
PINNED = dict(re.findall(r"^([a-z][\w.-]*)==([^\s;]+)", LOCK, re.M))
# The first version without the faults that we know of, and the newest of them.
FLOORS = {
    "aiohttp": ("3.14.3", "GHSA-cq5v-8q36-5273: an answer in bad chunks is read past its end"),
    "certifi": ("2024.7.4", "CVE-2024-39689: roots that are no longer trusted"),
    "cryptography": ("50.0.0", "GHSA-g6cj-pr64-35w5: an oracle for encrypted messages"),
    "daphne": ("4.2.2", "CVE-2026-44545: frames of any size"),
    "django": ("5.2.14", "CVE-2026-5766: uploads past the limit for memory, over ASGI"),
    "django-allauth": ("65.19.4", "CVE-2026-97764: more tries at a password by accents"),
    "h11": ("0.16.0", "CVE-2025-43859: smuggled requests in chunks"),
    "idna": ("3.15", "CVE-2026-45409: a name that takes for ever"),
    "markdown-it-py": ("2.2.0", "CVE-2023-26302: a text that ends the process"),
    "pillow": ("13.0.0", "CVE-2026-96639: frames of a picture drawn into freed memory"),
    "pygments": ("2.20.0", "CVE-2026-4539: code that takes for ever"),
    "pyjwt": ("2.13.0", "PYSEC-2026-179, and its neighbours"),
    "redis": ("4.5.4", "CVE-2023-28859: one request gets the answer of another"),
    "requests": ("2.32.4", "CVE-2024-47081: credentials for another host"),
    "sqlparse": ("0.5.0", "CVE-2024-4340: nesting that ends the process"),
    "twisted": ("24.7.0", "CVE-2024-41671: answers out of order"),
    "ujson": ("5.12.0", "CVE-2026-32875: numbers that end the process"),
    "urllib3": ("2.6.3", "CVE-2026-21441: a redirect that unpacks without end"),
    "uvicorn": ("0.11.7", "CVE-2020-7695: headers by line breaks in addresses"),
    "websockets": ("9.1", "CVE-2021-33880: a password guessed by the clock"),
}


@pytest.mark.parametrize("name", FLOORS)
def test_no_version_with_a_known_fault_is_pinned(name):
    floor, fault = FLOORS[name]
    assert Version(PINNED[name]) >= Version(floor), fault


def test_what_is_pinned_is_what_was_asked_for():
    asked = re.findall(r"^([a-z][\w-]*)", (ROOT / "requirements.in").read_text(), re.M)
    assert set(asked) <= set(PINNED)
    assert len(PINNED) > 60


def test_every_package_has_hashes():
    entries = re.split(r"\n(?=[a-z])", LOCK.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_list_of_parts_names_each_package_with_its_hashes(tmp_path):
    """As `make sbom` makes it."""
    target = tmp_path / "sbom.json"
    command = re.search(r"^\t@(\.venv/bin/cyclonedx-py .+)$", (ROOT / "Makefile").read_text(), re.M)
    words = command[1].replace("sbom.json", str(target)).split()
    words[0:1] = [sys.executable, "-m", "cyclonedx_py"]
    subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    parts = json.loads(target.read_text())
    assert parts["bomFormat"] == "CycloneDX"
    assert parts["metadata"]["component"]["name"] == "texter"
    assert {part["name"]: part["version"] for part in parts["components"]} == PINNED
    for part in parts["components"]:
        assert part["externalReferences"][0]["hashes"], part["name"]
