"""Who is online: kept in the shared cache, written by each process for its own people.

Each process says what its sockets show, with an end of its own: what a killed process said runs out.
While the cache is away everybody looks offline, and nothing breaks.
"""

import time
from collections.abc import Iterable

from django.core.cache import cache

from accounts.models import User

ONLINE, AWAY, OFFLINE = "online", "away", "offline"
KEPT_FOR = 60  # seconds; the hubs repeat themselves every 20


def statuses(user_ids: Iterable[int]) -> dict[int, str]:
    """How present these people are, by their ids; one look into the cache."""
    keys = {_key(user_id): user_id for user_id in user_ids}
    said = cache.get_many(keys) if keys else {}
    return {user_id: _best(said.get(key, {})) for key, user_id in keys.items()}


def status_of(user_id: int) -> str:
    return statuses([user_id])[user_id]


def keep(process: str, states: dict[int, str]) -> dict[int, str]:
    """Write what a process knows of its people; gives those whose status that changes.

    Who wants to appear offline is never written as anything else.
    """
    hidden = set(_appearing_offline(states))
    keys = {user_id: _key(user_id) for user_id in states}
    said = cache.get_many(keys.values())
    fresh, changed = {}, {}
    for user_id, key in keys.items():
        before = _live(said.get(key, {}))
        state = OFFLINE if user_id in hidden else states[user_id]
        fresh[key] = {} if user_id in hidden else _with(before, process, state)
        if (now := _best(fresh[key])) != _best(before):
            changed[user_id] = now
    cache.set_many(fresh, KEPT_FOR)
    return changed


def _appearing_offline(user_ids: Iterable[int]):
    found = User.objects.filter(pk__in=user_ids, appears_offline=True)
    return found.values_list("pk", flat=True)


def _with(said: dict, process: str, state: str) -> dict:
    others = {name: words for name, words in said.items() if name != process}
    return others if state == OFFLINE else others | {process: (state, time.time() + KEPT_FOR)}


def _live(said: dict) -> dict:
    return {name: words for name, words in said.items() if words[1] > time.time()}


def _best(said: dict) -> str:
    """A person is as present as the most present of their pages."""
    states = {state for state, _ in _live(said).values()}
    return next((state for state in (ONLINE, AWAY) if state in states), OFFLINE)


def _key(user_id: int) -> str:
    return f"presence.{user_id}"
