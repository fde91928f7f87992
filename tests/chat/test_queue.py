"""The queue of the site's moderators: what it shows, who finds it, and what is done from it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from chat.actions.direct_rooms import direct_room
from chat.actions.members import add_member
from chat.actions.messages import delete_message, edit_message
from chat.actions.reports import dismiss_report, report_message, report_person
from chat.actions.rooms import closed_room
from chat.models import Ban, Membership, Message, Report
from tests import cast, files
from tests.cast import PASSWORD, membership, room_of, say

pytestmark = pytest.mark.django_db

LIST, DECIDED, WAITING = "/site/reports/", "/site/reports/?decided", "/site/reports/waiting/"
VERBS = {
    "resolve": {"note": "told them"},
    "dismiss": {"note": ""},
    "take-down": {"reason": "spam"},
    "expel": {},
    "banish": {},
    "shut-out": {},
}
HOSTILE = '<img src=x onerror=alert(1)> & "quoted"'


@pytest.fixture
def dan(ann):
    """A moderator of the site who is in no room but the first."""
    user = cast.person("dan")
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


@pytest.fixture
def dans(browse_as, dan):
    return browse_as(dan)


@pytest.fixture
def crew(bob, cid):
    return room_of(cid, bob, name="Crew")


@pytest.fixture
def report(bob, cid, crew):
    return report_message(
        message=say(cid, crew, "buy\nnow"), by=bob, reason="spam", words="Third time."
    )


def listed(page) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="report-(\d+)"', page.content.decode())]


def door(report, verb: str) -> str:
    return f"/site/reports/{report.pk}/{verb}/"


# -- Who finds it -------------------------------------------------------------------------------------


def test_to_others_none_of_it_is_there(browse_as, bob, cid, report):
    for person in (bob, cid):
        browser = browse_as(person)
        nothing = browser.get("/nowhere/")
        for address in (LIST, DECIDED, WAITING, *(door(report, verb) for verb in VERBS)):
            page = browser.get(address)
            assert (page.status_code, page.content) == (404, nothing.content)
        for verb, fields in VERBS.items():
            real = browser.post(door(report, verb), fields)
            none = browser.post(f"/site/reports/999999/{verb}/", fields)
            assert real.status_code == none.status_code == 404
            assert real.content == none.content
        assertNotContains(browser.get("/rooms/"), LIST)
        assertNotContains(browser.get("/settings/"), LIST)
    assert Report.objects.get().is_open
    assert not Message.objects.get(pk=report.message_id).is_deleted


def test_who_is_signed_out_signs_in_first(client, report):
    for address in (LIST, *(door(report, verb) for verb in VERBS)):
        assert client.get(address).url.startswith("/accounts/login/")
        assert client.post(address).status_code in {302, 405}
    assert Report.objects.get().is_open


def test_the_wrong_method_is_refused(dans, report):
    assert dans.post(LIST).status_code == dans.post(WAITING).status_code == 405
    for verb in VERBS:
        assert dans.put(door(report, verb)).status_code == 405


@pytest.mark.parametrize("number", ["999999", "0", "9" * 19, "9" * 30])
@pytest.mark.parametrize("verb", VERBS)
def test_a_number_that_no_report_has_finds_none(dans, number, verb):
    for ask in (dans.get, dans.post):
        page = ask(f"/site/reports/{number}/{verb}/")
        assertContains(page, "That report does not exist.", status_code=404)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_place_that_makes_no_sense_is_refused(dans, before):
    assert dans.get(LIST, {"before": before}).status_code == 400


def test_nobody_sees_what_is_said_of_them(browse_as, ann, bob, dan, dans, room):
    about_ann = report_message(message=say(ann, room, "hm"), by=bob, reason="abuse", words="psst")
    about_dan = report_person(person=dan, by=bob, reason="abuse", words="psst")
    assert listed(dans.get(LIST)) == [about_ann.pk]
    anns = browse_as(ann)
    assert listed(anns.get(LIST)) == [about_dan.pk]
    assertContains(anns.get(WAITING), 'data-count="1"')
    for verb in VERBS:
        assert anns.get(door(about_ann, verb)).status_code == 404
        assert anns.post(door(about_ann, verb)).status_code == 404


# -- What it shows ------------------------------------------------------------------------------------


def test_a_report_stands_with_who_what_and_why(dans, crew, report):
    page = dans.get(LIST)
    for words in ("Crew", "<bdi>Cid</bdi>", "<bdi>Bob</bdi>", "Spam or advertising", "Third time."):
        assertContains(page, words)
    assertContains(page, '<p class="report__text" dir="auto">buy\nnow</p>')
    assertNotContains(page, reverse("permalink", args=[crew.pk, report.message_id]))


def test_in_ones_own_room_it_leads_to_its_place(browse_as, ann, bob, room):
    spam = say(bob, room, "buy")
    report_message(message=spam, by=ann, reason="spam")
    page = browse_as(ann).get(LIST)
    assertContains(page, reverse("permalink", args=[room.pk, spam.pk]))


def test_what_is_closed_to_a_moderator_stays_closed(browse_as, bob, cid, dan, dans):
    hush = closed_room(by=cid, name="Hush")
    spam = say(cid, hush, "between us")
    add_member(by=membership(cid, hush), user=bob)
    report_message(message=spam, by=bob, reason="abuse")
    say(cid, hush, "and nothing else")
    page = dans.get(LIST)
    assertContains(page, "between us")
    assertNotContains(page, "and nothing else")
    assert dans.get(f"/rooms/{hush.pk}/").status_code == 404
    assert dans.get(reverse("permalink", args=[hush.pk, spam.pk])).status_code == 404


def test_a_direct_conversation_goes_without_names(dans, bob, cid):
    whisper = say(cid, direct_room(people=[bob, cid]), "psst")
    report_message(message=whisper, by=bob, reason="abuse")
    page = dans.get(LIST)
    assertContains(page, "Direct conversation")
    assertNotContains(page, "/banish/")
    assertContains(page, "/take-down/")


def test_an_edit_and_a_deletion_are_told_and_no_old_text(dans, cid, report):
    edit_message(message=report.message, by=cid, body="nothing to see")
    page = dans.get(LIST)
    assertContains(page, "nothing to see")
    assertContains(page, "Edited since it was reported.")
    assertNotContains(page, "buy")
    delete_message(message=report.message, by=cid)
    page = dans.get(LIST)
    assertContains(page, "Deleted since it was reported.")
    assertNotContains(page, "nothing to see")
    assertNotContains(page, "/take-down/")


def test_files_are_named_and_not_shown(dans, bob, cid, crew):
    file = files.send_file(cid, crew, b"secret", "plan.txt", body="")
    report_message(message=file.message, by=bob, reason="illegal")
    page = dans.get(LIST)
    assertContains(page, "plan.txt")
    address = files.address(file)
    assertNotContains(page, address)
    assert dans.get(address).status_code == 404


def test_a_person_is_shown_as_one(dans, bob, cid):
    report_person(person=cid, by=bob, reason="other", words="Not who they say.")
    page = dans.get(LIST)
    assertContains(page, "The person is reported.")
    assertContains(page, "@cid")
    assertNotContains(page, "/expel/")
    assertContains(page, "/shut-out/")


def test_nothing_that_was_typed_becomes_more_than_text(dans, dan, bob, cid):
    room = room_of(cid, bob, name=HOSTILE[:40])
    User.objects.filter(pk=cid.pk).update(name=HOSTILE)
    told = report_message(message=say(cid, room, HOSTILE), by=bob, reason="spam", words=HOSTILE)
    dismiss_report(report=told, by=dan, note=HOSTILE)
    report_message(message=told.message, by=bob, reason="spam", words=HOSTILE)
    for address in (LIST, DECIDED):
        page = dans.get(address)
        assertNotContains(page, "<img src=x")
        assertContains(page, "&lt;img src=x")


def test_open_ones_come_first_and_decided_ones_have_a_page(dans, dan, bob, cid, crew):
    made = [report_message(message=say(cid, crew, word), by=bob, reason="spam") for word in "abc"]
    dismiss_report(report=made[1], by=dan, note="Just a joke.")
    assert listed(dans.get(LIST)) == [made[2].pk, made[0].pk]
    decided = dans.get(DECIDED)
    assert listed(decided) == [made[1].pk]
    assertContains(decided, "Dismissed by <bdi>Dan</bdi>")
    assertContains(decided, "Just a joke.")


def test_it_goes_on_where_the_page_ends(settings, dans, bob, cid, crew):
    settings.REPORTS_PAGE = 2
    made = [
        report_message(message=say(cid, crew, str(n)), by=bob, reason="spam").pk for n in range(5)
    ]
    seen, place = [], LIST
    while place:
        page = dans.get(place)
        seen += listed(page)
        place = page.context["before"] and f"{LIST}?before={page.context['before']}"
    assert seen == made[::-1]


def test_many_cost_as_many_queries_as_one(dans, bob, cid, crew, django_assert_num_queries):
    def more(count):
        for number in range(count):
            file = files.send_file(cid, crew, b"x", f"{number}.txt", body="see")
            report_message(message=file.message, by=bob, reason="spam")

    more(1)
    dans.get(LIST)
    with CaptureQueriesContext(connection) as few:
        dans.get(LIST)
    more(8)
    with django_assert_num_queries(len(few)):
        dans.get(LIST)


def test_moderators_are_led_there_and_pages_ask_for_no_number(
    browse_as, ann, dans, report, django_assert_num_queries
):
    assertContains(dans.get("/rooms/"), f'href="{LIST}"')
    assertContains(dans.get("/settings/"), f'href="{LIST}"')
    with CaptureQueriesContext(connection) as asked:
        dans.get("/rooms/")
    assert not [query for query in asked if "chat_report" in query["sql"]]
    assertContains(dans.get(WAITING), 'data-count="1"')


# -- What is done from it -----------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_each_asks_first(dans, report, verb):
    page = dans.get(door(report, verb))
    assertContains(page, 'class="card question"')
    assertContains(page, "Cancel")
    assert Report.objects.get().is_open


@pytest.mark.parametrize(("verb", "state"), [("resolve", "resolved"), ("dismiss", "dismissed")])
def test_it_is_decided_with_a_note_and_once(dans, dan, report, verb, state):
    assertRedirects(dans.post(door(report, verb), {"note": "Talked to them."}), LIST)
    kept = Report.objects.get()
    assert (kept.state, kept.decided_by, kept.note) == (state, dan, "Talked to them.")
    again = dans.post(door(report, verb), {"note": "again"})
    assertContains(again, "Somebody has decided that already.", status_code=409)
    assert Report.objects.get().note == "Talked to them."


def test_an_overlong_note_comes_back(dans, report):
    page = dans.post(door(report, "resolve"), {"note": "x" * 501})
    assertContains(page, "up to 500 characters", status_code=422)
    assertContains(page, "x" * 501, status_code=422)


def test_a_message_is_taken_down_and_the_report_waits_on(dans, report):
    page = dans.post(door(report, "take-down"), {"reason": "spam"}, follow=True)
    assertContains(page, "The message is removed.")
    assertContains(page, "Removed by a moderator: <bdi>spam</bdi>")
    assert listed(page) == [report.pk]
    assert dans.post(door(report, "take-down")).status_code == 404


def test_an_overlong_reason_comes_back(dans, report):
    page = dans.post(door(report, "take-down"), {"reason": "x" * 201})
    assertContains(page, "A reason can be up to 200 characters.", status_code=422)
    assert not Message.objects.get(pk=report.message_id).is_deleted


def test_an_author_is_sent_away_banned_and_shut_out(dans, cid, crew, report):
    dans.post(door(report, "expel"))
    assert not Membership.objects.filter(user=cid, room=crew).exists()
    assert not Ban.objects.exists()
    assertNotContains(dans.get(LIST), "/expel/")
    dans.post(door(report, "banish"))
    assert Ban.objects.get().user == cid
    dans.post(door(report, "shut-out"))
    assert not User.objects.get(pk=cid.pk).is_active
    page = dans.get(LIST)
    assertContains(page, "The site is closed to them.")
    assertNotContains(page, "/shut-out/")


def test_other_moderators_are_the_owners_to_decide_about(browse_as, ann, bob, dan, room):
    eve = cast.person("eve")
    User.objects.filter(pk=eve.pk).update(is_staff=True)
    told = report_message(message=say(ann, room, "hm"), by=bob, reason="other")
    eves = browse_as(eve)
    assertNotContains(eves.get(LIST), "/shut-out/")
    for verb in ("expel", "banish", "shut-out"):
        assert eves.get(door(told, verb)).status_code == 403
        assert eves.post(door(told, verb)).status_code == 403
    assert membership(ann, room)


# -- In Django's admin --------------------------------------------------------------------------------


def test_the_admin_lists_them_for_looking(browse_as, ann, report):
    browser = browse_as(ann)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = browser.get(reverse("admin:chat_report_changelist"))
    assertContains(page, LIST)
    assertContains(page, ">Spam or advertising<")
    shown = browser.get(reverse("admin:chat_report_change", args=[report.pk]))
    assertNotContains(shown, 'name="_save"')
    assert browser.get(reverse("admin:chat_report_add")).status_code == 403
    Report.objects.update(person=ann)
    assertNotContains(browser.get(reverse("admin:chat_report_changelist")), f">{report.pk}<")
