"""A look at everything that the site leans on, all at once and within seconds, with the fix in words."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from functools import partial
from time import monotonic
from typing import NamedTuple

from django.utils.translation import gettext as _

from texter import aside
from texter.doctor import disk, services, site, socket
from texter.doctor.findings import FAILED, Finding, failed
from texter.logs import gist

PATIENCE = 5.0  # seconds; whatever hangs longer has failed


class Part(NamedTuple):
    """`fix`: what to do where it hangs, or fails in a way that nobody foresaw."""

    name: str
    look: Callable[[], list[Finding]]
    fix: str


def parts(address: str) -> tuple[Part, ...]:
    own_socket = partial(socket.own_socket, address)
    return (
        Part("settings", site.settings_in_order, _("Run manage.py check --deploy.")),
        Part("database", services.database, _("Is it running, and is DATABASE_URL right?")),
        Part("clock", services.clock, _("See to the database first.")),
        Part("Redis", services.redis, _("Is it running, and is REDIS_URL right?")),
        Part("socket", own_socket, _("Is texter running, and is SITE_URL right?")),
        Part("mail", services.mail, _("Is EMAIL_URL right, and may this machine reach it?")),
        Part("SMS", services.texting, _("Are the TWILIO_ variables right, and is Twilio up?")),
        Part("storage", disk.storage, _("May texter write to MEDIA_ROOT, or to the bucket?")),
        Part("disk", disk.space, _("Are DATA_DIR and MEDIA_ROOT there?")),
        Part("backup", disk.backup, _("May texter read DATA_DIR/backups?")),
        Part("deliveries", site.deliveries, _("See to the database first.")),
    )


def examine(address: str = "") -> list[Finding]:
    """In the order of `parts`; takes PATIENCE at most. `address`: the site's, where SITE_URL names none."""
    deadline = monotonic() + PATIENCE
    looks = [(part, aside.begin(part.look)) for part in parts(address)]
    return [found for part, look in looks for found in _found(part, look, deadline)]


def has_failed(findings: list[Finding]) -> bool:
    return any(each.state == FAILED for each in findings)


def _found(part: Part, look: "Future[list[Finding]]", deadline: float) -> list[Finding]:
    try:
        return look.result(max(0.0, deadline - monotonic()))
    except TooLate:
        words = _("No answer within %(seconds)d seconds.") % {"seconds": PATIENCE}
    except Exception as error:  # whatever a service comes up with
        words = f"{type(error).__name__}: {gist(error)}"[:200]
    return [failed(part.name, words, part.fix)]
