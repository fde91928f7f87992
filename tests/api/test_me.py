"""Oneself, by a program: what one shows, how present one is, and going for good."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from PIL import Image

from accounts.models import User
from chat import presence
from chat.actions.departures import leave_every_room
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue(), "image/png")


def put_avatar(asks, **fields):

    body = encode_multipart(BOUNDARY, fields)
    return asks.client.put("/api/v1/me/avatar", body, content_type=MULTIPART_CONTENT)


def test_one_is_told_what_one_chose_and_others_are_not(program, ann, bob):
    assert program(bob).get("/me").json()["contacts_only"] is False
    assert "contacts_only" not in program(bob).get(f"/users/{ann.pk}").json()


def test_a_profile_is_changed(program, bob):
    told = (
        program(bob).patch("/me", {"name": " Bob  B ", "username": "BOBBY", "bio": "Tea."}).json()
    )
    assert (told["name"], told["username"], told["bio"]) == ("Bob B", "bobby", "Tea.")
    bob.refresh_from_db()
    assert bob.username == "bobby"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"username": "ann"}, "username"),
        ({"username": "a b"}, "username"),
        ({"username": "x\x00y"}, "username"),
        ({"bio": "x" * 201}, "bio"),
        ({"bio": None}, "bio"),
        ({"is_owner": True}, "is_owner"),
        ({"name": 7}, "name"),
    ],
)
def test_what_no_form_would_take_is_refused(program, bob, body, field):
    answer = program(bob).patch("/me", body)
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {field}
    assert User.objects.get(pk=bob.pk).username == "bob"


def test_a_picture_is_put_and_taken_away(program, bob):
    asks = program(bob)
    told = put_avatar(asks, picture=picture())
    assert told.status_code == 200
    assert told.json()["avatar_url"].startswith(f"/avatars/{bob.pk}/")
    assert asks.delete("/me/avatar").status_code == 204
    assert asks.get("/me").json()["avatar_url"] is None


def test_what_is_no_picture_is_refused(program, bob):
    fake = SimpleUploadedFile("me.png", b"<svg/>", "image/png")
    refused = put_avatar(program(bob), picture=fake)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "picture")
    assert put_avatar(program(bob), picture="text").status_code == 422
    broken = program(bob).client.put("/api/v1/me/avatar", b"x", content_type="multipart/form-data")
    assert broken.status_code == 400


# -- Presence


@pytest.mark.django_db(transaction=True)
def test_presence_and_status_are_said_and_seen(program, ann, bob, room):
    until = (timezone.now() + timedelta(hours=1)).isoformat()
    status = {"emoji": "🍵", "text": "Tea", "until": until}
    told = program(bob).put("/me/presence", {"status": "away", **status}).json()
    assert (told["presence"], told["text"]) == ("away", "Tea")
    seen = program(ann).get(f"/users/{bob.pk}/presence").json()
    assert (seen["presence"], seen["emoji"]) == ("away", "🍵")
    assert seen["until"]
    assert seen["last_seen_at"]


@pytest.mark.django_db(transaction=True)
def test_who_appears_offline_leaves_no_trace(program, ann, bob, room):
    program(bob).put("/me/presence", {"status": "online", "text": "Tea"})
    program(bob).put("/me/presence", {"status": "offline"})
    seen = program(ann).get(f"/users/{bob.pk}/presence").json()
    assert (seen["presence"], seen["last_seen_at"], seen["text"]) == ("offline", None, "Tea")


@pytest.mark.django_db(transaction=True)
def test_strangers_and_the_blocked_see_nobody_come_or_go(program, ann, bob, cid, room):
    program(bob).put("/me/presence", {"status": "online"})
    assert presence.status_of(bob.pk) == "online"
    leave_every_room(user=cid)
    assert program(cid).get(f"/users/{bob.pk}").json()["presence"] == "offline"
    program(bob).post("/blocks", {"user": ann.pk})
    seen = program(ann).get(f"/users/{bob.pk}").json()
    assert (seen["presence"], seen["last_seen_at"]) == ("offline", None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"status": "here"},
        {"status": "online", "emoji": "tea"},
        {"status": "online", "text": "x" * 81},
        {"status": "online", "text": "Tea", "until": "2001-01-01T00:00:00Z"},
        {"status": "online", "text": "Tea", "until": "2001-01-01T00:00:00"},
        {"status": "online", "until": 10**30},
    ],
)
def test_a_presence_that_makes_no_sense_is_refused(program, bob, body):
    assert program(bob).put("/me/presence", body).status_code == 422
    assert presence.status_of(bob.pk) == "offline"


# -- Going


def test_an_account_goes_with_its_password(program, bob):
    asks = program(bob)
    wrong = asks.delete("/me", {"password": "wrong"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "password")
    gone = asks.delete("/me", {"password": PASSWORD})
    assert gone.status_code == 200
    assert "photo" in gone.json()["gone"]
    assert "messages" in gone.json()["stays"]
    bob.refresh_from_db()
    assert not bob.is_active
    assert asks.get("/me").status_code == 401


def test_guesses_at_it_are_counted(program, bob):
    asks = program(bob)
    for _ in range(10):
        asks.delete("/me", {"password": "wrong"})
    refused = asks.delete("/me", {"password": PASSWORD})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


@pytest.mark.parametrize("body", [None, {}, {"password": ""}])
def test_without_one_a_fresh_sign_in_is_needed(program, bob, body):
    refused = program(bob).delete("/me", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
    assert User.objects.get(pk=bob.pk).is_active


def test_a_fresh_sign_in_is_enough(bob):
    body = {"username": "bob", "password": PASSWORD}
    login = Client().post("/api/auth/app/v1/auth/login", body, content_type="application/json")
    headers = {"Authorization": f"Bearer {login.json()['meta']['access_token']}"}
    assert Client(headers=headers).delete("/api/v1/me").status_code == 200
    assert not User.objects.filter(username="bob").exists()


def test_the_sites_owner_stays(program, ann):
    assert program(ann).delete("/me", {"password": PASSWORD}).status_code == 403
    assert User.objects.get(pk=ann.pk).is_active


def test_a_writing_token_cannot_end_the_account(program, bob):
    refused = program(bob, scope="write").delete("/me", {"password": PASSWORD})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_in_scope")
    assert User.objects.get(pk=bob.pk).is_active


def test_a_page_of_another_site_does_nothing_with_a_session(bob):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(bob, "accounts.backends.PasswordBackend")
    refused = browser.patch("/api/v1/me", {"name": "Eve"}, content_type="application/json")
    assert refused.status_code == 403
    assert User.objects.get(pk=bob.pk).name == "Bob"
