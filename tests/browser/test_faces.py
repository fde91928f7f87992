"""What others become while a page about them is open."""

import pytest
from playwright.sync_api import expect

from accounts.models import Invite
from chat.actions.direct_rooms import direct_room
from chat.actions.reading import mark_read
from tests.browser.talk import message, until_live
from tests.cast import membership, person, say
from tests.files import picture

pytestmark = pytest.mark.django_db(transaction=True)


def set_status(page, text: str) -> None:
    page.goto("/settings/status/")
    page.get_by_label("What you are at").fill(text)
    page.get_by_role("button", name="Set status").click()
    expect(page.get_by_text("Your status is set.")).to_be_visible()


def test_a_direct_rooms_head_and_the_members_follow_a_status_and_a_name(open_page, ann, bob, room):
    direct = direct_room(people=[ann, bob])
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    members = open_page(ann, f"/rooms/{room.pk}/members/")
    bobs = open_page(bob, "/settings/status/")
    for page in (anns, members):
        expect(page.locator(f"#face-{bob.pk}")).to_be_attached()
    set_status(bobs, "On <b>holiday</b>")
    expect(anns.locator(".pane__bar .status")).to_have_text("On <b>holiday</b>")
    expect(members.locator(f"[data-status-of='{bob.pk}']")).to_contain_text("· On <b>holiday</b>")
    bobs.goto("/settings/name/")
    bobs.get_by_label("Name", exact=True).fill("Robert")
    bobs.get_by_role("button", name="Save").click()
    expect(anns.locator("h1")).to_have_text("Robert")
    expect(members.get_by_role("main").get_by_role("link", name="Robert")).to_be_visible()


def test_a_direct_rooms_details_and_its_row_follow_a_name_and_a_picture(open_page, ann, bob):
    direct = direct_room(people=[ann, bob])
    anns = open_page(ann, f"/rooms/{direct.pk}/")
    until_live(anns)
    anns.get_by_role("link", name="Room details").click()
    panel, row = anns.locator("#details"), anns.locator(f"#room-{direct.pk}")
    expect(panel.locator("h2", has_text="Bob")).to_be_visible()
    expect(anns.locator(f"#face-{bob.pk}")).to_be_attached()
    bobs = open_page(bob, "/settings/name/")
    bobs.get_by_label("Name", exact=True).fill("Robert <b>")
    bobs.get_by_role("button", name="Save").click()
    expect(panel.locator("h2", has_text="Robert <b>")).to_be_visible()
    expect(panel.get_by_role("article", name="Robert <b>")).to_be_visible()
    expect(row.locator(".row__person:not([hidden])")).to_have_text("Robert <b>")
    bobs.goto("/settings/photo/")
    photo = {"name": "me.png", "mimeType": "image/png", "buffer": picture("PNG")}
    bobs.get_by_label("New photo").set_input_files(photo)
    bobs.get_by_role("button", name="Save photo").click()
    for place in (panel.locator(".avatar--xl"), row, anns.locator(".pane__faces")):
        expect(place.locator("img").last).to_be_attached()


def test_who_saw_it_is_named_as_soon_as_they_are_three(open_page, ann, bob, room):
    said = say(ann, room, "see you at noon")
    mark_read(membership=membership(bob, room), seq=said.seq)
    anns = open_page(ann, f"/rooms/{room.pk}/")
    until_live(anns)
    seen = message(anns, "see you at noon").locator(".msg__seen-words")
    expect(seen).to_have_text("Seen")
    cids = open_page(person("cid"), f"/rooms/{room.pk}/")
    cids.get_by_role("button", name="Join").click()
    expect(seen).to_have_text("Seen by Bob")


def test_the_list_of_links_says_that_a_room_is_lost(open_page, ann, bob, room):
    Invite.objects.create(created_by=bob, room_id=room.pk)
    bobs, anns = open_page(bob, "/invites/"), open_page(ann, f"/rooms/{room.pk}/members/")
    until_live(bobs)
    words = bobs.get_by_text("You are no longer in this room")
    expect(words).to_be_hidden()
    anns.goto(f"/rooms/{room.pk}/members/{bob.pk}/remove/")
    anns.get_by_role("main").get_by_role("button", name="Remove").click()
    expect(words).to_be_visible()
    bobs.get_by_role("link", name="Show").click()
    expect(bobs.get_by_text("A link into a room ends when its maker leaves.")).to_be_visible()
