"""What stands in a text."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import site

# A name that phones would make a link of.
LINK_MAKERS = re.compile(r"(?<=\w)[./:](?=\w)|/")


def code_text(code: str) -> str:
    """The last line lets browsers fill the code in, on the page of this site only
    (https://wicg.github.io/sms-one-time-codes/)."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    words = _("%(code)s is your %(site)s code.") % {"code": code, "site": site.current().shown_name}
    return f"{words}\n\n@{host} #{code}"


def invite_text(name: str, link: str) -> str:
    words = _("%(name)s invites you to %(site)s: %(link)s")
    facts = {"name": LINK_MAKERS.sub(" ", name), "site": site.current().shown_name}
    return words % {**facts, "link": link}
