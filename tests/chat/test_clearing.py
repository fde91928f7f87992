"""Files that nobody can have any more go by themselves, and no others do."""

import asyncio
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from chat import discarding
from chat.actions.clearing import FOLDERS_AT_ONCE, clean_attachments, clean_some_strays
from chat.actions.messages import delete_message
from chat.actions.room_life import delete_room
from chat.models import Attachment, Message
from tests.files import picture, send_file, upload
from texter import upkeep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def kept_files(folder: Path) -> list[Path]:
    assert discarding.finish(10) == 0
    return [path for path in folder.rglob("*") if path.is_file()]


def uploaded_ago(attachment: Attachment, **ago) -> None:
    then = timezone.now() - timedelta(**ago)
    Attachment.objects.filter(pk=attachment.pk).update(uploaded_at=then)


def deleted_ago(message: Message, by, **ago) -> None:
    delete_message(message=message, by=by)
    then = timezone.now() - timedelta(**ago)
    Message.objects.filter(pk=message.pk).update(deleted_at=then)


def test_what_waits_for_more_than_a_day_goes(bob, room, tmp_path, committing):
    old, new, sent = (
        upload(bob, room, picture(), "sun.jpg"),
        upload(bob, room),
        send_file(bob, room),
    )
    uploaded_ago(old, hours=25)
    uploaded_ago(new, hours=23)
    uploaded_ago(sent, days=100)
    with committing():
        assert clean_attachments() == 1
    assert set(Attachment.objects.all()) == {new, sent}
    assert len(kept_files(tmp_path)) == 2


def test_what_went_with_a_deleted_message_goes_an_hour_later(bob, room, tmp_path, committing):
    old, new, standing = (send_file(bob, room) for _ in range(3))
    deleted_ago(old.message, bob, minutes=61)
    deleted_ago(new.message, bob, minutes=59)
    with committing():
        assert clean_attachments() == 1
    assert set(Attachment.objects.all()) == {new, standing}
    assert len(kept_files(tmp_path)) == 2


def test_more_than_fit_one_batch_go_too(bob, room, settings, monkeypatch, committing):
    monkeypatch.setattr("chat.actions.clearing.AT_ONCE", 2)
    for _ in range(5):
        uploaded_ago(upload(bob, room), days=2)
    with committing():
        assert clean_attachments() == 5
    assert not Attachment.objects.exists()


def test_a_rooms_files_go_with_it(ann, bob, room, tmp_path, committing):
    send_file(bob, room, picture(), "sun.jpg")
    upload(bob, room)
    with committing():
        delete_room(room=room, by=ann)
    assert kept_files(tmp_path) == []


def test_the_command_finds_strays_of_a_killed_process_and_nothing_else(bob, room, tmp_path):
    kept = send_file(bob, room)
    stray, fresh = (
        default_storage.save(f"attachments/ab/{uuid4().hex}-x-file", ContentFile(b"x"))
        for _ in range(2)
    )
    for path in (stray, kept.file.name):
        os.utime(tmp_path / path, (0, 0))
    said = StringIO()
    call_command("clean_attachments", stdout=said)
    assert said.getvalue() == "0 attachments and 1 stray files removed.\n"
    assert {default_storage.exists(path) for path in (fresh, kept.file.name)} == {True}
    assert not default_storage.exists(stray)


def test_a_large_place_is_looked_through_in_turns(bob, room, tmp_path):
    stray = default_storage.save(f"attachments/ab/{uuid4().hex}-x-file", ContentFile(b"x"))
    os.utime(tmp_path / stray, (0, 0))
    found = [clean_some_strays() for _ in range(256 // FOLDERS_AT_ONCE)]
    assert sum(found) == 1
    assert not default_storage.exists(stray)


@pytest.mark.django_db(transaction=True)
async def test_a_server_process_does_it_by_itself(monkeypatch, bob, room, tmp_path):
    monkeypatch.setattr(upkeep, "EVERY", 0.01)
    old = await sync_to_async(upload)(bob, room)
    await sync_to_async(uploaded_ago)(old, days=2)
    task = asyncio.create_task(upkeep.keep_up())
    try:
        async with asyncio.timeout(10):
            while kept_files(tmp_path):
                await asyncio.sleep(0.01)
    finally:
        task.cancel()
    assert not await Attachment.objects.aexists()
