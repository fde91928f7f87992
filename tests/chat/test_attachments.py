"""Uploading: once for each key, within limits that are told in words, and taken back."""

from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from accounts import people
from accounts.allowances import Spent
from accounts.models import Allowance
from chat import discarding
from chat.actions import attachments
from chat.actions.attachments import take_back, take_back_all, upload_attachment
from chat.actions.memberships import leave_room
from chat.actions.room_life import archive_room, close_off
from chat.errors import (
    AttachmentConflict,
    AttachmentNotFound,
    AttachmentRefused,
    AttachmentTooLarge,
    RoomArchived,
    RoomNotFound,
    TooMuchWaiting,
)
from chat.models import Attachment, Room
from tests.cast import membership, room_of, say, together
from tests.files import file_of, large_file, picture, upload

pytestmark = pytest.mark.django_db


def kept_files() -> list[Path]:
    assert discarding.finish(10) == 0
    folder = Path(django_settings.MEDIA_ROOT, "attachments")
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def send_up(browse_as, room):
    """Post to the door as its script does."""

    def post(user, content=b"hello", name="notes.txt", key=None, room_id=room.pk, **options):
        fields = {"key": str(key or uuid4()), "file": file_of(content, name)}
        return browse_as(user).post(f"/rooms/{room_id}/attachments/", fields, **options)

    return post


def test_a_file_is_taken_in_and_waits(send_up, bob):
    key = uuid4()
    answer = send_up(bob, key=key)
    assert answer.status_code == 201
    expected = {"key": str(key), "name": "notes.txt", "size": 5, "kind": "file"}
    assert answer.json() == expected | {"width": None, "height": None}
    attachment = Attachment.objects.get(key=key)
    assert (attachment.message, attachment.uploader) == (None, bob)
    assert attachment.file.read() == b"hello"


def test_a_picture_tells_its_size(send_up, bob):
    answer = send_up(bob, picture(size=(60, 40)), "sun.jpg").json()
    assert (answer["kind"], answer["width"], answer["height"]) == ("image", 60, 40)


def test_the_same_key_again_answers_the_same(send_up, bob):
    key = uuid4()
    first, second = send_up(bob, key=key), send_up(bob, key=key)
    assert first.json() == second.json()
    assert Attachment.objects.count() == 1
    assert len(kept_files()) == 1


@pytest.mark.parametrize(("content", "name"), [(b"hullo", "notes.txt"), (b"hello", "other.txt")])
def test_the_same_key_for_another_file_is_a_conflict(send_up, bob, content, name):
    key = uuid4()
    send_up(bob, key=key)
    answer = send_up(bob, content, name, key=key, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.content.decode() == "A different file was already uploaded under this key."


def test_the_key_of_somebody_else_or_in_another_room_is_a_conflict(ann, bob, room):
    key = uuid4()
    upload(ann, room, key=key)
    with pytest.raises(AttachmentConflict):
        upload(bob, room, key=key)
    with pytest.raises(AttachmentConflict):
        upload(ann, room_of(ann), key=key)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_are_one(ann, room):
    key = uuid4()
    send = partial(upload, ann, room, picture(), "sun.jpg", key)
    one, two = together(send, send)
    assert one.pk == two.pk
    assert len(kept_files()) == 3


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404_as_for_no_room(send_up, cid, room, target):
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.CLOSED)
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 10**30}[target]
    answer = send_up(cid, room_id=room_id)
    assert answer.status_code == 404
    assert "That room does not exist, or you are not in it." in answer.content.decode()
    assert not Attachment.objects.exists()


