"""Deliver what is said to bots, beside the web processes: the `worker` of the Procfile."""

import signal
from threading import Event

from django.core.management.base import BaseCommand

from chat.couriers import Couriers


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        is_over = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: is_over.set())
        couriers = Couriers()
        couriers.start()
        is_over.wait()
        couriers.finish()
