"""Cards over the page, contacts, and what blocked people say: in a browser, by mouse and keyboard."""

import re

import pytest
from playwright.sync_api import expect

from accounts.blocks import block
from accounts.contacts import ask_contact
from accounts.models import Contact
from accounts.profiles import change
from tests.browser.axe import violations
from tests.browser.talk import message, until_drawn, until_live, write
from tests.cast import person, say

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "First pass at the poster."


@pytest.fixture
def at(room):
    return f"/rooms/{room.pk}/"


def card(page):
    return page.get_by_role("dialog", name="Bob")


def row_of(page, sent):
    return page.locator(f"#message-{sent.pk}")


def test_a_name_opens_the_card_and_escape_brings_back(open_page, ann, bob, room, at):
    change(bob, bio="Ask me about harbours")
    sent = say(bob, room, TEXT)
    page = open_page(ann, at)
    name = row_of(page, sent).get_by_role("link", name="Bob")
    name.focus()
    page.keyboard.press("Enter")
    expect(card(page)).to_contain_text("Ask me about harbours")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(name).to_be_focused()
    expect(page).to_have_url(re.compile(at))


def test_of_two_cards_the_later_one_is_shown(open_page, ann, bob, room, at):
    for each in (bob, ann):
        say(each, room, TEXT)
    page, held = open_page(ann, at), []
    page.route("**/people/bob/", lambda route: held.append(route), times=1)
    with page.expect_request("**/people/bob/"):
        page.locator("#messages a.who[href$='/bob/']").last.click()
    page.locator("#messages a.who[href$='/ann/']").last.click()
    expect(page.get_by_role("dialog", name="Ann")).to_be_visible()
    with page.expect_response("**/people/bob/"):
        held[0].continue_()
    until_drawn(page)
    expect(card(page)).to_have_count(0)
    expect(page.get_by_role("dialog", name="Ann")).to_be_visible()


def test_nothing_is_wrong_with_the_card(open_page, ann, bob, room, at, look):
    sent = say(bob, room, TEXT)
    page = open_page(ann, at)
    row_of(page, sent).get_by_role("link", name="Bob").click()
    expect(card(page)).to_be_visible()
    look(page)


def test_a_picture_opens_it_too_and_a_click_beside_closes_it(open_page, ann, bob, room, at):
    sent = say(bob, room, TEXT)
    page = open_page(ann, at)
    row_of(page, sent).locator(".avatar").click()
    expect(card(page)).to_be_visible()
    page.mouse.click(5, 5)
    expect(card(page)).to_have_count(0)


def test_a_name_that_is_out_of_sight_takes_no_focus(open_page, ann, bob, room, at):
    say(bob, room, TEXT)
    page = open_page(ann, at)
    until_live(page)
    follow_up = say(bob, room, "And another.")
    expect(row_of(page, follow_up)).to_be_attached()
    links = page.locator(".msg__author > a")
    assert links.evaluate_all("all => all.map(a => a.tabIndex)") == [0, -1]


def test_two_become_contacts_and_talk(open_page, ann, bob, room, at):
    say(bob, room, TEXT)
    anns, bobs = open_page(ann, at), open_page(bob, at)
    until_live(bobs)
    badge = bobs.locator(".me summary [data-contact-asks]")
    expect(badge).to_be_hidden()
    message(anns, TEXT).get_by_role("link", name="Bob").click()
    card(anns).get_by_role("button", name="Add to contacts").click()
    expect(card(anns).get_by_role("button", name="Take request back")).to_be_visible()

    expect(badge).to_have_text(re.compile("^1"))
    bobs.locator(".me summary").click()
    bobs.get_by_role("link", name="People 1 waiting").click()
    bobs.get_by_role("link", name="Contacts 1 waiting").click()
    bobs.get_by_role("button", name="Accept Ann").click()
    bobs.get_by_role("button", name="Message Ann").click()
    expect(bobs).to_have_url(re.compile(r"/rooms/\d+/$"))
    write(bobs, "Ahoy")
    expect(message(bobs, "Ahoy")).to_be_visible()
    assert Contact.objects.get().accepted_at

    card(anns).get_by_role("button", name="Block").click()
    expect(card(anns)).to_contain_text("You blocked this person.")


