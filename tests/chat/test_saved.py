"""Saved for later: the actions, the page of one's own, what stands on others, and the door."""

import json
import re

import pytest
from pytest_django.asserts import assertContains

from accounts.models import Block
from chat import exports
from chat.actions.direct_rooms import direct_room
from chat.actions.members import remove_member
from chat.actions.memberships import join_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.reactions import add_reaction
from chat.actions.room_life import archive_room
from chat.actions.saved import save_message, unsave_message
from chat.errors import MessageNotFound, NotAllowed, TooManyOfThem
from chat.models import Membership, Message, Room, SavedMessage
from tests import cast
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
LIST = "/saved/"


@pytest.fixture
def said(ann, room):
    return say(ann, room, "the plan for Friday")


def at(room, message) -> str:
    return f"/rooms/{room.pk}/messages/{message.pk}/saved/"


def listed(page) -> list[str]:
    """What stands in the list, as the sidebar says some of it, too."""
    return re.findall(r'excerpt__text" dir="auto">(.*?)</p>', page.content.decode())


def test_saving_is_nobody_elses_business(bob, room, said, django_capture_on_commit_callbacks):
    before = Room.objects.get(pk=room.pk).version
    with django_capture_on_commit_callbacks() as told:
        save_message(message=said, by=bob)
        unsave_message(message=said, by=bob)
    assert told == []
    assert Room.objects.get(pk=room.pk).version == before


def test_a_message_is_saved_once_and_let_go(bob, said):
    save_message(message=said, by=bob)
    first = SavedMessage.objects.get().pk
    save_message(message=said, by=bob)
    assert SavedMessage.objects.get().pk == first
    for _ in range(2):
        unsave_message(message=said, by=bob)
        assert not SavedMessage.objects.exists()


def test_neither_lines_nor_tombstones_are_saved(ann, bob, room, said):
    with pytest.raises(NotAllowed):
        save_message(message=Message.objects.get(room=room, kind="system"), by=bob)
    delete_message(message=said, by=ann)
    with pytest.raises(MessageNotFound):
        save_message(message=said, by=bob)


def test_a_person_saves_so_many(settings, ann, bob, room, said):
    settings.SAVED_MESSAGES = 1
    save_message(message=said, by=bob)
    with pytest.raises(TooManyOfThem, match="You can save 1 message. Remove one first"):
        save_message(message=say(ann, room, "more"), by=bob)
    save_message(message=said, by=ann)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one_row_and_within_the_limit(settings, ann, bob, room, said):
    together(*[lambda: save_message(message=said, by=bob)] * 4)
    assert SavedMessage.objects.count() == 1
    settings.SAVED_MESSAGES = 2
    messages = [say(ann, room, f"{n}") for n in range(4)]

    def save(message):
        try:
            save_message(message=message, by=bob)
        except TooManyOfThem:
            return False
        return True

    assert sum(together(*[lambda each=each: save(each) for each in messages])) == 1


def test_an_archived_room_is_still_there_to_save_from(browse_as, ann, bob, room, said):
    archive_room(room=room, by=ann)
    assert browse_as(bob).post(at(room, said), {"on": "1"}, headers=HTMX).status_code == 204


# -- The page ---------------------------------------------------------------------------------------


def test_the_page_shows_ones_own_newest_saved_first(browse_as, ann, bob, room, said):
    older = say(bob, direct_room(people=[ann, bob]), "older, in another room")
    for message in (said, older):
        save_message(message=message, by=bob)
    page = browse_as(bob).get(LIST)
    assert listed(page) == ["older, in another room", "the plan for Friday"]
    assertContains(page, f'href="/rooms/{room.pk}/messages/{said.pk}/#message-{said.pk}"')
    assertContains(page, 'class="excerpt__room"><bdi>Launch week</bdi>')
    assertContains(page, 'class="excerpt__room"><bdi>Ann</bdi>')
    assertContains(browse_as(ann).get(LIST), "Nothing saved yet")


def test_it_is_found_from_the_menu_of_oneself(browse_as, bob, room):
    assertContains(browse_as(bob).get(f"/rooms/{room.pk}/"), f'href="{LIST}"')


def test_it_goes_on_where_the_page_ends(settings, browse_as, ann, bob, room):
    settings.SAVED_PAGE = 2
    for number in range(5):
        save_message(message=say(ann, room, f"note {number}"), by=bob)
    browser, seen, place = browse_as(bob), [], LIST
    while place:
        page = browser.get(place)
        seen += listed(page)
        before = page.context["before"]
        place = before and f"{LIST}?before={before}"
    assert seen == [f"note {number}" for number in (4, 3, 2, 1, 0)]


def test_only_what_one_may_still_see_is_there(browse_as, ann, bob, room, said):
    gone = say(ann, room, "soon gone")
    for message in (said, gone):
        save_message(message=message, by=bob)
    delete_message(message=gone, by=ann)
    browser = browse_as(bob)
    assert listed(browser.get(LIST)) == ["the plan for Friday"]
    edit_message(message=said, by=ann, body="the plan for Monday")
    assert listed(browser.get(LIST)) == ["the plan for Monday"]
    remove_member(by=membership(ann, room), member=membership(bob, room))
    assert listed(browser.get(LIST)) == []
    join_room(room=room, user=bob)
    assert listed(browser.get(LIST)) == ["the plan for Monday"]
    Membership.objects.filter(user=bob, room=room).update(visible_from_seq=said.seq + 1)
    assert listed(browser.get(LIST)) == []


