"""Questions before something ends: over the page, and as pages of their own."""

import re

import pytest
from playwright.sync_api import expect

from chat.models import Membership, Room
from tests.browser.talk import until_live

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/members/")
    until_live(page)
    return page


def question(page, name):
    return page.get_by_role("dialog", name=name)


def send_away(page):
    page.get_by_label("What to do with Bob").click()
    page.get_by_role("link", name="Remove").click()


def test_a_question_stands_over_the_page_and_escape_takes_it_back(page, room, bob, look):
    send_away(page)
    asked = question(page, "Remove Bob from Launch week?")
    expect(asked.get_by_role("link", name="Cancel")).to_be_focused()
    look(page)
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(page.get_by_label("What to do with Bob")).to_be_focused()
    assert Membership.objects.filter(room=room, user=bob).exists()


def test_cancel_and_a_click_beside_take_it_back_too(page):
    for take_back in (
        lambda asked: asked.get_by_role("link", name="Cancel").click(),
        lambda asked: page.mouse.click(5, 5),
    ):
        send_away(page)
        asked = question(page, "Remove Bob from Launch week?")
        expect(asked).to_be_visible()
        take_back(asked)
        expect(asked).to_be_hidden()


def test_yes_does_it(page, room, bob):
    send_away(page)
    question(page, re.compile("Remove Bob")).get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="1 member")).to_be_visible()
    assert not Membership.objects.filter(room=room, user=bob).exists()


def test_a_refusal_stands_in_the_question(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/details/")
    until_live(page)
    page.get_by_role("link", name="Delete room").click()
    asked = question(page, "Delete Launch week for good?")
    name = asked.get_by_label("Type the room’s name to show that you mean it")
    expect(name).to_be_focused()
    name.fill("Launch")
    name.press("Enter")
    expect(asked).to_contain_text("That is not the room’s name. Nothing was deleted.")
    name.fill("Launch week")
    name.press("Enter")
    expect(page).to_have_url(re.compile("/rooms/$"))
    assert not Room.objects.filter(pk=room.pk).exists()


def test_the_last_owner_reads_why_they_stay(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    page.get_by_label("More about Launch week").click()
    page.get_by_role("link", name="Leave room").click()
    asked = question(page, "Leave Launch week?")
    asked.get_by_role("button", name="Leave room").click()
    expect(asked.get_by_role("alert")).to_be_visible()
    expect(asked.get_by_role("button", name="Leave room")).to_have_count(0)
