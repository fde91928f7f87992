"""The audit log: who decided what about others, written in the transaction that does it.

Actions write it, not their doors. It holds no name of a person, no secret, number, address or message
text: it is for good, and what a person takes along or deletes is not.
"""

from typing import Protocol

from accounts.models import AuditEntry, User, Verb
from texter import request_ids


class Place(Protocol):
    """A room, which accounts know nothing else of."""

    pk: int
    name: str


def note(
    verb: Verb,
    *,
    by: User | None,
    person: User | None = None,
    room: Place | None = None,
    room_id: int | None = None,
    thing: int | None = None,
    **facts: object,
) -> AuditEntry:
    """`by` None: the command line, or the site by itself. `room_id`: where only that is known.
    `thing`: the number of what it was done to, where that is neither a person nor a room."""
    return AuditEntry.objects.create(
        verb=verb,
        actor_id=by and by.pk,
        person_id=person and person.pk,
        room_id=room.pk if room else room_id,
        room_name=room.name if room else "",
        thing_id=thing,
        facts={name: fact for name, fact in facts.items() if fact not in (None, "")},
        request_id=request_ids.current.get(),
    )
