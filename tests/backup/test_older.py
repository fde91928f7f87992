"""An archive of an older texter: its tables as they were then, and then as they are now."""

import pytest

from tests.backup.site import another_site
from tests.services.server import Server
from texter.backup.archives import open_archive
from texter.backup.places import Folder

OLDER = [("chat", "0004_search"), ("accounts", "0008_scopes_of_tokens")]
AGE = f"""
from django.core.management import call_command
from tests.cast import person, room_of, say
ann, bob = person("ann"), person("bob")
room = room_of(ann, bob)
print(say(bob, room, "as we said then").pk)
for app, name in {OLDER}:
    call_command("migrate", app, name, verbosity=0)
"""
LOOK = """
from django.core.management import call_command
from accounts.models import User
from chat.models import Message, Room, Webhook
from tests.cast import membership, say
bob, room = User.objects.get(username="bob"), Room.objects.get(name="Launch week")
assert not bob.is_bot and not Webhook.objects.exists()
assert Message.objects.filter(body="as we said then", author=bob).exists()
print(say(bob, room, "and now").pk)
call_command("migrate", check_unapplied=True, verbosity=0)  # ends the program where one is missing
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory, own_data):
    """The archive, and the number of the newest message in it."""
    tmp_path = tmp_path_factory.mktemp("older")
    site = Server(tmp_path, env=own_data(tmp_path))
    number = int(site.manage("shell", "--no-imports", "-c", AGE))
    site.manage("backup", str(tmp_path / "backups"))
    return Folder(tmp_path / "backups"), number


def test_it_becomes_a_site_of_today(older, tmp_path, postgres_server):
    place, number = older
    manifest = open_archive(place).manifest
    assert ("chat", "0005_webhooks_and_deliveries") not in manifest.migrations
    assert "chat.webhook" not in {table.model for table in manifest.tables}
    fresh = another_site(tmp_path / "fresh")
    migrated = another_site(tmp_path / "migrated", postgres_server.migrated_database())
    for site in (fresh, migrated):
        site.manage("restore", str(place))
        assert int(site.manage("shell", "--no-imports", "-c", LOOK)) == number + 1


def test_a_migrated_file_takes_it_too(older, tmp_path, own_data):
    place, number = older
    site = Server(tmp_path, env=own_data(tmp_path))
    site.manage("restore", str(place))
    assert int(site.manage("shell", "--no-imports", "-c", LOOK)) == number + 1
