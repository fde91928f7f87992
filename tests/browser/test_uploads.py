"""Files on their way into a message: chosen, pasted, dropped, seen to go, stopped, refused."""

import pytest
from playwright.sync_api import expect

from chat.models import Message
from tests.browser.axe import violations
from tests.browser.talk import message, until_live, write
from tests.files import picture
from tests.services.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 2**20
PICTURE = {"name": "harbor.png", "mimeType": "image/png", "buffer": picture("PNG")}
NOTE = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}
BROKEN = {"name": "broken.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n broken"}
BRING = """(target, names) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['hello'], 'notes.txt', {type: 'text/plain'}));
    for (const name of names) {
        const kind = name === 'paste' ? ClipboardEvent : DragEvent;
        const facts = {bubbles: true, cancelable: true, dataTransfer, clipboardData: dataTransfer};
        target.dispatchEvent(new kind(name, facts));
    }
}"""


@pytest.fixture
def page(open_page, ann, room):
    page = open_page(ann, f"/rooms/{room.pk}/")
    until_live(page)
    return page


def choose(page, *files):
    page.locator("[data-files]").set_input_files(files)


def attach(page, *files):
    choose(page, *files)
    expect(chips(page)).to_have_count(len(files))


def chips(page):
    return page.get_by_role("list", name="Files to send").get_by_role("listitem")


def bring(page, *events, to="#composer"):
    page.locator(to).evaluate(BRING, list(events))


def file_of(tmp_path, size, name="film.bin"):
    """Full of holes: it takes up no room."""
    with (tmp_path / name).open("wb") as file:
        file.truncate(size)
    return tmp_path / name


def sent(room):
    """What was said, each with the names of its files."""
    messages = Message.objects.in_room(room.pk).filter(kind="text").order_by("seq")
    return [(each.body, [file.name for file in each.attachments.all()]) for each in messages]


def test_text_and_files_go_out_in_one_message(page, room):
    attach(page, PICTURE, NOTE)
    expect(chips(page).first.locator("canvas")).to_be_visible()
    assert violations(page) == []
    write(page, "both")
    row = message(page, "both")
    expect(row).to_contain_text("notes.txt")
    expect(row.get_by_role("link", name="Open image: harbor.png")).to_be_visible()
    expect(chips(page)).to_have_count(0)
    assert sent(room) == [("both", ["harbor.png", "notes.txt"])]


def test_files_go_without_a_text_and_by_enter(page, room):
    attach(page, NOTE)
    page.locator("#composer").press("Enter")
    expect(page.locator("#messages > .msg[data-seq]")).to_contain_text("notes.txt")
    assert sent(room) == [("", ["notes.txt"])]


@pytest.mark.parametrize("way", ["button", "keys"])
def test_button_and_keys_ask_for_files(page, way):
    with page.expect_file_chooser() as asked:
        if way == "button":
            page.get_by_role("button", name="Attach files").click()
        else:
            page.locator("#composer").click()  # by now the browser knows that it is listened to
            page.keyboard.press("ControlOrMeta+u")
    asked.value.set_files(NOTE)
    expect(chips(page)).to_contain_text("notes.txt")
    expect(page.locator("#composer")).to_be_focused()


def test_a_pasted_file_is_attached(page):
    bring(page, "paste")
    expect(chips(page)).to_contain_text("notes.txt")


def test_a_file_is_dropped_anywhere_on_the_room(page):
    zone = page.get_by_text("Drop to send in Launch week")
    bring(page, "dragenter", to=".log")
    expect(zone).to_be_visible()
    bring(page, "dragenter", "dragleave", to="#messages")
    expect(zone).to_be_visible()
    bring(page, "dragleave", to=".log")
    expect(zone).to_be_hidden()
    bring(page, "dragenter", "dragover", "drop", to=".log")
    expect(chips(page)).to_contain_text("notes.txt")
    expect(zone).to_be_hidden()


def test_a_file_is_taken_out_of_the_tray(page, room):
    attach(page, PICTURE, NOTE)
    page.get_by_role("button", name="Remove harbor.png").click()
    write(page, "only one")
    expect(message(page, "only one")).to_contain_text("notes.txt")
    assert sent(room) == [("only one", ["notes.txt"])]


def test_what_is_too_large_is_refused_before_it_is_sent(page, tmp_path, room):
    asked = []
    page.on("request", lambda each: asked.append(each) if "attachments" in each.url else None)
    choose(page, file_of(tmp_path, 25 * MEGABYTE + 1))
    expect(page.locator(".tray__alert")).to_have_text(
        "Files can be up to 25 MB. “film.bin” is larger."
    )
    expect(chips(page)).to_have_count(0)
    write(page, "without")
    expect(message(page, "without")).to_have_count(1)
    assert asked == []
    assert sent(room) == [("without", [])]


def test_more_files_than_a_message_takes_are_left_out_in_words(page):
    choose(page, *[{**NOTE, "name": f"{number}.txt"} for number in range(11)])
    words = "A message can have up to 10 files. The others were left out."
    expect(page.locator(".tray__alert")).to_have_text(words)
    expect(chips(page)).to_have_count(10)


