"""A room's webhooks by the API; who may do what stands in test_answers.py."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from chat.actions.webhooks import make_webhook
from chat.models import Message, Webhook
from tests.cast import room_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(program, ann):
    return program(ann)


@pytest.fixture
def made(ann, room) -> tuple[Webhook, str]:
    return make_webhook(room=room, by=ann, name="Builds")


@pytest.fixture
def address(room, made) -> str:
    return f"/rooms/{room.pk}/webhooks/{made[0].pk}"


def speak(path: str, text: str) -> int:
    return Client().post(path, text, content_type="text/plain").status_code


def test_a_made_one_is_told_once_and_speaks(asks, room):
    told = asks.post(f"/rooms/{room.pk}/webhooks", {"name": " Builds "}).json()
    assert speak(told.pop("url"), "Green") == 200
    said = Message.objects.latest("pk")
    assert (said.body, said.author.name, said.room) == ("Green", "Builds", room)
    token = told.pop("token")
    (listed,) = asks.get(f"/rooms/{room.pk}/webhooks").json()["items"]
    assert listed.pop("last_used_at")
    told.pop("last_used_at")
    assert listed == told
    assert token[-4:] == listed["hint"]


def test_they_are_listed_page_by_page(asks, ann, room):
    made = [make_webhook(room=room, by=ann, name=name)[0].pk for name in ("a", "b", "c")]
    first = asks.get(f"/rooms/{room.pk}/webhooks", limit=2).json()
    rest = asks.client.get(first["next"]).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


def test_it_gets_another_name_and_a_picture(asks, made, address):
    assert asks.patch(address, {"name": "Deploys"}).json()["user"]["name"] == "Deploys"
    image = BytesIO()
    Image.new("RGB", (64, 64)).save(image, "PNG")
    form = encode_multipart(
        BOUNDARY, {"picture": SimpleUploadedFile("a.png", image.getvalue(), "image/png")}
    )
    told = asks.client.put(f"/api/v1{address}/picture", form, content_type=MULTIPART_CONTENT)
    assert told.json()["user"]["avatar_url"]
    assert Webhook.objects.get().user.name == "Deploys"


def test_the_token_before_leads_nowhere(asks, made, address):
    told = asks.post(f"{address}/token").json()
    assert speak(f"/api/v1/hooks/{made[1]}", "Green") == 404
    assert speak(told["url"], "Green") == 200


def test_a_revoked_one_is_not_there_any_more(asks, room, made, address):
    assert asks.delete(address).status_code == 204
    assert speak(f"/api/v1/hooks/{made[1]}", "Green") == 404
    assert asks.delete(address).status_code == 404
    assert asks.get(f"/rooms/{room.pk}/webhooks").json()["items"] == []


def test_one_of_another_room_is_not_there(asks, ann, made):
    other = room_of(ann, name="Office")
    refused = asks.patch(f"/rooms/{other.pk}/webhooks/{made[0].pk}", {"name": "x"})
    assert (refused.status_code, refused.json()["code"]) == (404, "webhook_not_found")


@pytest.mark.parametrize(
    "body", [{}, {"name": " "}, {"name": 1}, {"name": "x" * 61}, {"name": "B", "x": 1}, [], None]
)
def test_a_name_is_needed(asks, room, made, address, body):
    assert asks.post(f"/rooms/{room.pk}/webhooks", body).status_code == 422
    assert asks.patch(address, body).status_code == 422
    assert Webhook.objects.get().user.name == "Builds"


@pytest.mark.parametrize("path", ["", "/{id}", "/{id}/picture", "/{id}/token"])
def test_other_methods_are_refused(asks, room, made, path):
    address = f"/rooms/{room.pk}/webhooks{path.format(id=made[0].pk)}"
    method = asks.put if path in {"", "/{id}"} else asks.delete
    assert method(address, {}).status_code == 405


def test_a_new_token_takes_more_than_a_token_that_writes(program, ann, room, address):
    writes = program(ann, scope="write")
    assert writes.post(f"/rooms/{room.pk}/webhooks", {"name": "B"}).status_code == 403
    assert writes.post(f"{address}/token").status_code == 403
    assert Webhook.objects.count() == 1


def test_a_room_has_so_many(asks, room, made, settings):
    settings.WEBHOOKS_IN_ROOM = 1
    refused = asks.post(f"/rooms/{room.pk}/webhooks", {"name": "B"})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many")
