"""The flow of each predecessor's client, from signing up to the message that the other one hears; one
test a row of the table in docs/api.md, named after it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from accounts import profiles
from accounts.models import User
from tests.api.clients import App, by_google, by_login, by_password, by_text, by_token
from tests.cast import PASSWORD
from tests.services.identity import CLIENT_ID, CLIENT_SECRET, FakeIdentityProvider
from tests.services.process import running
from tests.services.server import Server

pytestmark = pytest.mark.django_db(transaction=True)

TESS, RAVI = "+4915123456789", "+4915123456780"


@pytest.fixture(scope="module")
def google_service() -> Iterator[FakeIdentityProvider]:
    with FakeIdentityProvider() as service:
        yield service


@pytest.fixture(scope="module")
def site(run_data, tmp_path_factory, running_twilio, google_service) -> Iterator[Server]:
    """texter with the doors that the predecessors had: texted codes, Google, passwords."""
    env = {
        **run_data,
        "SMS": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_URL": running_twilio.url,
        "GOOGLE_CLIENT_ID": CLIENT_ID,
        "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
        "GOOGLE_URL": google_service.url,
    }
    server = Server(tmp_path_factory.mktemp("predecessors"), "uvicorn", env)
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def url(site, transactional_db) -> str:
    return site.url


@pytest.fixture
def google(google_service) -> FakeIdentityProvider:
    google_service.reset()
    return google_service


@pytest.fixture
def texted(url, twilio_service) -> tuple[App, App]:
    """Two people who came by a code that was texted to them."""
    return by_text(url, twilio_service, TESS, "Tess"), by_text(url, twilio_service, RAVI, "Ravi")


def direct_room(one: App, other: App) -> int:
    return one.ask("post", "/rooms", {"kind": "direct", "members": [other.id]})["id"]


def names(people: list[dict]) -> set[str]:
    return {person["username"] for person in people}


async def test_texter_sendotp_verifyotp_logout(texted):
    tess, ravi = texted
    room = direct_room(tess, ravi)
    path = f"/ws/api/rooms/{room}/"
    async with tess.listen(path) as hers, ravi.listen(path) as his:
        for each in (hers, his):
            await each.until("ready")
        sent = await hers.ask("message.send", room=room, body="Hello Ravi")
        assert (await his.message("Hello Ravi"))["message"] == sent["message"]
        tess.knock("auth/session", "delete")
        assert await hers.close_code() == 4401
    assert tess.refused("get", "/me") == 401


async def test_texter_user_fetchuser_updateprofile_activitystatus(texted):
    tess, ravi = texted
    assert tess.ask("get", "/me")["name"] == "Tess"
    profiles.change(User.objects.get(name="Ravi"), found_by_phone=True)
    found = tess.ask("post", "/users/find", {"phone": RAVI})
    ravi.ask("patch", "/me", {"name": "Ravi R", "bio": "Tea."})
    ravi.ask("put", "/me/avatar", files={"picture": ("me.png", _picture())})
    shown = tess.ask("get", f"/users/{found['id']}")
    assert (shown["name"], shown["bio"]) == ("Ravi R", "Tea.")
    assert tess.get(shown["avatar_url"]).headers["Content-Type"] == "image/webp"
    room = direct_room(tess, ravi)
    async with ravi.listen(f"/ws/api/rooms/{room}/") as his:
        await his.until("ready")
        ravi.ask("put", "/me/presence", {"status": "online"})
        assert tess.ask("get", f"/users/{found['id']}/presence")["presence"] == "online"
        tess.ask("post", f"/rooms/{room}/messages", {"body": "There you are"})
        await his.message("There you are")


def _picture() -> bytes:
    image = BytesIO()
    Image.new("RGB", (64, 64)).save(image, "PNG")
    return image.getvalue()


async def test_texter_participation_chatrooms_messages(texted):
    tess, ravi = texted
    made = tess.ask("post", "/rooms", {"kind": "closed", "name": "Tea", "members": [ravi.id]})
    members = ravi.ask("get", f"/rooms/{made['id']}/members")["items"]
    assert names([each["user"] for each in members]) == {"tess", "ravi"}
    assert made["id"] in [each["id"] for each in ravi.ask("get", "/rooms")["items"]]
    path = f"/ws/api/rooms/{made['id']}/"
    async with tess.listen(path) as hers, ravi.listen(path) as his:
        await hers.until("ready")
        await his.until("ready")
        await hers.say("typing", room=made["id"])
        assert (await his.until("typing"))["user"] == tess.id
        await hers.ask("message.send", room=made["id"], body="Milk first?")
        heard = await his.message("Milk first?")
    newest = ravi.ask("get", f"/messages?room={made['id']}&limit=1")["items"]
    assert newest == [heard["message"]]


async def test_chat_back_end_search_fetch_messages_new_message_google(url, google):
    tess = by_google(url, google, sub="1", email="tess@example.org", name="Tess")
    ravi = by_google(url, google, sub="2", email="ravi@example.org", name="Ravi")
    (found,) = tess.ask("get", "/users?search=rav")["items"]
    tess.ask("post", "/contacts", {"user": found["id"]})
    assert ravi.ask("put", f"/contacts/{tess.id}")["state"] == "accepted"
    # As there, contacts have a room for the two from then on.
    (room,) = [each["id"] for each in tess.ask("get", "/rooms?kind=direct")["items"]]
    async with (
        tess.listen(f"/ws/api/rooms/{room}/") as hers,
        ravi.listen(f"/ws/api/rooms/{room}/") as his,
    ):
        await his.until("ready")
        for number in range(20):
            await hers.ask("message.send", room=room, body=f"No. {number}")
        await his.message("No. 19")
        package = await his.ask("messages.fetch", room=room)
        assert [each["body"] for each in package["items"]] == [f"No. {n}" for n in range(5, 20)]
        first = package["items"][0]["seq"]
        last = await his.ask("messages.fetch", room=room, before=first)
    assert [each["body"] for each in last["items"]][-5:] == [f"No. {n}" for n in range(5)]
    assert (package["more"], last["more"]) == (True, False)  # “LAST PACKAGE”


async def test_django_real_time_chat_api_token_users_chats_update_ws(url):
    tess, ravi = by_token(url, "tess"), by_token(url, "ravi")
    assert by_login(url, "tess").id == tess.id
    assert "ravi" in names(tess.ask("get", "/users")["items"])
    room = direct_room(tess, ravi)
    path = f"/ws/api/rooms/{room}/"
    async with tess.listen(path) as hers, ravi.listen(path) as his:
        await hers.until("ready")
        await his.until("ready")
        await hers.ask("message.send", room=room, body="Is this on?")
        heard = (await his.message("Is this on?"))["message"]
        (chat,) = ravi.ask("get", "/rooms?kind=direct")["items"]
        assert (chat["id"], chat["name"], chat["unread"]) == (room, "Tess", 1)
        assert ravi.ask("get", f"/rooms/{room}/messages")["items"][-1] == heard
        ravi.ask("put", f"/messages/{heard['id']}/read")
        reader = ravi.id
        seen = await hers.until(lambda event: event.get("user") == reader)
    assert (seen["type"], seen["seq"]) == ("receipt", heard["seq"])


async def test_online_chat_registration_jwt_profiles_history(url):
    tess, ravi = by_password(url, "tess"), by_password(url, "ravi")
    login = App(url)
    told = login.knock("auth/login", username="tess", password=PASSWORD)
    fresh = login.knock("tokens/refresh", refresh_token=told["meta"]["refresh_token"])
    tess.use(fresh["data"]["access_token"])
    assert tess.ask("get", "/me")["username"] == "tess"
    lobby = tess.ask("post", "/rooms", {"kind": "open", "name": "Lobby"})["id"]
    ravi.ask("put", f"/rooms/{lobby}/join")
    async with ravi.listen() as his:
        await his.until("ready")
        said = tess.ask("post", f"/rooms/{lobby}/messages", {"body": "Helo"})
        await his.message("Helo")
        tess.ask("patch", f"/messages/{said['id']}", {"body": "Hello"})
        assert (await his.message("Hello"))["message"]["edited_at"]
        history = ravi.ask("get", f"/rooms/{lobby}/messages")["items"]
        assert (history[-1]["body"], history[-1]["author"]["username"]) == ("Hello", "tess")
        tess.ask("delete", f"/messages/{said['id']}")
        assert (await his.message(""))["message"]["deleted_at"]


async def test_django_chat_server_users_rooms_join_leave_files_token(url):
    tess, ravi = by_token(url, "tess"), by_token(url, "ravi")
    others = tess.ask("get", f"/users?exclude={tess.id}&limit=1")
    assert names(others["items"]) == {"ravi"}
    room = tess.ask("post", "/rooms", {"kind": "open", "name": "Tea"})["id"]
    assert [each["id"] for each in ravi.ask("get", "/rooms/discover")["items"]] == [room]
    tess.ask("patch", f"/rooms/{room}", {"max_members": 1})
    assert ravi.refused("put", f"/rooms/{room}/join") == 409
    tess.ask("patch", f"/rooms/{room}", {"name": "Tea room", "max_members": 2})
    async with App(url).listen(f"/ws/api/?token={ravi.token}") as his:
        await his.until("ready")
        ravi.ask("put", f"/rooms/{room}/join")
        joined = await his.until("room.joined")
        assert (joined["room"]["id"], joined["room"]["name"]) == (room, "Tea room")
        files = [("files", ("results.csv", b"a,b\n1,2\n"))]
        tess.ask("post", f"/rooms/{room}/messages", data={"body": "The results"}, files=files)
        heard = await his.message("The results")
        (file,) = heard["message"]["attachments"]
        assert ravi.get(file["url"]).content == b"a,b\n1,2\n"
        ravi.ask("put", f"/rooms/{room}/leave")
        assert (await his.until("room.left"))["room"] == room
    # Both are for good, which the token of a script is not enough for.
    by_login(url, "ravi").ask("delete", "/me", {"password": PASSWORD})
    by_login(url, "tess").ask("delete", f"/rooms/{room}")
    assert ravi.refused("get", "/me") == 401
    assert tess.refused("get", f"/rooms/{room}") == 404
