"""Changing and deleting what was said: the same composer, a tombstone at once, a way back."""

import re

import pytest
from playwright.sync_api import expect

from chat.models import Message
from tests.browser.axe import violations
from tests.browser.talk import message, until_live, write
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, ann, bob, room):
    say(bob, room, "from bob")
    say(ann, room, "helo **you**")
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


@pytest.fixture
def editing(page):
    return page.locator("#editing")


def bodies(room):
    texts = Message.objects.in_room(room.pk).filter(kind="text", deleted_at=None)
    return list(texts.order_by("seq").values_list("body", flat=True))


def menu_of(page, row):
    row.hover()
    row.locator(".msg-menu summary").click()
    return row.locator(".msg-menu .menu")


def test_up_in_the_empty_composer_edits_my_last_message(page, editing, room):
    composer = page.locator("#composer")
    composer.press("ArrowUp")
    expect(editing).to_be_visible()
    expect(composer).to_have_value("helo **you**")
    expect(composer).to_be_focused()
    composer.fill("hello **you**")
    composer.press("Enter")
    expect(message(page, "hello you")).to_be_attached()
    expect(editing).to_be_hidden()
    expect(composer).to_have_value("")
    expect(page.locator("#messages > [data-state]")).to_have_count(0)
    assert bodies(room) == ["from bob", "hello **you**"]


def test_an_edited_message_says_when(page):
    page.locator("#composer").press("ArrowUp")
    expect(page.locator("#editing")).to_be_visible()
    write(page, "better")
    mark = message(page, "better").locator(".msg__edited")
    expect(mark).to_have_text("(edited)")
    expect(mark).to_have_attribute("title", re.compile(r"\d{4}.*\d\d:\d\d"))


def test_what_was_being_written_waits_for_the_edit(page, editing):
    composer = page.locator("#composer")
    composer.fill("half a thought")
    message(page, "helo you").focus()
    page.keyboard.press("e")
    expect(composer).to_have_value("helo **you**")
    page.keyboard.press("Escape")
    expect(editing).to_be_hidden()
    expect(composer).to_have_value("half a thought")
    expect(composer).to_be_focused()


def test_an_edit_that_is_left_by_reload_is_no_draft(page, editing):
    page.locator("#composer").fill("the draft")
    message(page, "helo you").focus()
    page.keyboard.press("e")
    expect(editing).to_be_visible()
    page.locator("#composer").fill("half an edit")
    page.reload()
    expect(page.locator("#composer")).to_have_value("the draft")


def test_an_unchanged_text_is_no_edit(page, editing, room):
    page.locator("#composer").press("ArrowUp")
    expect(editing).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(editing).to_be_hidden()
    assert not Message.objects.filter(edited_at__isnull=False).exists()


def test_what_others_said_cannot_be_edited(page, editing):
    message(page, "from bob").focus()
    page.keyboard.press("e")
    page.locator("#composer").press("ArrowUp")
    expect(page.locator("#composer")).to_have_value("helo **you**")


def test_an_edit_that_nobody_takes_stays_in_the_composer(page, editing):
    page.locator("#composer").press("ArrowUp")
    expect(editing).to_be_visible()
    page.route("**/edit/", lambda route: route.abort())
    write(page, "better")
    expect(editing.get_by_role("alert")).to_have_text("Not saved. Try again in a moment.")
    expect(page.locator("#composer")).to_have_value("better")
    page.unroute("**/edit/")
    page.get_by_role("button", name="Save").click()
    expect(message(page, "better")).to_be_attached()


def test_a_refused_edit_says_why(page, editing):
    page.locator("#composer").press("ArrowUp")
    expect(editing).to_be_visible()
    page.locator("#composer").fill(" ")
    page.get_by_role("button", name="Save").click()
    expect(editing.get_by_role("alert")).to_have_text("Write something first.")


