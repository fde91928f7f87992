"""Two people in two browsers."""

import re

import pytest
from playwright.sync_api import expect

from chat.actions.memberships import leave_room
from chat.actions.messages import delete_message, edit_message
from tests import cast
from tests.browser.talk import log, message, seqs, until_live, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(open_page, ann, bob, room):
    pages = [open_page(person, f"/rooms/{room.pk}/") for person in (ann, bob)]
    for page in pages:
        until_live(page)
    return pages


def test_each_sees_what_the_other_says_at_once(pages):
    anns, bobs = pages
    write(anns, "hello bob")
    expect(message(bobs, "hello bob")).to_be_visible(timeout=2_000)
    write(bobs, "hello ann")
    expect(message(anns, "hello ann")).to_be_visible(timeout=2_000)
    assert seqs(anns) == seqs(bobs)


def test_my_own_message_stands_in_the_log_once(pages):
    anns, _ = pages
    for number in range(5):
        write(anns, f"line {number}")
    for number in range(5):
        expect(message(anns, f"line {number}")).to_have_count(1)
    expect(anns.locator("#messages > [data-state]")).to_have_count(0)
    assert seqs(anns) == sorted(seqs(anns))


def test_the_page_after_pushes_equals_the_page_after_a_reload(pages, ann, bob, room):
    anns, bobs = pages
    for page, words in ((anns, "one"), (anns, "two"), (bobs, "three"), (anns, "four")):
        write(page, words)
        for each in pages:
            expect(message(each, words)).to_be_attached()
    first, last = room.messages.get(body="one"), room.messages.get(body="four")
    edit_message(message=first, by=ann, body="one, edited")
    delete_message(message=last, by=ann)
    expect(bobs.locator(".msg--deleted")).to_be_attached(timeout=10_000)
    expect(message(bobs, "one, edited")).to_be_attached()
    live = log(bobs)
    bobs.reload()
    assert log(bobs) == live


def test_a_group_shows_its_author_once(pages):
    anns, bobs = pages
    write(anns, "first")
    expect(message(bobs, "first")).to_have_class(re.compile("msg--first"))
    write(anns, "second")
    expect(message(bobs, "second")).not_to_have_class(re.compile("msg--first"))
    write(bobs, "mine")
    expect(message(bobs, "mine")).to_have_class(re.compile("msg--first"))


def test_who_types_is_named_and_not_to_oneself(pages):
    anns, bobs = pages
    anns.locator("#composer").press_sequentially("hel")
    expect(bobs.locator("#typing-line")).to_have_text("Ann is typing")
    expect(anns.locator("#typing-line")).to_be_hidden()
    write(anns, "hello")
    expect(bobs.locator("#typing-line")).to_be_hidden()


def test_unread_numbers_follow_what_is_said_and_read(pages, open_page, ann, bob):
    other = cast.room_of(ann, name="Design")
    _, bobs = pages
    elsewhere = open_page(bob, "/rooms/browse/")
    elsewhere.get_by_role("button", name="Join Design").click()
    expect(bobs.locator(f"#room-{other.pk}")).to_be_visible(timeout=10_000)
    elsewhere.close()  # or it reads there what comes
    design = open_page(ann, f"/rooms/{other.pk}/")
    write(design, "@bob one")
    write(design, "@bob two")
    badge = bobs.locator(f"#room-{other.pk} .badge b")
    expect(badge).to_have_text("2", timeout=10_000)
    expect(bobs).to_have_title(re.compile(r"^\(2\) "))
    second_device = open_page(bob, f"/rooms/{other.pk}/")
    expect(message(second_device, "@Bob two")).to_be_visible()
    expect(badge).to_be_hidden(timeout=10_000)
    expect(bobs).to_have_title(re.compile(r"^Launch week"))


def test_who_loses_the_room_is_told_and_hears_no_more(pages, bob, room):
    anns, bobs = pages
    leave_room(membership=cast.membership(bob, room))
    expect(bobs.get_by_text("You are no longer in this room.")).to_be_visible(timeout=10_000)
    write(anns, "just us now")
    expect(message(anns, "just us now")).to_be_visible()
    expect(message(bobs, "just us now")).to_have_count(0)


def test_signing_out_elsewhere_in_the_same_browser_ends_the_page(pages):
    anns, _ = pages
    other_tab = anns.context.new_page()
    other_tab.goto("/rooms/")
    other_tab.locator(".me summary").click()
    other_tab.get_by_role("button", name="Sign out").click()
    expect(anns).to_have_url(re.compile("/accounts/login/"), timeout=5_000)


def test_what_people_write_is_text(pages):
    anns, bobs = pages
    body = '<img src=x onerror=alert(1)> <b hx-post="/x" hx-trigger="load">x</b> & https://a.example/?b=<i>'
    write(anns, body)
    expect(message(bobs, body)).to_be_visible()
    assert bobs.locator("#messages img, #messages b[hx-post]").count() == 0
