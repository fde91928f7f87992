"""`python -m benchmarks.sidebar`: how long does a room's page take for somebody with 200 rooms?

100 of the rooms are direct ones with people who are online, and in 20 others something is said between
one page and the next. Runs on SQLite and on PostgreSQL, both
fresh. Prints a Markdown table; the exit code is 1 where 95 of 100 pages take 200 ms or more.
"""

import statistics
import sys
import time
from itertools import cycle, islice

from benchmarks.page_times import on_both_databases, prepare

ROOMS, DIRECT = 100, 100
ROUNDS = 200
TALK = 20  # rooms
LIMIT = 200  # milliseconds
HEADING = "| database | p50 | p95 | queries |\n|---|--:|--:|--:|"


def main() -> int:
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    return on_both_databases("benchmarks.sidebar", HEADING)


def measure(name: str) -> int:
    prepare()
    from django.db import connection, reset_queries
    from django.test import Client

    from chat.actions.drafts import Draft
    from chat.actions.messages import send_message
    from chat.models import Membership

    person, room = busy_person()
    client = Client(headers={"host": "localhost"})
    client.force_login(person, "accounts.backends.PasswordBackend")
    times = []
    talk = cycle(Membership.objects.filter(user=person).select_related("room", "user"))
    for _ in range(ROUNDS):
        for membership in islice(talk, TALK):
            membership.refresh_from_db()
            send_message(membership=membership, draft=Draft("So noon it is."))
        started = time.perf_counter()
        assert client.get(f"/rooms/{room.pk}/").status_code == 200
        times.append((time.perf_counter() - started) * 1000)
    connection.force_debug_cursor = True
    reset_queries()
    client.get(f"/rooms/{room.pk}/")
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"| {name} | {p50:.0f} ms | {p95:.0f} ms | {len(connection.queries)} |", flush=True)
    return int(p95 >= LIMIT)


def busy_person():
    """Somebody in so many rooms, each with something unread in it, and one of them to look at."""
    from accounts.models import User
    from accounts.people import add_person
    from chat import presence
    from chat.actions.direct_rooms import direct_room
    from chat.actions.drafts import Draft
    from chat.actions.memberships import join_room
    from chat.actions.messages import send_message
    from chat.actions.rooms import open_room
    from chat.models import Membership

    def say(user, room):
        membership = Membership.objects.select_related("room", "user").get(user=user, room=room)
        send_message(membership=membership, draft=Draft("Are we still on for noon?"))

    person = add_person(User(username="busy", name="Busy", password="!"))
    others = [
        add_person(User(username=f"other{number}", name=f"Other {number}", password="!"))
        for number in range(DIRECT)
    ]
    for number, owner in zip(range(ROOMS), others, strict=True):  # nobody makes so many an hour
        room = open_room(by=owner, name=f"Room {number}")
        join_room(room=room, user=person)
        say(person, room)
    for other in others:
        room = direct_room(people=[person, other])
        say(other, room)
    presence.keep("benchmark", {other.pk: "online" for other in others})
    for _ in range(50):
        say(person, room)
    return person, room


if __name__ == "__main__":
    sys.exit(main())
