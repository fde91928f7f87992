"""The way of a page's socket: by the site's own address, so through the proxy that stands there."""

from django.conf import settings
from django.utils.translation import gettext as _
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from chat import names
from texter import env
from texter.doctor.findings import Finding, failed, well

SECONDS = 4


def own_socket(address: str = "") -> list[Finding]:
    """Opened as a stranger's: texter takes it, and then says that nobody is signed in."""
    address = settings.SITE_URL or address or f"http://127.0.0.1:{env.number('PORT', 8000)}"
    try:
        code = _closing_code(address)
    except InvalidStatus as error:
        return [_refused(address, error.response.status_code)]
    except OSError as error:
        words = _("Nothing answers at %(address)s (%(why)s).")
        facts = {"address": address, "why": type(error).__name__}
        fix = _("Start texter, and let SITE_URL be the address that people type.")
        return [failed("socket", words % facts, fix)]
    if code != names.CLOSE_SIGNED_OUT:
        words = _("Something other than texter answers at %(address)s.") % {"address": address}
        return [failed("socket", words, _("Let SITE_URL lead to texter."))]
    return [well("socket", _("Sockets open at %(address)s.") % {"address": address})]


def _closing_code(address: str) -> int | None:
    url = f"ws{address.removeprefix('http')}/ws/"
    limits = {"open_timeout": SECONDS, "close_timeout": 1, "proxy": None}
    with connect(url, origin=address, **limits) as socket:
        try:
            socket.recv(SECONDS)
        except ConnectionClosed as closed:
            return closed.rcvd and closed.rcvd.code
    return None


def _refused(address: str, status: int) -> Finding:
    words = _("The way to %(address)s refuses sockets with %(status)s.")
    fix = _("Let the proxy pass the headers Upgrade, Connection, Host and X-Forwarded-Proto.")
    return failed("socket", words % {"address": address, "status": status}, fix)
