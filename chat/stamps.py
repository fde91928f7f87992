"""Moments in microseconds, as the versions of what is not counted, such as a reading position.

A change is stamped in its transaction, while its row is locked: so stamps grow as commits do.
"""

import time

SKEW = 1_000_000  # the clocks of several machines agree to a second


def now() -> int:
    return time.time_ns() // 1000


def before_a_look() -> int:
    """For what is about to be read: whatever is changed meanwhile, on any machine, is newer."""
    return now() - SKEW
