"""Log lines for machines, one JSON object each: LOG_FORMAT=json."""

import json
import logging
from datetime import UTC, datetime

from texter import request_ids
from texter.logs import cleaned, told

# What else a record may carry into its line. Whatever is not named stays out.
FACTS = ("method", "route", "status", "ms", "user")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if name := request_ids.current.get():
            line["request_id"] = name
        line |= {fact: record.__dict__[fact] for fact in FACTS if fact in record.__dict__}
        if record.exc_info:
            line["error"] = told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def message_of(record: logging.LogRecord) -> str:
    """Django ends what it says of a request with the address; the route says as much as may be said."""
    words = cleaned(record.getMessage())
    return words.partition(": /")[0] if "request" in record.__dict__ else words
