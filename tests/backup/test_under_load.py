"""A backup while people talk: one moment of the site, whole."""

from threading import Event

import pytest

from tests.backup.harm import lines_of
from tests.cast import say, together
from tests.files import upload
from texter.backup.archives import check_archive, open_archive
from texter.backup.making import make_backup
from texter.backup.places import Folder

pytestmark = pytest.mark.django_db(transaction=True)

BACKUPS = 3
TALKERS = 3


def test_rows_are_those_of_one_moment(room, ann, bob, tmp_path, media):
    place = Folder(tmp_path / "backups")
    is_over = Event()

    def talk() -> int:
        count = 0
        while not is_over.is_set():
            attachment = upload(bob, room, b"file %d" % count)
            say(bob, room, f"message {count}", attachments=[attachment])
            count += 1
        return count

    def back_up() -> list:
        try:
            return [make_backup(place).manifest for _ in range(BACKUPS)]
        finally:
            is_over.set()

    manifests, *said = together(back_up, *[talk] * TALKERS)
    assert min(said) > 0
    sizes = [look_at(place, manifest) for manifest in manifests]
    assert sizes[0] < sizes[-1]  # they talked on meanwhile


def look_at(place: Folder, manifest) -> int:
    """How many messages there are; everything in it goes with everything else."""
    archive = open_archive(place, manifest.name)
    check_archive(archive)
    tables = {table.model: table for table in manifest.tables}

    def rows(label: str) -> list[dict]:
        table = tables[label]
        return [
            dict(zip(table.fields, line, strict=True)) for line in lines_of(place, table.stored)
        ]

    messages = {row["id"]: row for row in rows("chat.message")}
    for each in rows("chat.room"):
        said = [row for row in messages.values() if row["room_id"] == each["id"]]
        assert sorted(row["seq"] for row in said) == list(range(1, each["last_seq"] + 1))
        assert max(row["version"] for row in said) == each["version"]
    carried = [row["message_id"] for row in rows("chat.attachment") if row["message_id"]]
    assert len(carried) == sum(row["has_attachments"] for row in messages.values())
    assert set(carried) <= set(messages)
    assert all(row["last_read_seq"] <= len(messages) for row in rows("chat.membership"))
    assert manifest.media.gone == 0
    return len(messages)
