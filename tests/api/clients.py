"""A client as the predecessors had them: it gets in by a door, asks over HTTP, and listens."""

import httpx

from tests.cast import PASSWORD
from tests.listener import ALL, Listener
from tests.services.identity import CLIENT_ID, FakeIdentityProvider
from tests.services.twilio import FakeTwilio

AUTH = "/api/auth/app/v1"


class App:
    """Asks in nobody's name, until a door lets it in."""

    def __init__(self, url: str):
        self.url = url
        self.headers: dict[str, str] = {}
        self.token = ""

    @property
    def id(self) -> int:
        return self.ask("get", "/me")["id"]

    def knock(self, path: str, method: str = "post", **body) -> dict:
        """What a door answers; a token that it gives is used from then on."""
        answer = self._send(method, f"{AUTH}/{path}", json=body).json()
        meta = answer.get("meta", {})
        if token := meta.get("access_token"):
            self.use(token)
        elif session := meta.get("session_token"):
            self.headers = {"X-Session-Token": session}
        return answer

    def use(self, token: str, scheme: str = "Bearer") -> None:
        self.token = token
        self.headers = {"Authorization": f"{scheme} {token}"}

    def ask(self, method: str, path: str, body: object = None, **parts):
        """What the API answers; `parts`: as httpx takes them, a form's for example."""
        if body is not None:
            parts["json"] = body
        answer = self._send(method, f"/api/v1{path}", **parts)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def refused(self, method: str, path: str) -> int:
        """The status of what it is not let do."""
        answer = self._send(method, f"/api/v1{path}")
        assert answer.is_error, answer.text
        return answer.status_code

    def get(self, address: str) -> httpx.Response:
        """What is behind an address in an answer."""
        return self._send("get", address)

    def listen(self, path: str = ALL) -> Listener:
        return Listener(self.url, self.token, path)

    def _send(self, method: str, path: str, **parts) -> httpx.Response:
        address = f"{self.url}{path}"
        return httpx.request(method, address, headers=self.headers, timeout=20, **parts)


def by_text(url: str, twilio: FakeTwilio, number: str, name: str) -> App:
    app = App(url)
    app.knock("auth/code/request", phone=number)
    app.knock("auth/code/confirm", code=twilio.code_for(number), name=name)
    return app


def by_google(url: str, provider: FakeIdentityProvider, **person: str) -> App:
    app = App(url)
    provider.person |= person
    token = {"client_id": CLIENT_ID, "id_token": provider.id_token()}
    app.knock("auth/provider/token", provider="google", process="login", token=token)
    return app


def by_password(url: str, username: str) -> App:
    app = App(url)
    app.knock("auth/signup", username=username, password=PASSWORD, name=username.title())
    return app


def by_login(url: str, username: str) -> App:
    """Somebody who signed up before."""
    app = App(url)
    app.knock("auth/login", username=username, password=PASSWORD)
    return app


def by_token(url: str, username: str) -> App:
    """Signed up, and then with the opaque token of the two-line script."""
    pair = {"username": username, "password": PASSWORD}
    app = by_password(url, username)
    app.use(App(url).ask("post", "/token", pair)["token"], "Token")
    return app
