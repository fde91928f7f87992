"""What each of examples/ says it does."""

import os
import subprocess

import pytest

from chat.actions.members import add_member, remove_member
from tests.cast import PASSWORD, membership, say
from tests.examples.conftest import EXAMPLES

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_calls_of_curl_say_something(server, ann, room):
    env = {"SITE": server.url, "NAME": ann.username, "PASSWORD": PASSWORD, "ROOM": str(room.pk)}
    words = [str(EXAMPLES / "chat.sh"), "Hello from a shell"]
    subprocess.run(words, env=os.environ | env, check=True, capture_output=True, timeout=60)
    assert room.messages.latest("seq").body == "Hello from a shell"


def test_the_bot_echoes_who_names_it_once(example, ann, bob, room):
    bot = example("echo_bot.py", bob)
    bot.shows("is listening")
    asked = say(ann, room, "@bob are you there?")
    teller = example("tui.py", ann)
    teller.shows("The line is up.")
    teller.type(f"/room {room.pk}")
    teller.shows("Bob: @bob are you there?")
    teller.type("@bob and now?")
    teller.shows("Bob: @bob and now?")
    answers = room.messages.filter(author=bob, kind="text")
    assert list(answers.values_list("body", flat=True)) == [asked.body, "@bob and now?"]


def test_the_terminal_lists_rooms_and_talks_live(example, ann, bob, room):
    one, other = example("tui.py", ann), example("tui.py", bob)
    for each in (one, other):
        each.shows("The line is up.")
        each.shows(room.name)
        each.type(f"/room {room.pk}")
    one.type("Is this live?")
    other.shows("Ann: Is this live?")
    other.type("It is.")
    one.shows("Bob: It is.")


def test_the_terminal_catches_up_with_a_room_that_was_lost_for_a_while(example, ann, bob, room):
    terminal = example("tui.py", bob)
    terminal.shows("The line is up.")
    terminal.type(f"/room {room.pk}")
    say(ann, room, "before")
    terminal.shows("Ann: before")
    remove_member(by=membership(ann, room), member=membership(bob, room))
    say(ann, room, "meanwhile")
    add_member(by=membership(ann, room), user=bob)
    terminal.shows("Ann: meanwhile")


def test_the_terminal_loses_nothing_when_the_server_goes(example, server, ann, bob, room):
    one, other = example("tui.py", ann), example("tui.py", bob)
    for each in (one, other):
        each.shows("The line is up.")
        each.type(f"/room {room.pk}")
    one.type("before")
    other.shows("Ann: before")
    server.kill()
    one.shows("The line is down")
    for number in range(3):
        one.type(f"meanwhile {number}")
    server.start()
    other.shows("Ann: meanwhile 2")
    said = list(room.messages.filter(author=ann, kind="text").values_list("body", flat=True))
    assert said == ["before", "meanwhile 0", "meanwhile 1", "meanwhile 2"]
    one.shows("Ann: meanwhile 2")
