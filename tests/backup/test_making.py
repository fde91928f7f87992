"""A backup: all there is, written down once, and never half."""

import gzip
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from chat.actions.messages import delete_message
from chat.models import Attachment, DeletedText, Message
from tests.backup.site import furnish
from tests.cast import say
from tests.files import send_file
from texter.backup import making
from texter.backup.ages import last_backup_at
from texter.backup.archives import check_archive, open_archive
from texter.backup.errors import BackupError
from texter.backup.making import make_backup, make_backup_with_keys
from texter.backup.manifests import names_in
from texter.backup.media import listed
from texter.backup.places import Folder
from texter.backup.rows import read_rows
from texter.backup.schema import LEFT_OUT, SESSIONS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path, media) -> Folder:
    return Folder(tmp_path / "backups")


def files_of(place: Folder) -> list[Path]:
    return [path for path in place.path.rglob("*") if path.is_file()]


def ids_in(place: Folder, label: str) -> list[int]:
    archive = open_archive(place)
    pairs = {table.model: (table, model) for table, model in archive.tables}
    return [values[0] for values in read_rows(*pairs[label], archive.objects)]


def test_every_table_is_in_it_or_left_out_for_a_reason(place, ann):
    every = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    manifest = make_backup(place).manifest
    assert {table.model for table in manifest.tables} == every - LEFT_OUT.keys() - SESSIONS.keys()
    assert LEFT_OUT.keys() | SESSIONS.keys() < every
    assert all([*LEFT_OUT.values(), *SESSIONS.values()])


def test_rows_and_files_are_counted(place):
    furnish()
    made = make_backup(place).manifest
    counts = {table.model: table.rows for table in made.tables}
    assert counts["chat.message"] == Message.objects.count()
    assert counts["chat.attachment"] == Attachment.objects.count() == 3
    names = [name for each in Attachment.objects.all() for name in each.file_names]
    assert made.media.files == len(names) == 5
    assert made.media.bytes == sum(
        os.stat(Path(django_settings.MEDIA_ROOT, n)).st_size for n in names
    )
    archive = open_archive(place)
    assert archive.manifest == made
    check_archive(archive)


def test_nobody_else_may_read_it(place):
    furnish()
    make_backup_with_keys(place)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files_of(place)} == {0o600}
    folders = {path.parent for path in files_of(place)}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_a_second_one_keeps_only_what_is_new_and_reads_no_file_again(place, room, ann, media):
    old = send_file(ann, room, b"old")
    make_backup(place)
    again = make_backup(place)
    assert again.objects.added == 0
    path = media / old.file.name
    path.write_bytes(b"odd")  # nobody does that: it only shows who reads
    send_file(ann, room, b"new")
    third = make_backup(place)
    kept = [(place.path / stored.path).read_bytes() for _, stored in _files(third)]
    assert sorted(kept) == [b"new", b"old"]
    assert len(names_in(place)) == 3


def test_a_file_that_is_deleted_meanwhile_is_noted(place, room, ann, media):
    kept, gone = send_file(ann, room, b"kept"), send_file(ann, room, b"gone")
    (media / gone.file.name).unlink()
    backup = make_backup(place)
    assert (backup.manifest.media.files, backup.manifest.media.gone) == (1, 1)
    assert {name: stored is None for name, stored in _files(backup)} == {
        kept.file.name: False,
        gone.file.name: True,
    }
    check_archive(open_archive(place))


def test_one_that_breaks_off_is_no_backup(place, room, ann, media, monkeypatch):
    send_file(ann, room)
    make_backup(place)
    say(ann, room, "more")
    monkeypatch.setattr(making, "keep_files", _no_space)
    with pytest.raises(OSError, match="No space left"):
        make_backup(place)
    assert len(names_in(place)) == 1
    assert not list((place.path / "incoming").iterdir())
    check_archive(open_archive(place))
    monkeypatch.undo()


def test_what_a_killed_one_left_goes_with_the_next(place, ann):
    make_backup(place)
    (place.path / "incoming" / "half").write_bytes(b"half")
    make_backup(place)
    assert not list((place.path / "incoming").iterdir())


def test_two_at_once_do_not_share_a_folder(place, ann):
    with place.locked(), pytest.raises(BackupError, match="is under way"):
        make_backup(Folder(place.path))
    make_backup(place)


def test_sessions_and_keys_are_in_it_only_where_asked_for(place, browse_as, ann):
    browse_as(ann)
    key = django_settings.SECRET_KEY
    without = make_backup(place).manifest
    assert without.secrets is None
    assert not {table.model for table in without.tables} & SESSIONS.keys()
    assert not any(key.encode() in path.read_bytes() for path in files_of(place))
    manifest = make_backup_with_keys(place).manifest
    assert key.encode() in (place.path / manifest.secrets.path).read_bytes()
    assert {t.model: t.rows for t in manifest.tables}["sessions.session"] == 1


def test_what_was_deleted_is_in_no_archive(place, ann, room):
    message = say(ann, room, "let me take that back")
    delete_message(message=message, by=ann)
    assert DeletedText.objects.get().body == "let me take that back"
    make_backup(place)
    assert ids_in(place, "chat.message") == [*Message.objects.values_list("pk", flat=True)]
    texts = [gzip.decompress(path.read_bytes()) for path in place.path.glob("objects/*/*")]
    assert not any(b"take that back" in text for text in texts)


def test_old_ones_go_and_what_only_they_had(place, room, ann, media, capsys):
    gone, kept = send_file(ann, room, b"only in the first"), send_file(ann, room, b"in both")
    first = make_backup(place)
    Attachment.objects.filter(pk=gone.pk).delete()
    call_command("backup", str(place), keep=1)
    assert capsys.readouterr().out.endswith("1 older removed.\n")
    (name,) = names_in(place)
    assert name != first.manifest.name
    contents = [path.read_bytes() for path in files_of(place)]
    assert b"only in the first" not in contents
    assert b"in both" in contents
    check_archive(open_archive(place))
    assert ids_in(place, "chat.attachment") == [kept.pk]


def test_none_is_kept_by_no_number(place, ann):
    with pytest.raises(CommandError, match="at least one"):
        call_command("backup", str(place), keep=0)
    assert names_in(place) == []


def test_the_command_says_what_it_made(place, room, ann, media, capsys):
    send_file(ann, room)
    call_command("backup", str(place))
    said = capsys.readouterr().out
    manifest = open_archive(place).manifest
    assert f"Backup {manifest.name} is in {place}: {manifest.rows} rows and 1 files;" in said


def test_its_age_can_be_found(place, settings, ann):
    settings.BACKUP_TO = str(place)
    assert last_backup_at() is None
    before = timezone.now()
    make_backup(place)
    assert before <= last_backup_at() <= timezone.now()
    assert timezone.now() - last_backup_at() < timedelta(minutes=1)


def _files(backup):
    return list(listed(backup.manifest.media, backup.objects))


def _no_space(*args):
    raise OSError("No space left on device")
