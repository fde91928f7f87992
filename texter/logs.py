"""Log lines without what they must not give away (promise P21)."""

import logging
import re

# Addresses that are keys: of an invite, of a webhook, of a new password, of an e-mail address. In the `next` of
# another address the slashes are quoted, perhaps more than once.
ADDRESSES = ("/i/", "/api/v1/hooks/", "/password/reset/key/", "/email/confirm/")
SLASH = "(?:/|%(?:25)*2F)"
_KEYED = "|".join(address.replace("/", SLASH) for address in ADDRESSES)
# And what another site sends somebody back with, or a program opens its socket with.
KEYS = re.compile(rf"({_KEYED}|[?&](?:code|state|token|ticket)=)[^\s/'\"&]+", re.IGNORECASE)


class WithoutKeys(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if KEYS.search(message):
            record.msg, record.args = KEYS.sub(r"\1…", message), ()
        return True