def test_a_refused_file_says_why_and_the_message_goes_without_it(page, room):
    attach(page, BROKEN, NOTE)
    write(page, "here")
    line = page.locator(".upload").filter(has_text="broken.png")
    expect(line.locator(".upload__error")).not_to_be_empty()
    assert violations(page) == []
    write(page, "goes on")
    expect(message(page, "goes on")).to_have_count(1)
    line.get_by_role("button", name="Remove broken.png").click()
    expect(message(page, "here")).to_contain_text("notes.txt")
    assert sent(room) == [("goes on", []), ("here", ["notes.txt"])]


def test_a_refused_file_is_tried_again_also_by_the_next_page(page, room):
    words = "Up to 50 files can wait."
    full = {"status": 409, "content_type": "text/plain", "body": words}
    page.route("**/attachments/", lambda route: route.fulfill(**full), times=1)
    attach(page, NOTE)
    write(page, "later")
    expect(page.get_by_text(words)).to_be_visible()
    page.reload()
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="Try notes.txt again").click()
    expect(message(page, "later")).to_contain_text("notes.txt")
    assert sent(room) == [("later", ["notes.txt"])]


def test_a_refused_message_is_written_again_with_its_files(page, room):
    refusal = {"status": 403, "content_type": "text/plain", "body": "Not here."}
    page.route("**/messages/", lambda route: route.fulfill(**refusal), times=1)
    attach(page, PICTURE, NOTE)
    write(page, "both")
    expect(page.get_by_text("Not here.")).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.locator("#composer")).to_have_value("both")
    expect(chips(page)).to_have_count(2)
    page.get_by_role("button", name="Remove harbor.png").click()
    write(page, "one of them")
    expect(message(page, "one of them")).to_contain_text("notes.txt")
    assert sent(room) == [("one of them", ["notes.txt"])]


def test_a_message_waits_for_the_files_that_are_still_being_read(page, room):
    held = []
    page.route("**/js/tray*", lambda route: held.append(route))
    with page.expect_request("**/js/tray*"):
        bring(page, "paste")
    page.locator("#composer").fill("with it")
    page.locator("#composer").press("Enter")
    expect(page.locator("#composer")).to_have_value("with it")
    held[0].continue_()
    expect(message(page, "with it")).to_contain_text("notes.txt")
    assert sent(room) == [("with it", ["notes.txt"])]


def test_files_that_cannot_be_taken_are_told_of(page, room):
    page.route("**/js/tray*", lambda route: route.abort())
    bring(page, "paste")
    expect(page.locator("#toasts")).to_contain_text("Try again")


def test_after_a_file_was_taken_out_the_focus_is_on_the_next(page):
    page.route("**/attachments/", lambda route: None)
    attach(page, PICTURE, NOTE)
    write(page, "here")
    page.get_by_role("button", name="Remove harbor.png").press("Enter")
    expect(page.get_by_role("button", name="Remove notes.txt")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#composer")).to_be_focused()


def test_a_picture_of_the_page_itself_is_not_dropped_on_it(page):
    zone = page.get_by_text("Drop to send in Launch week")
    bring(page, "dragstart", "dragenter", to=".log")
    expect(zone).to_be_hidden()
    bring(page, "dragover", "drop", "dragend", to=".log")
    expect(chips(page)).to_have_count(0)
    bring(page, "dragenter", to=".log")
    expect(zone).to_be_visible()


def test_no_text_of_the_room_overtakes_a_file(page, room):
    held = []
    page.route("**/attachments/", lambda route: held.append(route), times=1)
    attach(page, NOTE)
    with page.expect_request("**/attachments/"):
        write(page, "first")
    write(page, "second")
    expect(page.locator("#messages > [data-state=sending]")).to_have_count(2)
    held[0].continue_()
    expect(message(page, "second")).to_have_count(1)
    assert sent(room) == [("first", ["notes.txt"]), ("second", [])]


def test_files_are_sent_from_the_past_by_the_page_of_the_end(page, room):
    page.locator("#messages").evaluate("list => list.dataset.newest = 'false'")
    attach(page, NOTE)
    write(page, "to the end")
    page.wait_for_url("**/?end")
    expect(message(page, "to the end")).to_contain_text("notes.txt")
    assert sent(room) == [("to the end", ["notes.txt"])]


def test_a_large_file_on_a_slow_line_shows_progress_stops_and_blocks_nobody(
    open_page, site, ann, bob, room, tmp_path
):
    with Wire(site.port, up=MEGABYTE) as line:
        mine = open_page(ann, f"{line.url}/rooms/{room.pk}/")
        theirs = open_page(bob, f"/rooms/{room.pk}/")
        until_live(mine)
        until_live(theirs)
        attach(mine, file_of(tmp_path, 24 * MEGABYTE))
        write(mine, "a film")
        bar = mine.get_by_role("progressbar", name="film.bin")
        shown = "bar => new Promise(done => (function look() { bar.value > 0.2 ? done(bar.value) : requestAnimationFrame(look); })())"
        assert bar.evaluate(shown) < 1
        expect(mine.locator(".upload")).to_contain_text("of 24 MB")
        write(theirs, "meanwhile")
        expect(message(theirs, "meanwhile")).to_have_count(1)
        expect(message(mine, "meanwhile")).to_have_count(1)
        expect(mine.locator("#messages > [data-state=sending]")).to_have_count(1)
        mine.get_by_role("button", name="Remove film.bin").click()
        expect(message(mine, "a film")).to_have_count(1)
    assert sent(room) == [("meanwhile", []), ("a film", [])]
