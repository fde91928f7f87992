"""Reading positions and receipts: who moves them, who is told, and who sees whose."""

import pytest
from django.test import Client

from accounts import profiles
from accounts.blocks import block
from chat import access, layer
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import join_room
from chat.actions.reading import mark_read, mark_unread
from chat.receipts import seen_by
from tests.cast import membership, person, say

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browse_as():
    def sign_in(user):
        browser = Client()
        browser.force_login(user, "accounts.backends.PasswordBackend")
        return browser

    return sign_in


@pytest.fixture
def told(monkeypatch, django_capture_on_commit_callbacks):
    """What a call tells, by its events."""

    def events_of(call):
        events = []
        monkeypatch.setattr(layer, "publish", lambda group, event: events.append(event))
        with django_capture_on_commit_callbacks(execute=True):
            call()
        return events

    return events_of


@pytest.fixture
def said(ann, room):
    return [say(ann, room, f"line {number}") for number in range(5)]


def read(user, room, seq):
    return mark_read(membership=membership(user, room), seq=seq)


def test_marking_unread_goes_back_and_never_forward(bob, room, said):
    read(bob, room, said[-1].seq)
    mark_unread(membership=membership(bob, room), seq=said[2].seq)
    assert membership(bob, room).last_read_seq == said[2].seq - 1
    mark_unread(membership=membership(bob, room), seq=said[4].seq)
    assert membership(bob, room).last_read_seq == said[2].seq - 1
    mark_unread(membership=membership(bob, room), seq=0)
    assert membership(bob, room).last_read_seq == 0
    mark_unread(membership=membership(bob, room), seq=999_999)
    assert membership(bob, room).last_read_seq == 0


def test_reading_never_goes_back(bob, room, said):
    read(bob, room, said[3].seq)
    read(bob, room, said[1].seq)
    assert membership(bob, room).last_read_seq == said[3].seq


def test_a_move_back_is_newer_than_the_reading_before_it(bob, room, said, told):
    first = told(lambda: read(bob, room, said[-1].seq))
    second = told(lambda: mark_unread(membership=membership(bob, room), seq=said[0].seq))
    reads = [e["html"] for e in first + second if e["type"] == "user.read"]
    versions = [int(html.split('data-version="')[1].split('"')[0]) for html in reads]
    assert versions == sorted(set(versions))
    assert f'data-seq="{said[0].seq - 1}" data-back' in reads[1]
    assert "data-back" not in reads[0]


def test_the_room_hears_of_a_reading_that_is_shared(bob, room, said, told):
    seen = [e for e in told(lambda: read(bob, room, said[0].seq)) if e["type"] == "room.seen"]
    assert f'id="seen-{bob.pk}"' in seen[0]["html"]
    assert f'data-seq="{said[0].seq}"' in seen[0]["html"]


def test_the_room_hears_nothing_of_who_shares_none(bob, room, said, told):
    profiles.set_visibility(bob, appears_offline=False, shares_receipts=False)
    kinds = {event["type"] for event in told(lambda: read(bob, room, said[0].seq))}
    assert kinds == {"user.read"}


def test_a_large_room_hears_nothing(bob, room, said, told, settings):
    settings.RECEIPT_ROOM_SIZE = 1
    kinds = {event["type"] for event in told(lambda: read(bob, room, said[0].seq))}
    assert kinds == {"user.read"}


def test_turning_receipts_off_takes_them_from_open_pages(bob, room, told):
    events = told(
        lambda: profiles.set_visibility(bob, appears_offline=False, shares_receipts=False)
    )
    assert any('data-seq="0"' in e["html"] for e in events if e["type"] == "room.seen")
    assert [e["shares_receipts"] for e in events if e["type"] == "user.appears"] == [False]


def test_the_list_names_who_has_read_it(browse_as, ann, bob, room, said):
    address = f"/rooms/{room.pk}/messages/{said[2].pk}/receipts/"
    read(bob, room, said[1].seq)
    assert "@bob" not in browse_as(ann).get(address).content.decode()
    read(bob, room, said[2].seq)
    for headers in ({}, HTMX):
        page = browse_as(ann).get(address, headers=headers).content.decode()
        assert "@bob" in page.partition("receipts__list")[2]
        assert "@ann" not in page.partition("receipts__list")[2]


def test_who_shares_none_is_not_listed_and_sees_none(browse_as, ann, bob, room, said):
    address = f"/rooms/{room.pk}/messages/{said[2].pk}/receipts/"
    read(bob, room, said[2].seq)
    profiles.set_visibility(bob, appears_offline=False, shares_receipts=False)
    assert "@bob" not in browse_as(ann).get(address, headers=HTMX).content.decode()
    answer = browse_as(bob).get(address, headers=HTMX).content.decode()
    assert "You have turned receipts off." in answer
    assert "receipts__list" not in answer
    page = browse_as(bob).get(f"/rooms/{room.pk}/").content.decode()
    assert f'id="seen-{ann.pk}"' not in page


def test_a_large_room_lists_nobody(browse_as, ann, bob, room, said, settings):
    settings.RECEIPT_ROOM_SIZE = 1
    address = f"/rooms/{room.pk}/messages/{said[2].pk}/receipts/"
    page = browse_as(ann).get(address).content.decode()
    assert "Rooms of more than 1 people keep no receipts." in page
    assert (
        'id="seen-' + str(bob.pk) not in browse_as(ann).get(f"/rooms/{room.pk}/").content.decode()
    )


