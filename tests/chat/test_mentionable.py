"""Whom one may name: the people of the room, and everybody at once where that is allowed."""

import re

import pytest

from accounts.models import User
from chat.actions.memberships import join_room
from chat.models import Room
from tests import cast
from tests.cast import person

pytestmark = pytest.mark.django_db

INSERTED = re.compile(r'data-insert="@([^"]+)"')


def offered(browser, room, query=""):
    return browser.get(f"/rooms/{room.pk}/mentionable/?q={query}").content.decode()


def test_a_member_gets_the_others_by_name_and_room(browse_as, ann, bob, cid, room):
    join_room(room=room, user=cid)
    person("dan")
    html = offered(browse_as(bob), room)
    assert INSERTED.findall(html) == ["ann", "cid", "room"]
    assert "Notify all 3 members" in html
    assert "data-whole" in html


def test_a_query_narrows_it_down_and_is_not_the_whole(browse_as, ann, bob, cid, room):
    join_room(room=room, user=cid)
    html = offered(browse_as(bob), room, "an")
    assert INSERTED.findall(html) == ["ann", "room"]
    assert "data-whole" not in html


def test_of_a_larger_room_not_everybody_is_sent(browse_as, bob, cid, room, settings):
    settings.MENTIONABLE = 1
    join_room(room=room, user=cid)
    html = offered(browse_as(bob), room)
    assert INSERTED.findall(html) == ["ann", "room"]
    assert "data-whole" not in html


def test_room_is_offered_to_who_may_call_all(browse_as, ann, bob, room, settings):
    settings.CALLABLE_ROOM_SIZE = 1
    assert "@room" not in offered(browse_as(bob), room)
    assert "@room" in offered(browse_as(ann), room)


def test_who_is_shut_out_is_not_offered(browse_as, ann, bob, room):
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert INSERTED.findall(offered(browse_as(ann), room)) == ["room"]


def test_a_name_stays_text(browse_as, ann, bob, room):
    User.objects.filter(pk=bob.pk).update(name='<b hx-get="/x">"')
    html = offered(browse_as(ann), room)
    assert "<b hx-get" not in html
    assert "&lt;b hx-get=" in html


def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, cid, room):
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.CLOSED)
    answers = [browse_as(cid).get(f"/rooms/{pk}/mentionable/") for pk in (room.pk, 999_999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Ann" not in answers[0].content.decode()


def test_who_is_signed_out_is_sent_to_sign_in(client, room):
    assert client.get(f"/rooms/{room.pk}/mentionable/").status_code == 302


def test_the_wrong_method_is_refused(browse_as, ann, room):
    assert browse_as(ann).post(f"/rooms/{room.pk}/mentionable/").status_code == 405


def test_more_people_cost_no_more_queries(browse_as, bob, room, django_assert_max_num_queries):
    for number in range(5):
        join_room(room=room, user=cast.person(f"guest{number}"))
    browser = browse_as(bob)
    with django_assert_max_num_queries(6):
        offered(browser, room)
