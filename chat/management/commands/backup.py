"""Make a backup of everything; safe beside a running server."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from texter.backup.errors import BackupError
from texter.backup.keeping import keep_newest
from texter.backup.making import Backup, make_backup, make_backup_with_keys
from texter.backup.places import place_at


class Command(BaseCommand):
    help = "Put all rows and files into an archive, from which `restore` makes the site again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("place", nargs="?", default=settings.BACKUP_TO)
        parser.add_argument("--with-secrets", action="store_true", help="The site’s keys, too.")
        parser.add_argument("--keep", type=int, metavar="N", help="Remove all but the newest N.")

    def handle(self, *args, **options) -> None:
        make = make_backup_with_keys if options["with_secrets"] else make_backup
        if (count := options["keep"]) is not None and count < 1:
            raise CommandError("Keep at least one backup.")
        try:
            place = place_at(options["place"])
            self.stdout.write(_in_words(make(place)))
            if count and (gone := keep_newest(place, count)):
                self.stdout.write(f"{gone} older removed.")
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error


def _in_words(backup: Backup) -> str:
    manifest, objects = backup
    said = (
        f"Backup {manifest.name} is in {objects.place}: {manifest.rows} rows and"
        f" {manifest.media.files} files; {objects.added_bytes / 2**20:.1f} MB of it are new."
    )
    if gone := manifest.media.gone:
        said += f"\n{gone} files were deleted meanwhile and are not in it."
    return said
