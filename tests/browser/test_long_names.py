"""The longest names, without a gap to break at: everything stays within its page, row and card."""

import pytest

from accounts import profiles
from accounts.invites import make_invite
from tests.browser.axe import scrolls_sideways
from tests.cast import person, room_of, say

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "W" * 60
WIDTHS = (320, 390, 1280)
# Boxes that what is in them sticks out of, but where it is cut, scrolls or is for readers aloud.
STICKING_OUT = """() => [...document.querySelectorAll("main *, dialog[open] *")]
    .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
    .filter(each => { const { display, overflowX } = getComputedStyle(each);
                      return overflowX === "visible" && display !== "inline"; })
    .filter(each => !each.matches(".face, .facepile *"))
    .map(each => `${each.className} ${each.scrollWidth} > ${each.clientWidth}`)"""
PAGES = [
    "/rooms/{room}/",
    "/rooms/{empty}/",
    "/rooms/{room}/details/",
    "/rooms/{room}/members/",
    "/rooms/{room}/settings/",
    "/rooms/browse/",
    "/people/",
    "/people/ann/",
    "/rooms/direct/new/",
    "/settings/",
    "/i/{token}/",
]


@pytest.fixture
def wide(ann):
    """Whoever looks; ann is called as long."""
    user = person("wide")
    for each in (ann, user):
        profiles.change(each, name=LONG)
        profiles.set_status(each, emoji="🌴", text="x" * 60)
    return user


@pytest.fixture
def address(ann, bob, wide):
    """Fills in a page's rooms and the link of an invite to one that nobody else is in."""
    room = room_of(wide, ann, bob, name=LONG)
    for author in (wide, ann, wide):
        say(author, room, "a line")
    empty = room_of(wide, name=LONG.lower())
    invite = make_invite(by=ann, room_id=room_of(ann, name="Q" * 60).pk, lifetime=None, uses=None)
    return lambda path: path.format(room=room.pk, empty=empty.pk, token=invite.token)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out(open_page, wide, address, path):
    page = open_page(wide, address(path))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert not scrolls_sideways(page)
        assert page.evaluate(STICKING_OUT) == []


def test_an_empty_composer_is_one_line_high(open_page, wide, address):
    page = open_page(wide, address("/rooms/{room}/"))
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.locator("#composer").bounding_box()["height"] < 40
