"""The sidebar: one list for all pages, cheap however long it is, the same pushed as on the page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.blocks import block, unblock
from chat.actions.direct_rooms import direct_room
from chat.actions.places import favour_room
from chat.models import Membership, Message, Room
from chat.sidebar import mentions_in, pushed_sidebar, rows_for, shared_row
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

PAGES = [
    "/rooms/{room}/",
    "/rooms/{room}/place/",
    "/rooms/",
    "/rooms/browse/",
    "/switcher/",
    "/switcher/?q=room",
    "/settings/",
]
DATA = re.compile(r'<data id="(?:place|mentions|read)-\d+"[^>]*>')


@pytest.fixture
def direct(ann, bob):
    """A direct room of ann and bob in which ann was named."""
    room = direct_room(people=[ann, bob])
    say(bob, room, "@ann")
    return room


@pytest.fixture
def crowd(ann, bob):
    """200 rooms of ann's: 100 with a name, 100 direct; in each somebody said something."""
    others = [cast.person(f"p{number}") for number in range(100)]
    rooms = Room.objects.bulk_create(
        [Room(name=f"Room {number}", last_seq=1, version=1) for number in range(100)]
        + [
            Room(kind="direct", direct_key=f"{ann.pk},{other.pk}", last_seq=1, version=1)
            for other in others
        ]
    )
    places = [Membership(room=room, user=ann) for room in rooms]
    places += [
        Membership(room=room, user=other) for room, other in zip(rooms, others * 2, strict=True)
    ]
    Membership.objects.bulk_create(places)
    Message.objects.bulk_create(
        [Message(room=room, author=bob, seq=1, version=1, body="hello") for room in rooms]
    )
    return rooms


def test_two_hundred_rooms_take_four_queries(ann, crowd, django_assert_num_queries):
    with django_assert_num_queries(4):
        rows = rows_for(ann.pk)
        titles = [row.title for row in rows]
    assert len(titles) == 201
    assert "P42" in titles
    with django_assert_num_queries(4):
        pushed_sidebar(ann.pk)


@pytest.mark.parametrize("address", PAGES)
def test_pages_take_as_many_queries_with_many_rooms_as_with_few(
    browse_as, ann, bob, direct, django_assert_num_queries, request, address
):
    browser = browse_as(ann)
    address = address.format(room=direct.pk)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    request.getfixturevalue("crowd")
    with django_assert_num_queries(len(few)):
        browser.get(address)


def test_what_is_pushed_equals_what_the_page_shows(browse_as, ann, bob, direct, room):
    say(bob, room, "@ann, look")
    favour_room(membership=membership(ann, room))
    page = browse_as(ann).get("/rooms/").content.decode()
    assert facts(page) == facts(pushed_sidebar(ann.pk).frame)
    assert len(facts(page)) == 3 * 3


def test_sections_hold_what_belongs_to_them(browse_as, ann, bob, direct, room):
    favour_room(membership=membership(ann, room))
    page = browse_as(ann).get("/rooms/").content.decode()
    sections = re.findall(r'data-section="(\w+)".*?</section>', page, re.S)
    assert sections == ["favourites", "rooms", "directs"]
    held = [re.findall(r'id="room-(\d+)"', part) for part in page.split("data-section=")[1:]]
    general = Room.objects.get(name="General")
    assert held == [[str(room.pk)], [str(general.pk)], [str(direct.pk)]]


def facts(html: str) -> list[str]:
    """All that is the viewer's own; the moment it was looked up left out."""
    return sorted(
        re.sub(r'((?:place|read)-\d+" data-version=)"\d+"', r"\1", fact)
        for fact in DATA.findall(html)
    )


# What somebody says whom the viewer blocked


@pytest.fixture
def blocked(ann, bob):
    block(by=ann, whom=bob)


def test_their_words_are_no_preview(browse_as, ann, bob, cid, room, blocked):
    say(bob, room, "unwanted words")
    page = browse_as(ann).get("/rooms/").content.decode()
    assert "unwanted words" not in page
    row = page[page.index(f'id="room-{room.pk}"') :]
    assert "Message from somebody you blocked." in row
    assert f'data-by="{bob.pk}" hidden' in row
    assert "unwanted words" in browse_as(bob).get("/rooms/").content.decode()
    say(ann, room, "mine")
    assert "mine</span>" in browse_as(ann).get("/rooms/").content.decode()


def test_the_row_pushed_to_everybody_knows_of_no_block(ann, bob, room, blocked):
    say(bob, room, "unwanted words")
    assert "unwanted words" in shared_row(Room.objects.get(pk=room.pk))


def test_to_be_named_by_them_lights_no_badge(ann, bob, room, blocked):
    say(bob, room, "@ann look here")
    row = next(row for row in rows_for(ann.pk) if row.room == room)
    assert row.mentioned == ()
    assert dict(mentions_in(room.pk, [ann.pk])) == {ann.pk: []}
    unblock(by=ann, whom=bob)
    assert dict(mentions_in(room.pk, [ann.pk])) == {ann.pk: [2]}
