"""What a search may ask of a message besides its words, as terms of the same index."""

from collections.abc import Iterator
from datetime import datetime

FACT = "\ue000"  # what no word begins with
BAND = 14  # bits: 16,384 ids in a row
LINK, FILE, NEVER = f"{FACT}l", f"{FACT}f", f"{FACT}n"


def in_room(room_id: int) -> str:
    return f"{FACT}r{room_id}"


def by_author(user_id: int) -> str:
    return f"{FACT}u{user_id}"


def in_month(at: datetime) -> str:
    """In UTC."""
    return f"{FACT}m{at:%Y%m}"


def in_band(band: int) -> str:
    return f"{FACT}b{band}"


def months(since: datetime, until: datetime) -> Iterator[str]:
    """Every month between two times, theirs too; in UTC."""
    month = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while month <= until:
        yield in_month(month)
        year, number = divmod(month.year * 12 + month.month, 12)
        month = month.replace(year=year, month=number + 1)
