"""docs/licences.md lists all that is shipped, and nothing that would bind whoever runs it."""

import re
import subprocess
import sys

from tests.services.server import ROOT

PAGE = (ROOT / "docs/licences.md").read_text()
OURS = {"css", "js"}
# Each lets texter be MIT licensed, run and passed on.
ACCEPTED = re.compile(
    r"(0BSD|Apache-2\.0|BSD-[23]-Clause|ISC|LGPL-3\.0-only|MIT(-0|-CMU)?|MPL-2\.0|OFL-1\.1|PSF-2\.0"
    r"|TCL|Unicode-3\.0|ZPL-2\.1)"
)


def test_the_table_of_packages_is_what_they_say():
    words = [sys.executable, str(ROOT / "bin/licences")]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told.count("\n") > 60
    assert told in PAGE, "Run .venv/bin/python bin/licences --write"


def test_each_package_has_a_licence_that_we_take():
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|$", PAGE, re.M)
    packages = [(name, words) for name, words in rows if name not in {"package", "---"}]
    assert len(packages) > 60
    for name, words in packages:
        for licence in re.split(r" AND | OR ", words):
            assert ACCEPTED.fullmatch(licence), f"{name}: {licence}"


def test_each_folder_of_others_files_has_its_licence_listed():
    folders = {path.name for path in (ROOT / "static").iterdir()} - OURS
    listed = re.findall(r"\| `static/(\w+)` \| \[.+\]\(\.\./(static/\w+/[\w.-]+)\) \|", PAGE)
    assert {folder for folder, _ in listed} == folders
    assert [file for _, file in listed if not (ROOT / file).exists()] == []
    licences = {str(path.relative_to(ROOT)) for path in (ROOT / "static").rglob("*.txt")}
    assert {file for _, file in listed} == licences


def test_our_own_folders_hold_nobody_elses_files():
    """What others wrote says so at its head."""
    theirs = re.compile(r"copyright|@license|licensed under", re.I)
    for folder in OURS:
        for path in (ROOT / "static" / folder).iterdir():
            assert not theirs.search(path.read_text()[:2_000]), path.name
