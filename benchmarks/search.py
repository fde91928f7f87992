"""`python -m benchmarks.search`: how long does somebody in 50 rooms wait for what they look for?

1,000,000 messages in 200 rooms, on SQLite and on PostgreSQL, both fresh. Prints a Markdown table; the
exit code is 1 where 95 of 100 searches of a kind take 100 ms or more. The last lines say what a send
costs, and what of that is the index.
"""

import random
import statistics
import sys
import time
from itertools import accumulate

from benchmarks.page_times import on_both_databases, prepare

MESSAGES, ROOMS, MINE = 1_000_000, 200, 50
LINES, VOCABULARY, WORDS = 20_000, 50_000, 11
BODY = "number {} Shall we meet at the harbour at seven? I bring the maps and coffee for everybody."
ROUNDS, SENDS = 40, 200
LIMIT = 100  # milliseconds
HEADING = "| database | search | found in all | p50 | p95 |\n|---|---|--:|--:|--:|"
# What is said besides, by the number of the message and of its room.
PLANTED = {
    "common": "n % 5 = 0",
    "plenty": "n % 5 = 1 OR n % 25 = 0",
    "older": f"n <= {MESSAGES // 2} AND n % 5 IN (1, 2)",
    "elsewhere": f"room >= {MINE} AND n % 4 = 1",
    "seldom": "n % 100000 = 7",
}
SEARCHES = {
    "a word of every fifth message": "common ",
    "the same, as it is typed": "commo",
    "two such words, seldom together": "common plenty ",
    "a word that was last said long ago": "older ",
    "a word said only in others’ rooms": "elsewhere ",
    "two that are never said together": "elsewhere older ",
    "a word of ten messages": "seldom ",
    "three letters of many words": "wab",
    "a phrase": '"wa wb"',
    "a phrase of three such words": '"wb wa wc"',
    "a word by somebody": "common from:me",
    "a word before a day": "common before:2024-06-01",
    "links": "common has:link",
    "images": "common has:image",
    "nothing but a room": "in:“Room 7”",
}


def main() -> int:
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    return on_both_databases("benchmarks.search", HEADING)


def measure(name: str) -> int:
    prepare()
    person, other = people()
    fill(person, other)
    worst = 0.0
    for title, typed in SEARCHES.items():
        times, count = search_times(person, typed)
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        worst = max(worst, p95)
        print(f"| {name} | {title} | {count} | {p50:.1f} ms | {p95:.1f} ms |", flush=True)
    print(send_cost(name, person), flush=True)
    return int(worst >= LIMIT)


def people():
    """Somebody who is in some of the rooms, and somebody who is in none."""
    from accounts.models import User
    from accounts.people import add_person
    from chat.models import Membership, Room

    person, other = [
        add_person(User(username=name, name=name, password="!")) for name in ("person", "other")
    ]
    rooms = Room.objects.bulk_create(
        [
            Room(kind="open", name=f"Room {number}", last_seq=MESSAGES, version=MESSAGES)
            for number in range(ROOMS)
        ]
    )
    Membership.objects.bulk_create([Membership(room=room, user=person) for room in rooms[:MINE]])
    return person, other


def fill(person, other) -> None:
    """Written past the actions, in the form in which they write: this is about finding."""
    from django.db import connection

    from chat.models import Room, SearchEntry

    field = SearchEntry._meta.get_field("terms")
    facts = {"person": person.pk, "other": other.pk, "base": Room.objects.get(name="Room 0").pk}
    dialect = dialect_of(connection.vendor)
    facts |= dialect | {"terms": dialect["terms"].format(**dialect)}
    rows = [
        (k, " ".join(words), field.get_db_prep_value(words, connection))
        for k, words in enumerate(lines())
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE line (k integer PRIMARY KEY, body text, terms text)")
        cursor.executemany("INSERT INTO line VALUES (%s, %s, %s)", rows)
        for statement in FILLED:
            cursor.execute(statement.format(**facts))


def lines():
    """Words as often as in a language: a few all the time, most of them hardly ever."""
    chance = random.Random(7)
    names = [word(number) for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (number + 5) for number in range(VOCABULARY)))
    for _ in range(LINES):
        yield chance.choices(names, cum_weights=weights, k=WORDS)


def word(number: int) -> str:
    """wa, wb, … wba, wbb, …"""
    letters = ""
    while number or not letters:
        number, letter = divmod(number, 26)
        letters = chr(ord("a") + letter) + letters
    return f"w{letters}"


