"""texter's people and rooms, made by its own actions."""

from accounts.models import User
from accounts.people import add_person
from chat.actions.memberships import join_room
from chat.actions.rooms import open_room


def person(number: int) -> User:
    return add_person(User(username=f"person{number}", name=f"Person {number}", password="!"))


def room(people: list[User]) -> tuple[int, int]:
    """The room's id and version, everybody in it."""
    room = open_room(by=people[0], name=f"Room for {len(people)}")
    for person in people[1:]:
        join_room(room=room, user=person)
    room.refresh_from_db()
    return room.pk, room.version
