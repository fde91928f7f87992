"""The system's Chromium, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from playwright.sync_api import Browser, sync_playwright

from tests.services import programs
from tests.services.process import Process

# No sandbox: tests run as root in containers. The rest keeps it from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def open_browser() -> Iterator[Browser]:
    program = programs.find("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


class Chromium(Process):
    """A browser to kill: what it keeps is in its folder, and there when it is started again."""

    name = "chromium"
    leads_group = True  # Debian's program is a script around the browser, which outlives it

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        own = [f"--remote-debugging-port={self.port}", f"--user-data-dir={self.folder}/profile"]
        return [str(programs.find("chromium")), "--headless=new", *ARGUMENTS, *own, "about:blank"]

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/json/version", timeout=5).status_code == 200
        except httpx.TransportError:
            return False
