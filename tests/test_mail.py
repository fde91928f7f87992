"""Mail: an ending process waits a little for it, not for ever."""

import socket
import subprocess
import sys
import time

import pytest

from texter import mail

SEND_TWO = """
import django
django.setup()
from django.core.mail import send_mail
from texter import mail
mail.LAST_WAIT = 0.3
for name in ("ann", "bob"):
    send_mail("Hello", "Hello", None, [f"{name}@example.org"])
"""


@pytest.fixture
def silent_server():
    """Takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_silent_mail_server_does_not_keep_the_process(silent_server, monkeypatch, settings):
    monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{silent_server}")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "texter.settings")
    before = time.monotonic()
    command = [sys.executable, "-c", SEND_TWO]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "2 mails were not sent: texter ended." in done.stderr
    assert "example.org" not in done.stderr
    assert time.monotonic() - before < settings.EMAIL_TIMEOUT


def test_what_can_be_delivered_is_delivered_first(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "texter.settings")
    command = [sys.executable, "-c", SEND_TWO]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.count("Subject: Hello") == 2
    assert "not sent" not in done.stderr


@pytest.mark.asyncio
async def test_a_server_that_ends_finishes_its_mail_first(monkeypatch, application):
    """uvicorn ends by a signal, after which Python runs nothing more."""
    said = []
    events = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive():
        return next(events)

    async def send(event):
        said.append(event["type"])

    monkeypatch.setattr(mail, "finish", lambda: said.append("mail"))
    await application({"type": "lifespan"}, receive, send)
    assert said == ["lifespan.startup.complete", "mail", "lifespan.shutdown.complete"]
