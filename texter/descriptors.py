"""Open files: every connection is one, and a shell gives a process 1,024 of them."""

import resource
from contextlib import suppress

ENOUGH = 65_536  # as in deploy/texter.service


def settle() -> None:
    """As many as whoever started us allows, up to what is enough."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # a system may allow less than it says; then as before
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
