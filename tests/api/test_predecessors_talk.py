"""What the predecessors' clients did, done here from signing up to the message that arrives."""

import json
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from accounts.models import User
from chat.models import Membership, Room
from tests import cast
from tests.cast import membership
from tests.viewer import Viewer, cookies_for


class App:
    """Signs somebody up as an app does, and asks with the token that it is given."""

    def __init__(self, name: str):
        fields = {"username": name, "password": cast.PASSWORD}
        address = "/api/auth/app/v1/auth/signup"
        answer = Client().post(address, fields, content_type="application/json")
        self.token = answer.json()["meta"]["access_token"]
        self.client = Client(headers={"Authorization": f"Bearer {self.token}"})
        self.user = User.objects.get(username=name)

    def get(self, path: str, **query):
        return self.client.get(f"/api/v1{path}", query).json()

    def send(self, method: str, path: str, body: object = None):
        ask = getattr(self.client, method)
        return ask(f"/api/v1{path}", json.dumps(body or {}), content_type="application/json")

    def say(self, room: Room, body: str) -> dict:
        Membership.objects.filter(user=self.user).update(paced_to=0)
        return self.send("post", f"/rooms/{room.pk}/messages", {"body": body}).json()


@pytest.fixture
def mia(ann):
    return App("mia")


@pytest.fixture
def leo(mia):
    return App("leo")


@pytest.fixture
def lab(mia, leo):
    return cast.room_of(mia.user, leo.user, name="Lab")


@pytest.mark.django_db
def test_chat_back_end_fetches_packages_of_fifteen_by_time_stamp(mia, leo, lab):
    for number in range(20):
        mia.say(lab, str(number))
    package = leo.get("/messages", room=lab.pk, limit=15)
    assert [each["body"] for each in package["items"]] == [str(n) for n in range(19, 4, -1)]
    oldest = package["items"][-1]["sent_at"]
    last = leo.get("/messages", room=lab.pk, limit=15, until=oldest)
    assert [each["body"] for each in last["items"]][:5] == ["4", "3", "2", "1", "0"]
    assert last["next"] is None  # “LAST PACKAGE”
    assert leo.get("/messages", room=lab.pk, limit=15, until=lab.created_at.isoformat()) == {
        "items": [],
        "next": None,
    }


@pytest.mark.django_db
def test_real_time_chat_api_lists_messages_and_marks_one_as_read(mia, leo, lab):
    said = mia.say(lab, "Is this on?")
    listed = leo.get(f"/rooms/{lab.pk}/messages")["items"]
    assert listed[-1] == said
    assert membership(leo.user, lab).unread == 1
    assert leo.send("put", f"/messages/{said['id']}/read").status_code == 204
    assert membership(leo.user, lab).unread == 0
    seen = mia.get(f"/messages/{said['id']}/receipts")["items"]
    assert [each["user"]["username"] for each in seen] == ["leo"]


@pytest.mark.django_db(transaction=True)
async def test_django_chat_server_posts_a_file_that_arrives_live(server, ann):
    mia = await sync_to_async(App)("mia")
    leo = await sync_to_async(App)("leo")
    lab = await sync_to_async(cast.room_of)(mia.user, leo.user, name="Lab")
    cookies = await sync_to_async(cookies_for)(leo.user)
    async with Viewer(server.url, cookies, lab.pk) as page:
        await page.until(lambda page: page.version >= lab.version)
        answer = await page.http.post(
            f"/api/v1/rooms/{lab.pk}/messages",
            headers={"Authorization": f"Bearer {mia.token}"},
            data={"body": "The results", "client_id": str(uuid4())},
            files=[("files", ("results.csv", b"a,b\n1,2\n"))],
        )
        assert answer.status_code == 201, answer.text
        await page.until(lambda page: "results.csv" in page.bodies)
        url = answer.json()["attachments"][0]["url"]
        got = await page.http.get(url)
        assert (got.status_code, got.content) == (200, b"a,b\n1,2\n")


@pytest.mark.django_db
def test_django_chat_server_filters_messages_by_room(mia, leo, lab):
    other = cast.room_of(mia.user, leo.user, name="Office")
    mia.say(lab, "one")
    mia.say(other, "two")
    for room, body in ((lab, "one"), (other, "two")):
        newest = leo.get("/messages", room=room.pk, limit=1)["items"]
        assert [each["body"] for each in newest] == [body]
