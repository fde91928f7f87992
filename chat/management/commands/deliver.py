"""Deliver what is said to bots, beside the web processes: the `worker` of the Procfile."""

import signal

from django.core.management.base import BaseCommand

from chat.couriers import Couriers

ENDS = {signal.SIGTERM, signal.SIGINT}


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        # No thread takes them but this one: where another did, a handler would wait for this one to wake.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        couriers = Couriers()
        couriers.start()
        signal.sigwait(ENDS)
        couriers.finish()
