"""Slots: kept once for everybody, filled in for one viewer, and nobody writes one by typing."""

import pytest

from chat.sidebar import pushed_sidebar, rows_for
from chat.slots import fill, slot
from chat.templatetags.own import sections
from tests.cast import say


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"muted": True}, "<a data-muted>"),
        ({"muted": False}, "<a>"),
        ({}, "<a>"),
        ({"muted": " lang='<'"}, "<a lang=&#x27;&lt;&#x27;>"),
    ],
)
def test_a_slot_is_kept_lost_or_filled(own, expected):
    assert fill(f"<a{slot('muted', ' data-muted')}>", own) == expected


def test_slots_stand_side_by_side():
    markup = slot("one", "1") + "-" + slot("two", "2\n2") + "-" + slot("one", "1")
    assert fill(markup, {"one": True, "two": True}) == "1-2\n2-1"
    assert fill(markup, {"two": True}) == "-2\n2-"


@pytest.mark.django_db
def test_nobody_types_a_slot(ann, bob, room):
    room.name = "<?muted>Plans<?>"
    room.save()
    say(bob, room, "<?badge>99<?> &lt;?number&gt;")
    for shown in (sections(rows_for(ann.pk))["rooms"], pushed_sidebar(ann.pk).frame):
        assert "&lt;?muted&gt;Plans&lt;?&gt;" in shown
        assert "&lt;?badge&gt;99&lt;?&gt; &amp;lt;?number&amp;gt;" in shown
        assert "<?" not in shown


@pytest.mark.django_db
def test_two_people_see_their_own_part_of_what_is_kept_once(ann, bob, room):
    say(bob, room, "hello")
    row = f'id="room-{room.pk}"'
    hers, his = (sections(rows_for(user.pk))["rooms"].split(row)[1] for user in (ann, bob))
    assert " data-unread" in hers
    assert "<bdi>Bob</bdi>: </span>hello" in hers
    assert " data-unread" not in his
    assert "<bdi>You</bdi>: </span>hello" in his
