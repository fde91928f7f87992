"""Every door: works, outsider, signed out, bad input, wrong method; all of it without JavaScript."""

from uuid import uuid4

import pytest
from pytest_django.asserts import assertRedirects

from chat.actions.messages import delete_message, edit_message
from chat.models import Membership, Message, Room
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

READS = ["/rooms/{room}/", "/rooms/{room}/messages/?before=9", "/rooms/{room}/changes/?since=0"]
WRITES = {
    "/rooms/{room}/messages/": {"body": "hi", "client_id": str(uuid4())},
    "/rooms/{room}/read/": {"seq": "1"},
    "/rooms/{room}/typing/": {},
    "/rooms/{room}/leave/": {},
}
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("address", READS)
def test_a_member_reads(browse_as, bob, room, address):
    assert browse_as(bob).get(address.format(room=room.pk)).status_code == 200


@pytest.mark.parametrize("address", WRITES)
def test_a_member_writes(browse_as, bob, room, address):
    answer = browse_as(bob).post(address.format(room=room.pk), WRITES[address])
    assert answer.status_code in {204, 302}


@pytest.mark.parametrize("address", [*READS, *WRITES])
@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404_as_for_no_room(browse_as, cid, room, address, target):
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.CLOSED)
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 10**30}[target]
    browser, place = browse_as(cid), address.format(room=room_id)
    answer = browser.post(place, WRITES[address]) if address in WRITES else browser.get(place)
    assert answer.status_code == 404
    assert "That room does not exist, or you are not in it." in answer.content.decode()
    assert "Launch week" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/rooms/", "/rooms/browse/", "/rooms/new/", *READS, *WRITES]
)
def test_who_is_signed_out_is_sent_to_sign_in(client, room, address):
    place = address.format(room=room.pk)
    answer = client.post(place, WRITES[address]) if address in WRITES else client.get(place)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("address", [*READS, *WRITES])
def test_a_page_that_was_signed_out_is_told_in_words(client, room, address):
    place = address.format(room=room.pk)
    if address in WRITES:
        answer = client.post(place, WRITES[address], headers=HTMX)
    else:
        answer = client.get(place, headers=HTMX)
    assert answer.status_code == 401
    assert answer.content.decode() == "You were signed out. Sign in again to go on."


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/"),
        ("post", "/rooms/"),
        ("post", "/rooms/{room}/"),
        ("put", "/rooms/{room}/messages/"),
    ]
    + [("get", f"/rooms/{{room}}/{verb}/") for verb in ("join", "read", "typing")]
    + [("post", "/rooms/{room}/changes/"), ("delete", "/rooms/new/")],
)
def test_the_wrong_method_is_refused(browse_as, ann, room, method, address):
    assert getattr(browse_as(ann), method)(address.format(room=room.pk)).status_code == 405


@pytest.mark.parametrize("address", WRITES)
def test_a_post_without_csrf_proof_is_refused(browse_as, ann, room, address):
    browser = browse_as(ann, enforce_csrf_checks=True)
    answer = browser.post(address.format(room=room.pk), WRITES[address])
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"body": "", "client_id": str(uuid4())}, 422, "Write something first."),
        ({"body": "x" * 10_001, "client_id": str(uuid4())}, 422, "This one has 10,001."),
        ({"body": "hi"}, 400, "has to be a UUID"),
        ({"body": "hi", "client_id": "42"}, 400, "has to be a UUID"),
        ({"client_id": str(uuid4())}, 422, "Write something first."),
    ],
)
def test_a_bad_message_is_refused_in_words(browse_as, ann, room, fields, status, words):
    answer = browse_as(ann).post(f"/rooms/{room.pk}/messages/", fields, headers=HTMX)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert Room.objects.get(pk=room.pk).last_seq == room.last_seq


def test_without_javascript_a_refused_text_is_still_in_the_field(browse_as, ann, room):
    fields = {"body": "y" * 10_001, "client_id": str(uuid4())}
    answer = browse_as(ann).post(f"/rooms/{room.pk}/messages/", fields)
    assert answer.status_code == 422
    assert "y" * 10_001 in answer.content.decode()
    assert "This one has 10,001." in answer.content.decode()


def test_a_body_beyond_all_limits_is_refused(browse_as, ann, room):
    fields = {"body": "z" * 3_000_000, "client_id": str(uuid4())}
    answer = browse_as(ann).post(f"/rooms/{room.pk}/messages/", fields)
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("query", ["before=x", "before=-1", "after=1e3", "before=9" * 30, "x=1"])
def test_garbled_history_addresses_are_refused(browse_as, ann, room, query):
    assert browse_as(ann).get(f"/rooms/{room.pk}/messages/?{query}").status_code == 400


def test_the_address_of_a_refused_message_leads_back_to_the_room(browse_as, ann, room):
    """Without JavaScript the words stand there, and whoever comes back to it brings nothing."""
    address = f"/rooms/{room.pk}/messages/"
    assertRedirects(browse_as(ann).get(address), f"/rooms/{room.pk}/")
    assert browse_as(ann).get(address, headers=HTMX).status_code == 400


