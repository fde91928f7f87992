"""Pins: the actions, the mark on the message, the list, and their doors."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Block
from chat import message_fragments
from chat.actions.direct_rooms import direct_room
from chat.actions.members import remove_member
from chat.actions.messages import delete_message
from chat.actions.pins import pin_message, unpin_message
from chat.actions.roles import set_role
from chat.actions.room_life import archive_room
from chat.changes import changes_since
from chat.errors import MessageNotFound, NotAllowed, RoomArchived, RoomNotFound, TooManyOfThem
from chat.models import Membership, Message, Room
from tests import cast
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(bob, room):
    return say(bob, room, "the **plan** for Friday")


def at(room, message) -> str:
    return f"/rooms/{room.pk}/messages/{message.pk}/pin/"


def pins_of(room) -> str:
    return f"/rooms/{room.pk}/pins/"


def listed(page) -> list[str]:
    """What stands in the list, as the sidebar says some of it, too."""
    return re.findall(r'excerpt__text" dir="auto">(.*?)</p>', page.content.decode())


def shown(message) -> str:
    return message_fragments.message(Message.objects.with_author().get(pk=message.pk))


def version(room) -> int:
    return Room.objects.get(pk=room.pk).version


def test_a_pin_is_a_change_of_its_message(ann, room, said):
    before = version(room)
    pin_message(message=said, by=ann)
    assert version(room) == before + 1
    assert [entry.seq for entry in changes_since(room.pk, before).entries] == [said.seq]
    assert "msg--pinned" in shown(said)
    assert "Pinned</span>" in shown(said)
    pin_message(message=said, by=ann)
    assert version(room) == before + 1


def test_a_pin_is_taken_off_once(ann, room, said):
    pin_message(message=said, by=ann)
    unpin_message(message=said, by=ann)
    assert "msg--pinned" not in shown(said)
    before = version(room)
    unpin_message(message=said, by=ann)
    assert version(room) == before


def test_a_pin_makes_nothing_unread(ann, bob, room, said):
    pin_message(message=said, by=ann)
    assert Room.objects.get(pk=room.pk).last_seq == said.seq
    assert membership(ann, room).last_read_seq == said.seq - 1


def test_plain_members_pin_nothing_and_moderators_do(ann, bob, room, said):
    for change in (pin_message, unpin_message):
        with pytest.raises(NotAllowed, match="owners and moderators can pin"):
            change(message=said, by=bob)
    set_role(by=membership(ann, room), member=membership(bob, room), role="moderator")
    assert pin_message(message=said, by=bob).is_pinned


def test_everybody_pins_in_a_direct_room(ann, bob):
    said = say(ann, direct_room(people=[ann, bob]), "noon")
    assert pin_message(message=said, by=bob).is_pinned


def test_who_was_removed_pins_no_more(ann, bob, room, said):
    set_role(by=membership(ann, room), member=membership(bob, room), role="moderator")
    remove_member(by=membership(ann, room), member=membership(bob, room))
    with pytest.raises(RoomNotFound):
        pin_message(message=said, by=bob)


def test_an_archived_room_stays_as_it_is(ann, room, said):
    archive_room(room=room, by=ann)
    with pytest.raises(RoomArchived):
        pin_message(message=said, by=ann)


def test_neither_lines_nor_tombstones_are_pinned(ann, bob, room, said):
    with pytest.raises(NotAllowed):
        pin_message(message=Message.objects.get(room=room, kind="system"), by=ann)
    delete_message(message=said, by=bob)
    with pytest.raises(MessageNotFound):
        pin_message(message=said, by=ann)


def test_what_is_deleted_is_pinned_no_more(browse_as, ann, bob, room, said):
    pin_message(message=said, by=ann)
    delete_message(message=said, by=bob)
    assert "msg--pinned" not in shown(said)
    assertContains(browse_as(ann).get(pins_of(room)), "Nothing is pinned")


def test_a_room_keeps_so_many(settings, ann, room, said):
    settings.PINS_IN_ROOM = 1
    pin_message(message=said, by=ann)
    with pytest.raises(TooManyOfThem, match="keeps 1 pinned message. Unpin one first"):
        pin_message(message=say(ann, room, "another"), by=ann)


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_for_many_at_once(settings, ann, room):
    settings.PINS_IN_ROOM = 2
    messages = [say(ann, room, f"{n}") for n in range(6)]

    def pin(message):
        try:
            return pin_message(message=message, by=ann)
        except TooManyOfThem:
            return None

    pinned = together(*[lambda message=message: pin(message) for message in messages])
    assert len([message for message in pinned if message]) == 2
    assert Message.objects.pinned_in(room.pk).count() == 2


# -- The doors --------------------------------------------------------------------------------------


def test_htmx_gets_the_message_as_everybody_does(browse_as, ann, room, said):
    answer = browse_as(ann).post(at(room, said), {"on": "1"}, headers=HTMX)
    assertContains(answer, "msg--pinned")
    assertContains(answer, f'data-version="{version(room)}"')
    assertNotContains(answer, "csrf")


def test_without_javascript_it_leads_back_to_the_message(browse_as, ann, bob, room, said):
    place = f"/rooms/{room.pk}/messages/{said.pk}/"
    assertContains(browse_as(ann).get(place), f'action="{at(room, said)}"')
    assertNotContains(browse_as(bob).get(place), f'action="{at(room, said)}"')
    assert browse_as(ann).post(at(room, said), {"on": "1"}).url == f"{place}#message-{said.pk}"
    assertContains(browse_as(ann).get(place), "Unpin</button>")


def test_the_list_shows_the_newest_pin_first_and_leads_there(browse_as, ann, bob, room, said):
    other = say(ann, room, "the other")
    for message in (other, said):
        pin_message(message=message, by=ann)
    page = browse_as(bob).get(pins_of(room))
    assert listed(page) == ["the plan for Friday", "the other"]
    assertContains(page, f'href="/rooms/{room.pk}/messages/{said.pk}/#message-{said.pk}"')
    assertContains(page, "Pinned by <bdi>Ann</bdi>")
    assertNotContains(page, "Unpin")


def test_a_pin_is_taken_off_from_the_list(browse_as, ann, room, said):
    pin_message(message=said, by=ann)
    browser = browse_as(ann)
    assertContains(browser.get(pins_of(room)), 'name="to_list"')
    assert browser.post(at(room, said), {"on": "0", "to_list": ""}).url == pins_of(room)
    assertContains(browser.get(pins_of(room)), "Nothing is pinned")


def test_the_head_counts_them(browse_as, ann, bob, room, said):
    browser = browse_as(bob)
    page = browser.get(f"/rooms/{room.pk}/")
    assertContains(page, f'href="{pins_of(room)}" hidden')
    assertContains(page, f'<a class="menu__item" href="{pins_of(room)}">')
    pin_message(message=said, by=ann)
    for place in (f"/rooms/{room.pk}/", f"/rooms/{room.pk}/head/"):
        assertContains(browser.get(place), '1<span class="sr-only"> pinned message</span>')


def test_what_came_before_a_member_may_see_is_not_listed(browse_as, ann, bob, room, said):
    pin_message(message=said, by=ann)
    Membership.objects.filter(user=bob, room=room).update(visible_from_seq=said.seq + 1)
    assert listed(browse_as(bob).get(pins_of(room))) == []
    assert len(listed(browse_as(ann).get(pins_of(room)))) == 1
    assertContains(browse_as(bob).get(f"/rooms/{room.pk}/"), f'href="{pins_of(room)}" hidden')


def test_what_somebody_blocked_said_is_folded(browse_as, ann, bob, room, said):
    pin_message(message=said, by=ann)
    Block.objects.create(blocker=ann, blocked=bob)
    assertContains(browse_as(ann).get(pins_of(room)), "<summary>Message from somebody you blocked")


def test_text_of_people_stays_text(browse_as, ann, room):
    pin_message(message=say(ann, room, "<img src=x hx-get=/> {{ me }}"), by=ann)
    assertContains(browse_as(ann).get(pins_of(room)), "&lt;img src=x hx-get=/&gt; {{ me }}")


def test_the_list_takes_as_many_queries_for_many(
    browse_as, ann, bob, room, said, django_assert_max_num_queries, django_assert_num_queries
):
    pin_message(message=said, by=ann)
    browser = browse_as(bob)
    with django_assert_max_num_queries(10) as few:
        browser.get(pins_of(room))
    for number in range(4):
        pin_message(message=say(ann, room, f"{number}"), by=ann)
    with django_assert_num_queries(len(few)):
        browser.get(pins_of(room))


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, ann, cid, room, said, target):
    pin_message(message=said, by=ann)
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 10**30}[target]
    browser = browse_as(cid)
    for answer in (
        browser.get(f"/rooms/{room_id}/pins/"),
        browser.post(f"/rooms/{room_id}/messages/{said.pk}/pin/", {"on": "0"}),
    ):
        assertContains(answer, "That room does not exist, or you are not in it.", status_code=404)
    assert "msg--pinned" in shown(said)


def test_a_message_of_another_room_is_not_there(browse_as, ann, cid, room):
    theirs = say(cid, cast.room_of(cid, name="Hush"), "psst")
    for message_id in (theirs.pk, 999_999, 10**30):
        place = f"/rooms/{room.pk}/messages/{message_id}/pin/"
        answer = browse_as(ann).post(place, {"on": "1"}, headers=HTMX)
        assertContains(answer, "That message does not exist.", status_code=404)


def test_who_is_signed_out_is_sent_to_sign_in(client, room, said):
    for answer in (client.get(pins_of(room)), client.post(at(room, said), {"on": "1"})):
        assert answer.url.startswith("/accounts/login/")


def test_bad_bodies_and_wrong_methods_are_refused(browse_as, ann, room, said):
    browser = browse_as(ann)
    assert browser.post(at(room, said), {}).status_code == 400
    assert browser.post(at(room, said), {"on": "2"}).status_code == 400
    assert browser.get(at(room, said)).status_code == 405
    assert browser.post(pins_of(room)).status_code == 405
    strict = browse_as(ann, enforce_csrf_checks=True)
    assert strict.post(at(room, said), {"on": "1"}).status_code == 403


def test_a_plain_member_is_refused_in_words(browse_as, bob, room, said):
    answer = browse_as(bob).post(at(room, said), {"on": "1"}, headers=HTMX)
    assertContains(answer, "Only the room’s owners and moderators can pin", status_code=403)
