"""Fills a fresh database: `python -m benchmarks.prepare <module> <members>...`.

Makes signed-in people and one room for each number of members, and prints them as JSON.

The module says how a server's people and rooms are made: person(number), room(people).
"""

import json
import sys
from importlib import import_module

import django


def main(module: str, sizes: list[int]) -> None:
    django.setup()
    from django.db import transaction

    makers = import_module(module)
    with transaction.atomic():
        people = [makers.person(number) for number in range(max(sizes))]
        rooms = [makers.room(people[:size]) for size in sizes]
        cookies = [session_of(person) for person in people]
    print(json.dumps({"rooms": rooms, "sessions": cookies}))


def session_of(person) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    main(sys.argv[1], [int(word) for word in sys.argv[2:]])
