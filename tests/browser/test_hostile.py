"""Nothing that a person types becomes code or an action in another's page (promise P12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.people import add_person
from chat.actions.attachments import upload_attachment
from chat.actions.link_previews import keep_preview
from chat.actions.memberships import join_room
from chat.actions.messages import edit_message
from chat.actions.rooms import open_room
from chat.search.words import normal
from chat.unfurling import Unfurled
from chat.uploads import name_of
from tests.browser.talk import scroll_to_top, seqs, until_complete, until_live
from tests.cast import membership, say
from tests.files import file_of
from tests.hostile import PAYLOADS
from texter.words import clean, clean_line

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = "texts => texts.map(text => text.textContent)"
TAKEN_OVER = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i && !id.startsWith("message-undefined"));
    return [typeof window.hostile, [...ids.filter((id) => /hostile/.test(id)), ...twice]];
}"""
TO_THE_END = """() => {
    const more = document.querySelector(".hits__more a");
    more?.scrollIntoView();
    return !more;
}"""
SHOWN = [clean(payload).strip() for payload in PAYLOADS]


@contextmanager
def nothing_happens(page: Page, searches: bool = False) -> Iterator[None]:
    """No script, no request but ours, no element but ours; what is searched stands in an address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    yield
    assert page.evaluate(TAKEN_OVER) == ["undefined", []]
    asked = [url for url in asked if not (searches and "127.0.0.1" in url and "/search/?" in url)]
    assert [url for url in asked if "hostile" in url or "127.0.0.1" not in url] == []


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#messages .msg__text").evaluate_all(TEXTS)]


def person(number: int, name: str) -> User:
    user = User(username=f"p{number}", name=clean_line(name)[:60])
    user.set_unusable_password()
    return add_person(user)


def test_messages_on_a_page_and_in_history_are_what_was_typed(open_page, ann, bob, room):
    for payload in PAYLOADS:
        say(ann, room, payload)
    page = open_page(bob)
    with nothing_happens(page):
        page.goto(f"/rooms/{room.pk}/?end")
        while seqs(page)[0] > 2:
            scroll_to_top(page)
        assert shown(page) == SHOWN


def test_messages_that_are_pushed_are_what_was_typed(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    with nothing_happens(page):
        for payload in PAYLOADS:
            say(ann, room, payload)
        until_complete(page, room)
        expect(page.locator("#messages .msg__text")).to_have_count(len(PAYLOADS))
        assert shown(page) == SHOWN


def test_quotes_and_edits_are_what_was_typed(open_page, ann, bob, room):
    asked = say(ann, room, "before")
    say(bob, room, "answer", reply_to=asked)
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    quote = page.locator(".msg__quote > span")
    with nothing_happens(page):
        for payload in PAYLOADS[::16]:
            edit_message(message=asked, by=ann, body=payload)
            line = " ".join(clean(payload).split())
            expect(quote).to_have_text(line if len(line) <= 120 else line[:119] + "…")


def test_names_topics_and_previews_are_what_was_typed(open_page, bob):
    rooms = []
    for number, payload in enumerate(PAYLOADS):
        host = person(number, payload)
        name, topic = clean_line(payload)[:60], clean_line(payload)[:200]
        made = open_room(by=host, name=name, topic=topic)
        join_room(room=made, user=bob)
        say(host, made, payload)
        rooms.append((made, host))
    page = open_page(bob)
    with nothing_happens(page):
        page.goto("/rooms/")
        names = page.locator("#rooms .row__name").evaluate_all(TEXTS)
        assert {name.strip() for name in names} >= {str(room).strip() for room, _ in rooms}
        for address in ("/people/", "/rooms/browse/", f"/rooms/{rooms[0][0].pk}/members/"):
            page.goto(address)
        for room, host in rooms[::16]:
            page.goto(f"/rooms/{room.pk}/")
            assert page.locator("h1").text_content().strip() == str(room).strip()
            assert page.locator("#head-topic").text_content().strip() == room.topic.strip()
            expect(page.locator(".msg__author").first).to_have_text(str(host))


def test_file_names_are_what_was_given(open_page, ann, bob, room):
    names = []
    for start in range(0, len(PAYLOADS), 10):
        files = [named(payload) for payload in PAYLOADS[start : start + 10]]
        names += [name_of(file) for file in files]
        mine = membership(ann, room)
        uploaded = [upload_attachment(membership=mine, key=uuid4(), file=file) for file in files]
        say(ann, room, "", attachments=uploaded)
    names = [name.strip() for name in names]
    page = open_page(bob)
    with nothing_happens(page):
        page.goto(f"/rooms/{room.pk}/?end")
        assert texts(page, "#messages .file__name") == names
        page.goto(f"/rooms/{room.pk}/files/")
        assert texts(page, ".filelist__item .two-line bdi:not(.msg__author)")[:40] == names[:-41:-1]


def test_what_a_link_says_of_itself_is_what_is_shown(open_page, ann, bob, room):
    page = open_page(bob, f"/rooms/{room.pk}/")
    until_live(page)
    titles = [clean_line(payload)[:100].strip() for payload in PAYLOADS[::3]]
    with nothing_happens(page):
        for number, title in enumerate(titles):
            url = f"https://example.org/{number}"
            message = say(ann, room, url)
            found = Unfurled(site=title, title=title, description=title, image=None)
            assert keep_preview(message_id=message.pk, url=url, found=found)
        until_complete(page, room)
        for address in (None, f"/rooms/{room.pk}/?end"):
            if address:
                page.goto(address)
            expect(page.locator("#messages .unfurl__title")).to_have_count(len(titles))
            for part in ("site", "title", "desc"):
                assert texts(page, f"#messages .unfurl__{part}") == titles


def test_what_is_sought_and_found_is_what_was_typed(open_page, ann, bob, room):
    for payload in PAYLOADS:
        say(ann, room, payload)
    lines = [" ".join(normal(clean(payload)).split()) for payload in PAYLOADS]
    page = open_page(bob)
    with nothing_happens(page, searches=True):
        page.goto("/search/?q=hostile")
        page.wait_for_function(TO_THE_END)
        found = [text.strip("…") for text in texts(page, ".hit__text")]
        assert len(found) > len(PAYLOADS) / 2
        assert [text for text in found if not any(text in line for line in lines)] == []
        for payload in PAYLOADS[::12]:
            page.goto(f"/search/?{urlencode({'q': payload})}")
            expect(page.locator("#search-field")).to_have_value(clean_line(payload))


def named(name: str) -> SimpleUploadedFile:
    """As a program may send it: Django's own file would drop what looks like a folder."""
    file = file_of(b"hello")
    file._name = name
    return file


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).evaluate_all(TEXTS)]
