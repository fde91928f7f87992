"""Every page in both themes and sizes: no accessibility violation, no sideways scroll, light enough."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from accounts.invites import make_invite
from chat.actions.direct_rooms import direct_room
from chat.actions.pins import pin_message
from chat.actions.reactions import add_reaction
from chat.actions.reports import report_message
from chat.actions.saved import save_message
from tests.browser.axe import violations
from tests.browser.talk import message, until_live, write
from tests.cast import room_of, say

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_IN = [
    "/rooms/{room}/",
    "/rooms/{room}/messages/{message}/",
    "/rooms/",
    "/rooms/browse/",
    "/rooms/new/",
    "/rooms/{room}/details/",
    "/rooms/{room}/members/",
    "/rooms/{room}/members/add/",
    "/rooms/{room}/members/{bob}/remove/",
    "/rooms/{room}/bans/",
    "/rooms/{room}/pins/",
    "/rooms/{room}/settings/",
    "/rooms/{room}/leave/",
    "/rooms/{room}/delete/",
    "/rooms/{other}/",
    "/rooms/999999/",
    "/rooms/{direct}/",
    "/rooms/{room}/place/",
    "/switcher/",
    "/switcher/?q=a",
    "/settings/",
    "/settings/username/",
    "/settings/bio/",
    "/settings/photo/",
    "/settings/appearance/",
    "/settings/privacy/",
    "/people/",
    "/people/bob/",
    "/people/contacts/",
    "/people/bob/report/",
    "/rooms/{room}/messages/{theirs}/report/",
    "/site/reports/",
    "/site/reports/{report}/resolve/",
    "/saved/",
    "/rooms/direct/new/",
    "/settings/data/",
    "/settings/data/delete/",
    "/invites/",
    "/invites/{invite}/",
    "/settings/site/",
    "/settings/site/rooms/",
    "/settings/site/hand-over/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
SIGNED_OUT = ["/accounts/login/", "/accounts/signup/", "/i/{token}/", "/i/ended/", "/nowhere/"]
BUDGET = 60 * 1024  # bytes of JavaScript on the room's page, gzipped (shared design brief)


@pytest.fixture
def place(ann, bob, room):
    """Fills in a path's room, message and invite."""
    sent = [
        say((ann, bob)[number // 2 % 2], room, f"line {number}, https://example.org")
        for number in range(12)
    ]
    invite = make_invite(by=ann, room_id=room.pk, lifetime=None, uses=None)
    other = room_of(bob, name="Design")
    direct = direct_room(people=[ann, bob])
    say(bob, direct, "between us")
    add_reaction(message=sent[3], by=ann, emoji="🎉")
    add_reaction(message=sent[4], by=bob, emoji="🎉")
    pin_message(message=sent[3], by=ann)
    save_message(message=sent[3], by=ann)
    told = report_message(message=sent[6], by=ann, reason="spam", words="Too many links")
    facts = {
        "bob": bob.pk,
        "other": other.pk,
        "direct": direct.pk,
        "room": room.pk,
        "message": sent[3].pk,
        "theirs": sent[2].pk,
        "report": told.pk,
        "invite": invite.pk,
        "token": invite.token,
    }
    return lambda path: path.format(**facts)


@pytest.mark.parametrize("paths", [SIGNED_IN[:16], SIGNED_IN[16:]], ids=["rooms", "others"])
def test_nothing_is_wrong_with_a_page_inside(open_page, ann, place, look, paths):
    page = open_page(ann, place(paths[0]))
    for path in paths:
        page.goto(place(path))
        look(page)


def test_nothing_is_wrong_with_a_page_at_the_door(open_page, ann, place, look):
    page = open_page(None, SIGNED_OUT[0])
    for path in SIGNED_OUT:
        page.goto(place(path))
        look(page)


def test_the_room_page_is_light(open_page, ann, place):
    page = open_page(ann, "/rooms/")
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    scripts, styles = {}, {}
    page.on("response", lambda answer: note(answer, scripts, styles))
    page.goto(place("/rooms/{room}/"), wait_until="networkidle")
    assert len(scripts) == 3  # htmx, its socket, and ours in one
    assert sum(scripts.values()) <= BUDGET
    assert sum(styles.values()) <= 20 * 1024


def note(answer, scripts, styles):
    kinds = {"script": scripts, "stylesheet": styles}
    if (kind := answer.request.resource_type) in kinds:
        kinds[kind][answer.url] = len(gzip.compress(answer.body()))


def test_nothing_is_loaded_from_another_host(open_page, ann, place, site):
    page = open_page(ann, "/rooms/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(place("/rooms/{room}/"), wait_until="networkidle")
    assert all(url.startswith((site.url, site.ws_url, "data:")) for url in asked)


def test_back_after_signing_out_shows_no_private_text(open_page, ann, place):
    page = open_page(ann, place("/rooms/{room}/"))
    expect(message(page, "line 11, https://example.org")).to_be_visible()
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.go_back()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert "line 11" not in page.content()


def test_whoever_signs_out_here_waits_for_the_answer(open_page, ann, place):
    """Their socket is closed before; elsewhere that leads to the door with the way back here."""
    page = open_page(ann, place("/rooms/{room}/"))
    until_live(page)

    def answer_late(route):
        answer = route.fetch(max_redirects=0)
        page.wait_for_timeout(1000)
        route.fulfill(response=answer)

    page.route("**/logout/", answer_late)
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert "next=" not in page.url


def test_without_javascript_everything_works(open_page, ann, place, room):
    page = open_page(ann, place("/rooms/{room}/"), java_script_enabled=False)
    write(page, "unused")  # Enter makes a new line where nothing listens
    page.locator("#composer").fill("plain post")
    page.get_by_role("button", name="Send").click()
    expect(message(page, "plain post")).to_be_visible()
    page.goto("/rooms/new/")
    page.get_by_label("Name").fill("Plain room")
    page.get_by_role("button", name="Create room").click()
    expect(page.get_by_role("heading", name="Plain room", level=1)).to_be_visible()
    page.locator(".room-menu summary").click()
    page.get_by_role("link", name="Leave room").click()
    page.get_by_role("button", name="Leave room").click()
    expect(page.get_by_role("link", name="Plain room")).to_have_count(0)


def test_axe_would_find_something(open_page, ann, place):
    """The check above can fail."""
    page = open_page(ann, place("/rooms/{room}/"))
    page.locator(".send").evaluate("button => button.removeAttribute('aria-label')")
    assert [line for line in violations(page) if line.startswith("button-name")]


def test_a_page_waits_for_one_style_sheet(open_page, place, ann):
    page = open_page(ann, place("/rooms/{room}/"))
    sheets = page.locator("link[rel=stylesheet]")
    expect(sheets).to_have_count(1)
    text = page.request.get(sheets.get_attribute("href")).text()
    assert "@import" not in text
    assert "@layer reset, tokens" in text
    assert ".composer" in text
