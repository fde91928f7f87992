"""An archive of an older texter: its tables as they were then, and then as they are now."""

import pytest

from tests.backup.site import another_site
from texter.backup.archives import open_archive
from texter.backup.places import Folder

OLDER = [("chat", "0004_search"), ("accounts", "0008_scopes_of_tokens")]
FURNISH = """
from tests.cast import person, room_of, say
ann, bob = person("ann"), person("bob")
room = room_of(ann, bob)
print(say(bob, room, "as we said then").pk)
"""
LOOK = """
from accounts.models import User
from chat.models import Message, Room, Webhook
from tests.cast import membership, say
bob, room = User.objects.get(username="bob"), Room.objects.get(name="Launch week")
assert not bob.is_bot and not Webhook.objects.exists()
assert Message.objects.filter(body="as we said then", author=bob).exists()
print(say(bob, room, "and now").pk)
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """The archive, and the number of the newest message in it."""
    tmp_path = tmp_path_factory.mktemp("older")
    site = another_site(tmp_path / "site")
    site.manage("migrate", "--verbosity", "0")
    number = int(site.manage("shell", "--no-imports", "-c", FURNISH))
    for app, name in OLDER:
        site.manage("migrate", app, name, "--verbosity", "0")
    site.manage("backup", str(tmp_path / "backups"))
    return Folder(tmp_path / "backups"), number


def test_it_becomes_a_site_of_today(older, tmp_path, postgres_server):
    place, number = older
    manifest = open_archive(place).manifest
    assert ("chat", "0005_webhooks_and_deliveries") not in manifest.migrations
    assert "chat.webhook" not in {table.model for table in manifest.tables}
    fresh = another_site(tmp_path / "fresh")
    migrated = another_site(tmp_path / "migrated", postgres_server.new_database())
    migrated.manage("migrate", "--verbosity", "0")
    for site in (fresh, migrated):
        site.manage("restore", str(place))
        assert int(site.manage("shell", "--no-imports", "-c", LOOK)) == number + 1
        assert "unapplied" not in site.manage("migrate", "--check")


def test_a_migrated_file_takes_it_too(older, tmp_path):
    place, number = older
    site = another_site(tmp_path / "migrated")
    site.manage("migrate", "--verbosity", "0")
    site.manage("restore", str(place))
    assert int(site.manage("shell", "--no-imports", "-c", LOOK)) == number + 1
