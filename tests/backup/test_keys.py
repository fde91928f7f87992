"""Keys: in no archive that was not asked for them, and what does not work without them."""

import stat

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command

from accounts import encryption
from tests.backup.site import APP_SECRET

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "the old site's key", "the new site's key"


@pytest.fixture
def moved(settings, tmp_path, media, ann, capsys):
    """Back up with the old key and restore with the new one; what `restore` says."""

    def move(*words: str, new: dict, made_here: bool = False) -> str:
        settings.DATA_DIR = tmp_path
        settings.SECRET_KEY, settings.ENCRYPTION_KEYS = OLD, [OLD]
        TOTP.activate(ann, APP_SECRET)
        call_command("backup", str(tmp_path / "backups"), *words)
        call_command("flush", interactive=False, verbosity=0)
        for name, value in new.items():
            setattr(settings, name, value)
        if made_here:
            (tmp_path / "secret_key").write_text(NEW)
        capsys.readouterr()
        call_command("restore", str(tmp_path / "backups"))
        return capsys.readouterr().out

    return move


def test_what_cannot_be_read_is_counted(moved):
    said = moved(new={"SECRET_KEY": NEW, "ENCRYPTION_KEYS": [NEW]})
    assert "1 second factors and secrets of bots cannot be read" in said


def test_with_the_old_key_nothing_is_amiss(moved):
    said = moved(new={"SECRET_KEY": NEW, "ENCRYPTION_KEYS": [NEW, OLD]})
    assert said.count("\n") == 1
    secret = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert encryption.decrypt(secret) == APP_SECRET


def test_a_site_that_made_its_key_takes_the_old_one_over(moved, tmp_path):
    new = {"SECRET_KEY": NEW, "ENCRYPTION_KEYS": [NEW]}
    said = moved("--with-secrets", new=new, made_here=True)
    assert said.count("\n") == 1
    path = tmp_path / "secret_key"
    assert path.read_text() == OLD
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keys_in_variables_are_named_and_never_shown(moved, tmp_path):
    said = moved("--with-secrets", new={"SECRET_KEY": NEW, "ENCRYPTION_KEYS": [NEW]})
    assert "Set SECRET_KEY and ENCRYPTION_KEYS to what the old site had" in said
    assert OLD not in said
    assert not (tmp_path / "secret_key").exists()


def test_without_the_keys_a_key_that_was_made_here_stays(moved, tmp_path):
    moved(new={"SECRET_KEY": NEW, "ENCRYPTION_KEYS": [NEW]}, made_here=True)
    assert (tmp_path / "secret_key").read_text() == NEW
