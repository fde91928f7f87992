"""Taking out one's data: all of one's own, and nothing of anybody else."""

import json
import tracemalloc
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from asgiref.sync import async_to_sync
from django.test import AsyncClient
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts import exports, people, profiles
from accounts.models import PhoneNumber, User
from chat.actions.memberships import leave_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.reports import report_message, report_person, resolve_report
from chat.models import Room
from tests.cast import membership, person, room_of, say

pytestmark = pytest.mark.django_db

DOOR = "export_data"


@pytest.fixture
def take_out(bob):
    def read() -> dict[str, bytes]:
        with exports.export(bob) as file, ZipFile(file) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    return read


def lines(content: bytes) -> list[dict]:
    return [json.loads(line) for line in content.splitlines()]


def test_the_profile_and_the_ways_to_sign_in_are_there(take_out, bob):
    profiles.change(bob, bio="I sail ⛵")
    EmailAddress.objects.create(user=bob, email="bob@example.org", verified=True)
    PhoneNumber.objects.create(user=bob, number="+4915112345678")
    account = json.loads(take_out()["account.json"])
    assert (account["name"], account["username"], account["bio"]) == ("Bob", "bob", "I sail ⛵")
    assert account["emails"][0]["email"] == "bob@example.org"
    assert account["phones"][0]["number"] == "+4915112345678"
    assert account["date_joined"]


def test_what_they_decided_about_others_is_there_and_who_they_were_is_not(take_out, ann, bob):
    people.deactivate(person("cid"), by=bob)
    people.deactivate(person("dan"), by=ann)
    account = json.loads(take_out()["account.json"])
    assert [each["verb"] for each in account["decisions"]] == ["person.deactivated"]
    assert set(account["decisions"][0]) == {"at", "verb"}


def test_no_secret_leaves(take_out, bob):
    content = take_out()["account.json"].decode()
    assert bob.password not in content
    assert "password" not in content


def test_the_photo_is_there_for_who_has_one(take_out, bob):
    assert "avatar.webp" not in take_out()
    profiles.set_avatar(bob, b"picture")
    assert take_out()["avatar.webp"] == b"picture"


def test_the_rooms_are_there(take_out, ann, bob):
    room_of(ann, bob)
    rooms = lines(take_out()["rooms.jsonl"])
    assert [(room["name"], room["role"]) for room in rooms] == [
        ("General", "member"),
        ("Launch week", "member"),
    ]
    assert all(room["joined_at"] for room in rooms)


def test_all_own_messages_are_there_and_no_others(take_out, ann, bob):
    room = room_of(ann, bob)
    say(ann, room, "from ann")
    say(bob, room, "one\ntwo ⛵")
    edit_message(message=say(bob, room, "helo"), by=bob, body="hello")
    delete_message(message=say(bob, room, "secret"), by=bob)
    written = lines(take_out()["messages.jsonl"])
    assert [message["body"] for message in written] == ["one\ntwo ⛵", "hello"]
    assert [bool(message["edited_at"]) for message in written] == [False, True]
    assert all(message["room_name"] == "Launch week" for message in written)
    assert [message["seq"] for message in written] == [3, 4]


def test_a_closed_room_that_was_left_keeps_its_name_to_itself(take_out, ann, bob):
    room = room_of(ann, bob)
    say(bob, room, "still mine")
    leave_room(membership=membership(bob, room))
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.CLOSED, name="Hush")
    (message,) = lines(take_out()["messages.jsonl"])
    assert (message["body"], message["room_name"]) == ("still mine", None)


def test_own_reports_are_there_and_none_about_oneself(take_out, ann, bob):
    room = room_of(ann, bob)
    spam = say(ann, room, "buy")
    report_message(message=spam, by=bob, reason="spam", words="again")
    report_person(person=ann, by=bob, reason="other")
    report_message(message=say(bob, room, "mine"), by=ann, reason="abuse", words="he is rude")
    files = take_out()
    assert files["decided_reports.jsonl"] == b""
    about_message, about_person = lines(files["reports.jsonl"])
    assert (about_message["room"], about_message["seq"]) == (room.pk, spam.seq)
    assert (about_message["reason"], about_message["words"]) == ("spam", "again")
    assert (about_message["person"], about_person["person"]) == (None, "ann")
    assert not [name for name, content in files.items() if b"he is rude" in content]


def test_what_a_moderator_decided_and_noted_is_there_and_about_whom_is_not(take_out, ann, bob):
    dan = person("dan")
    User.objects.filter(pk__in=[bob.pk, dan.pk]).update(is_staff=True)
    bob.refresh_from_db()
    dan.refresh_from_db()
    for by, note in ((bob, "Talked to them."), (dan, "No.")):
        report = report_person(person=person(f"of{by}".lower()), by=ann, reason="spam")
        resolve_report(report=report, by=by, note=note)
    (decided,) = lines(take_out()["decided_reports.jsonl"])
    assert (decided["state"], decided["note"]) == ("resolved", "Talked to them.")
    assert decided["decided_at"]
    assert set(decided) == {"report", "state", "decided_at", "note"}


def test_the_button_downloads_a_zip(browse_as, bob):
    client = browse_as(bob)
    assertContains(client.get(reverse("settings_data")), "Export my data")
    with pytest.warns(Warning, match="asynchronous iterators"):
        content = b"".join(answer := client.post(reverse(DOOR)))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="texter-data.zip"'
    assert "account.json" in ZipFile(BytesIO(content)).namelist()


@pytest.mark.django_db(transaction=True)
def test_a_server_sends_it_in_pieces(bob):
    profiles.set_avatar(bob, bytes(5 * exports.PIECE))

    async def pieces() -> list[bytes]:
        client = AsyncClient()
        await client.aforce_login(bob, "accounts.backends.PasswordBackend")
        answer = await client.post(reverse(DOOR))
        return [piece async for piece in answer]

    received = async_to_sync(pieces)()
    assert len(received) > 5
    assert "avatar.webp" in ZipFile(BytesIO(b"".join(received))).namelist()


def test_much_is_kept_on_the_disk_and_not_in_memory(bob, monkeypatch):
    def much(**kwargs):
        return [(None, ("much.jsonl", (bytes(2**20) for _ in range(100))))]

    monkeypatch.setattr(exports.data_collected, "send", much)
    tracemalloc.start()
    exports.export(bob).close()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 2**20


def test_the_door_takes_a_post(browse_as, bob):
    assert browse_as(bob).get(reverse(DOOR)).status_code == 405


def test_who_is_signed_out_gets_nothing(client, ann):
    answer = client.post(reverse(DOOR))
    assertRedirects(answer, f"{reverse('account_login')}?next={reverse('settings')}")
    page = client.get(reverse("settings_data"))
    assertRedirects(page, f"{reverse('account_login')}?next={reverse('settings_data')}")
