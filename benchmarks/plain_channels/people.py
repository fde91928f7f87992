"""People and rooms of the baseline; a room is nothing but its number."""

import itertools

from django.contrib.auth.models import User

_rooms = itertools.count(1)


def person(number: int) -> User:
    return User.objects.create(username=f"person{number}", password="!")


def room(people: list[User]) -> tuple[int, int]:
    """The room's id and version."""
    return next(_rooms), 0
