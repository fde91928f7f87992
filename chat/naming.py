"""The names that the people go by now whom messages name."""

from collections.abc import Iterable

from accounts.models import User
from chat import markup
from chat.models import Message


def names_in(batch: Iterable[Message]) -> dict[int, str]:
    """By their ids; at most one query."""
    ids = {pk for message in batch for pk in markup.people_in(message.html)}
    if not ids - {markup.EVERYBODY}:
        return {}
    people = User.objects.filter(pk__in=ids).only("name", "username")
    return {person.pk: str(person) for person in people}
