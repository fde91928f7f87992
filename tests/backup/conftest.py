"""A site that has a bit of everything, and an archive of it."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from chat import discarding
from tests.backup.site import furnish
from texter.backup.making import make_backup
from texter.backup.places import Folder


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """Files of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def _made_once(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """Made from the tests' own database, which is empty again afterwards."""
    folder = tmp_path_factory.mktemp("archive")
    with django_db_blocker.unblock():
        furnish()
        make_backup(Folder(folder))
        discarding.finish(10)
        call_command("flush", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def archived(_made_once, tmp_path) -> Folder:
    """An archive to do harm to."""
    return Folder(shutil.copytree(_made_once, tmp_path / "archive"))
