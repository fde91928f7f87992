"""Webhooks and bots on a running server: others' own clients, and deliveries across a restart."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from apprise.plugins.mattermost import NotifyMattermost
from apprise.plugins.slack import NotifySlack
from slack_sdk.webhook import WebhookClient

from accounts import bots
from chat.actions.direct_rooms import direct_room
from chat.actions.webhooks import make_webhook
from chat.models import Delivery, Message
from tests.cast import say
from tests.services.receiver import Answer, Receiver

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def token(ann, room) -> str:
    return make_webhook(room=room, by=ann, name="Builds")[1]


def bot_of(owner, address: str) -> bots.Keys:
    keys = bots.make_bot(owner=owner, name="Echo")
    bots.change_bot(bot=keys.bot, name="Echo", address=address)
    return keys


def until(look, seconds: float = 30):
    """What is looked for, once it is there."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def said(body: str):
    return lambda: Message.objects.filter(body=body).first()


def test_the_clients_of_others_speak_and_no_log_has_the_token(server, token):
    address = f"{server.url}/api/v1/hooks/{token}"
    answer = WebhookClient(address).send(
        text="in short",
        blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "*Slack* says"}}],
    )
    assert (answer.status_code, answer.body) == (200, "ok")
    assert said("**Slack** says")()

    slack = NotifySlack(
        token_a="T1JJ3T3L2", token_b="A1BRTD4JD", token_c="TIiajkdnlazkcOXrIdevi7FQ"
    )
    slack.webhook_url = f"{address}?as="  # its own address stands behind, where nobody looks
    assert slack.notify(title="Apprise", body="for Slack")
    assert "for Slack" in Message.objects.latest("pk").body

    port = int(server.url.rpartition(":")[2])
    mattermost = NotifyMattermost(token=token, host="127.0.0.1", port=port, fullpath="/api/v1")
    assert mattermost.notify(title="Apprise", body="for Mattermost")
    assert "for Mattermost" in Message.objects.latest("pk").body

    httpx.post(f"{server.url}/api/v1/hooks/{token[:-1]}", content="x")
    server.stop()
    assert token[:-1] not in server.log.read_text()


def test_what_waits_is_delivered_after_a_restart(start_server, shared_data, receiver, bob):
    """Killed in the middle of a delivery, with another one waiting behind it."""
    receiver.answer = Answer(b"too late", pause=20)
    place = direct_room(people=[bob, bot_of(bob, receiver.url).bot.user])
    server = start_server(**shared_data, WEBHOOK_HOSTS=receiver.host)
    say(bob, place, "First")
    until(lambda: receiver.told)
    server.kill()
    assert Delivery.objects.get().state == "sending"
    say(bob, place, "Second")
    receiver.answer = Answer(b"Here")
    Delivery.objects.update(due_at=Delivery.objects.latest("pk").due_at)  # two minutes later
    start_server(**shared_data, WEBHOOK_HOSTS=receiver.host)
    until(lambda: Delivery.objects.filter(state="done").count() == 2)
    assert Message.objects.filter(body="Here").count() == 2
    assert not Message.objects.filter(body="too late").exists()


def test_the_receiver_of_the_documentation_echoes(start_server, shared_data, bob, tmp_path):
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/bots.md").read_text(), re.S)[1]
    with Receiver() as free:
        port = free.host.rpartition(":")[2]
    keys = bot_of(bob, f"http://127.0.0.1:{port}/")
    env = {**os.environ, "SECRET": keys.secret, "PORT": port}
    program = subprocess.Popen([sys.executable, "-c", code], env=env)
    try:
        start_server(**shared_data, WEBHOOK_HOSTS=f"127.0.0.1:{port}")
        say(bob, direct_room(people=[bob, keys.bot.user]), "Hello, hello")
        until(lambda: Message.objects.filter(body="Hello, hello", author=keys.bot.user).exists())
    finally:
        program.kill()
        program.wait()


def takers(number: int, pid: int) -> list[int]:
    """The threads of a process that do not leave a signal to others."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            blocked = re.search(r"SigBlk:\s*(\w+)", (thread / "status").read_text())[1]
            if not int(blocked, 16) >> number - 1 & 1:
                found.append(int(thread.name))
    return found


def test_the_worker_delivers_where_the_web_does_not(start_server, shared_data, receiver, bob):
    receiver.answer = Answer(b"From the worker")
    place = direct_room(people=[bob, bot_of(bob, receiver.url).bot.user])
    server = start_server(**shared_data, WEBHOOK_HOSTS=receiver.host, DELIVER_IN_WEB="0")
    say(bob, place, "Hi")
    worker = subprocess.Popen([sys.executable, "manage.py", "deliver"], env=server.env, cwd=ROOT)
    try:
        until(said("From the worker"))
        assert takers(signal.SIGTERM, worker.pid) == [worker.pid]
    finally:
        worker.terminate()
        assert worker.wait(20) == 0
