"""What the site is called, looks like and allows: as its page says, or else the environment.

Every page and message asks for it, so each process keeps it for a moment. A server renews it behind
everybody's back (texter/upkeep.py); whoever finds it old renews it themself.
"""

from time import monotonic

from django.db import DatabaseError, InterfaceError

from accounts.models import SitePolicy

FRESH = 10.0  # seconds, for which it is believed

_kept: tuple[SitePolicy, float] | None = None


def current() -> SitePolicy:
    kept = _kept
    is_fresh = kept is not None and monotonic() - kept[1] < FRESH
    return kept[0] if is_fresh else renew()


def renew() -> SitePolicy:
    """Without a database it stays as it was: that is said by whatever needs one."""
    try:
        policy = SitePolicy.current()
    except (DatabaseError, InterfaceError):
        policy = _kept[0] if _kept else SitePolicy()
    return keep(policy)


def keep(policy: SitePolicy) -> SitePolicy:
    global _kept
    _kept = policy, monotonic()
    return policy


def forget() -> None:
    global _kept
    _kept = None
