"""Static files: kept for ever under their hashed names, compressed, and nothing beside them."""

import sys
from pathlib import Path

import brotli
import httpx
import pytest

from tests.services.process import running
from tests.services.server import Server
from texter.static import StaticFiles


@pytest.fixture(scope="module")
def site(run_data, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("static"), "uvicorn", run_data)
    server.collect()
    with running(server):
        yield server


@pytest.fixture
def browser(site):
    with httpx.Client(base_url=site.url) as browser:
        yield browser


@pytest.fixture
def sheet(site) -> str:
    """The address of the style sheet."""
    folder = Path(site.env["STATIC_ROOT"])
    return "/static/" + next(folder.glob("css/texter.*.css")).relative_to(folder).as_posix()


def test_a_hashed_file_is_kept_for_ever(browser, sheet):
    answer = browser.get(sheet)
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer.headers
    assert "@layer" in answer.text


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_it_comes_compressed(browser, sheet, coding):
    plain = browser.get(sheet, headers={"Accept-Encoding": "identity"})
    packed = browser.get(sheet, headers={"Accept-Encoding": coding})
    assert packed.headers["Content-Encoding"] == coding
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 3
    assert packed.text == plain.text


def test_what_a_page_asks_for_is_as_small_as_can_be(browser, sheet):
    plain = browser.get(sheet, headers={"Accept-Encoding": "identity"})
    packed = browser.head(sheet, headers={"Accept-Encoding": "br"})
    assert int(packed.headers["Content-Length"]) == len(brotli.compress(plain.content))


def test_what_a_browser_has_is_not_sent_again(browser, sheet):
    first = browser.get(sheet)
    for asked in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = browser.get(sheet, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert browser.get(sheet, headers={"If-None-Match": '"other"'}).status_code == 200


def test_only_get_and_head_are_answered(browser, sheet):
    head = browser.head(sheet)
    assert (head.status_code, head.content) == (200, b"")
    assert browser.post(sheet).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/nowhere.css",
        "/static/css/texter.css",
        "/static/",
        "/static",
        "/static/css/",
        "/static/../manage.py",
        "/static/%2e%2e/texter.sqlite3",
        "/static/..%2ftexter.sqlite3",
        "/static/..%5ctexter.sqlite3",
        "/static//etc/passwd",
        "/static/%00",
        "/staticfiles.json",
    ],
)
def test_other_paths_lead_nowhere(site, path):
    """Sent as they stand: httpx would tidy them up."""
    with httpx.Client() as browser:
        request = browser.build_request("GET", site.url)
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = browser.send(request, follow_redirects=True)
    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("kind", ["uvicorn", "daphne"])
def test_a_large_file_comes_whole(run_data, tmp_path, kind):
    """In several pieces."""
    server = Server(tmp_path, kind, run_data)
    server.collect()
    folder = Path(server.env["STATIC_ROOT"])
    large = next(folder.glob("ninja/swagger-ui-bundle.*.js"))
    with running(server):
        address = f"{server.url}/static/{large.relative_to(folder)}"
        answer = httpx.get(address, headers={"Accept-Encoding": "identity"})
    assert answer.content == large.read_bytes()


def calls_of(coroutine) -> list[str]:
    """The names of all Python functions that it calls, itself included; it waits for nothing."""
    names: list[str] = []
    sys.setprofile(lambda frame, event, _: event == "call" and names.append(frame.f_code.co_name))
    try:
        coroutine.send(None)
    except StopIteration:
        pass
    finally:
        sys.setprofile(None)
    return names


def test_a_page_pays_one_look_for_them():
    async def application(scope, receive, send):
        pass

    files = StaticFiles(application)
    page = files({"type": "http", "path": "/rooms/1/"}, None, None)
    assert calls_of(page) == ["__call__", "application"]
