"""Personal tokens as JSON, without their text."""

from accounts.models import PersonalToken
from chat.payloads.times import optional_stamp, stamp


def token(token: PersonalToken) -> dict:
    return {
        "id": token.pk,
        "name": token.name,
        "hint": token.hint,
        "scope": token.scope,
        "created_at": stamp(token.created_at),
        "expires_at": optional_stamp(token.expires_at),
        "last_used_at": optional_stamp(token.last_used_at),
    }