def dialect_of(vendor: str) -> dict[str, str]:
    """What the two databases write differently."""
    return POSTGRESQL if vendor == "postgresql" else SQLITE


def planted(opening: str, closing: str) -> str:
    """SQL for the words of PLANTED, between what stands around a word."""
    return " || ".join(
        f"CASE WHEN {when} THEN '{opening}{said}{closing}' ELSE '' END"
        for said, when in PLANTED.items()
    )


def terms(opening: str, closing: str) -> str:
    """SQL for all that a message is found by."""
    facts = ["'r' || room_id", "'u' || author_id", "'m' || {month}", "'b' || (id >> 14)"]
    facts.append("CASE WHEN n % 50 = 0 THEN 'l' ELSE 'none' END")
    written = [f"'{opening}\ue000' || {fact} || '{closing}'" for fact in facts]
    return " || ".join(["terms", planted(opening, closing), *written])


SPACE_QUOTE, QUOTE_PLACE = " ''", "'':50"
FIRST = 1_000  # above the ids of what the site wrote itself
SQLITE = {
    "key": "lower(hex(randomblob(16)))",
    "numbers": f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {MESSAGES}) SELECT n FROM s",
    "sent_at": "datetime(1609459200 + n * 158, 'unixepoch')",
    "month": "strftime('%Y%m', sent_at)",
    "terms": terms(" ", ""),
    "last": "ANALYZE",
}
POSTGRESQL = {
    "key": "gen_random_uuid()",
    "numbers": f"SELECT n FROM generate_series(1::bigint, {MESSAGES}) AS n",
    "sent_at": "to_timestamp(1609459200 + n * 158)",
    "month": "to_char(sent_at AT TIME ZONE 'UTC', 'YYYYMM')",
    "terms": f"({terms(SPACE_QUOTE, QUOTE_PLACE)})::tsvector",
    "last": f"SELECT setval('chat_message_id_seq', {FIRST + MESSAGES}); ANALYZE",
}
SAID = planted(" ", "")
FILLED = [
    f"""
    INSERT INTO chat_message (
        id, room_id, author_id, kind, seq, version, client_id, body, html, renderer, sent_at,
        delete_reason, has_attachments, has_reactions, has_link_preview
    )
    SELECT {FIRST} + n, {{base}} + room, CASE WHEN n % 9 = 0 THEN {{person}} ELSE {{other}} END,
        'text', n, n, {{key}}, body || {SAID}, body || {SAID}, 1, {{sent_at}}, '', false, false, false
    FROM (SELECT n, (n * 48271 % 65521) % {ROOMS} AS room FROM ({{numbers}}) AS numbers) AS numbered
    JOIN line ON k = n % {LINES} ORDER BY n
    """,
    f"""
    INSERT INTO chat_searchentry (message_id, terms)
    SELECT id, {{terms}} FROM (
        SELECT id, id - {FIRST} AS n, room_id - {{base}} AS room, room_id, author_id, sent_at
        FROM chat_message WHERE id > {FIRST}
    ) AS numbered JOIN line ON k = n % {LINES} ORDER BY id
    """,
    "{last}",
]


def search_times(person, typed: str):
    """Milliseconds of each search, and how many messages it found on the first page."""
    from chat.search.results import results_for
    from chat.sidebar import rows_for

    times, found = [], 0
    rows = rows_for(person.pk)
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = len(results_for(person, typed, rows).found)
        times.append((time.perf_counter() - started) * 1000)
    return times, found


def send_cost(name: str, person) -> str:
    """Sends with and without the index, by turns, so that both see the same machine."""
    from chat.actions import messages
    from chat.models import Membership

    membership = Membership.objects.filter(user=person).select_related("room", "user").last()
    ways = {"with": messages.index_message, "without": lambda **message: None}
    times = {way: [] for way in ways}
    for number in range(SENDS):
        for way, index in ways.items():
            messages.index_message = index
            started = time.perf_counter()
            messages.send_message(membership=membership, body=BODY.format(number), client_id=uuid4())
            times[way].append((time.perf_counter() - started) * 1000)
    with_index, without = (statistics.median(times[way]) for way in ways)
    ratio = with_index / without
    return f"\n{name}: a send takes {with_index:.2f} ms, without the index {without:.2f}; {ratio:.2f}"


if __name__ == "__main__":
    sys.exit(main())
