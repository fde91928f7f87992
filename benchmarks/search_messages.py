"""A site for benchmarks.search: its people, its rooms and 1,000,000 messages with their index."""

import random
from itertools import accumulate

MESSAGES, ROOMS, MINE = 1_000_000, 200, 50
LINES, VOCABULARY, WORDS = 20_000, 50_000, 11
# What is said besides, by the number of the message and of its room.
PLANTED = {
    "common": "n % 5 = 0",
    "plenty": "n % 5 = 1 OR n % 25 = 0",
    "older": f"n <= {MESSAGES // 2} AND n % 5 IN (1, 2)",
    "elsewhere": f"room >= {MINE} AND n % 4 = 1",
    "seldom": "n % 100000 = 7",
}


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
    facts = ["'r' || room_id", "'u' || author_id", "'b' || (id >> 14)"]
    facts.append("CASE WHEN n % 50 = 0 THEN 'l' ELSE 'none' END")
    written = [f"'{opening}\ue000' || {fact} || '{closing}'" for fact in facts]
    return " || ".join(["terms", planted(opening, closing), *written])


SPACE_QUOTE, QUOTE_PLACE = " ''", "'':50"
FIRST = 1_000  # above the ids of what the site wrote itself
SQLITE = {
    "key": "lower(hex(randomblob(16)))",
    "began": "datetime(1609459200, 'unixepoch')",
    "numbers": f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {MESSAGES}) SELECT n FROM s",
    "sent_at": "datetime(1609459200 + n * 158, 'unixepoch')",
    "terms": terms(" ", ""),
    "first": "SELECT 1",
    "last": "ANALYZE",
}
POSTGRESQL = {
    "key": "gen_random_uuid()",
    "began": "to_timestamp(1609459200)",
    "numbers": f"SELECT n FROM generate_series(1::bigint, {MESSAGES}) AS n",
    "sent_at": "to_timestamp(1609459200 + n * 158)",
    "terms": f"({terms(SPACE_QUOTE, QUOTE_PLACE)})::tsvector",
    # An index is made faster at once than row by row.
    "first": "DROP INDEX chat_searchentry_terms",
    "last": f"""
        CREATE INDEX chat_searchentry_terms ON chat_searchentry USING gin (terms)
        WITH (fastupdate = off);
        SELECT setval('chat_message_id_seq', {FIRST + MESSAGES}); ANALYZE
    """,
}
SAID = planted(" ", "")
FILLED = [
    "{first}",
    # What the site wrote itself, as it does, before anybody.
    "UPDATE chat_message SET sent_at = {began}",
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
