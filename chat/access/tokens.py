"""From a person and an id to a key of a program of theirs."""

from accounts.models import PersonalToken
from chat.access.rooms import BIGGEST_ID
from chat.errors import TokenNotFound


def token_for(user, token_id: int) -> PersonalToken:
    """Theirs, whether it is good still or not."""
    own = PersonalToken.objects.filter(user=user)
    token = own.filter(pk=min(token_id, BIGGEST_ID)).first()
    if token is None:
        raise TokenNotFound
    return token
