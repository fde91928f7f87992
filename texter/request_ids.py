"""The name of a request: in its answer, in every line of the log that it causes, in an error report."""

import re
import uuid
from contextvars import ContextVar

from django.conf import settings

HEADER = "X-Request-ID"
SOUND = re.compile(r"[\w.:-]{1,64}", re.ASCII)

current: ContextVar[str] = ContextVar("request_id", default="")


def name_request(scope: dict) -> str:
    """As a proxy of ours called it, or a new one; from now on the `current` one."""
    given = dict(scope["headers"]).get(HEADER.lower().encode(), b"").decode("latin1")
    is_ours = settings.TRUSTED_PROXIES and SOUND.fullmatch(given)
    name = given if is_ours else uuid.uuid4().hex
    current.set(name)
    return name
