"""texter as somebody starts it who has read nothing: the server's own command, in an empty folder."""

import re
import sys
from pathlib import Path

import httpx

from tests.cast import PASSWORD
from tests.services.server import APPLICATION, Server

PORT_OPTION = {"uvicorn": "--port", "daphne": "-p"}


class PlainServer(Server):
    """Nothing is prepared: no migration, no key, nor static files where STATIC_ROOT is taken away.
    `options` follow the command."""

    patience = 120  # seconds: to compress all static files takes a busy machine half of that

    def __init__(self, folder: Path, kind: str, *options: str, **env: str | None):
        fresh = {"DATA_DIR": str(folder / "data"), "SECRET_KEY": None}
        super().__init__(folder, kind, {**fresh, "DATABASE_URL": None, **env})
        self.options = options

    def command(self) -> list[str]:
        port = [PORT_OPTION[self.kind], str(self.port)]
        return [sys.executable, "-m", self.kind, APPLICATION, *port, *self.options]


class AnyAnswer(PlainServer):
    """Has started when it answers at all."""

    def answers(self) -> bool:
        try:
            return httpx.get(self.url, timeout=10).status_code > 0
        except httpx.TransportError:
            return False


def sign_up(url: str, username: str = "noor") -> httpx.Client:
    """A browser in which somebody has just signed up."""
    browser = httpx.Client(base_url=url, follow_redirects=True, timeout=20)
    form = browser.get("/accounts/signup/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    fields = {"name": username.title(), "username": username, "password1": PASSWORD}
    shown = browser.post("/accounts/signup/", data={**fields, "csrfmiddlewaretoken": token})
    assert "/rooms/" in str(shown.url), shown.text
    return browser


def style_sheet(browser: httpx.Client) -> httpx.Response:
    page = browser.get("/accounts/login/").text
    return browser.get(re.search(r'<link rel="stylesheet" href="([^"]+)"', page)[1])
