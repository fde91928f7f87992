"""What every page may say."""

from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark"}


def site(request: HttpRequest) -> dict[str, str]:
    return {"site_name": settings.SITE_NAME, "theme": _theme(request)}


def _theme(request: HttpRequest) -> str:
    """The person's own; the browser's last choice where nobody is signed in; blank: as the device."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user.theme
    theme = request.COOKIES.get("theme", "")
    return theme if theme in THEMES else ""