def test_a_refusal_stands_in_the_card(open_page, ann, bob, room, at):
    change(bob, contacts_only=True)
    say(bob, room, TEXT)
    page = open_page(ann, at)
    message(page, TEXT).get_by_role("link", name="Bob").click()
    card(page).get_by_role("button", name="Message").click()
    expect(card(page).get_by_role("alert")).to_have_text("You can’t write to this person directly.")


def test_what_a_blocked_person_says_is_folded_for_who_blocked_them(open_page, ann, bob, room, at):
    block(by=ann, whom=bob)
    old = say(bob, room, TEXT)
    page = open_page(ann, at)
    until_live(page)
    live = say(bob, room, "Live words")
    for sent in (old, live):
        row = row_of(page, sent)
        expect(row.locator(".bubble")).to_be_hidden()
        expect(row).to_contain_text("Message from somebody you blocked.")
        assert row.get_attribute("aria-labelledby") is None
    assert violations(page) == []
    row_of(page, live).get_by_role("button", name="Show").click()
    expect(message(page, "Live words").locator(".bubble")).to_be_visible()
    expect(row_of(page, old).locator(".bubble")).to_be_hidden()
    expect(page.locator("#announcer")).not_to_contain_text("Live words")
    bobs = open_page(bob, at)
    expect(message(bobs, TEXT).locator(".bubble")).to_be_visible()


def test_several_are_chosen_while_one_looks_for_them(open_page, ann, bob, room):
    person("cid")
    page = open_page(ann, "/rooms/direct/new/")
    page.get_by_role("checkbox", name="Bob").check()
    page.get_by_role("searchbox").press_sequentially("cid")
    page.get_by_role("checkbox", name="Cid").check()
    expect(page.get_by_role("checkbox", name="Bob")).to_be_checked()
    assert "csrf" not in page.url
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(re.compile(r"/rooms/\d+/$"))


def test_without_javascript_cards_and_contacts_are_pages(open_page, ann, bob, room, at):
    say(bob, room, TEXT)
    person("cid")
    page = open_page(ann, at, java_script_enabled=False)
    message(page, TEXT).get_by_role("link", name="Bob").click()
    expect(page).to_have_url(re.compile("/people/bob/$"))
    page.get_by_role("button", name="Add to contacts").click()
    page.get_by_role("button", name="Take request back").click()
    expect(page.get_by_role("button", name="Add to contacts")).to_be_visible()
    page.goto("/rooms/direct/new/")
    page.get_by_role("checkbox", name="Bob").check()
    page.get_by_role("searchbox").fill("cid")
    page.get_by_role("button", name="Search").click()
    assert "csrf" not in page.url
    expect(page.get_by_role("checkbox", name="Bob")).to_be_checked()
    page.get_by_role("checkbox", name="Cid").check()
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(re.compile(r"/rooms/\d+/$"))


def test_pages_with_people_on_them_are_accessible(open_page, ann, bob, look):
    cid, dan = person("cid"), person("dan")
    change(dan, name="Dan " + "with a name that is quite long" * 2)
    ask_contact(by=cid, of=ann)
    ask_contact(by=ann, of=dan)
    block(by=ann, whom=bob)
    page = open_page(ann, "/people/")
    for address in ("/people/", "/people/contacts/", "/people/dan/", "/rooms/direct/new/"):
        page.goto(address)
        look(page)
        page.set_viewport_size({"width": 320, "height": 640})
        inner = page.locator(".page, .settings").evaluate("e => e.scrollWidth - e.clientWidth")
        assert inner <= 0, address
