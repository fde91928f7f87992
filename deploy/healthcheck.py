"""Ends with 0 where texter in this container answers: for Docker's HEALTHCHECK."""

import os
import sys
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

SECONDS = 4


def is_well() -> bool:
    port = os.environ.get("PORT", "8000")
    # Asked for by the name that it answers to.
    host = urlsplit(os.environ.get("SITE_URL", "")).netloc or "localhost"
    request = Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not is_well())
