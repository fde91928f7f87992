"""Make the index of messages afresh: after an update, or a restore; safe beside a running server."""

from django.core.management.base import BaseCommand

from chat.actions.indexing import index_again
from chat.models import Message

AT_ONCE = 500


class Command(BaseCommand):
    help = "Make what messages are found by afresh."

    def handle(self, *args, **options) -> None:
        done, last = 0, 0
        while batch := list(_after(last)):
            done += index_again(ids=batch)
            last = batch[-1]
        self.stdout.write(f"{done} messages can be found.")


def _after(last: int):
    later = Message.objects.filter(pk__gt=last).order_by("pk")
    return later.values_list("pk", flat=True)[:AT_ONCE]
