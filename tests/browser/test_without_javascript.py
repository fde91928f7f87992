"""The same rooms with JavaScript off: pages, links and forms."""

import re

import pytest
from playwright.sync_api import expect

from chat.models import Membership, Message
from tests.browser.talk import message, seqs
from tests.cast import room_of, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain(open_page):
    """Open a page as a person whose browser runs no scripts."""
    return lambda user, path: open_page(user, path, java_script_enabled=False)


def test_a_message_is_sent_and_the_room_shown_again(plain, ann, room):
    page = plain(ann, f"/rooms/{room.pk}/")
    page.get_by_label("Message Launch week").fill("one\ntwo")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".msg__text")).to_have_text("one\ntwo", use_inner_text=True)
    expect(page.get_by_label("Message Launch week")).to_have_value("")
    page.reload()
    assert Message.objects.filter(body="one\ntwo").count() == 1


def test_what_was_said_is_in_sight_in_a_long_room(plain, ann, bob, room):
    for number in range(60):
        say((ann, bob)[number // 3 % 2], room, f"line {number}")
    page = plain(ann, f"/rooms/{room.pk}/")
    page.get_by_label("Message Launch week").fill("the newest")
    page.get_by_role("button", name="Send").click()
    expect(message(page, "the newest")).to_be_in_viewport()


def test_a_message_stays_in_sight_while_something_is_done_about_it(plain, ann, bob, room):
    for number in range(60):
        say((ann, bob)[number // 3 % 2], room, f"line {number}")
    page = plain(bob, f"/rooms/{room.pk}/")
    row = message(page, "line 45")
    row.get_by_role("link", name="Message actions").click()
    expect(row).to_be_in_viewport()
    page.get_by_role("button", name="Save for later").click()
    expect(page.get_by_role("button", name="Remove from saved")).to_be_visible()
    expect(row).to_be_in_viewport()
    page.get_by_role("link", name="Seen by").click()
    page.get_by_role("link", name="Back to the message").click()
    expect(row).to_be_in_viewport()
    page.goto("/saved/")
    page.get_by_role("link", name="Show in the conversation").click()
    expect(row).to_be_in_viewport()


def test_what_is_refused_comes_back_with_its_words(plain, ann, room):
    page = plain(ann, f"/rooms/{room.pk}/")
    page.get_by_label("Message Launch week").fill("   ")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_have_text("Write something first.")
    expect(page.get_by_label("Message Launch week")).to_be_visible()


@pytest.mark.parametrize("name", ["Message Launch week", "What the message says"])
def test_what_is_too_long_comes_back_whole(plain, ann, room, name):
    said = say(ann, room, "short")
    page = plain(ann, f"/rooms/{room.pk}/messages/{said.pk}/")
    page.get_by_label(name).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("x" * 12_000)
    page.get_by_role("button", name="Send" if "week" in name else "Save the edit").click()
    expect(page.get_by_role("alert")).to_contain_text("This one has 12,000.")
    expect(page.get_by_label(name)).to_have_value("x" * 12_000)
    assert [each.body for each in Message.objects.filter(kind="text")] == ["short"]


def test_history_goes_back_and_forth_by_links(plain, ann, bob, room):
    for number in range(70):
        say((ann, bob)[number // 3 % 2], room, f"line {number}")
    page = plain(ann, f"/rooms/{room.pk}/")
    expect(message(page, "line 69")).to_be_attached()
    page.get_by_role("link", name="Earlier messages").click()
    expect(message(page, "line 0")).to_be_attached()
    assert seqs(page) == list(range(1, 22))
    expect(page.get_by_role("link", name="Earlier messages")).to_have_count(0)
    page.get_by_role("link", name="Later messages").click()
    assert seqs(page) == list(range(22, 72))
    page.get_by_label("Message Launch week").fill("from here")
    page.get_by_role("button", name="Send").click()
    expect(message(page, "from here")).to_be_visible()


def test_groups_and_days_are_drawn_by_the_server(plain, ann, bob, room):
    for author, words in ((ann, "one"), (ann, "two"), (bob, "three")):
        say(author, room, words)
    page = plain(ann, f"/rooms/{room.pk}/")
    expect(page.locator(".msg--first")).to_have_text([re.compile("one"), re.compile("three")])
    expect(page.locator(".day")).to_have_count(1)


def test_a_room_is_found_joined_and_left(plain, ann, bob):
    room_of(ann, name="Design")
    page = plain(bob, "/rooms/browse/")
    page.get_by_role("button", name="Join Design").click()
    expect(page.get_by_role("heading", name="Design", level=1)).to_be_visible()
    expect(page.locator(".sysmsg")).to_have_text("Bob joined")
    page.goto("/rooms/browse/")
    expect(page.get_by_role("link", name="Open Design")).to_be_visible()
    page.get_by_role("link", name="Open Design").click()
    page.locator(".room-menu summary").click()
    page.get_by_role("link", name="Leave room").click()
    page.get_by_role("button", name="Leave room").click()
    expect(page.locator("#rooms")).not_to_contain_text("Design")
    assert not Membership.objects.filter(user=bob, room__name="Design").exists()


def test_a_room_without_a_name_is_asked_for_one(plain, ann):
    page = plain(ann, "/rooms/new/")
    page.get_by_label("Topic").fill("everything")
    page.get_by_label("Name").fill("   ")
    page.get_by_role("button", name="Create room").click()
    expect(page.get_by_text("Give the room a name.")).to_be_visible()
    expect(page.get_by_label("Topic")).to_have_value("everything")


def test_unread_numbers_stand_in_the_list(plain, ann, bob, room):
    say(ann, room, "one")
    say(ann, room, "two")
    page = plain(bob, "/rooms/")
    row = page.locator(f"#room-{room.pk}")
    expect(row.locator(".badge b")).to_have_text("2")
    expect(row).to_have_attribute("href", f"/rooms/{room.pk}/")


def test_signing_out_needs_no_script(plain, ann):
    page = plain(ann, "/rooms/")
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Phone number")).to_be_visible()


def test_the_phone_door_needs_no_script(plain, ann):
    page = plain(None, "/accounts/login/")
    page.get_by_label("Phone number").fill("+49 1512 3456789")
    page.get_by_role("button", name="Text me a code").click()
    page.get_by_label("6-digit code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("2 tries left")).to_be_visible()
    expect(page.get_by_role("button", name="Send a new code")).to_be_visible()


def test_a_message_is_answered_edited_deleted_and_brought_back(plain, ann, bob, room):
    asked = say(bob, room, "who brings cake?")
    page = plain(ann, f"/rooms/{room.pk}/messages/{asked.pk}/")
    page.get_by_role("link", name="Reply", exact=True).click()
    expect(page.locator("#replying")).to_contain_text("Replying to Bob")
    page.get_by_label("Message Launch week").fill("me")
    page.get_by_role("button", name="Send").click()
    row = message(page, "me")
    expect(row.locator(".msg__quote")).to_contain_text("who brings cake?")
    row.get_by_role("link", name="Message actions").click()
    page.get_by_label("What the message says").fill("me, and tea")
    page.get_by_role("button", name="Save the edit").click()
    expect(message(page, "me, and tea")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(message(page, "me, and tea")).to_have_count(0)
    page.get_by_role("button", name="Undo the deletion").click()
    expect(message(page, "me, and tea")).to_be_visible()


def test_who_keeps_order_removes_with_a_reason(plain, ann, bob, room):
    spam = say(bob, room, "buy")
    page = plain(ann, f"/rooms/{room.pk}/messages/{spam.pk}/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_label("Reason").fill("spam")
    page.get_by_role("button", name="Remove").click()
    expect(message(page, "Removed by a moderator: spam")).to_be_visible()
