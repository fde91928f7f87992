"""Reports of messages and people: told once, without any text, and decided once."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from accounts import people
from accounts.allowances import Spent
from accounts.bots import delete_bot, make_bot
from accounts.models import AuditEntry, User, Verb
from chat import access, broadcasts, layer, names, stamps
from chat.actions import reports
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.reports import dismiss_report, report_message, report_person, resolve_report
from chat.actions.room_life import archive_room, delete_room
from chat.actions.webhooks import make_webhook, revoke_webhook
from chat.errors import (
    InvalidReport,
    MessageNotFound,
    NotAllowed,
    PersonNotFound,
    ReportDecided,
    ReportNotFound,
    RoomNotFound,
)
from chat.models import Message, Report
from chat.models.report import ReportQuerySet
from tests import cast
from tests.cast import membership, say, together
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(ann, room):
    return say(ann, room, "the secret recipe")


@pytest.fixture
def report(bob, said):
    return report_message(message=said, by=bob, reason="abuse", words="It names my street.")


@pytest.fixture
def dan(db, ann):
    """A moderator of the site."""
    return moderator("dan")


def moderator(name: str) -> User:
    user = cast.person(name)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


@pytest.fixture
def told(monkeypatch):
    """The numbers that moderators were told, by their ids."""
    heard: list[tuple[int, str]] = []

    def hear(group, event):
        if event["type"] == names.USER_REPORTS:
            assert group == names.user_group(event["user"])
            heard.append((event["user"], event["html"]))

    monkeypatch.setattr(layer, "publish", hear)
    return heard


# -- Reporting ----------------------------------------------------------------------------------------


def test_a_report_says_who_what_and_why_and_holds_no_text(ann, bob, said, report):
    kept = Report.objects.get()
    assert (kept.reporter, kept.person, kept.message) == (bob, ann, said)
    assert (kept.reason, kept.words, kept.is_open) == ("abuse", "It names my street.", True)
    assert not [value for value in vars(kept).values() if "recipe" in str(value)]


def test_a_person_is_reported(ann, bob):
    report_person(person=ann, by=bob, reason="spam")
    kept = Report.objects.get()
    assert (kept.reporter, kept.person, kept.message, kept.words) == (bob, ann, None, "")


def test_what_waits_for_its_decision_stays_as_it_is(ann, bob, dan, said, report):
    again = report_message(message=said, by=bob, reason="spam", words="more")
    assert (again, again.reason, again.words) == (report, "abuse", "It names my street.")
    person = report_person(person=ann, by=bob, reason="spam")
    assert report_person(person=ann, by=bob, reason="other") == person
    resolve_report(report=report, by=dan)
    assert report_message(message=said, by=bob, reason="spam") != report


def test_two_people_report_the_same(bob, cid, room, said, report):
    join_room(room=room, user=cid)
    assert report_message(message=said, by=cid, reason="spam") != report


def test_the_database_keeps_no_second_open_one(ann, bob, said, report):
    for message in (said, None):
        facts = {"reporter": bob, "person": ann, "message": message, "reason": "spam"}
        if message is None:
            Report.objects.create(**facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(**facts)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_one_report(ann, bob, said):
    together(*[lambda: report_message(message=said, by=bob, reason="spam")] * 4)
    together(*[lambda: report_person(person=ann, by=bob, reason="spam")] * 4)
    assert Report.objects.count() == 2


def test_nobody_reports_themself(ann, said):
    with pytest.raises(NotAllowed, match="only report what others said"):
        report_message(message=said, by=ann, reason="spam")
    with pytest.raises(NotAllowed, match="That is you"):
        report_person(person=ann, by=ann, reason="spam")


def test_neither_lines_nor_tombstones_are_reported(ann, bob, room, said):
    with pytest.raises(NotAllowed):
        line = Message.objects.get(room=room, kind="system")
        report_message(message=line, by=bob, reason="spam")
    delete_message(message=said, by=ann)
    with pytest.raises(MessageNotFound):
        report_message(message=said, by=bob, reason="spam")
    assert not Report.objects.exists()


def test_who_left_or_never_was_there_reports_nothing(bob, cid, room, said):
    leave_room(membership=membership(bob, room))
    for person in (bob, cid):
        with pytest.raises(RoomNotFound):
            report_message(message=said, by=person, reason="spam")


def test_an_archived_room_and_a_direct_one_are_reported_from(ann, bob, room, said):
    archive_room(room=room, by=ann)
    report_message(message=said, by=bob, reason="spam")
    whisper = say(ann, direct_room(people=[ann, bob]), "psst")
    report_message(message=whisper, by=bob, reason="abuse")
    assert Report.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "open", "boring", "spam\0", "x" * 10_000])
def test_a_reason_is_one_of_a_few(ann, bob, said, reason):
    with pytest.raises(InvalidReport, match="Choose what is wrong"):
        report_message(message=said, by=bob, reason=reason)
    with pytest.raises(InvalidReport):
        report_person(person=ann, by=bob, reason=reason)


def test_the_words_are_bounded_and_clean(bob, said):
    with pytest.raises(InvalidReport, match=r"up to 500 characters\. This has 501"):
        report_message(message=said, by=bob, reason="spam", words="x" * 501)
    kept = report_message(message=said, by=bob, reason="spam", words=" \0one\r\ntwo \n")
    assert kept.words == "one\ntwo"


def test_reports_have_a_ceiling(monkeypatch, ann, bob, room):
    monkeypatch.setattr(reports, "HOURLY", reports.HOURLY._replace(limit=2))
    first, *others = [say(ann, room, f"{number}") for number in range(3)]
    for message in (first, others[0], first):  # what is told already counts once
        report_message(message=message, by=bob, reason="spam")
    with pytest.raises(Spent):
        report_message(message=others[1], by=bob, reason="spam")
    with pytest.raises(Spent):
        report_person(person=ann, by=bob, reason="spam")
    assert Report.objects.count() == 2


def test_a_day_has_a_ceiling_of_its_own(monkeypatch, ann, bob, said):
    monkeypatch.setattr(reports, "DAILY", reports.DAILY._replace(limit=1))
    report_message(message=said, by=bob, reason="spam")
    with pytest.raises(Spent):
        report_person(person=ann, by=bob, reason="spam")


@pytest.mark.django_db(transaction=True)
def test_who_is_deleted_meanwhile_is_reported_by_nobody_or_under_no_name(ann, bob):
    deed = partial(report_person, person=bob, by=ann, reason="spam")

    def delete() -> bool:
        people.delete_person(bob)
        return Report.objects.exists()

    _report, was_there = meanwhile(deed, before='INSERT INTO "chat_report"', rival=delete)
    assert was_there  # the deletion waited for it
    assert str(Report.objects.get().person) == "Deleted person"
    with pytest.raises(PersonNotFound):
        report_person(person=bob, by=ann, reason="spam")


# -- Deciding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decide", "state"), [(resolve_report, "resolved"), (dismiss_report, "dismissed")]
)
def test_a_moderator_decides_once_and_says_why(ann, dan, report, decide, state):
    decide(report=report, by=dan, note=" Talked to them. ")
    kept = Report.objects.get()
    assert (kept.state, kept.decided_by, kept.note) == (state, dan, "Talked to them.")
    assert kept.decided_at
    for again in (resolve_report, dismiss_report):
        with pytest.raises(ReportDecided):
            again(report=report, by=moderator(again.__name__[:4]))
    assert Report.objects.get().decided_by == dan


def test_a_decision_is_in_the_audit_log_and_not_about_whom(bob, dan, report):
    other = report_person(person=report.person, by=bob, reason="spam")
    resolve_report(report=report, by=dan, note="Talked to them.")
    dismiss_report(report=other, by=dan)
    with pytest.raises(ReportDecided):
        dismiss_report(report=report, by=dan)
    kept = AuditEntry.objects.order_by("pk").values_list(
        "verb", "actor_id", "thing_id", "person_id", "facts"
    )
    assert list(kept) == [
        (Verb.REPORT_RESOLVED, dan.pk, report.pk, None, {}),
        (Verb.REPORT_DISMISSED, dan.pk, other.pk, None, {}),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_decides(report, dan):
    eve = moderator("eve")

    def decide(verb, by):
        try:
            return verb(report=report, by=by).state
        except ReportDecided:
            return None

    states = together(partial(decide, resolve_report, dan), partial(decide, dismiss_report, eve))
    assert [state for state in states if state] == [Report.objects.get().state]


def test_nobody_else_decides(bob, cid, report):
    for person in (bob, cid):
        with pytest.raises(NotAllowed):
            resolve_report(report=report, by=person)
        with pytest.raises(ReportNotFound):
            access.report_for(person, report.pk)
    assert Report.objects.get().is_open


def test_an_overlong_note_is_refused(dan, report):
    with pytest.raises(InvalidReport):
        resolve_report(report=report, by=dan, note="x" * 501)
    assert Report.objects.get().is_open


def test_nobody_finds_or_decides_what_is_said_of_them(ann, bob, dan, room, report):
    """ann owns the site, and reads who reported whom; not who reported her, or a bot of hers."""
    about_bot = report_person(
        person=make_bot(owner=ann, name="Echo").bot.user, by=bob, reason="spam"
    )
    other = report_message(message=say(bob, room, "mine"), by=ann, reason="spam")
    for hidden in (report, about_bot):
        with pytest.raises(ReportNotFound):
            access.report_for(ann, hidden.pk)
        with pytest.raises(ReportNotFound):
            dismiss_report(report=hidden, by=ann)
        assert access.report_for(dan, hidden.pk) == hidden
    assert list(Report.objects.seen_by(ann)) == [other]


def test_what_is_said_of_ones_bot_or_webhook_stays_hidden_for_good(ann, bob, dan, room):
    """ann owns the site; her bot and her webhook are reported, and gone by the time she looks."""
    bot = make_bot(owner=ann, name="Echo").bot
    webhook = make_webhook(room=room, by=ann, name="Builds")[0]
    for program in (bot.user, webhook.user):
        report_person(person=program, by=bob, reason="spam")
    delete_bot(bot=bot, by=ann)
    revoke_webhook(webhook=webhook, by=ann)
    assert not Report.objects.seen_by(ann).exists()
    assert Report.objects.seen_by(dan).count() == 2


def test_with_its_room_goes_what_was_reported_of_it(ann, dan, room, report):
    delete_room(room=room, by=ann)
    assert not Report.objects.exists()
    with pytest.raises(ReportNotFound):
        resolve_report(report=report, by=dan)


def test_what_is_edited_since_is_known(ann, report):
    assert not Report.objects.get().is_edited_since
    edit_message(message=report.message, by=ann, body="nothing to see")
    assert Report.objects.get().is_edited_since


# -- Telling ------------------------------------------------------------------------------------------


def test_moderators_are_told_how_much_waits_for_them(
    told, ann, bob, dan, said, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report = report_message(message=said, by=bob, reason="spam")
    told.sort()
    assert [pk for pk, _ in told] == [ann.pk, dan.pk]
    assert 'data-count="0"' in told[0][1]  # it is about her
    assert 'data-count="1"' in told[1][1]
    assert "recipe" not in told[1][1]
    told.clear()
    with django_capture_on_commit_callbacks(execute=True):
        dismiss_report(report=report, by=dan)
    assert 'data-count="0"' in dict(told)[dan.pk]


def test_many_moderators_are_told_in_two_queries(
    told, ann, bob, said, django_assert_num_queries, django_capture_on_commit_callbacks
):
    moderators = [moderator(f"mod{number}") for number in range(4)]
    report_person(person=moderators[0], by=bob, reason="spam")
    bot = make_bot(owner=moderators[1], name="Echo").bot.user
    report_person(person=bot, by=bob, reason="spam")
    report_message(message=said, by=bob, reason="spam")
    with django_assert_num_queries(2), django_capture_on_commit_callbacks(execute=True):
        broadcasts.reports_changed()
    counts = {pk: int(html.partition('data-count="')[2][0]) for pk, html in told}
    assert counts == {
        person.pk: Report.objects.open().seen_by(person).count() for person in (ann, *moderators)
    }
    assert set(counts.values()) == {2, 3}


def test_a_count_is_as_old_as_its_look(
    told, dan, report, monkeypatch, django_capture_on_commit_callbacks
):
    """So of two at once the page keeps the one that saw more."""
    count, looked = ReportQuerySet.waiting_for_each, []

    def noted(self, moderators):
        looked.append(stamps.now())
        return count(self, moderators)

    monkeypatch.setattr(ReportQuerySet, "waiting_for_each", noted)
    with django_capture_on_commit_callbacks(execute=True):
        broadcasts.reports_changed()
        dismiss_report(report=report, by=dan)
    first, second = (html for pk, html in told if pk == dan.pk)
    assert version_in(first) <= looked[0] < version_in(second) <= looked[1]


def version_in(html: str) -> int:
    return int(html.partition('data-version="')[2].partition('"')[0])


def test_moderators_are_told_that_a_room_took_its_reports_along(
    told, ann, dan, room, report, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        delete_room(room=room, by=ann)
    assert 'data-count="0"' in dict(told)[dan.pk]


def test_what_is_rolled_back_is_told_to_nobody(told, bob, said, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True) as heard,
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        report_message(message=said, by=bob, reason="spam")
        raise RuntimeError
    assert (heard, told) == ([], [])
