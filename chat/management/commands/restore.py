"""Make an empty site what another was when it was backed up."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from texter.backup.archives import Archive, check_archive, open_archive
from texter.backup.errors import BackupError
from texter.backup.factors import locked_secrets
from texter.backup.keys import read_keys, take_over
from texter.backup.places import place_at
from texter.backup.restoring import restore


class Command(BaseCommand):
    help = "Make an empty site what it was when `backup` ran. No server may run on it meanwhile."

    def add_arguments(self, parser) -> None:
        parser.add_argument("place", nargs="?", default=settings.BACKUP_TO)
        parser.add_argument("--name", help="Which backup; the newest, if you name none.")
        parser.add_argument(
            "--check", action="store_true", help="Only read all of it, and touch nothing."
        )

    def handle(self, *args, **options) -> None:
        do = self._check if options["check"] else self._restore
        try:
            do(open_archive(place_at(options["place"]), options["name"]))
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error

    def _check(self, archive: Archive) -> None:
        check_archive(archive)
        self.stdout.write(f"{_in_words(archive)} are whole.")

    def _restore(self, archive: Archive) -> None:
        restore(archive)
        self.stdout.write(f"{_in_words(archive)} are back.")
        for words in _left_to_do(archive):
            self.stdout.write(words)


def _in_words(archive: Archive) -> str:
    name, rows, files = archive.manifest.name, archive.manifest.rows, archive.manifest.media.files
    return f"Backup {name}: {rows} rows and {files} files"


def _left_to_do(archive: Archive):
    if stored := archive.manifest.secrets:
        if names := take_over(read_keys(stored, archive.objects)):
            yield f"Set {' and '.join(names)} to what the old site had, before anybody signs in."
    elif count := locked_secrets():
        yield (
            f"{count} second factors and secrets of bots cannot be read with this site’s keys."
            " Set ENCRYPTION_KEYS to the old site’s, or its SECRET_KEY where it had none."
        )
