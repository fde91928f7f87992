"""Direct rooms as people see them: under the others' names, never left, hidden until the next word."""

import pytest

from accounts import people
from chat import fragments
from chat.actions.departures import leave_every_room
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import leave_room
from chat.actions.places import hide_room
from chat.errors import InvalidRequest, NotAllowed
from chat.models import Membership, Room
from chat.sidebar import rows_for, shared_row, title_for
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def direct(ann, bob):
    return direct_room(people=[ann, bob])


def row_of(user, room):
    return next(row for row in rows_for(user.pk) if row.room == room)


def test_it_goes_by_the_names_of_the_others(ann, bob, cid, direct):
    assert row_of(ann, direct).title == title_for(membership(ann, direct)) == "Bob"
    assert row_of(bob, direct).title == "Ann"
    three = direct_room(people=[ann, bob, cid])
    assert row_of(bob, three).title == "Ann, Cid"


def test_whoever_is_alone_in_one_sees_their_own_name(ann):
    alone = direct_room(people=[ann])
    assert row_of(ann, alone).title == "Ann"


def test_its_page_is_named_after_the_other_throughout(browse_as, ann, bob, direct):
    page = browse_as(ann).get(f"/rooms/{direct.pk}/").content.decode()
    assert "<title>Bob · " in page
    assert f'<bdi data-name-of="{bob.pk}">Bob</bdi></a>' in page
    assert 'aria-label="Messages in Bob"' in page
    assert 'placeholder="Message Bob"' in page
    assert "your conversation with <bdi>Bob</bdi>" in page
    assert 'data-view="bubbles"' in page
    assert f"room {direct.pk}" not in page


def test_the_start_of_its_history_is_named_too(browse_as, ann, direct):
    say(ann, direct, "hi")
    part = browse_as(ann).get(f"/rooms/{direct.pk}/messages/?before=9").content.decode()
    assert "your conversation with <bdi>Bob</bdi>" in part


def test_the_pushed_row_holds_all_its_people_and_nothing_of_a_viewer(ann, bob, direct):
    say(ann, direct, "hello")
    row = shared_row(Room.objects.get(pk=direct.pk))
    for person in (ann, bob):
        assert f'data-person="{person.pk}"><bdi>{person}</bdi>' in row
    assert f'data-by="{ann.pk}"' in row
    assert "data-unread" not in row
    assert "aria-current" not in row


def test_the_page_leaves_its_viewer_out(browse_as, ann, bob, direct):
    say(ann, direct, "hello")
    page = browse_as(ann).get("/rooms/").content.decode()
    assert f'data-person="{bob.pk}"><bdi>Bob</bdi>' in page
    assert f'data-person="{ann.pk}" hidden><bdi>Ann</bdi>' in page
    assert "<bdi>You</bdi>: </span>hello" in page


def test_a_new_name_or_face_is_a_new_row(ann, bob, direct):
    before = shared_row(direct)
    bob.name = "Robert"
    bob.save(update_fields=["name"])
    assert "Robert" in shared_row(direct) != before


def test_names_stay_text(ann, direct, bob):
    bob.name = "<script>alert(1)</script>"
    bob.save(update_fields=["name"])
    assert "<script>" not in shared_row(direct)
    assert "<script>" not in fragments.rows([row_of(ann, direct)])[0]


def test_nobody_leaves_it(browse_as, ann, direct):
    with pytest.raises(NotAllowed):
        leave_room(membership=membership(ann, direct))
    answer = browse_as(ann).post(f"/rooms/{direct.pk}/leave/")
    assert answer.status_code == 403
    assert "You can hide it." in answer.content.decode()
    assert Membership.objects.of(ann).in_room(direct.pk).exists()


def test_nobody_is_invited_to_it(browse_as, ann, direct):
    answer = browse_as(ann).post("/invites/", {"room": direct.pk})
    assert answer.status_code == 403
    assert f"/invites/?room={direct.pk}" not in page_of(browse_as(ann), direct)


def test_nobody_joins_it(browse_as, cid, direct):
    assert browse_as(cid).post(f"/rooms/{direct.pk}/join/").status_code == 404
    assert browse_as(cid).get(f"/rooms/{direct.pk}/").status_code == 404


def test_its_page_offers_neither_to_leave_nor_to_rename(browse_as, ann, direct):
    page = page_of(browse_as(ann), direct)
    assert "Leave room" not in page
    assert "Hide from the list" in page


def test_a_deleted_person_stays_in_it_without_a_name(ann, bob, cid, direct, room):
    people.delete_person(bob)
    assert row_of(ann, direct).title == "Deleted person"
    assert not Membership.objects.of(bob).exclude(room=direct).exists()


def test_leaving_every_room_keeps_direct_ones(bob, direct, room):
    leave_every_room(user=bob)
    assert list(Membership.objects.of(bob).values_list("room", flat=True)) == [direct.pk]


def test_it_is_hidden_until_somebody_says_more(ann, bob, direct):
    say(bob, direct, "one")
    hide_room(membership=membership(ann, direct))
    assert row_of(ann, direct).is_hidden
    assert not row_of(bob, direct).is_hidden
    say(bob, direct, "two")
    assert not row_of(ann, direct).is_hidden
    assert row_of(ann, direct).unread == 1


def test_a_room_with_a_name_is_left_not_hidden(bob, room):
    with pytest.raises(InvalidRequest):
        hide_room(membership=membership(bob, room))


def test_home_goes_to_a_room_that_shows(browse_as, bob):
    browser = browse_as(bob)
    leave_room(membership=Membership.objects.of(bob).get())
    shown, hidden = (direct_room(people=[bob, cast.person(name)]) for name in ("dan", "eve"))
    hide_room(membership=membership(bob, hidden))
    assert browser.get("/").url == f"/rooms/{shown.pk}/"


def page_of(browser, room) -> str:
    return browser.get(f"/rooms/{room.pk}/").content.decode()
