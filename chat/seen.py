"""People as one who looks may see them: only whom they know shows how present they are."""

from collections.abc import Sequence

from accounts.models import User
from chat import access, presence
from chat.payloads import people as payloads


def seen_by(user: User, people: Sequence[User]) -> list[dict]:
    """As payloads.people.person, for many at once; one query and one look into the cache."""
    states = states_for(user, people)
    return [payloads.person(each, states.get(each.pk)) for each in people]


def oneself(user: User) -> dict:
    return payloads.oneself(user, presence.status_of(user.pk))


def presence_seen_by(user: User, person: User) -> dict:
    """How present one is, and what they are at."""
    return payloads.presence(person, states_for(user, [person]).get(person.pk))


def states_for(user: User, people: Sequence[User]) -> dict[int, str]:
    """By their ids; who is not in it is nobody whom the user knows, or blocked them."""
    ids = {each.pk for each in people}
    known = set(access.people_known_to(user.pk, ids)) | (ids & {user.pk})
    return presence.statuses(known)
