"""Pictures in the log keep their place, and open over the page."""

import pytest
from playwright.sync_api import expect

from chat.actions.messages import delete_message
from tests.browser.talk import message, until_live
from tests.cast import say
from tests.files import picture, send_file, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pictures(ann, bob, room):
    first = send_file(bob, room, picture(size=(800, 500)), "first.jpg")
    second = send_file(ann, room, picture(size=(500, 800), colour="teal"), "second.jpg")
    return first, second


def test_it_opens_leads_on_and_gives_the_focus_back(open_page, ann, room, pictures):
    page = open_page(ann, f"/rooms/{room.pk}/")
    page.get_by_label("Open image: first.jpg").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="first.jpg")
    expect(dialog).to_contain_text("Bob")
    expect(dialog).to_contain_text("1 of 2")
    expect(dialog.get_by_role("img", name="first.jpg")).to_have_js_property("complete", True)
    assert dialog.get_by_role("img", name="first.jpg").evaluate("img => img.naturalWidth") == 800
    page.keyboard.press("ArrowRight")
    dialog = page.get_by_role("dialog", name="second.jpg")
    expect(dialog).to_contain_text("2 of 2")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="first.jpg")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    with page.expect_download() as saved:
        dialog.get_by_role("link", name="Download").click()
    assert saved.value.suggested_filename == "second.jpg"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Open image: second.jpg")).to_be_focused()


def test_a_tap_beside_the_picture_closes_it(open_page, ann, room, pictures):
    page = open_page(ann, f"/rooms/{room.pk}/")
    page.get_by_label("Open image: first.jpg").click()
    dialog = page.get_by_role("dialog", name="first.jpg")
    dialog.get_by_role("img", name="first.jpg").click()
    expect(dialog).to_be_visible()
    page.mouse.click(3, page.viewport_size["height"] - 3)
    expect(dialog).to_be_hidden()


def test_what_is_deleted_meanwhile_is_seen_no_more(open_page, ann, bob, room, pictures):
    page = open_page(ann, f"/rooms/{room.pk}/")
    page.get_by_label("Open image: first.jpg").click()
    dialog = page.get_by_role("dialog", name="first.jpg")
    expect(dialog).to_be_visible()
    delete_message(message=pictures[0].message, by=bob)
    expect(dialog).to_be_hidden(timeout=15_000)


def test_the_log_and_the_files_of_the_room_lead_each_through_their_own(
    open_page, ann, room, pictures
):
    page = open_page(ann, f"/rooms/{room.pk}/")
    page.keyboard.press("Control+.")
    expect(page.locator("#details .filelist__item")).to_have_count(2)
    page.locator("#messages").get_by_label("Open image: first.jpg").click()
    expect(page.get_by_role("dialog", name="first.jpg")).to_contain_text("1 of 2")
    page.keyboard.press("Escape")
    page.locator("#details").get_by_label("Open image: second.jpg").click()
    expect(page.get_by_role("dialog", name="second.jpg")).to_contain_text("1 of 2")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="first.jpg")).to_contain_text("2 of 2")


def test_what_the_log_lets_go_of_is_still_looked_at(open_page, ann, bob, room, pictures):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    page.get_by_label("Open image: first.jpg").click()
    page.locator(f"#message-{pictures[0].message_id}").evaluate("row => row.remove()")
    say(bob, room, "news")
    expect(message(page, "news")).to_have_count(1)
    expect(page.get_by_role("dialog", name="first.jpg")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="second.jpg")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Open image: second.jpg")).to_be_focused()


def test_nothing_moves_when_a_picture_comes(open_page, ann, bob, room):
    files = [upload(bob, room, picture(size=(900, 700)), f"{n}.jpg") for n in range(3)]
    say(bob, room, "several", attachments=files)
    send_file(bob, room, picture(size=(900, 700)), "one.jpg")
    send_file(bob, room, picture(size=(90, 4000)), "tall.jpg")
    page = open_page(ann, "/")
    page.route("**/attachments/**", lambda route: route.abort())
    page.goto(page.url.split("/rooms/")[0].rstrip("/") + f"/rooms/{room.pk}/")
    boxes = "links => links.map(link => link.getBoundingClientRect().toJSON())"
    before = page.locator("a[data-image]").evaluate_all(boxes)
    assert len(before) == 5
    assert all(min(box["width"], box["height"]) >= 44 for box in before)
    page.unroute("**/attachments/**")
    page.reload()
    for image in page.locator("a[data-image] img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
    after = page.locator("a[data-image]").evaluate_all(boxes)
    for side in ("width", "height"):
        assert [box[side] for box in after] == pytest.approx([box[side] for box in before], abs=1)


@pytest.mark.parametrize("view", ["room", "direct"])
def test_it_fits_a_narrow_phone(open_page, ann, bob, room, pictures, view):
    send_file(ann, room, b"x", "a-file-of-a-very-long-name-that-goes-on-and-on-for-ever.pdf")
    page = open_page(ann, f"/rooms/{room.pk}/")
    page.set_viewport_size({"width": 320, "height": 640})
    if view == "direct":
        page.locator(".log").evaluate("log => { log.dataset.view = 'bubbles' }")
    edges = "cards => cards.map(card => card.getBoundingClientRect().right)"
    assert max(page.locator(".file, .image, .bubble").evaluate_all(edges)) <= 320


def test_the_plain_form_sends_files(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/", java_script_enabled=False)
    page.get_by_label("Files", exact=True).set_input_files(
        [{"name": "sun.jpg", "mimeType": "image/jpeg", "buffer": picture()}]
    )
    page.get_by_role("button", name="Send").click()
    image = page.get_by_label("Open image: sun.jpg").get_by_role("presentation")
    expect(image).to_be_visible()
