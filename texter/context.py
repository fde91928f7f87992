"""What every page may say."""

from django.http import HttpRequest

from accounts.site import current
from texter import mail

THEMES = {"light", "dark"}


def site(request: HttpRequest) -> dict[str, str | int]:
    policy = current()
    return {
        "site_name": policy.shown_name,
        "site_logo": policy.logo_version,
        "theme": _theme(request),
        "mails_to_console": mail.is_printed(),
    }


def _theme(request: HttpRequest) -> str:
    """The person's own; the browser's last choice where nobody is signed in; blank: as the device."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user.theme
    theme = request.COOKIES.get("theme", "")
    return theme if theme in THEMES else ""