def test_delete_leaves_a_tombstone_and_undo_brings_it_back(page, room):
    row = message(page, "helo you")
    row.focus()
    page.keyboard.press("Delete")
    expect(message(page, "Message deleted")).to_be_focused()
    assert bodies(room) == ["from bob"]
    page.get_by_role("button", name="Undo").click()
    expect(row).to_be_focused()
    expect(page.locator(".toast")).to_have_count(0)
    assert bodies(room) == ["from bob", "helo **you**"]


def test_the_menu_deletes_my_own(page, room):
    menu_of(page, message(page, "helo you")).get_by_text("Delete").click()
    expect(page.locator("#toasts[role=status] .toast")).to_contain_text("Message deleted")
    assert bodies(room) == ["from bob"]


def test_a_deletion_that_nobody_takes_is_told(page, room):
    page.route("**/delete/", lambda route: route.abort())
    message(page, "helo you").focus()
    page.keyboard.press("Delete")
    expect(page.locator(".toast")).to_have_text("That did not work. Try again in a moment.")
    assert bodies(room) == ["from bob", "helo **you**"]


def test_each_gets_the_entries_that_are_theirs(open_page, page, bob, room):
    menu = menu_of(page, message(page, "helo you"))
    names = [
        "Reply",
        "Edit",
        "Copy text",
        "Copy link",
        "Mark unread from here",
        "Pin",
        "Save for later",
        "Seen by",
        "Delete",
    ]
    expect(menu.locator(".menu__item:visible")).to_have_text([re.compile(name) for name in names])
    page.keyboard.press("Escape")
    menu = menu_of(page, message(page, "from bob"))
    names = [
        "Reply",
        "Copy text",
        "Copy link",
        "Mark unread from here",
        "Save for later",
        "Seen by",
        "Report…",
    ]
    keepers = [*names[:4], "Pin", *names[4:], "Remove"]
    expect(menu.locator(".menu__item:visible")).to_have_text([re.compile(name) for name in keepers])
    bobs = open_page(bob, f"/rooms/{room.pk}/")
    menu = menu_of(bobs, message(bobs, "helo you"))
    expect(menu.locator(".menu__item:visible")).to_have_text([re.compile(name) for name in names])


def test_who_keeps_order_removes_with_a_reason_and_stays_on_the_page(page):
    page.evaluate("window.isSame = true")
    message(page, "from bob").focus()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("off topic")
    dialog.get_by_role("button", name="Remove").click()
    expect(message(page, "Removed by a moderator: off topic")).to_be_attached()
    expect(dialog).to_be_hidden()
    assert page.evaluate("window.isSame")


def test_the_text_of_a_message_is_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message(page, "helo you").focus()
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "helo you"


def test_nothing_is_wrong_with_the_looks_of_editing(page, editing):
    page.locator("#composer").press("ArrowUp")
    expect(editing).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(("key", "mark"), [("b", "**"), ("i", "*"), ("e", "`")])
def test_a_key_formats_what_is_selected_and_takes_it_back(page, key, mark):
    composer = page.locator("#composer")
    composer.fill("so nice")
    composer.evaluate("field => field.setSelectionRange(3, 7)")
    composer.press(f"Control+{key}")
    expect(composer).to_have_value(f"so {mark}nice{mark}")
    composer.press(f"Control+{key}")
    expect(composer).to_have_value("so nice")


def test_italic_within_bold_is_both(page):
    composer = page.locator("#composer")
    composer.fill("nice")
    composer.press("Control+a")
    for key in ("b", "i"):
        composer.press(f"Control+{key}")
    expect(composer).to_have_value("***nice***")
    composer.press("Control+i")
    expect(composer).to_have_value("**nice**")


def test_on_a_mac_the_command_key_formats_and_ctrl_moves_the_caret(page):
    page.add_init_script("Object.defineProperty(navigator, 'platform', {get: () => 'MacIntel'})")
    page.reload()
    composer = page.locator("#composer")
    composer.fill("nice")
    composer.press("Control+a")
    for key in "bie":
        composer.press(f"Control+{key}")
    expect(composer).to_have_value("nice")
    composer.press("Meta+b")
    expect(composer).to_have_value("**nice**")
