"""Errors to Sentry, or to what speaks as it does, where SENTRY_DSN names one.

Its own package is only loaded then. Of an error goes out where in the code it happened, its kind and
the first line of its words; nothing of the request but its id (promise P21).
"""

import logging
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from texter import request_ids
from texter.json_lines import message_of
from texter.logs import first_line

PACKAGE = "sentry_sdk"
LAST_WAIT = 2.0  # seconds for what is on its way when the process ends
# Of an event; whatever else the package adds one day stays here.
KEPT = {"event_id", "timestamp", "level", "logger", "platform", "release", "environment"}

logger = logging.getLogger(__name__)


def is_missing() -> bool:
    """Whether it is asked for and cannot be done."""
    return bool(settings.SENTRY_DSN) and find_spec(PACKAGE) is None


def is_on() -> bool:
    return bool(settings.SENTRY_DSN) and not is_missing()


def begin() -> None:
    if not is_on():
        return
    sdk, logs = import_module(PACKAGE), import_module(f"{PACKAGE}.integrations.logging")
    sdk.init(
        dsn=settings.SENTRY_DSN,
        before_send=scrubbed,
        # Whatever it would hook into by itself reads requests, or adds headers to ours.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[logs.LoggingIntegration(level=None, event_level=logging.ERROR)],
        max_breadcrumbs=0,
        include_local_variables=False,
        send_default_pii=False,
        max_request_body_size="never",
    )


def finish() -> None:
    if is_on():
        import_module(PACKAGE).flush(LAST_WAIT)


def scrubbed(event: dict, hint: dict) -> dict:
    kept = {name: event[name] for name in KEPT & event.keys()}
    if record := hint.get("log_record"):
        kept["message"] = message_of(record)
    if errors := event.get("exception", {}).get("values"):
        kept["exception"] = {"values": [_error(each) for each in errors]}
    kept["tags"] = {"request_id": request_ids.current.get() or "none"}
    return kept


def _error(error: dict) -> dict:
    """Its words may quote a row from the second line on."""
    words = first_line(str(error.get("value") or ""))
    facts = {name: error[name] for name in ("type", "module", "stacktrace") if name in error}
    return facts | {"value": words}
