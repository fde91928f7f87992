"""`python -m benchmarks.history`: is a page of a huge room as fast as one of a small room?

Runs on SQLite and on PostgreSQL, both fresh, with a room of 1,000 and one of 1,000,000 messages in
the same table. Prints a Markdown table; the exit code is 1 where the ratio is 1.5 or more.
"""

import statistics
import sys
import time

from benchmarks.page_times import on_both_databases, prepare

SMALL, HUGE = 1_000, 1_000_000
ROUNDS = 300
LIMIT = 1.5
HEADING = (
    "| database | place | 1,000 messages | 1,000,000 messages | ratio |\n|---|---|--:|--:|--:|"
)


def main() -> int:
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    return on_both_databases("benchmarks.history", HEADING)


def measure(name: str) -> int:
    prepare()
    memberships = {size: filled_room(size) for size in (SMALL, HUGE)}
    worst = 0.0
    for place, share in {"newest": 1.0, "middle": 0.5, "oldest": 0.06}.items():
        small, huge = (page_time(memberships[size], int(size * share)) for size in (SMALL, HUGE))
        worst = max(worst, huge / small)
        print(
            f"| {name} | {place} | {small:.2f} ms | {huge:.2f} ms | {huge / small:.2f} |",
            flush=True,
        )
    return int(worst >= LIMIT)


def filled_room(size: int):
    """A room with so many messages, written past the actions: this is about reading."""
    from django.db import connection

    from accounts.models import User
    from accounts.people import add_person
    from chat.actions.rooms import open_room
    from chat.models import Membership, Room

    person = add_person(User(username=f"person{size}", name="Person", password="!"))
    room = open_room(by=person, name=f"Room of {size}")
    numbers = (
        f"SELECT n FROM generate_series(1, {size}) AS n"
        if connection.vendor == "postgresql"
        else f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {size}) SELECT n FROM s"
    )
    key = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO chat_message (room_id, author_id, kind, seq, version, client_id, body, html,"
            " renderer, sent_at, delete_reason, has_attachments, has_reactions, has_link_preview)"
            f" SELECT {room.pk}, {person.pk}, 'text', n, n, {key}, 'message ' || n, 'message ' || n,"
            f" 1, CURRENT_TIMESTAMP, '', false, false, false FROM ({numbers}) AS numbers"
        )
        cursor.execute("ANALYZE")
    Room.objects.filter(pk=room.pk).update(last_seq=size, version=size)
    return Membership.objects.select_related("room", "user").get(room=room)


def page_time(membership, seq: int) -> float:
    """Median milliseconds of a history page that ends at `seq`: the query and what it makes of it."""
    from chat import log

    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        page = log.page_before(membership, seq + 1)
        times.append((time.perf_counter() - started) * 1000)
        assert len(page.messages) == 50
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
