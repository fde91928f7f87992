"""The panel beside the room, and what the open page shows as its room changes."""

import re

import pytest
from playwright.sync_api import expect

from chat.actions.direct_rooms import direct_room
from chat.actions.members import remove_member
from chat.actions.memberships import join_room
from chat.actions.room_life import archive_room, describe_room, restore_room
from tests.browser.talk import until_live
from tests.cast import membership, person, room_of

pytestmark = pytest.mark.django_db(transaction=True)


def opener(page):
    return page.get_by_role("link", name="Room details")


def panel(page):
    return page.get_by_role("complementary", name="Room details")


def closer(page):
    return panel(page).get_by_role("link", name="Close details")


def test_the_panel_opens_and_closes_by_its_button(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    expect(opener(page)).to_have_attribute("aria-expanded", "false")
    opener(page).click()
    expect(panel(page).get_by_text("2 members")).to_be_visible()
    expect(opener(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#composer")).to_be_visible()
    panel(page).get_by_role("link", name="Close details").click()
    expect(panel(page)).to_have_count(0)
    expect(opener(page)).to_be_focused()


def test_the_panel_opens_and_closes_by_keyboard(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    page.keyboard.press("Control+.")
    expect(panel(page).get_by_role("link", name="Close details")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    page.keyboard.press("Control+.")
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Control+.")
    expect(panel(page)).to_have_count(0)


def test_a_level_is_chosen_in_the_panel_and_kept(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    opener(page).click()
    panel(page).get_by_text("Mentions").click()
    expect(panel(page).get_by_label("Mentions")).to_be_checked()
    page.reload()
    opener(page).click()
    expect(panel(page).get_by_label("Mentions")).to_be_checked()
    page.locator("#level-mentions").press("ArrowRight")
    expect(panel(page).get_by_label("Nothing")).to_be_checked()
    expect(page.locator("#level-nothing")).to_be_focused()


def test_a_role_is_given_in_the_panel(open_page, ann, bob, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    opener(page).click()
    page.get_by_label("What to do with Bob").click()
    panel(page).get_by_role("button", name="Make moderator").click()
    expect(panel(page).get_by_text("Moderator", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(f"/rooms/{room.pk}/$"))


@pytest.fixture
def watched(open_page, ann, room):
    """A room with its panel open; the focus is where opening it left it."""
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    opener(page).click()
    expect(closer(page)).to_be_focused()
    return page


def test_who_comes_in_is_in_the_open_panel(watched, room):
    join_room(room=room, user=person("dan"))
    expect(panel(watched).get_by_text("3 members")).to_be_visible()
    expect(closer(watched)).to_be_focused()


def test_who_comes_in_while_the_panel_asks_is_in_it_too(watched, room):
    held = []
    watched.route("**/details/", lambda route: held.append((route, route.fetch())), times=1)
    with watched.expect_request("**/details/"):
        join_room(room=room, user=person("dan"))
    join_room(room=room, user=person("eve"))
    expect(watched.locator("#messages")).to_contain_text("Eve joined")
    [(route, answer)] = held
    route.fulfill(response=answer)
    expect(panel(watched).get_by_text("4 members")).to_be_visible()


def test_a_reader_who_is_busy_in_the_panel_is_left_alone(watched, room):
    watched.locator("#level-everything").focus()
    join_room(room=room, user=person("dan"))
    expect(watched.locator("#messages")).to_contain_text("Dan joined")
    expect(panel(watched).get_by_text("2 members")).to_be_visible()
    expect(watched.locator("#level-everything")).to_be_focused()
    watched.locator("#composer").focus()
    expect(panel(watched).get_by_text("3 members")).to_be_visible()


def test_the_open_page_follows_name_and_archive(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    describe_room(room=room, by=ann, name="Launch day", topic="", colour=None)
    expect(page.get_by_role("heading", level=1)).to_have_text("Launch day")
    archive_room(room=room, by=ann)
    expect(page.get_by_text("This room is archived.")).to_be_visible()
    expect(page.locator("#composer")).to_be_hidden()
    restore_room(room=room, by=ann)
    expect(page.locator("#composer")).to_be_visible()


def test_who_is_removed_is_told_on_the_open_page(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    remove_member(by=membership(ann, room), member=membership(bob, room))
    expect(page.get_by_text("You are no longer in this room.")).to_be_visible()
    expect(page.locator(f"#room-{room.pk}")).to_have_count(0)


def test_two_presses_open_one_panel(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    opener(page).evaluate("link => { link.click(); link.click(); }")
    expect(panel(page)).to_have_count(1)
    expect(panel(page).get_by_role("link", name="Close details")).to_be_focused()
    expect(page.locator("#details")).to_have_count(1)


def test_the_head_follows_topic_and_members(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    describe_room(room=room, by=ann, name=room.name, topic="Ten days to go", colour=None)
    expect(page.locator("#head-topic")).to_have_text("Ten days to go")
    join_room(room=room, user=person("dan"))
    expect(page.locator("#head-members")).to_contain_text("3 members")


def test_who_was_alone_reads_it_no_more_once_somebody_came(open_page, ann):
    room = room_of(ann)
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    alone = page.get_by_text("Only you are here so far.")
    expect(alone).to_be_visible()
    join_room(room=room, user=person("dan"))
    expect(alone).to_be_hidden()


def test_a_direct_room_shows_who_it_is_with(open_page, ann, bob, look):
    direct = direct_room(people=[ann, bob])
    page = open_page(ann, f"/rooms/{direct.pk}/")
    until_live(page)
    page.get_by_role("heading", level=1).get_by_role("link", name="Bob").click()
    expect(page.get_by_role("dialog", name="Bob")).to_be_visible()
    page.keyboard.press("Escape")
    opener(page).click()
    card = panel(page).get_by_role("article", name="Bob")
    card.get_by_role("button", name="Block").click()
    expect(card.get_by_role("button", name="Unblock")).to_be_visible()
    look(page)


def test_nothing_is_wrong_with_the_panel(open_page, ann, room, look):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    opener(page).click()
    expect(panel(page)).to_be_visible()
    page.get_by_label("What to do with Bob").click()
    look(page)


def test_who_gets_a_role_is_offered_what_it_brings(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    opener(page).click()
    expect(panel(page)).to_be_visible()
    expect(panel(page).get_by_role("link", name="Settings")).to_have_count(0)
    anns = open_page(ann, f"/rooms/{room.pk}/members/")
    anns.locator('button[name="role"][value="moderator"]').first.evaluate(
        "button => button.click()"
    )
    expect(panel(page).get_by_role("link", name="Settings")).to_be_visible()
