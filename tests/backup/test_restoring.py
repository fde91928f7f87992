"""What was backed up is back, and goes on where it was."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Allowance, Avatar, User
from accounts.tokens.personal import make_token, token_for
from chat.models import Attachment, Message, Room
from chat.search.results import results_for
from chat.sidebar import rows_for
from tests.backup.harm import with_rows
from tests.backup.site import WORDS, furnish
from tests.cast import person, room_of, say
from tests.files import address, body_of
from texter.backup.archives import open_archive
from texter.backup.making import make_backup
from texter.backup.media import listed
from texter.backup.objects import Objects
from texter.backup.places import Folder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def restored(archived, media) -> Folder:
    call_command("restore", str(archived))
    return archived


def found(user, typed: str) -> list[str]:
    return [each.message.body for each in results_for(user, typed, rows_for(user.pk)).found]


def digests(place: Folder) -> dict[str, str]:
    return {table.model: table.stored.sha256 for table in open_archive(place).manifest.tables}


def test_every_row_is_as_it_was(restored, tmp_path):
    made = make_backup(Folder(tmp_path / "again"))
    again, before = digests(Folder(tmp_path / "again")), digests(restored)
    assert again == before
    assert made.manifest.media == open_archive(restored).manifest.media


def test_numbers_go_on_where_they_were(archived, media):
    last = {table.model: table.last_id for table in open_archive(archived).manifest.tables}
    call_command("restore", str(archived))
    ann, room = User.objects.get(username="ann"), Room.objects.get(name="Launch week")
    assert last["chat.message"] > Message.objects.order_by("-pk")[0].pk
    message = say(ann, room, "hello again")
    assert message.pk == last["chat.message"] + 1
    assert (message.seq, message.version) == (room.last_seq + 1, room.version + 1)
    assert room_of(ann, name="New").pk == last["chat.room"] + 1
    assert person("cid").pk == last["accounts.user"] + 1


def test_pages_files_and_search_are_there(restored, browse_as):
    ann, room = User.objects.get(username="ann"), Room.objects.get(name="Launch week")
    bob = User.objects.get(username="bob")
    browser = browse_as(ann)
    page = browser.get(f"/rooms/{room.pk}/")
    assert "世界 🎉" in page.content.decode()
    notes = Attachment.objects.get(name="notes.txt")
    assert body_of(browser.get(address(notes))) == b"tea for two"
    assert browser.get(address(Attachment.objects.get(name="sun.png"), "small")).status_code == 200
    assert found(ann, "grüße") == [WORDS]
    assert found(bob, "notes") == ["notes"]
    assert found(bob, "never") == []
    assert bytes(Avatar.objects.get(user=ann).image).startswith(b"RIFF")


def test_a_password_still_lets_in(restored):
    user = User.objects.get(username="ann")
    assert user.password.startswith("argon2$")
    client = Client()
    fields = {"login": "ann", "password": "correct horse battery"}
    client.post(reverse("account_password_login"), fields)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_rights_of_programs_are_back(ann, media, tmp_path):
    _, text = make_token(ann, "laptop")
    make_backup(Folder(tmp_path / "backups"))
    call_command("flush", interactive=False, verbosity=0)
    assert token_for(text) is None
    call_command("restore", str(tmp_path / "backups"))
    assert token_for(text).user == ann


def test_a_site_that_somebody_uses_is_left_alone(archived, media, ann):
    with pytest.raises(CommandError, match="This site is not empty: it has"):
        call_command("restore", str(archived))
    assert list(User.objects.values_list("username", flat=True)) == ["ann"]
    assert not Message.objects.filter(body=WORDS).exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_who_only_looked_at_the_pages_is_no_hindrance(archived, media):
    Allowance.objects.create(key="looked", spent=1, renews_at="2030-01-01T00:00Z")
    call_command("restore", str(archived))
    assert Message.objects.filter(body=WORDS).exists()
    assert not Allowance.objects.filter(key="looked").exists()


def test_one_that_was_interrupted_is_begun_again(archived, media):
    names = [name for name, stored in _files(archived) if stored]
    kept = archived.path / dict(_files(archived))[names[0]].path
    default_storage.save(names[0], kept.open("rb"))
    call_command("restore", str(archived))
    assert sorted(_names_in(media)) == sorted(names)


def test_a_file_of_somebody_else_is_not_written_over(archived, media):
    name = _files(archived)[0][0]
    (media / name).parent.mkdir(parents=True)
    (media / name).write_bytes(b"another's")
    with pytest.raises(CommandError, match="another file is at"):
        call_command("restore", str(archived))
    assert (media / name).read_bytes() == b"another's"
    assert not User.objects.exists()


def test_rows_that_do_not_fit_together_leave_nothing(archived, media):
    """Signed by somebody who knows how: only the database can tell."""
    with_rows(archived, "chat.message", lambda lines: [*lines[1:], lines[1]])
    with pytest.raises(CommandError, match="The database does not take what the archive has"):
        call_command("restore", str(archived))
    assert not Room.objects.exists()
    assert not User.objects.exists()


def test_a_file_that_was_gone_is_missing_and_no_more(media, tmp_path, browse_as):
    site = furnish()
    (media / site.notes.file.name).unlink()
    make_backup(Folder(tmp_path / "backups"))
    for path in media.rglob("*"):
        path.is_file() and path.unlink()
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", str(tmp_path / "backups"))
    browser = browse_as(site.ann)
    assert browser.get(address(site.notes)).status_code == 404
    assert browser.get(address(site.sun)).status_code == 200


def _files(place: Folder):
    return list(listed(open_archive(place).manifest.media, Objects(place)))


def _names_in(media: Path) -> list[str]:
    return [str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()]
