"""What every address of a room answers to whom: the whole table.

An outsider, a former member and somebody who was banned cannot tell a closed room from none.
"""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from chat.actions.members import add_member, ban_member, remove_member
from chat.actions.roles import set_role
from chat.actions.room_life import open_up
from chat.actions.rooms import closed_room
from chat.models import Room
from chat.urls import urlpatterns
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

ABSENT = "999999"
HTMX = {"HX-Request": "true"}

# name: (method, fields, what a member, a moderator and an owner get); {dan} is a plain member.
TABLE = {
    "room": ("get", {}, 200, 200, 200),
    "join_room": ("post", {}, 302, 302, 302),
    "leave_room": ("post", {}, 302, 302, 409),
    "room_head": ("get", {}, 200, 200, 200),
    "room_details": ("get", {}, 200, 200, 200),
    "room_level": ("post", {"level": "mentions"}, 302, 302, 302),
    "members": ("get", {}, 200, 200, 200),
    "add_members": ("post", {"user": "{eve}"}, 403, 302, 302),
    "member_role": ("post", {"role": "moderator"}, 403, 403, 302),
    "hand_over": ("post", {}, 403, 403, 302),
    "remove_member": ("post", {}, 403, 302, 302),
    "ban_member": ("post", {}, 403, 302, 302),
    "bans": ("get", {}, 403, 200, 200),
    "lift_ban": ("post", {}, 403, 404, 404),  # dan is not banned
    "room_settings": ("get", {}, 403, 200, 200),
    "room_door": ("post", {"kind": "open"}, 403, 403, 302),
    "set_room_picture": ("post", {}, 403, 422, 422),  # no picture is sent
    "drop_picture": ("post", {}, 403, 302, 302),
    "room_picture": ("get", {}, 404, 404, 404),  # it has none
    "room_pace": ("post", {"seconds": "30"}, 403, 302, 302),
    "archive_room": ("post", {}, 403, 403, 302),
    "restore_room": ("post", {}, 403, 403, 302),
    "delete_room": ("post", {"name": "Crew"}, 403, 403, 302),
    "messages": ("post", {"body": "hi", "client_id": str(uuid4())}, 302, 302, 302),
    "permalink": ("get", {}, 200, 200, 200),
    "changes": ("get", {"since": "0"}, 200, 200, 200),
    "read": ("post", {"seq": "1"}, 204, 204, 204),
    "typing": ("post", {}, 204, 204, 204),
    "unread": ("post", {"seq": "1"}, 302, 302, 302),
    "edit": ("get", {}, 403, 403, 200),
    "delete": ("post", {}, 403, 403, 302),
    "restore": ("post", {}, 403, 403, 302),
    "remove": ("post", {}, 403, 403, 403),  # it is the owner's, who deletes it
    "report_message": ("post", {"reason": "spam"}, 302, 302, 403),  # it is the owner's own
    "mentionable": ("get", {}, 200, 200, 200),
    "reactions": ("post", {"emoji": "👍", "on": "1"}, 302, 302, 302),
    "pin": ("post", {"on": "1"}, 403, 302, 302),
    "pins": ("get", {}, 200, 200, 200),
    "save": ("post", {"on": "1"}, 302, 302, 302),
    "attachments": ("post", {"key": str(uuid4())}, 400, 400, 400),  # no file is sent
    "remove_attachment": ("post", {}, 404, 404, 404),  # none waits
    "media": ("get", {}, 404, 404, 404),  # none was sent
    "files": ("get", {}, 200, 200, 200),
    "link_preview": ("get", {}, 404, 404, 404),  # it leads nowhere
    "receipts": ("get", {}, 200, 200, 200),
    "place": ("post", {"change": "favour"}, 302, 302, 302),
    "webhooks": ("get", {}, 403, 200, 200),
    "webhook": ("get", {}, 403, 404, 404),  # it has none
    "webhook_picture": ("post", {}, 403, 404, 404),
    "rotate_webhook": ("post", {}, 403, 404, 404),
    "revoke_webhook": ("post", {}, 403, 404, 404),
}
PART = re.compile(r"<\w+:(\w+)>")  # of an address
ABSENT_PARTS = {
    "version": 1,
    "preview_id": 1,
    "webhook_id": 1,
    "attachment_id": 1,
    "key": uuid4(),
    "size": "small",
    "name": "a.jpg",
}
STRANGERS = ("outsider", "former", "banned")
# Whose room is open: what strangers get there that are not banned, and those who are.
OPEN_DOORS = {"room": (200, 403), "join_room": (302, 403)}


