"""Forget what nobody can have back any more; safe beside a running server."""

from django.core.management.base import BaseCommand

from chat.actions.deleted_texts import forget_late_texts


class Command(BaseCommand):
    help = "Forget the texts of messages that were deleted more than a few seconds ago."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{forget_late_texts()} texts forgotten.")