def test_who_is_signed_out_is_sent_to_sign_in(client, room):
    address = f"/rooms/{room.pk}/attachments/"
    assert client.post(address, {"key": str(uuid4())}).url.startswith("/accounts/login/")
    assert client.post(address, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize(
    "fields",
    [{}, {"key": "x", "file": "file"}, {"file": "file"}, {"key": str(uuid4())}],
    ids=["nothing", "no UUID", "no key", "no file"],
)
def test_a_bad_body_is_refused(browse_as, bob, room, fields):
    if "file" in fields:
        fields = fields | {"file": file_of(b"hello")}
    assert browse_as(bob).post(f"/rooms/{room.pk}/attachments/", fields).status_code == 400


def test_the_wrong_method_is_refused(browse_as, bob, room):
    place = f"/rooms/{room.pk}/attachments/"
    assert browse_as(bob).get(place).status_code == 405
    assert browse_as(bob).get(f"{place}{uuid4()}/remove/").status_code == 405


def test_a_file_that_is_too_large_is_told_the_limit(bob, room):
    with pytest.raises(AttachmentTooLarge) as refusal:
        upload_attachment(
            membership=membership(bob, room), key=uuid4(), file=large_file(41 * 2**20 - 5)
        )
    assert str(refusal.value) == "Files can be up to 25 MB. This one is 41 MB."
    assert refusal.value.status == 413


def test_one_of_just_the_limit_is_taken(bob, room):
    file = large_file(django_settings.ATTACHMENT_BYTES)
    assert upload_attachment(membership=membership(bob, room), key=uuid4(), file=file).pk
    file.close()


def test_an_empty_file_is_refused(bob, room):
    with pytest.raises(AttachmentRefused, match="That file is empty"):
        upload(bob, room, b"")


@pytest.mark.parametrize(("name", "limit"), [("WAITING_ATTACHMENTS", 2), ("WAITING_BYTES", 12)])
def test_no_more_waits_than_may(settings, ann, bob, room, name, limit):
    setattr(settings, name, limit)
    first = upload(bob, room)
    upload(bob, room)
    with pytest.raises(TooMuchWaiting, match="can wait to be sent"):
        upload(bob, room)
    upload(ann, room)
    say(bob, room, "", attachments=[first])
    upload(bob, room)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_wait_than_may(settings, bob, room):
    settings.WAITING_ATTACHMENTS = 3

    def send():
        try:
            return upload(bob, room)
        except TooMuchWaiting:
            return None

    assert len([each for each in together(*[send] * 6) if each]) == 3
    assert Attachment.objects.count() == len(kept_files()) == 3


def test_files_are_uploaded_so_often(monkeypatch, bob, room):
    monkeypatch.setattr(attachments, "UPLOADS", attachments.UPLOADS._replace(limit=1))
    key = uuid4()
    upload(bob, room, key=key)
    upload(bob, room, key=key)
    with pytest.raises(Spent):
        upload(bob, room)


def test_a_day_takes_so_many_bytes_of_one_person(monkeypatch, ann, bob, room):
    monkeypatch.setattr(attachments, "UPLOADED", attachments.UPLOADED._replace(limit=3))
    key = uuid4()
    upload(bob, room, b"x" * 1500, key=key)
    upload(bob, room, b"x" * 1500, key=key)
    with pytest.raises(Spent) as refusal:
        upload(bob, room, b"x" * 1025)
    assert refusal.value.seconds > 86_000
    upload(bob, room, b"x" * 1024)
    upload(ann, room, b"x" * 1500)


def test_what_a_full_disk_refuses_is_told_and_costs_nothing(settings, send_up, bob):
    settings.FREE_MEGABYTES = 10**9
    answer = send_up(bob, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Retry-After"]) == (507, "600")
    assert answer.content.decode().startswith("There is no space left for files here")
    assert not Attachment.objects.exists()
    assert not Allowance.objects.filter(key__startswith="upload").exists()


def test_nothing_goes_into_an_archived_room(ann, room):
    archive_room(room=room, by=ann)
    with pytest.raises(RoomArchived):
        upload(ann, room)


def test_who_left_meanwhile_leaves_nothing_behind(bob, room):
    mine = membership(bob, room)
    leave_room(membership=membership(bob, room))
    with pytest.raises(RoomNotFound):
        upload_attachment(membership=mine, key=uuid4(), file=file_of(b"hello"))
    assert kept_files() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\u202egpj.exe", "agpj.exe"),
        ("..", "File"),
        ("   ", "File"),
        ("tab\tand\nline.txt", "tab and line.txt"),
        ("x" * 300 + ".pdf", "x" * 180 + ".pdf"),
    ],
)
def test_a_name_is_one_plain_line(bob, room, given, kept):
    file = file_of(b"hello")
    file._name = given
    attachment = upload_attachment(membership=membership(bob, room), key=uuid4(), file=file)
    assert attachment.name == kept


def test_what_waits_is_taken_back(browse_as, bob, room, django_capture_on_commit_callbacks):
    attachment = upload(bob, room, picture(), "sun.jpg")
    place = f"/rooms/{room.pk}/attachments/{attachment.key}/remove/"
    with django_capture_on_commit_callbacks(execute=True):
        assert browse_as(bob).post(place).status_code == 204
    assert not Attachment.objects.exists()
    assert kept_files() == []
    assert browse_as(bob).post(place).status_code == 404


def test_nobody_takes_back_what_is_not_theirs_or_was_sent(browse_as, ann, bob, cid, room):
    close_off(room=room, by=ann)
    attachment = upload(bob, room)
    place = f"/rooms/{room.pk}/attachments/{attachment.key}/remove/"
    assert browse_as(ann).post(place).status_code == 404
    assert browse_as(cid).post(place).status_code == 404
    say(bob, room, "here", attachments=[attachment])
    assert browse_as(bob).post(place).status_code == 404
    with pytest.raises(AttachmentNotFound):
        take_back(attachment=attachment)
    assert Attachment.objects.get().message


def test_who_goes_takes_what_waits_along(ann, bob, room, django_capture_on_commit_callbacks):
    sent, _ = upload(bob, room), upload(bob, room)
    hers = upload(ann, room)
    say(bob, room, "", attachments=[sent])
    with django_capture_on_commit_callbacks(execute=True):
        people.delete_person(bob)
    assert set(Attachment.objects.all()) == {sent, hers}
    assert len(kept_files()) == 2


def test_a_rollback_keeps_the_files(bob, room):
    upload(bob, room)

    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        take_back_all(user=bob)
        raise Undone
    assert len(kept_files()) == Attachment.objects.count() == 1
