"""Render messages again after the renderer changed; safe beside a running server."""

from django.core.management.base import BaseCommand

from chat import markup
from chat.actions.rendering import render_again
from chat.models import Message

AT_ONCE = 500


class Command(BaseCommand):
    help = "Render messages again whose HTML an earlier version of texter made."

    def handle(self, *args, **options) -> None:
        done, last = 0, 0
        while batch := list(
            Message.objects.outdated(markup.RENDERER).filter(pk__gt=last)[:AT_ONCE]
        ):
            done += render_again(messages=batch)
            last = batch[-1].pk
        self.stdout.write(f"{done} messages rendered.")
