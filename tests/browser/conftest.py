"""Real pages in a real Chromium, on one texter for all tests; the cast sits at its browsers."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import DESKTOP, wrong_looks
from tests.browser.doors import ROOMS
from tests.services.identity import CLIENT_ID, CLIENT_SECRET, FakeIdentityProvider
from tests.services.mailbox import Mailbox
from tests.services.process import running
from tests.services.server import Server
from tests.viewer import cookies_for

expect.set_options(timeout=10_000)  # milliseconds; two cores draw the pages of three workers


@pytest.fixture(scope="session")
def site(run_data, tmp_path_factory) -> Iterator[Server]:
    """texter as people run it, with hashed static files; each test finds an empty database."""
    server = Server(tmp_path_factory.mktemp("site"), "uvicorn", run_data)
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def db(transactional_db):
    """Committed: the server has a connection of its own."""


@pytest.fixture(scope="session")
def provider() -> Iterator[FakeIdentityProvider]:
    with FakeIdentityProvider() as service:
        yield service


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box


@pytest.fixture(scope="session")
def site_with_doors(
    run_data, tmp_path_factory, running_twilio, provider, mailbox
) -> Iterator[Server]:
    """texter with every door open. Passkeys need localhost: an address has no name to bind to."""
    env = {
        **run_data,
        "SMS": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_URL": running_twilio.url,
        "GOOGLE_CLIENT_ID": CLIENT_ID,
        "GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
        "GOOGLE_URL": provider.url,
        "OIDC_SERVER": provider.url,
        "OIDC_NAME": "Example",
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "EMAIL_URL": mailbox.url,
    }
    server = Server(tmp_path_factory.mktemp("doors"), "uvicorn", env)
    server.url = f"http://localhost:{server.port}"
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def open_page(browser: Browser, site: Server) -> Iterator[Callable[..., Page]]:
    """Open a page as a person, in a browser of their own. Script errors fail the test."""
    yield from pages_of(browser, site.url)


@pytest.fixture
def open_door(
    browser: Browser, site_with_doors: Server, twilio_service, provider, mailbox
) -> Iterator[Callable[..., Page]]:
    """The same on the site with every door; what the services beside it heard is forgotten."""
    for service in (provider, mailbox):
        service.reset()
    yield from pages_of(browser, site_with_doors.url)


@pytest.fixture
def door(open_door, ann) -> Page:
    """A stranger at the door, who wants to a page inside."""
    return open_door(None, f"/accounts/login/?next={ROOMS}")


@pytest.fixture
def look() -> Iterator[Callable[[Page], None]]:
    """Look at an open page in every theme and size. What is wrong fails the test at its end."""
    found: list[tuple] = []
    yield lambda page: found.extend(wrong_looks(page))
    assert found == []


def pages_of(browser: Browser, url: str) -> Iterator[Callable[..., Page]]:
    contexts, errors = [], []

    def open_page(user, path: str = "/", **options) -> Page:
        context = browser.new_context(base_url=url, viewport=DESKTOP, **options)
        contexts.append(context)
        if user is not None:
            cookies = [{"name": n, "value": v, "url": url} for n, v in cookies_for(user).items()]
            context.add_cookies(cookies)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: note(line, errors))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors


def note(line, errors: list[str]) -> None:
    """Keep what the content policy or our own code complains of; a cut network is the test's own."""
    if "Content Security Policy" in line.text or "Uncaught" in line.text:
        errors.append(line.text)
