"""Reports by programs: the same door as of the pages, told apart from nothing by strangers."""

import pytest

from chat.actions import reports
from chat.actions.members import add_member, ban_member, remove_member
from chat.actions.messages import delete_message
from chat.actions.rooms import closed_room
from chat.models import Report
from tests import cast
from tests.cast import membership, say

pytestmark = pytest.mark.django_db

SPAM = {"reason": "spam", "words": "Again"}


@pytest.fixture
def bobs(program, bob, room):
    return program(bob)


@pytest.fixture
def said(ann, room):
    return say(ann, room, "buy")


def test_a_message_is_reported(bobs, ann, bob, said):
    answer = bobs.post("/reports", {"message": said.pk, **SPAM})
    kept = Report.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": kept.pk,
        "message": said.pk,
        "user": ann.pk,
        "reason": "spam",
        "words": "Again",
        "reported_at": answer.json()["reported_at"],
    }
    assert (kept.reporter, kept.person, kept.message) == (bob, ann, said)


def test_a_person_is_reported(bobs, ann):
    answer = bobs.post("/reports", {"user": ann.pk, "reason": "other"})
    assert (answer.status_code, answer.json()["message"], answer.json()["user"]) == (
        201,
        None,
        ann.pk,
    )


def test_reported_again_it_is_the_same(bobs, said):
    first, again = [bobs.post("/reports", {"message": said.pk, **SPAM}) for _ in range(2)]
    assert first.json() == again.json()
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": "spam"},
        {"message": 1, "user": 1, "reason": "spam"},
        {"message": 1},
        {"message": 1, "reason": "boring"},
        {"message": "1", "reason": "spam"},
        {"message": 0, "reason": "spam"},
        {"message": 2**63, "reason": "spam"},
        {"user": 1, "reason": "spam", "words": None},
        {"user": 1, "reason": "spam", "note": "x"},
        [],
    ],
)
def test_what_makes_no_sense_is_refused(bobs, body):
    assert bobs.post("/reports", body).status_code == 422
    assert not Report.objects.exists()


def test_overlong_words_are_refused(bobs, said):
    refused = bobs.post("/reports", {"message": said.pk, "reason": "spam", "words": "x" * 501})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_report")


def test_ones_own_and_oneself_are_refused(program, ann, said):
    for body in ({"message": said.pk}, {"user": ann.pk}):
        refused = program(ann).post("/reports", body | SPAM)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


def test_what_is_deleted_is_not_there(bobs, ann, said):
    delete_message(message=said, by=ann)
    refused = bobs.post("/reports", {"message": said.pk, **SPAM})
    assert (refused.status_code, refused.json()["code"]) == (404, "message_not_found")


def test_strangers_cannot_tell_what_is_there_from_what_is_not(program, ann, bob, cid):
    crew = closed_room(by=ann, name="Crew")
    owners = membership(ann, crew)
    former, banned = cast.person("former"), cast.person("banned")
    for person in (former, banned):
        add_member(by=owners, user=person)
    remove_member(by=owners, member=membership(former, crew))
    ban_member(by=owners, member=membership(banned, crew))
    said = say(ann, crew, "hello")
    for person in (cid, former, banned):
        asks = program(person)
        real, none = (asks.post("/reports", {"message": pk, **SPAM}) for pk in (said.pk, 999_999))
        assert real.status_code == none.status_code == 404
        assert real.content == none.content
        assert real.headers == none.headers
    assert program(cid).post("/reports", {"user": 999_999, **SPAM}).status_code == 404
    assert not Report.objects.exists()


def test_who_is_signed_out_and_who_may_only_read_report_nothing(program, bob, said):
    body = {"message": said.pk, **SPAM}
    assert program().post("/reports", body).status_code == 401
    refused = program(bob, scope="read").post("/reports", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_in_scope")
    assert not Report.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_another_method_is_refused(bobs, method):
    refused = getattr(bobs, method)("/reports")
    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")


def test_a_ceiling_says_when_it_goes_on(monkeypatch, bobs, said):
    monkeypatch.setattr(reports, "HOURLY", reports.HOURLY._replace(limit=0))
    refused = bobs.post("/reports", {"message": said.pk, **SPAM})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_often")
    assert int(refused.headers["Retry-After"]) >= 1
