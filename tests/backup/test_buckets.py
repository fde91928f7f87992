"""The same in a bucket."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from chat.models import Message
from tests.backup.site import WORDS, furnish
from tests.cast import say
from tests.services.s3 import FakeS3
from texter.backup.ages import last_backup_at

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "s3://vault/texter/main"


@pytest.fixture
def bucket(settings, media) -> Iterator[FakeS3]:
    with FakeS3() as service:
        keys = {"access_key": "key", "secret_key": "secret", "addressing_style": "path"}
        settings.S3_SERVER = {**settings.S3_SERVER, **keys, "endpoint_url": service.url}
        settings.BACKUP_TO = ADDRESS
        yield service


def test_there_and_back(bucket, media, capsys):
    furnish()
    assert last_backup_at() is None
    call_command("backup")
    assert f"is in {ADDRESS}: " in capsys.readouterr().out
    assert last_backup_at() is not None
    assert all(path.startswith("/vault/texter/main/") for path in bucket.kept)
    call_command("restore", check=True)
    call_command("flush", interactive=False, verbosity=0)
    for path in media.rglob("*.*"):
        path.unlink()
    call_command("restore")
    assert Message.objects.filter(body=WORDS).exists()
    assert len([path for path in media.rglob("*") if path.is_file()]) == 5


def test_each_piece_is_kept_once_and_old_ones_go(bucket, room, ann):
    call_command("backup")
    before = dict(bucket.kept)
    call_command("backup")
    assert len(bucket.kept) == len(before) + 1  # its manifest
    say(ann, room, "more")
    call_command("backup", keep=1)
    assert len([path for path in bucket.kept if "/manifests/" in path]) == 1
    assert before.keys() - bucket.kept.keys()
    call_command("restore", check=True)


def test_what_is_missing_there_is_refused(bucket, room, ann):
    call_command("backup")
    bucket.kept.pop(next(path for path in bucket.kept if "/objects/" in path))
    with pytest.raises(CommandError, match="is missing"):
        call_command("restore", check=True)


def test_one_that_does_not_answer_is_named_in_words(bucket, settings, ann):
    settings.S3_SERVER = {**settings.S3_SERVER, "endpoint_url": "http://127.0.0.1:9"}
    with pytest.raises(CommandError, match=f"{ADDRESS} does not do what it should"):
        call_command("backup")


def test_an_address_without_a_bucket_is_told(bucket, ann):
    with pytest.raises(CommandError, match="names no bucket"):
        call_command("backup", "s3:///texter")
