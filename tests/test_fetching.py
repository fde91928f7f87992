"""Fetching pages for people: nothing inside this network, nothing without end (promise P15)."""

import socket
import time
from contextlib import suppress
from threading import Thread

import pytest

from tests.services.web import FakeWeb, Page
from texter import fetching
from texter.fetching import Unfetchable, fetch, is_public

TYPES = {"text/html"}


@pytest.fixture
def web(settings):
    with FakeWeb() as web:
        settings.LINK_PREVIEW_HOSTS = {web.host}
        web.pages["/"] = Page(b"<p>hello")
        yield web


@pytest.fixture
def inside():
    """A service of this network that nobody listed."""
    with FakeWeb() as inside:
        inside.pages["/"] = Page(b"<p>secret")
        yield inside


def get(url: str, limit: int = 1_000):
    return fetch(url, types=TYPES, limit=limit)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2001::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "fe80::1%1", "fec0::1", "::10.0.0.1", "5f00::1", "4000::1",
    ],
)  # fmt: skip
def test_addresses_that_are_somebodys_own(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_addresses_of_the_whole_internet(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/", "http://169.254.169.254/latest/",
        "http://127.0.0.1:6379/", "https://10.0.0.1/", "ftp://example.org/", "file:///etc/passwd",
        "gopher://example.org/", "http://user:pass@example.org/", "http://example.org:22/",
        "http:///", "http://[::1", "//example.org", "", "http://" + "a" * 300 + ".org/",
        "http://nowhere.invalid/", "http://example.org:99999/",
    ],
)  # fmt: skip
def test_nothing_else_is_asked(url, settings):
    with pytest.raises(Unfetchable):
        get(url)


def test_a_service_of_this_network_is_never_asked(inside, web):
    for url in (inside.url, f"http://localhost:{inside.host.rpartition(':')[2]}/"):
        with pytest.raises(Unfetchable):
            get(url)
    assert inside.asked == []


def test_a_redirect_into_this_network_is_not_followed(inside, web):
    web.pages["/away"] = Page(status=302, location=f"{inside.url}/")
    with pytest.raises(Unfetchable):
        get(f"{web.url}/away")
    assert (web.asked, inside.asked) == (["/away"], [])


def test_a_page_is_fetched_where_redirects_lead(web):
    web.pages["/old"] = Page(status=301, location="/")
    found = get(f"{web.url}/old")
    assert (found.url, found.content_type, found.text) == (f"{web.url}/", "text/html", "<p>hello")


def test_redirects_end_somewhere(web):
    web.pages["/round"] = Page(status=302, location="/round")
    with pytest.raises(Unfetchable, match="too many"):
        get(f"{web.url}/round")
    assert len(web.asked) == fetching.REDIRECTS + 1


@pytest.mark.parametrize(
    "page",
    [
        Page(b"x", status=500),
        Page(b"x", "application/octet-stream"),
        Page(b"x", encoding="gzip"),
        Page(status=302),
    ],
)
def test_what_is_no_page_is_left(web, page):
    web.pages["/"] = page
    with pytest.raises(Unfetchable):
        get(web.url)


def test_no_more_is_read_than_asked_for(web):
    web.pages["/"] = Page(b"x" * 1_000_000)
    assert len(get(web.url, limit=500).body) == 500


def test_a_page_that_never_ends_is_given_up(web, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    web.pages["/"] = Page(b"x" * 1_000, pause=0.05)
    before = time.monotonic()
    assert len(get(web.url).body) < 100
    assert time.monotonic() - before < 5


def test_redirects_have_no_time_of_their_own(web, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    web.pages["/one"] = Page(status=302, location="/two", delay=0.3)
    web.pages["/two"] = Page(status=302, location="/", delay=0.3)
    with pytest.raises(Unfetchable):
        get(f"{web.url}/one")


def test_who_shakes_hands_without_end_is_given_up(settings, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=shake_hands, args=(listener,), daemon=True).start()
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        settings.LINK_PREVIEW_HOSTS = {host}
        before = time.monotonic()
        with pytest.raises(Unfetchable):
            get(f"https://{host}/")
        assert time.monotonic() - before < 5


def shake_hands(listener: socket.socket) -> None:
    """Byte after byte of a first record that is long; ends after a while for a client that waits."""
    line, _ = listener.accept()
    with line, suppress(OSError):
        line.sendall(b"\x16\x03\x03\x40\x00")
        for _ in range(500):
            line.sendall(b"\0")
            time.sleep(0.02)


def test_addresses_in_other_letters_are_asked_in_ascii(web):
    web.pages["/caf%C3%A9%20au%0Alait?q=%C3%A9"] = Page(b"ok")
    assert get(f"{web.url}/café%20au%0Alait?q=é").text == "ok"


def test_texts_come_in_their_own_letters(web):
    web.pages["/"] = Page("é".encode("latin-1"), "text/html; charset=latin-1")
    assert get(web.url).text == "é"
    for charset in ("nonsense", "punycode", "idna", "rot13"):
        web.pages["/"] = Page(b"e", f"text/html; charset={charset}")
        assert get(web.url).text == "e"


def test_a_redirect_to_nonsense_leads_nowhere(web):
    web.pages["/"] = Page(status=302, location="http://[")
    with pytest.raises(Unfetchable):
        get(web.url)