@pytest.fixture
def people(ann, bob, cid):
    """The cast by their part in the closed room "Crew"."""
    return {
        "owner": ann,
        "member": bob,
        "outsider": cid,
        **{part: cast.person(part) for part in ("moderator", "former", "banned", "dan", "eve")},
    }


@pytest.fixture
def crew(people):
    room = closed_room(by=people["owner"], name="Crew")
    owners = membership(people["owner"], room)
    for part in ("member", "moderator", "former", "banned", "dan"):
        add_member(by=owners, user=people[part])
    set_role(by=owners, member=membership(people["moderator"], room), role="moderator")
    remove_member(by=owners, member=membership(people["former"], room))
    ban_member(by=owners, member=membership(people["banned"], room))
    say(people["owner"], room, "hello")
    return Room.objects.get(pk=room.pk)


@pytest.fixture
def ask(people, crew):
    """What somebody gets from an address; whatever it did is undone."""
    message = crew.messages.latest("seq")
    facts = ABSENT_PARTS | {"user_id": people["dan"].pk, "message_id": message.pk}

    def ask(part: str | None, name: str, room_id: str = "", **options):
        method, fields = TABLE[name][:2]
        fields = {k: v.format(eve=people["eve"].pk) for k, v in fields.items()}
        browser = Client()
        with transaction.atomic():
            if part:
                browser.force_login(people[part], "accounts.backends.PasswordBackend")
            address = address_of(name, facts | {"room_id": room_id or crew.pk})
            answer = getattr(browser, method)(address, fields, **options)
            transaction.set_rollback(True)
        cache.clear()
        return answer

    return ask


def address_of(name: str, facts: dict) -> str:
    route = next(str(each.pattern) for each in urlpatterns if each.name == name)
    return "/" + PART.sub(lambda found: str(facts[found[1]]), route)


def test_the_table_holds_every_address_of_a_room():
    routes = {each.name for each in urlpatterns if "<int:room_id>" in str(each.pattern)}
    assert routes == set(TABLE)


def test_members_moderators_and_owners_get_what_is_theirs(ask, subtests):
    for name in TABLE:
        with subtests.test(name=name):
            answers = [ask(part, name).status_code for part in ("member", "moderator", "owner")]
            assert tuple(answers) == TABLE[name][2:]


def test_a_closed_room_and_none_are_the_same_to_strangers(ask, subtests):
    for name in TABLE:
        with subtests.test(name=name):
            for part in STRANGERS:
                for options in ({}, {"headers": HTMX}):
                    real, none = ask(part, name, **options), ask(part, name, ABSENT, **options)
                    assert real.status_code == none.status_code == 404, part
                    assert real.content == none.content
                    assert real.headers == none.headers
                    assert "Crew" not in real.content.decode()


def test_nobody_finds_a_room_that_is_not_there(ask, subtests):
    for name in TABLE:
        with subtests.test(name=name):
            for part in ("member", "moderator", "owner"):
                assert ask(part, name, ABSENT).status_code == 404


def test_who_is_signed_out_learns_nothing(ask, subtests):
    for name in TABLE:
        with subtests.test(name=name):
            for options, status in (({}, 302), ({"headers": HTMX}, 401)):
                answers = [ask(None, name, room_id, **options) for room_id in ("", ABSENT)]
                assert [answer.status_code for answer in answers] == [status] * 2
                assert answers[0].content == answers[1].content


def test_an_open_room_shows_strangers_its_door_and_nothing_behind_it(ask, people, crew, subtests):
    open_up(room=crew, by=people["owner"])
    for name in TABLE:
        with subtests.test(name=name):
            free, banned = OPEN_DOORS.get(name, (404, 404))
            assert [ask(part, name).status_code for part in STRANGERS] == [free, free, banned]
            assert "hello" not in ask("outsider", name).content.decode()
