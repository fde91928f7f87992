"""`python -m benchmarks.api_list`: what does a list of 50 messages cost a program?

Beside it a door written by hand, which asks and looks up the same and answers the same JSON with a
JsonResponse, made of ready dicts. Both in turns, in one process, on a fresh SQLite. The exit code is
1 where the ratio is above 1.3. `--rounds N` for a quick look.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.page_times import prepare
from benchmarks.targets import UNPACED

LIMIT, LISTED = 1.3, 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.api_list", description=__doc__)
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    return measure(chosen.rounds) if chosen.inside else _apart(chosen.rounds)


def _apart(rounds: int) -> int:
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as folder:
        variables = {"DATA_DIR": folder, "DATABASE_URL": "", "REDIS_URL": ""} | UNPACED
        variables["DJANGO_SETTINGS_MODULE"] = "texter.settings"
        words = [sys.executable, "-m", "benchmarks.api_list", "--inside", "--rounds", str(rounds)]
        return subprocess.run(words, env=os.environ | variables, check=False).returncode


def measure(rounds: int) -> int:
    prepare()
    room, token = filled()
    request = asked_for(room, token)
    doors = {"texter": ours(room.pk), "by hand": by_hand(room.pk)}
    answers = {name: door(request()) for name, door in doors.items()}
    assert json.loads(answers["texter"].content) == json.loads(answers["by hand"].content)
    times: dict[str, list[float]] = {name: [] for name in doors}
    for _ in range(rounds):
        for name, door in doors.items():
            asked = request()
            started = time.perf_counter()
            door(asked)
            times[name].append((time.perf_counter() - started) * 1000)
    median = {name: statistics.median(found) for name, found in times.items()}
    ratio = median["texter"] / median["by hand"]
    print(f"| a list of {LISTED} messages | by hand | ratio |\n|--:|--:|--:|")
    print(f"| {median['texter']:.2f} ms | {median['by hand']:.2f} ms | {ratio:.2f} |")
    return int(ratio > LIMIT)


def filled():
    """A room with messages of two people, some with a mention or a reaction."""

    from accounts.models import User
    from accounts.people import add_person
    from accounts.tokens import personal
    from chat.actions.drafts import Draft
    from chat.actions.memberships import join_room
    from chat.actions.messages import send_message
    from chat.actions.reactions import add_reaction
    from chat.actions.rooms import open_room

    one, other = (add_person(User(username=name, name=name, password="!")) for name in ("a1", "b1"))
    room = open_room(by=one, name="Room")
    places = [
        room.memberships.select_related("room", "user").get(),
        join_room(room=room, user=other),
    ]
    for number in range(LISTED):
        body = f"Message {number} with **some** words" + " for @a1" * (number % 10 == 0)
        place = places[number % 2]
        message = send_message(membership=place, draft=Draft(body))
        if number % 10 == 5:
            add_reaction(message=message, by=one, emoji="👍")
    return room, personal.make_token(one, "benchmark")[1]


def asked_for(room, token: str):
    """Makes a request for the list, as it comes through the middleware."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    def request():
        address, header = f"/api/v1/rooms/{room.pk}/messages", f"Bearer {token}"
        made = RequestFactory().get(address, headers={"Authorization": header})
        made.user = AnonymousUser()
        return made

    return request


def ours(room_id: int):
    from django.urls import resolve

    found = resolve(f"/api/v1/rooms/{room_id}/messages")
    return lambda request: found.func(request, *found.args, **found.kwargs)


def by_hand(room_id: int):
    from django.http import JsonResponse

    from accounts.tokens import user_for_credential
    from chat import access, log
    from chat.payloads.messages import texts

    def page_of(request):
        user = user_for_credential(request.headers["Authorization"].partition(" ")[2])
        return log.newest_page(access.membership_for(user, room_id))

    ready: list[dict] = []

    def door(request):
        page = page_of(request)
        if not ready:
            ready.extend(json.loads(each) for each in texts(page.messages))
        following = page.before and f"{request.path}?before={page.before}"
        return JsonResponse({"items": ready, "next": following})

    return door


if __name__ == "__main__":
    sys.exit(main())
