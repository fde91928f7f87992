"""What is counted, all of it here. Each process counts for itself, and /metrics tells it.

Nothing names a person, a room or an address (promise P21), and a label has few values: who asks
cannot make new ones.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

# Seconds. What people notice lies between 0.1 and 1.
MOMENTS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def _counter(name: str, words: str, *labels: str) -> Counter:
    return Counter(f"texter_{name}", words, labels, registry=REGISTRY)


def _moments(name: str, words: str) -> Histogram:
    return Histogram(f"texter_{name}_seconds", words, buckets=MOMENTS, registry=REGISTRY)


SOCKETS = Gauge("texter_sockets", "Open sockets, of pages and programs.", registry=REGISTRY)
REQUESTS = _counter("requests", "Answered requests.", "route", "status")
TOO_OFTEN = _counter("too_often", "Requests and commands refused for coming too often (429).")

SENDS = _counter("sends", "Messages that were stored.")
ACK = _moments("ack", "From the arrival of a message at this process to its confirmation.")
FAN_OUT_LAG = _moments(
    "fan_out_lag", "From a commit to the moment its frames were handed to all sockets here."
)
_REPAIRS = _counter("repairs", "Catch-up queries: changes that no push had brought.", "by")
FEED_REPAIRS = _REPAIRS.labels("feed")
PAGE_REPAIRS = _REPAIRS.labels("page")
PROGRAM_REPAIRS = _REPAIRS.labels("program")
_LAYER_LOSSES = _counter("layer_losses", "Events that the channel layer did not take.", "why")
LAYER_DROPS = _LAYER_LOSSES.labels("dropped")
LAYER_REFUSALS = _LAYER_LOSSES.labels("refused")
SLOW_SOCKETS = _counter("slow_sockets", "Sockets closed because their outbox was full.")
REFUSED_SOCKETS = _counter("refused_sockets", "Sockets refused because this process has enough.")
HUNG_UP = _counter("hung_up", "Connections ended because a request took too long, or its head.")
UNREAD = _counter("unread", "Connections ended because nobody read what was written to them.")
LOOP_LAG = _moments("loop_lag", "How late the event loop wakes who sleeps.")

CODES_SENT = _counter("codes_sent", "Codes handed to the texting service.")
CODES_NOT_SENT = _counter("codes_not_sent", "Codes that a ceiling or the texting service refused.")
CODES_VERIFIED = _counter("codes_verified", "Texted codes that were typed back right.")

_DELIVERIES = _counter("deliveries", "Tries to tell a bot's program what was said.", "outcome")
DELIVERED = _DELIVERIES.labels("done")
NOT_DELIVERED = _DELIVERIES.labels("failed")
NOTHING_TO_DELIVER = _DELIVERIES.labels("dropped")
