"""The disk under SQLite fills up while people talk: they are told, lose nothing, and go on (promise P1)."""

import os
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.deploy.plain import sign_up

SIZE = 24  # MB: the empty database takes one, its log up to four
BODY = " ".join(["what is said here has to be kept"] * 250)
LEFT = 200 * 1024  # bytes that the stranger's file leaves
WORDS = "There is no space left here right now, so that was not kept. Try again later."


@pytest.fixture
def small_disk(tmp_path):
    if os.geteuid():
        pytest.skip("Only root may mount a small disk.")
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "texter", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def server(small_disk, start_server):
    media = small_disk.parent / "media"
    return start_server(DATA_DIR=str(small_disk), MEDIA_ROOT=str(media), DATABASE_URL=None)


class Writer:
    """Somebody in a room, and all that they were told is kept."""

    def __init__(self, url: str):
        self.browser = sign_up(url)
        self.room = re.search(r"/rooms/\d+/", str(self.browser.get("/").url))[0]
        self.confirmed: dict[str, str] = {}

    def say(self, body: str, key: str = "") -> httpx.Response:
        key = key or str(uuid4())
        headers = {"X-CSRFToken": self.browser.cookies["csrftoken"], "HX-Request": "true"}
        fields = {"body": body, "client_id": key}
        answer = self.browser.post(f"{self.room}messages/", data=fields, headers=headers)
        if answer.status_code == httpx.codes.OK:
            self.confirmed[key.replace("-", "")] = body
        return answer


def fill(disk: Path, left: int) -> Path:
    """A file of somebody else's that takes all but so much."""
    found = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(found.f_bavail * found.f_frsize - left))
    return ballast


def kept(disk: Path) -> dict[str, str]:
    address = f"file:{disk / 'texter.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        rows = database.execute("SELECT client_id, body FROM chat_message WHERE kind <> 'system'")
        return dict(rows.fetchall())


def test_a_full_disk_is_told_loses_nothing_and_is_over_when_there_is_room(small_disk, server):
    writer = Writer(server.url)
    for number in range(20):
        assert writer.say(f"{number} {BODY}").status_code == httpx.codes.OK
    ballast = fill(small_disk, LEFT)
    key, answer = str(uuid4()), None
    for number in range(2_000):
        answer = writer.say(f"{number} {BODY}", key)
        if answer.status_code != httpx.codes.OK:
            break
        key = str(uuid4())
    assert (answer.status_code, answer.text) == (507, WORDS)
    assert int(answer.headers["Retry-After"]) > 0
    for _ in range(10):
        assert writer.say(f"{number} {BODY}", key).status_code == 507
    assert writer.browser.get(writer.room).status_code == httpx.codes.OK
    assert writer.confirmed.items() <= kept(small_disk).items()
    server.kill()
    server.start()
    assert writer.browser.get(writer.room).status_code == httpx.codes.OK
    assert writer.confirmed.items() <= kept(small_disk).items()
    ballast.unlink()
    assert writer.say(f"{number} {BODY}", key).status_code == httpx.codes.OK
    assert writer.say("and on").status_code == httpx.codes.OK
    assert kept(small_disk) == writer.confirmed
