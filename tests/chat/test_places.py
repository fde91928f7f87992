"""A room's place in its member's list: favourites, order, levels; the actions and their door."""

import pytest

from chat.actions.direct_rooms import direct_room
from chat.actions.places import (
    favour_room,
    move_room_down,
    move_room_up,
    set_level,
    unfavour_room,
)
from chat.errors import InvalidRequest
from chat.models import Membership
from chat.sidebar import rows_for
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

DOOR = "/rooms/{room}/place/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rooms(ann):
    """Beside General: Apples, Éclairs and Pears."""
    return {name: cast.room_of(ann, name=name) for name in ("Pears", "Éclairs", "Apples")}


def place(user, room) -> Membership:
    return membership(user, room)


def order(user) -> list[str]:
    return [row.title for row in rows_for(user.pk)]


def test_rooms_stand_by_name_until_they_are_moved(ann, rooms):
    assert order(ann) == ["Apples", "Éclairs", "General", "Pears"]
    move_room_up(membership=place(ann, rooms["Pears"]))
    assert order(ann) == ["Apples", "Éclairs", "Pears", "General"]
    move_room_down(membership=place(ann, rooms["Apples"]))
    assert order(ann) == ["Éclairs", "Apples", "Pears", "General"]


def test_the_ends_of_the_list_are_ends(ann, rooms):
    move_room_up(membership=place(ann, rooms["Apples"]))
    move_room_down(membership=place(ann, rooms["Pears"]))
    assert order(ann) == ["Apples", "Éclairs", "General", "Pears"]


def test_a_new_room_comes_after_those_that_were_moved(ann, rooms):
    move_room_up(membership=place(ann, rooms["Pears"]))
    cast.room_of(ann, name="Aardvarks")
    assert order(ann)[-1] == "Aardvarks"


def test_favourites_come_first_in_the_order_of_choosing(ann, bob, rooms):
    direct = direct_room(people=[ann, bob])
    favour_room(membership=place(ann, rooms["Pears"]))
    favour_room(membership=place(ann, direct))
    favour_room(membership=place(ann, rooms["Pears"]))
    assert order(ann) == ["Pears", "Bob", "Apples", "Éclairs", "General"]
    move_room_up(membership=place(ann, direct))
    assert order(ann)[:2] == ["Bob", "Pears"]
    unfavour_room(membership=place(ann, rooms["Pears"]))
    assert order(ann) == ["Bob", "Apples", "Éclairs", "General", "Pears"]


def test_direct_rooms_come_last_the_newest_first(ann, bob, cid, rooms):
    first, second = direct_room(people=[ann, bob]), direct_room(people=[ann, cid])
    say(ann, second, "hi")
    say(ann, first, "hi")
    assert order(ann)[-2:] == ["Bob", "Cid"]
    say(cid, second, "hi")
    assert order(ann)[-2:] == ["Cid", "Bob"]


def test_one_persons_order_is_nobody_elses(ann, bob, room):
    other = cast.room_of(ann, bob, name="Apples")
    move_room_down(membership=place(ann, other))
    favour_room(membership=place(ann, room))
    assert order(bob) == ["Apples", "General", "Launch week"]


def test_there_are_three_levels(ann, room):
    for level in ("mentions", "nothing", "everything"):
        assert set_level(membership=place(ann, room), level=level).level == level
    with pytest.raises(InvalidRequest):
        set_level(membership=place(ann, room), level="loud")


def test_a_direct_rooms_badge_is_strong(ann, bob):
    direct = direct_room(people=[ann, bob])
    say(bob, direct, "@ann hi")
    row = next(row for row in rows_for(ann.pk) if row.room == direct)
    assert (row.badge, row.number) == ("strong", "1")


# -- The door -----------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["favour", "unfavour", "up", "down", "mentions", "nothing"])
def test_a_change_leads_back_to_its_page(browse_as, bob, room, change):
    answer = browse_as(bob).post(DOOR.format(room=room.pk), {"change": change})
    assert answer.status_code == 302
    assert answer.url == DOOR.format(room=room.pk)


def test_hiding_leads_to_the_list(browse_as, ann, bob):
    direct = direct_room(people=[ann, bob])
    answer = browse_as(bob).post(DOOR.format(room=direct.pk), {"change": "hide"})
    assert answer.url == "/rooms/"
    assert membership(bob, direct).is_hidden


def test_its_page_shows_how_things_stand(browse_as, bob, room):
    set_level(membership=membership(bob, room), level="mentions")
    page = browse_as(bob).get(DOOR.format(room=room.pk)).content.decode()
    assert 'value="mentions" aria-pressed="true"' in page
    assert "Add to favourites" in page
    assert "<main" in page


def test_a_page_with_javascript_gets_the_menu_alone_and_the_list_after_a_change(
    browse_as, bob, room
):
    browser = browse_as(bob)
    menu = browser.get(DOOR.format(room=room.pk), headers=HTMX).content.decode()
    assert "Add to favourites" in menu
    assert "<main" not in menu
    frame = browser.post(DOOR.format(room=room.pk), {"change": "favour"}, headers=HTMX)
    assert "upsert:#places" in frame.content.decode()
    assert "data-favourite" in frame.content.decode()


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, cid, room, target):
    address = DOOR.format(room={"theirs": room.pk, "none": 999_999, "huge": 10**30}[target])
    answers = [browse_as(cid).get(address), browse_as(cid).post(address, {"change": "up"})]
    for answer in answers:
        assert answer.status_code == 404
        assert "That room does not exist, or you are not in it." in answer.content.decode()


def test_who_is_signed_out_is_sent_to_sign_in(client, room):
    address = DOOR.format(room=room.pk)
    assert client.get(address).url.startswith("/accounts/login/?next=")
    assert client.post(address, {"change": "up"}).url.startswith("/accounts/login/?next=")
    assert client.post(address, {"change": "up"}, headers=HTMX).status_code == 401


@pytest.mark.parametrize("fields", [{}, {"change": ""}, {"change": "burn"}, {"change": "hide"}])
def test_a_change_that_makes_no_sense_is_refused(browse_as, bob, room, fields):
    assert browse_as(bob).post(DOOR.format(room=room.pk), fields).status_code == 400


def test_the_wrong_method_is_refused(browse_as, bob, room):
    assert browse_as(bob).put(DOOR.format(room=room.pk)).status_code == 405


def test_a_post_without_csrf_proof_is_refused(browse_as, bob, room):
    browser = browse_as(bob, enforce_csrf_checks=True)
    assert browser.post(DOOR.format(room=room.pk), {"change": "up"}).status_code == 403
