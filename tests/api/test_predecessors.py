"""What each of the five predecessors could do, done by a program from sign-up on; the names are those of
the table in docs/api.md."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

AUTH = "/api/auth/app/v1"


class Newcomer:
    """Somebody who signs up with a program and asks in their own name from then on."""

    def __init__(self, username: str):
        self.client = Client()
        body = {"username": username, "password": PASSWORD, "name": username.title()}
        told = self.send("post", f"{AUTH}/auth/signup", body)
        self.client = Client(headers={"Authorization": f"Bearer {told['meta']['access_token']}"})
        self.id = self.send("get", "/api/v1/me")["id"]

    def send(self, method: str, path: str, body: dict | None = None):
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        answer = getattr(self.client, method)(path, **given)
        assert answer.status_code < 300, answer.content
        return answer.json() if answer.content else None

    def ask(self, method: str, path: str, body: dict | None = None):
        return self.send(method, f"/api/v1{path}", body)


@pytest.fixture
def tess(db) -> Newcomer:
    return Newcomer("tess")


@pytest.fixture
def ravi(tess) -> Newcomer:
    return Newcomer("ravi")


def test_texter_user_fetchuser_updateprofile_activitystatus(tess, ravi):
    assert tess.ask("get", "/me")["username"] == "tess"
    tess.ask("patch", "/me", {"name": "Tess T", "bio": "Tea."})
    image = BytesIO()
    Image.new("RGB", (64, 64)).save(image, "PNG")
    picture = SimpleUploadedFile("a.png", image.getvalue())
    body = encode_multipart(BOUNDARY, {"picture": picture})
    tess.client.put("/api/v1/me/avatar", body, content_type=MULTIPART_CONTENT)
    shown = ravi.ask("get", f"/users/{tess.id}")
    assert (shown["name"], shown["bio"]) == ("Tess T", "Tea.")
    assert ravi.client.get(shown["avatar_url"]).headers["Content-Type"] == "image/webp"
    assert Client().get(shown["avatar_url"]).status_code == 404
    ravi.ask("post", "/rooms", {"kind": "direct", "members": [tess.id]})
    tess.ask("put", "/me/presence", {"status": "online"})
    assert ravi.ask("get", f"/users/{tess.id}/presence")["presence"] == "online"


def test_texter_participation_and_chatrooms(tess, ravi):
    made = tess.ask("post", "/rooms", {"kind": "closed", "name": "Tea", "members": [ravi.id]})
    members = ravi.ask("get", f"/rooms/{made['id']}/members")["items"]
    assert {each["user"]["username"] for each in members} == {"tess", "ravi"}
    assert made["id"] in [each["id"] for each in ravi.ask("get", "/rooms")["items"]]


def test_chat_back_end_user_search_and_contacts(tess, ravi):
    found = tess.ask("get", "/users?search=rav")["items"]
    assert [each["username"] for each in found] == ["ravi"]
    tess.ask("post", "/contacts", {"user": ravi.id})
    assert ravi.ask("put", f"/contacts/{tess.id}")["state"] == "accepted"
    assert [each["user"]["username"] for each in tess.ask("get", "/contacts")["items"]] == ["ravi"]
    # As there, contacts have a room for the two from then on.
    assert len(tess.ask("get", "/rooms?kind=direct")["items"]) == 1


def test_django_real_time_chat_api_token_login_users_chats(tess, ravi):
    body = {"username": "tess", "password": PASSWORD}
    told = Client().post("/api/v1/token", body, content_type="application/json").json()
    script = Client(headers={"Authorization": f"Token {told['token']}"})
    assert script.get("/api/v1/users").status_code == 200
    chat = script.post(
        "/api/v1/rooms", {"kind": "direct", "members": [ravi.id]}, content_type="application/json"
    ).json()
    assert chat["name"] == "Ravi"
    assert script.get("/api/v1/rooms?kind=direct").json()["items"][0]["id"] == chat["id"]


def test_online_chat_registration_jwt_profiles(tess):
    body = {"username": "tess", "password": PASSWORD}
    login = Client().post(f"{AUTH}/auth/login", body, content_type="application/json").json()
    first = login["meta"]["refresh_token"]
    fresh = Client().post(
        f"{AUTH}/tokens/refresh", {"refresh_token": first}, content_type="application/json"
    )
    access = fresh.json()["data"]["access_token"]
    me = Client(headers={"Authorization": f"Bearer {access}"}).get("/api/v1/me")
    assert me.json()["username"] == "tess"


def test_django_chat_server_users_and_rooms(tess, ravi, settings):
    room = tess.ask("post", "/rooms", {"kind": "open", "name": "Tea"})
    found = ravi.ask("get", "/rooms/discover?search=tea")["items"]
    assert [each["id"] for each in found] == [room["id"]]
    settings.MAX_USERS_IN_ROOM = 1
    full = ravi.client.put(f"/api/v1/rooms/{room['id']}/join")
    assert (full.status_code, full.json()["code"]) == (409, "room_full")
    settings.MAX_USERS_IN_ROOM = 20
    ravi.ask("put", f"/rooms/{room['id']}/join")
    tess.ask("patch", f"/rooms/{room['id']}", {"name": "Tea room"})
    ravi.ask("put", f"/rooms/{room['id']}/leave")
    tess.ask("get", f"/rooms/{room['id']}")
    assert [e["user"]["id"] for e in tess.ask("get", f"/rooms/{room['id']}/members")["items"]] == [
        tess.id
    ]
    others = tess.ask("get", f"/users?exclude={tess.id}&limit=1")
    assert [each["username"] for each in others["items"]] == ["ravi"]
    ravi.ask("delete", "/me", {"password": PASSWORD})