def test_what_somebody_blocked_said_is_folded(browse_as, ann, bob, said):
    save_message(message=said, by=bob)
    Block.objects.create(blocker=bob, blocked=ann)
    assertContains(browse_as(bob).get(LIST), "<summary>Message from somebody you blocked")


def test_it_takes_as_many_queries_for_many(
    browse_as, ann, bob, room, said, django_assert_max_num_queries, django_assert_num_queries
):
    save_message(message=said, by=bob)
    browser = browse_as(bob)
    with django_assert_max_num_queries(10) as few:
        browser.get(LIST)
    for number in range(4):
        save_message(message=say(ann, room, f"{number}"), by=bob)
    with django_assert_num_queries(len(few)):
        browser.get(LIST)


def test_the_room_page_knows_what_is_saved_of_it_and_nobody_elses_does(browse_as, ann, bob, room):
    mine, other = say(ann, room, "mine"), say(ann, cast.room_of(ann, bob, name="Other"), "other")
    for message in (mine, other):
        save_message(message=message, by=bob)
    assertContains(browse_as(bob).get(f"/rooms/{room.pk}/"), f'id="saved" value="{mine.pk}"')
    assertContains(browse_as(ann).get(f"/rooms/{room.pk}/"), 'id="saved" value=""')


def test_the_room_page_takes_twelve_queries_at_most(
    browse_as, ann, bob, room, said, django_assert_max_num_queries, django_assert_num_queries
):
    save_message(message=said, by=bob)
    add_reaction(message=said, by=bob, emoji="🎉")
    browser = browse_as(bob)
    browser.get(f"/rooms/{room.pk}/")
    with django_assert_max_num_queries(12) as few:
        browser.get(f"/rooms/{room.pk}/")
    taken = len(few)
    for number in range(4):
        message = say(ann, room, f"{number}")
        save_message(message=message, by=bob)
        add_reaction(message=message, by=bob, emoji="🎉")
    browser.get(f"/rooms/{room.pk}/")
    with django_assert_num_queries(taken):
        browser.get(f"/rooms/{room.pk}/")


# -- The door ---------------------------------------------------------------------------------------


def test_the_door_saves_and_lets_go(browse_as, bob, room, said):
    browser, place = browse_as(bob), f"/rooms/{room.pk}/messages/{said.pk}/"
    answer = browser.post(at(room, said), {"on": "1"}, headers=HTMX)
    assert (answer.status_code, answer.content) == (204, b"")
    assertContains(browser.get(place), "Remove from saved</button>")
    assert browser.post(at(room, said), {"on": "0"}).url == f"{place}#message-{said.pk}"
    assertContains(browser.get(place), "Save for later</button>")
    assert browser.post(at(room, said), {"on": "0", "to_list": ""}).url == LIST


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, cid, room, said, target):
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 10**30}[target]
    answer = browse_as(cid).post(f"/rooms/{room_id}/messages/{said.pk}/saved/", {"on": "1"})
    assertContains(answer, "That room does not exist, or you are not in it.", status_code=404)
    assert not SavedMessage.objects.exists()


def test_a_message_of_another_room_is_not_there(browse_as, ann, cid, room):
    theirs = say(cid, cast.room_of(cid, name="Hush"), "psst")
    for message_id in (theirs.pk, 999_999, 10**30):
        place = f"/rooms/{room.pk}/messages/{message_id}/saved/"
        answer = browse_as(ann).post(place, {"on": "1"}, headers=HTMX)
        assertContains(answer, "That message does not exist.", status_code=404)


def test_who_is_signed_out_is_sent_to_sign_in(client, room, said):
    for answer in (client.get(LIST), client.post(at(room, said), {"on": "1"})):
        assert answer.url.startswith("/accounts/login/")


def test_bad_requests_and_wrong_methods_are_refused(browse_as, bob, room, said):
    browser = browse_as(bob)
    assert browser.post(at(room, said), {}).status_code == 400
    assert browser.get(at(room, said)).status_code == 405
    assert browser.get(f"{LIST}?before=x").status_code == 400
    assert browser.get(f"{LIST}?before=1").status_code == 200
    assert browser.post(LIST).status_code == 405
    strict = browse_as(bob, enforce_csrf_checks=True)
    assert strict.post(at(room, said), {"on": "1"}).status_code == 403


# -- To take along ----------------------------------------------------------------------------------


def lines(pieces) -> list[dict]:
    return [json.loads(line) for line in pieces]


def test_the_export_lists_what_is_saved_and_still_seen(ann, bob, room, said):
    gone = say(ann, room, "gone")
    for message in (said, gone):
        save_message(message=message, by=bob)
    delete_message(message=gone, by=ann)
    (line,) = lines(exports.saved_of(bob))
    assert (line["author"], line["body"], line["seq"]) == ("Ann", "the plan for Friday", said.seq)
    assert line["room_name"] == "Launch week"


def test_the_export_lists_ones_own_reactions(ann, bob, room, said):
    add_reaction(message=said, by=bob, emoji="🎉")
    add_reaction(message=said, by=ann, emoji="👍")
    (line,) = lines(exports.reactions_of(bob))
    assert (line["room"], line["seq"], line["emoji"]) == (room.pk, said.seq, "🎉")
