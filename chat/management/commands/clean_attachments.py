"""Remove files that nobody can have any more; safe beside a running server."""

from django.core.management.base import BaseCommand

from chat import discarding
from chat.actions.clearing import clean_attachments, clean_strays


class Command(BaseCommand):
    help = "Remove files that were never sent or went with deleted messages, and strays."

    def handle(self, *args, **options) -> None:
        cleaned = clean_attachments()
        discarding.finish()  # before the process ends
        strays = clean_strays()
        self.stdout.write(f"{cleaned} attachments and {strays} stray files removed.")
