"""Reporting from a message's menu and from a card, and the queue of those who decide."""

import re

import pytest
from playwright.sync_api import expect

from chat.actions.memberships import join_room
from chat.actions.reports import report_message
from chat.models import Message, Report
from tests.browser.talk import message, until_live
from tests.cast import say

pytestmark = pytest.mark.django_db(transaction=True)

THANKS = (
    "Thank you. This site has one moderator, who will look at it. If it is about them or their bots,"
    " it waits until there is a second one."
)


@pytest.fixture
def said(ann, room):
    return say(ann, room, "buy now")


@pytest.fixture
def page(open_page, bob, room, said):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    return page


def menu_of(page, words):
    row = message(page, words)
    row.hover()
    row.get_by_label("More actions").click()
    return row.locator(".msg-menu .menu")


def report(page, reason="Spam or advertising", words="", **name):
    asked = page.get_by_role("dialog", **name)
    asked.get_by_label(reason).check()
    asked.get_by_label("In a few words").fill(words)
    asked.get_by_role("button", name="Send report").click()
    expect(asked).to_be_hidden()


def test_a_message_is_reported_from_its_menu(page, bob, said, look):
    page.evaluate("window.isSame = true")
    menu_of(page, "buy now").get_by_role("link", name="Report…").click()
    asked = page.get_by_role("dialog", name="Report what Ann said")
    expect(asked.get_by_label("Spam or advertising")).to_be_focused()
    look(page)
    report(page, words="Again", name="Report what Ann said")
    expect(page.locator("#toasts[role=status] .toast")).to_have_text(THANKS)
    kept = Report.objects.get()
    assert (kept.reporter, kept.message, kept.words) == (bob, said, "Again")
    assert page.evaluate("window.isSame")


def test_of_what_is_too_long_nothing_is_lost(page):
    menu_of(page, "buy now").get_by_role("link", name="Report…").click()
    asked = page.get_by_role("dialog", name="Report what Ann said")
    asked.get_by_label("Spam or advertising").check()
    asked.get_by_label("In a few words").focus()
    page.keyboard.insert_text("x" * 600)
    asked.get_by_role("button", name="Send report").click()
    expect(asked.get_by_role("alert")).to_contain_text("This has 600.")
    expect(asked.get_by_label("In a few words")).to_have_value("x" * 600)


def test_what_is_reported_already_says_so(page, bob, said):
    report_message(message=said, by=bob, reason="spam")
    menu_of(page, "buy now").get_by_role("link", name="Report…").click()
    told = page.get_by_role("dialog", name="You reported this")
    expect(told).to_contain_text(THANKS)
    told.get_by_role("link", name="Back").click()
    expect(told).to_be_hidden()


def test_nobody_is_offered_to_report_themself(page, bob, room):
    say(bob, room, "mine")
    expect(message(page, "mine")).to_be_visible()
    expect(menu_of(page, "mine").get_by_role("link", name="Report…")).to_have_count(0)


def test_a_person_is_reported_from_their_card(page, ann):
    message(page, "buy now").get_by_role("link", name="Ann", exact=True).first.click()
    card = page.get_by_role("dialog", name="Ann", exact=True)
    card.get_by_role("link", name="Report…").click()
    expect(card).to_be_hidden()
    report(page, "Something else", name="Report Ann")
    expect(page.locator("#toasts .toast")).to_have_text(THANKS)
    assert (Report.objects.get().person, Report.objects.get().message) == (ann, None)


def test_thanks_are_said_on_a_page_without_a_room_too(page):
    page.goto("/people/ann/")
    page.get_by_role("link", name="Report…").click()
    report(page, name="Report Ann")
    expect(page.locator("#toasts .toast")).to_be_in_viewport()
    expect(page.locator("#toasts .toast")).to_have_text(THANKS)


def test_without_javascript_it_is_a_page(open_page, ann, bob, room, said):
    page = open_page(bob, f"/rooms/{room.pk}/messages/{said.pk}/", java_script_enabled=False)
    page.get_by_role("link", name="Report…").click()
    page.get_by_label("Something illegal").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_text(THANKS)).to_be_visible()
    page.get_by_role("link", name="Back", exact=True).last.click()
    expect(page).to_have_url(re.compile(f"/messages/{said.pk}/#message-{said.pk}$"))
    assert Report.objects.get().reason == "illegal"
    page.goto("/people/ann/")
    page.get_by_role("link", name="Report…").click()
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_text(THANKS)).to_be_visible()
    assert Report.objects.count() == 2


@pytest.fixture
def spam(bob, room):
    return say(bob, room, "cheap shoes")


def badge(page):
    return page.locator(".me [data-reports]")


def test_a_moderator_is_told_at_once_and_on_the_next_page(open_page, ann, bob, cid, room):
    join_room(room=room, user=cid)
    spam = say(cid, room, "cheap shoes")
    anns, bobs = open_page(ann, "/rooms/"), open_page(bob, "/rooms/")
    for page in (anns, bobs):
        until_live(page)
    expect(badge(anns)).to_be_hidden()
    bobs.goto(f"/rooms/{room.pk}/messages/{spam.pk}/report/")
    bobs.get_by_label("Spam or advertising").check()
    bobs.get_by_role("button", name="Send report").click()
    expect(badge(anns)).to_have_text(re.compile("^1"))
    expect(badge(bobs)).to_have_count(0)
    anns.reload()
    expect(badge(anns)).to_have_text(re.compile("^1"))


def test_a_report_is_decided_from_the_queue(open_page, ann, room, spam, look):
    report_message(message=spam, by=ann, reason="spam", words="Every day")
    report_message(message=say(spam.author, room, "x"), by=ann, reason="other")
    page = open_page(ann, "/rooms/")
    until_live(page)
    page.locator(".me > summary").click()
    page.get_by_role("link", name="Reports").click()
    entry = page.locator(".report").filter(has_text="Every day")
    expect(entry.locator(".report__text")).to_have_text("cheap shoes")
    entry.get_by_label("What to do about Bob").click()
    look(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    entry.get_by_role("link", name="Remove the message").click()
    asked = page.get_by_role("dialog", name="Remove what Bob said?")
    asked.get_by_label("Reason").fill("off topic")
    asked.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The message is removed.")).to_be_visible()
    expect(entry).to_contain_text("Removed by a moderator: off topic")
    assert Message.objects.get(pk=spam.pk).is_deleted
    entry.get_by_role("link", name="Resolve…").click()
    asked = page.get_by_role("dialog", name="Resolve the report?")
    asked.get_by_label("Note").fill("Told him.")
    asked.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Resolved.")).to_be_visible()
    expect(entry).to_have_count(0)
    expect(badge(page)).to_have_text(re.compile("^1"))
    page.get_by_role("link", name="Decided").click()
    expect(page.locator(".report")).to_contain_text("Told him.")
    look(page)


def test_the_queue_needs_no_script(open_page, ann, room, spam):
    report_message(message=spam, by=ann, reason="spam")
    page = open_page(ann, "/site/reports/", java_script_enabled=False)
    page.get_by_role("link", name="Dismiss…").click()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("Dismissed.")).to_be_visible()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
