"""The switcher: what a person may jump to, best first, and nothing of what is not theirs."""

import pytest

from accounts import people
from chat.actions.direct_rooms import direct_room
from chat.actions.rooms import closed_room
from chat.models import Ban, Membership, Room
from chat.switcher import choices_for
from tests import cast
from tests.cast import say

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def titles(user, words) -> list[str]:
    found = (str(choice.title) for choice in choices_for(user, words))
    return [title.replace("<mark>", "").replace("</mark>", "") for title in found]


def test_without_words_unread_comes_first_then_what_is_recent(ann, bob, room):
    other = cast.room_of(ann, bob, name="Older")
    say(ann, room, "unread by bob")
    say(bob, other, "read by bob")
    assert titles(bob, "")[:2] == ["Launch week", "Older"]


def test_a_room_is_called_as_its_own_page_calls_it(ann, room):
    closed_room(by=ann, name="Secret", topic="")
    assert [choice.note for choice in choices_for(ann, "secret")] == ["Closed room"]


def test_the_start_of_a_name_beats_the_middle(ann, bob, room):
    for name in ("Roadmap", "Big market", "Market"):
        cast.room_of(ann, name=name)
    assert titles(ann, "ma") == ["Market", "Big market", "Roadmap"]
    assert titles(ann, "MÁ") == ["Market", "Big market", "Roadmap"]


def test_people_are_found_by_name_and_username(ann, bob, cid):
    for words in ("Bob", "bo", "bob"):
        choice = next(choice for choice in choices_for(ann, words) if choice.people)
        assert choice.is_post
        assert choice.address == "/people/bob/message/"


def test_neither_oneself_nor_who_has_gone_is_found(ann, bob):
    people.deactivate(bob)
    assert titles(ann, "ann") == titles(ann, "bob") == []


def test_somebody_with_a_direct_room_is_found_once(ann, bob):
    direct = direct_room(people=[ann, bob])
    found = choices_for(ann, "bob")
    assert [choice.address for choice in found] == [f"/rooms/{direct.pk}/"]


def test_open_rooms_can_be_joined_and_private_ones_are_unknown(ann, cid, room):
    secret = Room.objects.create(name="Launch party", kind=Room.Kind.CLOSED)
    Membership.objects.create(room=secret, user=ann)
    found = choices_for(cid, "launch")
    assert [choice.address for choice in found] == [f"/rooms/{room.pk}/join/"]
    assert found[0].is_post
    Ban.objects.create(room=room, user=cid)
    assert choices_for(cid, "launch") == []


def test_what_is_found_stays_text(ann, browse_as):
    cast.room_of(ann, name="<b>bold</b>")
    answer = browse_as(ann).get("/switcher/?q=bold", headers=HTMX).content.decode()
    assert "&lt;b&gt;<mark>bold</mark>&lt;/b&gt;" in answer


def test_the_dialog_gets_options_and_a_page_without_javascript_links(browse_as, ann, room):
    part = browse_as(ann).get("/switcher/?q=lau", headers=HTMX).content.decode()
    assert 'role="option"' in part
    assert "<main" not in part
    page = browse_as(ann).get("/switcher/?q=lau").content.decode()
    assert f'<a class="menu__item" href="/rooms/{room.pk}/">' in page
    assert 'value="lau"' in page


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00%ff", "?q=" + "x" * 5_000, "?q=%25_", "?x=1"])
def test_no_words_do_harm(browse_as, ann, query):
    assert browse_as(ann).get(f"/switcher/{query}").status_code == 200


def test_nothing_by_that_name_is_said_so(browse_as, ann):
    assert "Nothing by that name." in browse_as(ann).get("/switcher/?q=zzz").content.decode()


def test_it_is_for_members_of_the_site_and_for_reading(client, browse_as, ann):
    assert client.get("/switcher/").url.startswith("/accounts/login/?next=")
    assert client.get("/switcher/", headers=HTMX).status_code == 401
    assert browse_as(ann).post("/switcher/").status_code == 405
