"""The doors to report by: works, strangers, signed out, garbage, wrong method, twice at once."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import people
from accounts.models import User
from chat.actions import reports
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import leave_room
from chat.actions.messages import delete_message
from chat.actions.rooms import closed_room
from chat.models import Message, Report
from tests.cast import membership, say, together

pytestmark = pytest.mark.django_db

THANKS = "Thank you. The moderators will look at it."
WAITS = "If it is about them or their bots, it waits until there is a second one."
SPAM = {"reason": "spam", "words": "They sell shoes."}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(ann, room):
    return say(ann, room, "buy now")


@pytest.fixture
def of_message(room, said) -> str:
    return reverse("report_message", args=[room.pk, said.pk])


@pytest.fixture
def of_person(ann) -> str:
    return reverse("report_person", args=["ann"])


@pytest.fixture(params=["message", "person"])
def door(request, of_message, of_person) -> str:
    return {"message": of_message, "person": of_person}[request.param]


def test_the_question_offers_every_reason_and_the_answer_says_thanks(browse_as, bob, door):
    browser = browse_as(bob)
    page = browser.get(door)
    for value, label in Report.Reason.choices:
        assertContains(page, f'name="reason" value="{value}" required>{label}')
    assertRedirects(browser.post(door, SPAM), door)
    assertContains(browser.get(door), "Thank you.")
    assertNotContains(browser.get(door), 'name="reason"')
    kept = Report.objects.get()
    assert (kept.reporter, kept.reason, kept.words) == (bob, "spam", "They sell shoes.")


@pytest.mark.parametrize("name", ["ann", "bob"])
def test_it_says_that_a_report_about_the_only_moderator_waits(browse_as, ann, bob, cid, name):
    """The words are the same about anybody: they do not tell who that is."""
    browser, place = browse_as(cid), reverse("report_person", args=[name])
    assertContains(browser.get(place), WAITS)
    browser.post(place, SPAM)
    assertContains(browser.get(place), WAITS)
    assertNotContains(browser.get(place), THANKS)


def test_where_another_moderator_looks_at_it_no_more_is_said(browse_as, ann, bob, cid):
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    browser, place = browse_as(cid), reverse("report_person", args=["ann"])
    browser.post(place, SPAM)
    assertContains(browser.get(place), THANKS)
    assertNotContains(browser.get(place), WAITS)
    people.deactivate(bob)
    assertContains(browser.get(place), WAITS)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose what is wrong with it."),
        ({"reason": "boring", "words": "&lt;b&gt;"}, "Choose what is wrong with it."),
        ({"reason": "spam", "words": "x" * 501}, "Say it in up to 500 characters. This has 501."),
    ],
)
def test_garbage_is_refused_in_words_and_what_was_typed_stays(browse_as, bob, door, fields, words):
    page = browse_as(bob).post(door, fields)
    assertContains(page, words, status_code=422)
    if "words" in fields:
        assert page.context["words"] == fields["words"]
    assert not Report.objects.exists()


def test_a_ceiling_is_announced_in_the_question(monkeypatch, browse_as, bob, door):
    monkeypatch.setattr(reports, "HOURLY", reports.HOURLY._replace(limit=0))
    page = browse_as(bob).post(door, SPAM)
    assertContains(page, "That is enough for now. Try again in", status_code=429)
    assertContains(page, "They sell shoes.", status_code=429)
    assert int(page.headers["Retry-After"]) >= 1


def test_nobody_is_asked_about_themself(browse_as, ann, door):
    for method in ("get", "post"):
        assert getattr(browse_as(ann), method)(door, SPAM).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_left_and_who_never_was_there_find_no_message(browse_as, bob, cid, room, said, method):
    closed = closed_room(by=said.author, name="Hush")
    hushed = say(said.author, closed, "between us")
    leave_room(membership=membership(bob, room))
    for person, place in ((bob, (room.pk, said.pk)), (cid, (closed.pk, hushed.pk))):
        ask = getattr(browse_as(person), method)
        real = ask(reverse("report_message", args=place), SPAM)
        none = ask(reverse("report_message", args=[999_999, 999_999]), SPAM)
        assert real.status_code == none.status_code == 404
        assert real.content == none.content
    assert not Report.objects.exists()


def test_a_message_of_another_room_is_not_found_here(browse_as, ann, bob, room):
    elsewhere = say(ann, closed_room(by=ann, name="Hush"), "between us")
    place = reverse("report_message", args=[room.pk, elsewhere.pk])
    assert browse_as(bob).post(place, SPAM).status_code == 404


def test_a_direct_conversation_is_reported_from_by_the_name_of_the_other(browse_as, ann, bob):
    direct = direct_room(people=[ann, bob])
    place = reverse("report_message", args=[direct.pk, say(ann, direct, "psst").pk])
    page = browse_as(bob).get(place)
    assertContains(page, '<p class="truncate"><bdi>Ann</bdi></p>')
    assertRedirects(browse_as(bob).post(place, SPAM), place)


def test_what_is_deleted_or_the_rooms_own_is_not_reported(
    browse_as, ann, bob, room, said, of_message
):
    line = Message.objects.get(room=room, kind="system")
    place = reverse("report_message", args=[room.pk, line.pk])
    assert browse_as(bob).get(place).status_code == 403
    delete_message(message=said, by=ann)
    assert browse_as(bob).get(of_message).status_code == 404


@pytest.mark.parametrize("name", ["nobody", "x" * 300, "%00"])
def test_nobody_is_nobody(browse_as, bob, name):
    assert browse_as(bob).post(f"/people/{name}/report/", SPAM).status_code == 404


def test_who_is_shut_out_is_not_there_to_be_reported(browse_as, bob, cid):
    people.deactivate(cid)
    place = reverse("report_person", args=["cid"])
    assert browse_as(bob).get(place).status_code == 404


def test_who_is_signed_out_signs_in_first(client, door):
    assert client.get(door).url == f"/accounts/login/?next={door}"
    assert client.post(door, SPAM).url.startswith("/accounts/login/")
    assert client.post(door, SPAM, headers=HTMX).status_code == 401
    assert not Report.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_another_method_is_refused(browse_as, bob, door, method):
    assert getattr(browse_as(bob), method)(door).status_code == 405


def test_a_post_without_csrf_proof_is_refused(bob, door):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(bob, "accounts.backends.PasswordBackend")
    assert browser.post(door, SPAM).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_report(browse_as, bob, door):
    browsers = [browse_as(bob) for _ in range(2)]
    answers = together(*[lambda each=each: each.post(door, SPAM).status_code for each in browsers])
    assert answers == [302, 302]
    assert Report.objects.count() == 1


def test_the_page_of_a_message_and_of_a_person_lead_there(
    browse_as, ann, bob, room, said, of_message, of_person
):
    browser = browse_as(bob)
    place = reverse("permalink", args=[room.pk, said.pk])
    assertContains(browser.get(place), f'href="{of_message}"')
    assertNotContains(browse_as(ann).get(place), f'href="{of_message}"')
    assertContains(browser.get("/people/ann/"), f'href="{of_person}"')
    assertNotContains(browse_as(ann).get("/people/ann/"), f'href="{of_person}"')
