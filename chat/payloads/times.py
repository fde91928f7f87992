"""Times as programs read them: RFC 3339, in UTC."""

from datetime import UTC, datetime


def stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def optional_stamp(time: datetime | None) -> str | None:
    return None if time is None else stamp(time)
