"""What every page may say."""

from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark"}


def site(request: HttpRequest) -> dict[str, str]:
    theme = request.COOKIES.get("theme", "")
    return {"site_name": settings.SITE_NAME, "theme": theme if theme in THEMES else ""}
