"""Seen, unread again, the way to the first unread, and who is here: what only a page shows."""

import pytest
from playwright.sync_api import expect

from chat.actions.direct_rooms import direct_room
from chat.actions.reading import mark_read
from tests.browser.axe import violations
from tests.browser.talk import message, until_live, write
from tests.cast import join_room, membership, person, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def long_room(ann, bob, room):
    for number in range(40):
        say(bob, room, f"line {number}")
    mark_read(membership=membership(ann, room), seq=41)
    return room


def badge(page, room):
    return page.locator(f"#room-{room.pk} .badge")


def test_seen_appears_as_others_read(open_page, ann, bob, room):
    join_room(room=room, user=person("cid"))
    anns = open_page(ann, f"/rooms/{room.pk}/")
    until_live(anns)
    write(anns, "look at this")
    expect(message(anns, "look at this")).to_be_visible()
    expect(anns.locator(".msg__seen")).to_have_count(0)
    bobs = open_page(bob, f"/rooms/{room.pk}/")
    expect(message(anns, "look at this").locator(".msg__seen-words")).to_have_text("Seen by Bob")
    write(bobs, "I did")
    expect(message(anns, "I did")).to_be_visible()
    write(anns, "good")
    expect(message(anns, "good").locator(".msg__seen-words")).to_have_text("Seen by Bob")
    anns.locator(".msg__seen").click()
    expect(anns.locator("dialog#receipts")).to_contain_text("@bob")
    assert violations(anns) == []
    anns.keyboard.press("Escape")
    expect(anns.locator("dialog#receipts")).to_be_hidden()


def test_between_two_people_it_is_just_seen(open_page, ann, bob, room):
    direct = direct_room(people=[ann, bob])
    said = say(ann, direct, "see you at noon")
    mark_read(membership=membership(bob, direct), seq=said.seq)
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    expect(anns.locator(".msg__seen")).to_have_text("Seen")


def test_a_direct_room_shows_who_comes(open_page, ann, bob, room):
    direct = direct_room(people=[ann, bob])
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    until_live(anns)
    line = anns.locator(".pane__bar [data-presence]")
    expect(line).to_have_text("Offline")
    open_page(bob, "/rooms/")
    expect(line).to_have_text("Online")


def test_unread_from_here_stays_until_the_reader_comes_to_the_end(open_page, ann, bob, long_room):
    page, other = (open_page(ann, path) for path in (f"/rooms/{long_room.pk}/", "/rooms/"))
    until_live(page)
    until_live(other)
    expect(badge(page, long_room)).to_be_hidden()
    message(page, "line 30").hover()
    page.locator(".msg-menu > summary").click()
    page.get_by_role("button", name="Mark unread from here").click()
    for device in (page, other):
        expect(badge(device, long_room)).to_contain_text("10")
    expect(page.locator("#unread + .msg")).to_contain_text("line 30")
    say(bob, long_room, "one more")
    expect(message(page, "one more")).to_be_visible()
    expect(badge(page, long_room)).to_contain_text("11")
    page.keyboard.press("Escape")  # from the row to the composer
    page.keyboard.press("Escape")
    expect(badge(page, long_room)).to_be_hidden()
    expect(badge(other, long_room)).to_be_hidden()


def test_by_keyboard_and_from_another_device(open_page, ann, long_room):
    page, other = (open_page(ann, f"/rooms/{long_room.pk}/") for _ in range(2))
    until_live(page)
    until_live(other)
    page.locator("#composer").press("Shift+Tab")
    page.keyboard.press("u")
    for device in (page, other):
        expect(badge(device, long_room)).to_contain_text("1")
    page.locator("#messages > .msg").last.press("Enter")
    expect(page.get_by_role("link", name="Copy link")).to_be_visible()
    assert violations(page) == []


def test_the_pill_leads_to_the_first_unread_above(open_page, ann, bob, long_room):
    for number in range(35):
        say(bob, long_room, f"unread {number}")
    page = open_page(ann, f"/rooms/{long_room.pk}/")
    until_live(page)
    pill = page.locator("#first-unread")
    expect(pill).to_be_hidden()
    page.locator(".log").evaluate("log => log.scrollTo(0, log.scrollHeight)")
    expect(pill).to_have_text("35 new messages · Jump to first unread")
    pill.click()
    expect(message(page, "unread 0")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(message(page, "unread 34")).to_be_in_viewport()
    expect(pill).to_be_hidden()
    expect(page.locator("#unread")).to_have_count(0)


def test_who_comes_later_has_not_seen_what_was_said_before(open_page, ann, bob, room):
    join_room(room=room, user=person("dan"))
    said = say(ann, room, "before cid")
    anns = open_page(ann, f"/rooms/{room.pk}/")
    until_live(anns)
    cid = person("cid")
    join_room(room=room, user=cid)
    open_page(cid, f"/rooms/{room.pk}/")
    mark_read(membership=membership(cid, room), seq=said.seq + 1)
    write(anns, "after cid")
    expect(message(anns, "after cid").locator(".msg__seen-words")).to_have_text("Seen by Cid")
    anns.reload()
    expect(message(anns, "after cid").locator(".msg__seen-words")).to_have_text("Seen by Cid")
    expect(message(anns, "before cid").locator(".msg__seen")).to_have_count(0)
