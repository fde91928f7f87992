"""The doctor: every part is looked at, in seconds, and what is wrong is said with its fix."""

import socket as sockets
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts import bots, sms
from chat.actions.members import add_member
from chat.models import Delivery
from tests.cast import membership, say
from tests.services.process import free_port
from texter import doctor
from texter.backup.manifests import NAMED
from texter.doctor import disk, services, site, socket
from texter.doctor.findings import FAILED, OK, WARNING, Finding

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = [
    *("settings", "database", "clock", "Redis", "socket"),
    *("mail", "SMS", "storage", "disk", "backup", "deliveries"),
]


@pytest.fixture
def silent_port():
    """Takes the connection and never says a word."""
    with sockets.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def states(findings: list[Finding]) -> dict[str, str]:
    return {each.part: each.state for each in findings}


def state(look, *args) -> str:
    (finding,) = look(*args)
    assert finding.words
    assert bool(finding.fix) == (finding.state != OK)
    return finding.state


def make_backup(settings, age: timedelta) -> None:
    """One of which only the name is looked at, which says when it was begun."""
    folder = Path(settings.BACKUP_TO) / "manifests"
    folder.mkdir(parents=True)
    (folder / f"{datetime.now(UTC) - age:{NAMED}}.json").touch()


def test_a_site_that_is_well(start_server, shared_data, redis_server):
    server = start_server(**shared_data, REDIS_URL=redis_server.url)
    server.env["PORT"] = str(server.port)
    lines = [line for line in server.manage("doctor").splitlines() if line[0] != " "]
    found = {line.split()[1].rstrip(":"): line.split()[0] for line in lines}
    assert list(found) == PARTS
    assert {part for part, state in found.items() if state != "ok"} == {"mail", "SMS", "backup"}


def test_what_hangs_is_given_up(settings, silent_port):
    """All of it at once, within the time of one."""
    settings.SITE_URL = f"http://127.0.0.1:{silent_port}"
    settings.REDIS_URL = f"redis://127.0.0.1:{silent_port}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "OPTIONS": {}}}
    settings.MAIL_DELIVERY = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", silent_port
    began = time.monotonic()
    findings = doctor.examine()
    assert time.monotonic() - began < 2 * socket.SECONDS  # three of them hang
    assert [each.part for each in findings] == PARTS
    found = states(findings)
    assert {found[part] for part in ("socket", "Redis", "mail")} == {FAILED}
    assert found["database"] == found["storage"] == OK
    assert all(each.fix for each in findings if each.state == FAILED)


def test_a_failure_ends_the_command_with_1(settings, capsys):
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(SystemExit) as end:
        call_command("doctor")
    assert end.value.code == 1
    assert "failed   socket: Nothing answers at http://127.0.0.1" in capsys.readouterr().out


def test_the_socket_is_opened_by_the_site_s_address(server, silent_port):
    assert state(socket.own_socket, server.url) == OK
    assert state(socket.own_socket, f"http://127.0.0.1:{free_port()}") == FAILED


def test_a_proxy_that_passes_no_sockets_is_told(twilio_service):
    """Whatever speaks HTTP and no more will do for one."""
    (finding,) = socket.own_socket(twilio_service.url)
    assert (finding.state, "refuses sockets with 404" in finding.words) == (FAILED, True)


def test_migrations_that_are_not_applied(db_without_the_last_migration):
    (finding,) = services.database()
    assert (finding.state, finding.fix) == (FAILED, "Run manage.py migrate.")


@pytest.fixture
def db_without_the_last_migration():
    last = MigrationRecorder.Migration.objects.filter(app="chat").latest("pk")
    last.delete()
    yield
    last.save(force_insert=True)


def test_the_clock_is_compared(monkeypatch):
    assert state(services.clock) == OK
    if services.connection.vendor == "postgresql":
        monkeypatch.setattr(services, "time", lambda: time.time() + 10)
        assert state(services.clock) == WARNING
        monkeypatch.setattr(services, "time", lambda: time.time() - 100)
        assert state(services.clock) == FAILED


def test_twilio_is_asked_and_not_paid(settings, twilio_service):
    assert state(services.texting) == WARNING
    settings.SMS = "off"
    assert state(services.texting) == OK
    settings.TWILIO_API_URL = twilio_service.url
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC1", "token"
    settings.TWILIO_VERIFY_SERVICE = "VA1"
    for settings.SMS in ("twilio", "twilio-verify"):
        sms.sender.cache_clear()
        twilio_service.is_broken = False
        assert states(doctor.examine())["SMS"] == OK
        twilio_service.is_broken = True
        assert states(doctor.examine())["SMS"] == FAILED
    assert twilio_service.texts == twilio_service.verifications == []
    sms.sender.cache_clear()


def test_the_storage_is_tried_and_left_clean(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    assert state(disk.storage) == OK
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    (tmp_path / "doctor").rmdir()
    (tmp_path / "doctor").touch()
    assert states(doctor.examine())["storage"] == FAILED


def test_a_disk_that_fills(settings):
    assert state(disk.space) == OK
    free = 2**30
    settings.FREE_MEGABYTES = free
    assert state(disk.space) == FAILED


@pytest.mark.parametrize(("days", "expected"), [(1, OK), (3, WARNING), (9, FAILED)])
def test_the_age_of_the_backup(settings, tmp_path, days, expected):
    settings.BACKUP_TO = str(tmp_path)
    assert state(disk.backup) == WARNING
    make_backup(settings, timedelta(days=days))
    assert state(disk.backup) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(1, OK), (20, WARNING), (200, FAILED)])
def test_deliveries_that_nobody_makes(ann, bob, room, minutes, expected):
    bot = bots.make_bot(owner=ann, name="Echo").bot
    bots.change_bot(bot=bot, name="Echo", address="http://127.0.0.1:9/")
    add_member(by=membership(ann, room), user=bot.user)
    say(bob, room, "Hi @echo")
    Delivery.objects.update(due_at=timezone.now() - timedelta(minutes=minutes))
    assert state(site.deliveries) == expected


def test_settings_that_do_not_go_together(settings):
    assert state(site.settings_in_order) == OK
    settings.ALLOWED_HOSTS = ["*"]
    assert state(site.settings_in_order) == WARNING