def test_the_page_shows_the_positions_that_pushes_would(browse_as, ann, bob, room, said):
    read(bob, room, said[3].seq)
    page = browse_as(ann).get(f"/rooms/{room.pk}/").content.decode()
    assert f'id="seen-{bob.pk}" data-version="0" data-seq="{said[3].seq}"' in page
    assert f'id="seen-{ann.pk}"' not in page


@pytest.mark.parametrize("target", ["theirs", "none", "huge"])
def test_an_outsider_gets_the_same_404(browse_as, cid, room, said, target):
    room_id = {"theirs": room.pk, "none": 999_999, "huge": 10**30}[target]
    browser = browse_as(cid)
    receipts = browser.get(f"/rooms/{room_id}/messages/{said[0].pk}/receipts/")
    unread = browser.post(f"/rooms/{room_id}/unread/", {"seq": "1"})
    for answer in (receipts, unread):
        assert answer.status_code == 404
        assert "That room does not exist, or you are not in it." in answer.content.decode()


def test_a_message_of_another_room_has_no_receipts_here(browse_as, ann, bob, room):
    other = say(ann, direct_room(people=[ann, person("dan")]), "for dan")
    answer = browse_as(bob).get(f"/rooms/{room.pk}/messages/{other.pk}/receipts/")
    assert answer.status_code == 404


def test_who_is_signed_out_is_sent_to_sign_in(client, room, said):
    receipts = f"/rooms/{room.pk}/messages/{said[0].pk}/receipts/"
    assert client.get(receipts).url.startswith("/accounts/login/")
    assert client.get(receipts, headers=HTMX).status_code == 401
    assert client.post(f"/rooms/{room.pk}/unread/", {"seq": "1"}).status_code == 302
    assert client.post(f"/rooms/{room.pk}/unread/", headers=HTMX).status_code == 401


def test_bad_numbers_and_wrong_methods_are_refused(browse_as, bob, room, said):
    browser = browse_as(bob)
    for seq in ("", "x", "-1", "9" * 30):
        assert browser.post(f"/rooms/{room.pk}/unread/", {"seq": seq}).status_code == 400
    assert browser.get(f"/rooms/{room.pk}/unread/").status_code == 405
    receipts = f"/rooms/{room.pk}/messages/{said[0].pk}/receipts/"
    assert browser.post(receipts).status_code == 405


def test_without_javascript_it_leads_out_of_the_room(browse_as, bob, room, said):
    read(bob, room, said[-1].seq)
    browser = browse_as(bob)
    page = browser.get(f"/rooms/{room.pk}/messages/{said[1].pk}/").content.decode()
    assert f'name="seq" value="{said[1].seq}"' in page
    answer = browser.post(f"/rooms/{room.pk}/unread/", {"seq": said[1].seq})
    assert answer.url == "/rooms/"
    assert "<b>4</b>" in browser.get("/rooms/").content.decode()


def test_an_archived_room_hears_nobody_type(browse_as, bob, room, told):
    type(room).objects.filter(pk=room.pk).update(archived_at=room.created_at)
    answers = []
    address = f"/rooms/{room.pk}/typing/"
    events = told(lambda: answers.append(browse_as(bob).post(address, headers=HTMX)))
    assert answers[0].status_code == 409
    assert events == []


def test_who_is_blocked_is_not_heard_typing(browse_as, ann, bob, told):
    room = direct_room(people=[ann, bob])
    block(by=ann, whom=bob)
    answers = []
    address = f"/rooms/{room.pk}/typing/"
    events = told(lambda: answers.append(browse_as(bob).post(address, headers=HTMX)))
    assert answers[0].status_code == 403
    assert events == []


def test_who_is_blocked_sees_nothing_of_ones_presence(ann, bob, room):
    assert access.people_known_to(bob.pk, [ann.pk]) == [ann.pk]
    block(by=ann, whom=bob)
    assert access.people_known_to(bob.pk, [ann.pk]) == []


def test_typing_is_passed_on_once_in_a_while(browse_as, bob, room, told):
    browser = browse_as(bob)
    events = told(lambda: [browser.post(f"/rooms/{room.pk}/typing/") for _ in range(5)])
    assert len(events) == 1


def test_a_direct_room_says_how_present_the_other_is(browse_as, ann, bob):
    room = direct_room(people=[ann, bob])
    profiles.set_status(bob, emoji="🌴", text="On holiday")
    page = browse_as(ann).get(f"/rooms/{room.pk}/").content.decode()
    assert f'data-presence="{bob.pk}" data-state="offline"' in page
    assert "On holiday" in page


def test_who_came_after_a_message_has_not_seen_it(browse_as, ann, bob, cid, room):
    old = say(ann, room, "before cid")
    join_room(room=room, user=cid)
    new = say(ann, room, "after cid")
    mark_read(membership=membership(cid, room), seq=new.seq)
    mark_read(membership=membership(bob, room), seq=new.seq)
    seen = [seen_by(membership(ann, room), message) for message in (old, new)]
    assert [{each.user for each in people} for people in seen] == [{bob}, {bob, cid}]


def test_the_page_knows_since_when_somebody_is_there(browse_as, ann, bob, room, told):
    since = f'data-since="{membership(bob, room).joined_ms}"'
    page = browse_as(ann).get(f"/rooms/{room.pk}/").content.decode()
    said = say(ann, room, "hello")
    events = told(lambda: mark_read(membership=membership(bob, room), seq=said.seq))
    pushed = next(event["html"] for event in events if event["type"] == "room.seen")
    assert since in page
    assert since in pushed
