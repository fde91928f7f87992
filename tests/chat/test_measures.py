"""What moderators of the site do about a report, in rooms that they need not be in."""

import pytest

from accounts.models import AuditEntry, User, Verb
from chat.actions.direct_rooms import direct_room
from chat.actions.measures import banish_person, expel_person, shut_out, take_down_message
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message
from chat.actions.reports import report_message, report_person
from chat.actions.room_life import archive_room, close_off
from chat.actions.webhooks import make_webhook
from chat.errors import Banned, InvalidMessage, MessageNotFound, NotAllowed
from chat.models import Ban, Membership, Message, Revocation, Room, Webhook
from tests.cast import membership, person, room_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def dan(ann):
    """A moderator of the site, who is not in the room."""
    user = person("dan")
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


@pytest.fixture
def crew(ann, bob, cid):
    """A closed room of cid's, in which bob is."""
    room = room_of(cid, bob, name="Crew")
    close_off(room=room, by=cid)
    return room


@pytest.fixture
def report(bob, cid, crew):
    return report_message(message=say(cid, crew, "buy now"), by=bob, reason="spam")


def is_in(user, room) -> bool:
    return Membership.objects.of(user).in_room(room.pk).exists()


def last_line(room) -> str:
    line = Message.objects.in_room(room.pk).newest(1)[0]
    return f"{line.author} {line.body}"


def test_a_message_is_taken_down_with_a_reason(dan, crew, report):
    before = Room.objects.get(pk=crew.pk).version
    removed = take_down_message(report=report, by=dan, reason=" spam ")
    assert (removed.body, removed.deleted_by, removed.delete_reason) == ("", dan, "spam")
    assert removed.version == Room.objects.get(pk=crew.pk).version == before + 1
    with pytest.raises(MessageNotFound):
        take_down_message(report=report, by=dan)


def test_so_it_is_in_archived_and_direct_rooms(ann, bob, cid, dan, crew, report):
    archive_room(room=crew, by=cid)
    assert take_down_message(report=report, by=dan).is_deleted
    whisper = say(cid, direct_room(people=[bob, cid]), "psst")
    whispered = report_message(message=whisper, by=bob, reason="abuse")
    assert take_down_message(report=whispered, by=dan).is_deleted


def test_what_its_author_deleted_is_gone_already(cid, dan, report):
    delete_message(message=report.message, by=cid)
    with pytest.raises(MessageNotFound):
        take_down_message(report=report, by=dan)


def test_an_overlong_reason_is_refused(dan, report):
    with pytest.raises(InvalidMessage):
        take_down_message(report=report, by=dan, reason="x" * 201)
    assert not Message.objects.get(pk=report.message_id).is_deleted


def test_an_author_is_sent_away_and_their_room_has_another_owner(bob, cid, dan, crew, report):
    expel_person(report=report, by=dan)
    assert not is_in(cid, crew)
    assert Membership.objects.get(user=bob, room=crew).is_owner
    assert Revocation.objects.filter(user=cid, room=crew).exists()
    assert last_line(crew) == "Cid was removed by a moderator of the site"
    assert not Ban.objects.exists()


def test_a_banned_author_does_not_come_back(ann, bob, cid, dan, room):
    join_room(room=room, user=cid)
    report = report_message(message=say(cid, room, "buy"), by=bob, reason="spam")
    ban = banish_person(report=report, by=dan)
    assert (ban.user, ban.room, ban.by) == (cid, room, dan)
    assert last_line(room) == "Cid was banned by a moderator of the site"
    with pytest.raises(Banned):
        join_room(room=room, user=cid)
    assert banish_person(report=report, by=dan) == ban


def test_who_left_is_banned_all_the_same_and_nothing_is_said_of_it(bob, cid, dan, room):
    join_room(room=room, user=cid)
    report = report_message(message=say(cid, room, "buy"), by=bob, reason="spam")
    leave_room(membership=membership(cid, room))
    before = last_line(room)
    expel_person(report=report, by=dan)
    banish_person(report=report, by=dan)
    assert last_line(room) == before
    assert Ban.objects.get().user == cid
    assert [entry.verb for entry in AuditEntry.objects.all()] == [Verb.MEMBER_BANNED]


def test_the_site_is_closed_to_somebody(cid, dan, report):
    shut_out(report=report, by=dan)
    assert not User.objects.get(pk=cid.pk).is_active


def test_a_webhook_is_not_shut_out_but_sent_away(ann, bob, dan, room):
    webhook = make_webhook(room=room, by=ann, name="Builds")[0]
    report = report_message(message=say(webhook.user, room, "buy"), by=bob, reason="spam")
    with pytest.raises(NotAllowed, match=r"That is a webhook\. Revoke it"):
        shut_out(report=report, by=dan)
    expel_person(report=report, by=dan)
    assert not Webhook.objects.standing().exists()


def test_all_of_it_is_in_the_audit_log(cid, dan, crew, report):
    take_down_message(report=report, by=dan, reason="spam")
    for measure in (expel_person, banish_person, shut_out):
        measure(report=report, by=dan)
    entries = AuditEntry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == [
        Verb.MESSAGE_REMOVED,
        Verb.MEMBER_REMOVED,
        Verb.MEMBER_BANNED,
        Verb.PERSON_DEACTIVATED,
    ]
    assert {(entry.actor_id, entry.person_id) for entry in entries} == {(dan.pk, cid.pk)}
    assert (entries[0].thing_id, entries[0].facts) == (report.message_id, {"reason": "spam"})
    assert "buy" not in repr(list(AuditEntry.objects.values()))


def test_nobody_is_sent_away_from_a_direct_room_or_for_what_they_are(bob, cid, dan):
    whisper = say(cid, direct_room(people=[bob, cid]), "psst")
    whispered = report_message(message=whisper, by=bob, reason="abuse")
    somebody = report_person(person=cid, by=bob, reason="abuse")
    for measure in (expel_person, banish_person):
        with pytest.raises(NotAllowed, match="direct conversation"):
            measure(report=whispered, by=dan)
        with pytest.raises(MessageNotFound):
            measure(report=somebody, by=dan)
    with pytest.raises(MessageNotFound):
        take_down_message(report=somebody, by=dan)


@pytest.mark.parametrize("measure", [take_down_message, expel_person, banish_person, shut_out])
def test_only_moderators_of_the_site_do_any_of_it(bob, cid, crew, report, measure):
    for by in (bob, cid):
        with pytest.raises(NotAllowed):
            measure(report=report, by=by)
    assert is_in(cid, crew)
    assert not Message.objects.get(pk=report.message_id).is_deleted
    assert User.objects.get(pk=cid.pk).is_active


@pytest.mark.parametrize("measure", [expel_person, banish_person, shut_out])
def test_on_a_moderator_the_owner_alone_decides(ann, bob, dan, room, measure):
    eve = person("eve")
    eve.is_staff = True
    eve.save(update_fields=["is_staff"])
    join_room(room=room, user=dan)
    about_dan = report_message(message=say(dan, room, "hm"), by=bob, reason="other")
    about_ann = report_message(message=say(ann, room, "hm"), by=bob, reason="other")
    for report in (about_dan, about_ann):
        with pytest.raises(NotAllowed, match="the owner|the site’s owner"):
            measure(report=report, by=eve)
    with pytest.raises(NotAllowed, match="Nobody acts on the site’s owner"):
        measure(report=about_ann, by=ann)
    measure(report=about_dan, by=ann)
    assert not (is_in(dan, room) and User.objects.get(pk=dan.pk).is_active)
