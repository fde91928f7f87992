"""Log lines without what they must not give away (promise P21)."""

import logging
import re
import traceback

# Addresses that are keys: of an invite, of a webhook, of a new password, of an e-mail address. In the `next` of
# another address the slashes are quoted, perhaps more than once.
ADDRESSES = ("/i/", "/api/v1/hooks/", "/password/reset/key/", "/email/confirm/")
SLASH = "(?:/|%(?:25)*2F)"
_KEYED = "|".join(address.replace("/", SLASH) for address in ADDRESSES)
# And what another site sends somebody back with, or a program opens its socket with.
KEYS = re.compile(rf"({_KEYED}|[?&](?:code|state|token|ticket)=)[^\s/'\"&]+", re.IGNORECASE)
HEADING = "Traceback (most recent call last):"  # what people search logs for
LINE_END = re.compile(r"\n|\\n")
PHONES = re.compile(r"\+[1-9]\d{6,14}\b")


def cleaned(words: str) -> str:
    return PHONES.sub("+…", KEYS.sub(r"\1…", words))


class WithoutKeys(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (clean := cleaned(message)) != message:
            record.msg, record.args = clean, ()
        return True


class WithoutAbsence(logging.Filter):
    """Of a database that is away texter/absence.py speaks; answers say it to whoever asked."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", 0) != 503


class Plain(logging.Formatter):
    """For people. Of an error as much as `told` says."""

    def formatException(self, ei) -> str:
        return told(ei[1])


def told(error: BaseException | None) -> str:
    """Where it happened, and the first line of what it says: below that, a database quotes the row."""
    if error is None:
        return ""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    lines = [
        told(before),
        frames and f"{HEADING}\n{frames}",
        f"{type(error).__name__}: {gist(error)}",
    ]
    return "\n".join(filter(None, lines))


def gist(error: BaseException) -> str:
    return first_line(str(error))


def first_line(words: str) -> str:
    """A KeyError quotes its words, line ends and all."""
    return cleaned(LINE_END.split(words)[0])
