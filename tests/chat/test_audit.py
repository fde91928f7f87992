"""What those who keep order in a room do to others is written in the audit log."""

import pytest

from accounts.models import AuditEntry, Verb
from chat.actions.deletions import remove_message
from chat.actions.invites import invite_to_room, revoke_link
from chat.actions.members import ban_member, lift_ban, remove_member
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message
from chat.actions.roles import hand_over, set_role
from chat.actions.room_life import archive_room, delete_room, restore_room
from chat.actions.webhooks import make_webhook, revoke_webhook, rotate_webhook
from chat.models import Ban
from tests.cast import membership, say

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def only() -> AuditEntry:
    return AuditEntry.objects.get()


def test_who_is_removed_banned_and_let_back_in(ann, bob, room):
    by = membership(ann, room)
    remove_member(by=by, member=membership(bob, room))
    join_room(room=room, user=bob)
    ban_member(by=by, member=membership(bob, room))
    lift_ban(by=by, ban=Ban.objects.get())
    entries = AuditEntry.objects.order_by("pk")
    assert verbs() == [Verb.MEMBER_REMOVED, Verb.MEMBER_BANNED, Verb.BAN_LIFTED]
    assert {(each.actor_id, each.person_id, each.room_id) for each in entries} == {
        (ann.pk, bob.pk, room.pk)
    }


def test_a_role_from_which_to_which(ann, bob, room):
    by, member = membership(ann, room), membership(bob, room)
    set_role(by=by, member=member, role="moderator")
    set_role(by=by, member=member, role="moderator")  # which changes nothing
    assert only().facts == {"role": {"before": "member", "now": "moderator"}}
    hand_over(by=by, member=member)
    assert verbs() == [Verb.ROLE_SET, Verb.ROOM_HANDED_OVER]


def test_a_room_s_end_and_what_it_was_called(ann, room):
    archive_room(room=room, by=ann)
    restore_room(room=room, by=ann)
    delete_room(room=room, by=ann)
    assert verbs() == [Verb.ROOM_ARCHIVED, Verb.ROOM_RESTORED, Verb.ROOM_DELETED]
    gone = AuditEntry.objects.newest_first()[0]
    assert (gone.room_id, gone.room_name) == (room.pk, "Launch week")


def test_a_removed_message_with_the_reason_and_without_the_text(ann, bob, room):
    message = say(bob, room, "something rude")
    remove_message(message=message, by=membership(ann, room), reason="Be kind.")
    entry = only()
    assert (entry.verb, entry.actor_id, entry.person_id) == (Verb.MESSAGE_REMOVED, ann.pk, bob.pk)
    assert (entry.thing_id, entry.facts) == (message.pk, {"reason": "Be kind."})
    assert "rude" not in repr(AuditEntry.objects.values().get())


def test_links_and_webhooks_of_a_room(ann, room):
    revoke_link(invite=invite_to_room(by=membership(ann, room), lifetime=None, uses=None), by=ann)
    webhook, first = make_webhook(room=room, by=ann, name="Builds")
    second = rotate_webhook(webhook=webhook, by=ann)[1]
    revoke_webhook(webhook=webhook, by=ann)
    assert verbs() == [
        Verb.INVITE_MADE,
        Verb.INVITE_REVOKED,
        Verb.WEBHOOK_MADE,
        Verb.WEBHOOK_ROTATED,
        Verb.WEBHOOK_REVOKED,
    ]
    assert set(AuditEntry.objects.values_list("room_name", flat=True)) == {room.name}
    said = repr(list(AuditEntry.objects.values()))
    assert not [each for each in (first, second, first[-4:], "Builds") if each in said]


def test_what_one_does_with_one_s_own_is_nobody_s_business(bob, room):
    delete_message(message=say(bob, room, "mine"), by=bob)
    leave_room(membership=membership(bob, room))
    assert not AuditEntry.objects.exists()


def test_saying_something_asks_the_log_nothing(ann, room, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as asked:
        say(ann, room, "hello")
    assert not [each for each in asked.captured_queries if "audit" in each["sql"]]
