"""No log line is a key (promise P21)."""

import contextlib
import logging

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.services.server import procfile_words
from texter.logs import WithoutKeys

LIVE = "LIVETOKEN"
KEYS = [
    "/i/LIVETOKEN/",
    "/accounts/signup/?next=%2Fi%2FLIVETOKEN%2F",
    "/accounts/login/?next=/i/LIVETOKEN/&x=1",
    "/accounts/login/code/?next=%252Fi%252FLIVETOKEN%252F",
    "/accounts/password/reset/key/1-LIVETOKEN/",
    "/accounts/email/confirm/MQ:LIVETOKEN/",
    "/accounts/email/confirm/MQ%3ALIVETOKEN/",
    "/accounts/google/login/callback/?state=LIVETOKEN&code=LIVETOKEN",
    "/api/v1/hooks/LIVETOKEN",
    "/accounts/oidc/oidc/login/callback/?code=LIVETOKEN&state=x",
    "/ws/api/?token=LIVETOKEN",
    "/ws/api/rooms/7/?x=1&ticket=LIVETOKEN",
]


@pytest.mark.parametrize("address", KEYS)
def test_an_address_that_is_a_key_is_cut(address):
    record = logging.LogRecord("any", logging.INFO, "", 0, "GET %s", (address,), None)
    WithoutKeys().filter(record)
    assert LIVE not in record.getMessage()
    assert address[:2] in record.getMessage()


def test_hosts_log_no_addresses(start_server):
    """As the Procfile starts texter, which the tests do, too."""
    server = start_server()
    for address in KEYS:
        httpx.get(server.url + address)
        with contextlib.suppress(InvalidStatus), connect(f"ws{server.url[4:]}{address}"):
            pass
    server.stop()
    assert LIVE not in server.log.read_text()
    assert "--no-access-log" in procfile_words("1")
