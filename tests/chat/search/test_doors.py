"""The search page: who sees what, and how it goes on; all of it without JavaScript."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from accounts.blocks import block
from chat.actions.rooms import closed_room
from chat.search import results
from chat.search.results import PAGE
from tests.cast import room_of, say
from tests.files import picture, send_file

pytestmark = pytest.mark.django_db

MORE = re.compile(r'href="(/search/\?[^"]*before=\d+)"')
HTMX = {"HX-Request": "true"}


def test_it_shows_what_it_finds_and_leads_there(browse_as, ann, bob, room):
    message = say(ann, room, "Tea at <b>noon</b>")
    shown = browse_as(bob).get("/search/", {"q": "noon tea"})
    assertContains(shown, f'href="/rooms/{room.pk}/messages/{message.pk}/#message-{message.pk}"')
    assertContains(shown, "<mark>Tea</mark> at &lt;b&gt;<mark>noon</mark>&lt;/b&gt;")
    assertContains(shown, 'value="noon tea"')
    assert "no-store" in shown.headers["Cache-Control"]


def test_a_message_without_words_says_what_goes_with_it(browse_as, ann, room):
    send_file(ann, room, picture(), name="boat.jpg")
    shown = browse_as(ann).get("/search/", {"q": "from:me has:image"})
    assertContains(shown, '<span class="hit__text" dir="auto">Photo</span>')


def test_a_room_narrows_it(browse_as, ann, room):
    say(ann, room_of(ann, name="Crew"), "tea elsewhere")
    say(ann, room, "tea here")
    head = browse_as(ann).get(f"/rooms/{room.pk}/")
    assertContains(head, f'href="/search/?room={room.pk}"')
    shown = browse_as(ann).get("/search/", {"q": "tea", "room": room.pk})
    assertContains(shown, "Only in <bdi>Launch week</bdi>")
    assertContains(shown, f'<input type="hidden" name="room" value="{room.pk}">')
    assertContains(shown, "<mark>tea</mark> here")
    assertNotContains(shown, "<mark>tea</mark> elsewhere")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_it_goes_on_where_the_page_ends(browse_as, ann, room, headers):
    for number in range(PAGE + 1):
        say(ann, room, f"tea & cake {number}")
    browser = browse_as(ann)
    first = browser.get("/search/", {"q": "tea & cake", "room": room.pk})
    assertContains(first, 'class="hit"', count=PAGE)
    address = MORE.search(first.content.decode())[1].replace("&amp;", "&")
    rest = browser.get(address, headers=headers)
    assertContains(rest, 'class="hit"', count=1)
    assertContains(rest, "cake</mark> 0")
    assert ("<html" in rest.content.decode()) == (not headers)
    assert not MORE.search(rest.content.decode())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "What are you looking for?"),
        ("🎉", "What are you looking for?"),
        ("zebra", "No message found"),
        ("zebra from:nobody", "No message found"),
        ("zebra has:<b>pony</b>", "has:&lt;b&gt;pony&lt;/b&gt;"),
        ("\x00\u202ezebra", 'value="zebra"'),
    ],
)
def test_it_says_what_became_of_it(browse_as, ann, room, typed, words):
    assertContains(browse_as(ann).get("/search/", {"q": typed}), words)


def test_what_somebody_said_whom_one_has_blocked_is_folded(browse_as, ann, bob, room):
    say(bob, room, "tea, you fool")
    block(by=ann, whom=bob)
    shown = browse_as(ann).get("/search/", {"q": "tea"})
    assertContains(shown, "Message from somebody you blocked.")
    assertNotContains(shown, "you fool")


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, ann, cid, target, headers):
    room = closed_room(by=ann, name="Crew only")
    say(ann, room, "tea")
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 2**63 - 1}[target]
    answer = browse_as(cid).get("/search/", {"q": "tea", "room": room_id}, headers=headers)
    assertContains(answer, "That room does not exist, or you are not in it.", status_code=404)
    assertNotContains(answer, "Crew only", status_code=404)


def test_an_outsider_finds_nothing(browse_as, ann, cid, room):
    say(ann, room, "tea")
    assertContains(browse_as(cid).get("/search/", {"q": "tea"}), "No message found")


def test_who_is_signed_out_is_sent_to_sign_in(client, room):
    answer = client.get("/search/?q=tea")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/search/%3Fq%3Dtea"
    assert client.get("/search/?q=tea", headers=HTMX).status_code in {401, 403}


@pytest.mark.parametrize("bad", [{"room": "x"}, {"before": "-1"}, {"before": str(2**64)}])
def test_bad_numbers_are_refused_in_words(browse_as, ann, bad):
    assertContains(
        browse_as(ann).get("/search/", {"q": "tea", **bad}), "whole number", status_code=400
    )


def test_it_is_only_asked(browse_as, ann):
    assert browse_as(ann).post("/search/", {"q": "tea"}).status_code == 405


def test_so_often_a_minute(browse_as, ann, room, monkeypatch):
    monkeypatch.setattr(results, "SEARCHES", results.SEARCHES._replace(limit=1))
    browser = browse_as(ann)
    assert browser.get("/search/?q=tea").status_code == 200
    assert browser.get("/search/").status_code == 200
    refused = browser.get("/search/?q=tea")
    assertContains(refused, "That is enough for now.", status_code=429)
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_a_page_takes_as_few_queries_with_many_finds_as_with_one(
    browse_as, ann, bob, room, django_assert_max_num_queries, django_assert_num_queries
):
    browser = browse_as(ann)
    say(bob, room, "tea")
    browser.get("/search/?q=tea")
    with django_assert_max_num_queries(15) as one:
        browser.get("/search/?q=tea")
    for number in range(5):
        say(bob, room_of(ann, bob, name=f"Room {number}"), "@ann tea https://example.org")
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get("/search/?q=tea")