@pytest.mark.parametrize("query", ["", "since=", "since=x", "since=-1"])
def test_garbled_catch_up_addresses_are_refused(browse_as, ann, room, query):
    assert browse_as(ann).get(f"/rooms/{room.pk}/changes/?{query}").status_code == 400


def test_without_javascript_one_signs_in_reads_writes_joins_and_leaves(client, ann, room):
    dan = cast.person("dan")
    client.post("/accounts/login/password/", {"login": "dan", "password": cast.PASSWORD})
    assert client.post(f"/rooms/{room.pk}/join/", follow=True).status_code == 200
    fields = {"body": "no script needed", "client_id": str(uuid4())}
    page = client.post(f"/rooms/{room.pk}/messages/", fields, follow=True)
    assert "no script needed" in page.content.decode()
    client.post(f"/rooms/{room.pk}/leave/")
    assert not Membership.objects.filter(user=dan, room=room).exists()


def test_a_double_click_on_the_plain_form_makes_one_message(browse_as, ann, room):
    browser, fields = browse_as(ann), {"body": "once", "client_id": str(uuid4())}
    for _ in range(2):
        browser.post(f"/rooms/{room.pk}/messages/", fields)
    assert Message.objects.filter(body="once").count() == 1


def test_a_room_is_made_named_and_entered(browse_as, ann):
    page = browse_as(ann).post("/rooms/new/", {"name": "Design", "topic": "Shapes"}, follow=True)
    assert page.redirect_chain
    assert "Shapes" in page.content.decode()


def test_a_nameless_room_is_refused_in_words(browse_as, ann):
    answer = browse_as(ann).post("/rooms/new/", {"name": " ", "topic": "Shapes"})
    assert answer.status_code == 422
    assert "Give the room a name." in answer.content.decode()
    assert "Shapes" in answer.content.decode()


def test_a_closed_room_is_neither_listed_nor_joined(browse_as, ann, cid):
    secret = Room.objects.create(name="Surprise", kind=Room.Kind.CLOSED)
    Membership.objects.create(room=secret, user=ann)
    browser = browse_as(cid)
    assert "Surprise" not in browser.get("/rooms/browse/").content.decode()
    assert browser.post(f"/rooms/{secret.pk}/join/").status_code == 404


def test_a_permalink_shows_its_message_in_context(browse_as, ann, bob, room):
    sent = [say(ann, room, f"line {number}") for number in range(60)]
    page = browse_as(bob).get(f"/rooms/{room.pk}/messages/{sent[10].pk}/").content.decode()
    assert f'data-focus="{sent[10].pk}"' in page
    assert f'id="message-{sent[9].pk}"' in page
    assert 'data-newest="false"' in page


def test_a_permalink_into_another_room_leads_nowhere(browse_as, ann, bob, room):
    other = cast.room_of(ann)
    message = say(ann, other, "private")
    browser = browse_as(bob)
    assert browser.get(f"/rooms/{room.pk}/messages/{message.pk}/").status_code == 404
    assert browser.get(f"/rooms/{other.pk}/messages/{message.pk}/").status_code == 404


def test_catch_up_brings_what_changed_and_no_more(browse_as, ann, bob, room):
    first, second = say(ann, room, "helo"), say(ann, room, "secret")
    edit_message(message=first, by=ann, body="hello")
    delete_message(message=second, by=ann)
    page = browse_as(bob).get(f"/rooms/{room.pk}/changes/?since=3").content.decode()
    assert 'data-since="3" data-version="5"' in page
    assert "hello" in page
    assert "secret" not in page
    nothing = browse_as(bob).get(f"/rooms/{room.pk}/changes/?since=5").content.decode()
    assert "<li" not in nothing


def test_no_page_is_kept_by_a_browser_or_framed(browse_as, ann, room):
    headers = browse_as(ann).get(f"/rooms/{room.pk}/").headers
    assert "no-store" in headers["Cache-Control"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_room_page_takes_few_queries_however_much_there_is(
    browse_as, ann, bob, room, django_assert_max_num_queries, django_assert_num_queries
):
    browser = browse_as(bob)
    for number in range(3):
        say(ann, room, f"line {number}")
    with django_assert_max_num_queries(12) as small:
        browser.get(f"/rooms/{room.pk}/")
    for number in range(20):
        say(ann, cast.room_of(ann, bob, name=f"Room {number}"), "hello")
    for number in range(60):
        say((ann, bob)[number % 2], room, f"more {number}")
    with django_assert_num_queries(len(small.captured_queries)):
        browser.get(f"/rooms/{room.pk}/")


def test_unread_numbers_on_the_page_equal_a_recount(browse_as, ann, bob, room):
    for number in range(4):
        say(ann, room, f"line {number}")
    page = browse_as(bob).get("/rooms/").content.decode()
    bobs = membership(bob, room)
    recount = Message.objects.in_room(room.pk).filter(seq__gt=bobs.last_read_seq).count()
    assert f"<b>{recount}</b>" in page
