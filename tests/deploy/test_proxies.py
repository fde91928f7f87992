"""Behind a proxy with HTTPS: what nginx is told, and what texter says to whoever came by http."""

import re

import httpx
import pytest

from tests.services.process import running
from tests.services.server import ROOT, Server

NGINX = (ROOT / "deploy/nginx.conf").read_text()
OVER_HTTP = {"Host": "chat.example.org", "X-Forwarded-Proto": "http"}
OVER_HTTPS = {"Host": "chat.example.org", "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def behind_proxy(run_data, tmp_path_factory):
    online = {"SITE_URL": "https://chat.example.org", "TRUSTED_PROXIES": "1"}
    server = Server(tmp_path_factory.mktemp("proxied"), "uvicorn", run_data | online)
    server.collect()
    server.answers = lambda: answers(server.url)
    with running(server):
        yield server


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/accounts/signup/", headers=OVER_HTTPS).status_code == 200
    except httpx.TransportError:
        return False


def test_https_is_kept_to(behind_proxy):
    page = httpx.get(f"{behind_proxy.url}/accounts/signup/", headers=OVER_HTTPS)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "; Secure" in page.headers["Set-Cookie"].title()


def test_whoever_comes_by_http_is_led_to_the_site(behind_proxy):
    page = httpx.get(f"{behind_proxy.url}/rooms/?q=1", headers=OVER_HTTP)
    assert page.status_code == 301
    assert page.headers["Location"] == "https://chat.example.org/rooms/?q=1"
    elsewhere = httpx.get(f"{behind_proxy.url}//evil.example/", headers=OVER_HTTP)
    assert elsewhere.headers["Location"].startswith("https://chat.example.org/")


def test_a_probe_inside_the_network_is_answered(behind_proxy):
    page = httpx.get(f"{behind_proxy.url}/accounts/signup/", headers={"Host": "chat.example.org"})
    assert page.status_code == 200


def test_without_https_nothing_is_promised(client, db):
    assert "Strict-Transport-Security" not in client.get("/accounts/signup/", secure=True).headers


def test_nginx_lets_sockets_and_uploads_through(settings):
    assert "proxy_set_header Upgrade $http_upgrade;" in NGINX
    assert "proxy_set_header Connection $texter_connection;" in NGINX
    size = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * 1024**2
    assert size > settings.UPLOAD_BYTES
    assert int(re.search(r"proxy_read_timeout (\d+)s", NGINX)[1]) > settings.BODY_SECONDS


def test_nginx_hands_on_nothing_that_a_stranger_claims():
    """`$proxy_add_x_forwarded_for` would keep what came in."""
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX
    assert "proxy_add_x_forwarded_for" not in NGINX
    assert NGINX.count("{") == NGINX.count("}")
