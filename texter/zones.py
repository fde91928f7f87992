"""The time zones that browsers name."""

from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest
from django.utils import timezone


def zone_of(request: HttpRequest) -> tzinfo:
    """The zone of the viewer's cookie; the site's own where it makes no sense."""
    return zone_named(request.COOKIES.get("tz", ""))


def zone_named(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_default_timezone()
