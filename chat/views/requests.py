"""Reading a request: the numbers and keys that doors take, and what is said of bad ones."""

from uuid import UUID

from django.http import HttpRequest, QueryDict

from chat import log
from chat.access import BIGGEST_ID
from chat.errors import InvalidRequest


def whole_number(fields: QueryDict, name: str) -> int:
    number = optional_number(fields, name)
    if number is None:
        raise InvalidRequest(f"“{name}” is missing.")
    return number


def optional_number(fields: QueryDict, name: str) -> int | None:
    word = fields.get(name, "")
    if not word:
        return None
    if not (word.isascii() and word.isdigit()) or len(word) > 19 or int(word) > BIGGEST_ID:
        raise InvalidRequest(f"“{name}” has to be a whole number.")
    return int(word)


def client_id(fields: QueryDict) -> UUID:
    try:
        return UUID(fields.get("client_id", ""))
    except ValueError:
        raise InvalidRequest("“client_id” has to be a UUID.") from None


def zone(request: HttpRequest):
    return log.zone_named(request.COOKIES.get("tz", ""))
