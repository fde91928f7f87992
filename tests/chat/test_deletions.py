"""What becomes of a deletion: undone in time, its text forgotten; and what others said removed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from chat import message_fragments
from chat.actions.deletions import remove_message, restore_message
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.roles import set_role
from chat.actions.room_life import archive_room
from chat.changes import changes_since
from chat.errors import (
    InvalidMessage,
    MessageNotFound,
    NotAllowed,
    RoomArchived,
    RoomNotFound,
    TooLate,
)
from chat.models import DeletedText, Mention, Message, Reaction, Room
from tests.cast import membership, person, say

pytestmark = pytest.mark.django_db


def shown(message) -> str:
    return message_fragments.message(Message.objects.with_author().get(pk=message.pk))


def make_moderator(owner, user, room):
    set_role(by=membership(owner, room), member=membership(user, room), role="moderator")


@pytest.fixture
def too_late(settings):
    settings.UNDO_SECONDS = 0


def test_undoing_brings_back_what_it_said_as_it_looked(ann, bob, room):
    message = edit_message(message=say(ann, room, "helo"), by=ann, body="**hello** @bob")
    before = shown(message)
    delete_message(message=message, by=ann)
    again = restore_message(message=message, by=ann)
    kept = Message.objects.get(pk=message.pk)
    assert (kept.body, kept.html, kept.edited_at) == (message.body, message.html, message.edited_at)
    assert (kept.deleted_at, kept.deleted_by) == (None, None)
    assert again.version == message.version + 2
    now = f'data-version="{again.version}"'
    assert shown(message).replace(now, f'data-version="{message.version}"') == before


def test_mentions_go_with_a_message_and_come_back_with_it(ann, bob, room):
    message = say(ann, room, "@bob look")
    delete_message(message=message, by=ann)
    assert not Mention.objects.filter(user=bob).exists()
    restore_message(message=message, by=ann)
    assert Mention.objects.get(user=bob).seq == message.seq


def test_what_it_carried_comes_back_but_its_pin(ann, bob, room):
    message = say(ann, room, "keep")
    Reaction.objects.create(message=message, user=bob, emoji="🎉")
    Message.objects.filter(pk=message.pk).update(
        has_reactions=True, pinned_at=timezone.now(), pinned_by=bob
    )
    delete_message(message=message, by=ann)
    assert "🎉" not in shown(message)
    restore_message(message=message, by=ann)
    assert "🎉" in shown(message)
    kept = Message.objects.get(pk=message.pk)
    assert (kept.pinned_at, kept.pinned_by) == (None, None)


def test_quotes_follow_a_deletion_that_is_undone(ann, bob, room):
    asked = say(ann, room, "cake?")
    reply = say(bob, room, "yes", reply_to=asked)
    delete_message(message=asked, by=ann)
    assert "cake" not in shown(reply)
    restore_message(message=asked, by=ann)
    assert "cake?</span>" in shown(reply)


def test_after_a_few_seconds_it_is_too_late(ann, room, too_late):
    message = delete_message(message=say(ann, room, "secret"), by=ann)
    with pytest.raises(TooLate):
        restore_message(message=message, by=ann)
    assert Message.objects.get(pk=message.pk).is_deleted


def test_undoing_twice_changes_nothing_more(ann, room):
    message = delete_message(message=say(ann, room, "once"), by=ann)
    first = restore_message(message=message, by=ann)
    assert restore_message(message=message, by=ann).version == first.version
    room.refresh_from_db()
    assert room.version == first.version


def test_only_the_author_undoes_and_only_as_a_member(ann, bob, room):
    message = delete_message(message=say(bob, room, "mine"), by=bob)
    with pytest.raises(NotAllowed):
        restore_message(message=message, by=ann)
    leave_room(membership=membership(bob, room))
    with pytest.raises(RoomNotFound):
        restore_message(message=message, by=bob)


def test_an_archived_room_brings_nothing_back(ann, room):
    message = delete_message(message=say(ann, room, "old"), by=ann)
    archive_room(room=room, by=ann)
    with pytest.raises(RoomArchived):
        restore_message(message=message, by=ann)


def test_the_text_is_kept_nowhere_once_it_is_back(ann, room):
    message = delete_message(message=say(ann, room, "secret"), by=ann)
    assert DeletedText.objects.get().body == "secret"
    restore_message(message=message, by=ann)
    assert not DeletedText.objects.exists()


@pytest.mark.parametrize("undo", [False, True])
def test_late_texts_go_with_the_next_deletion_or_undoing(
    ann, room, undo, django_capture_on_commit_callbacks
):
    old = delete_message(message=say(ann, room, "old"), by=ann)
    new = say(ann, room, "new")
    if undo:
        delete_message(message=new, by=ann)
    DeletedText.objects.filter(message=old).update(kept_until=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        (restore_message if undo else delete_message)(message=new, by=ann)
    assert not DeletedText.objects.filter(message=old).exists()
    assert DeletedText.objects.filter(message=new).exists() != undo


def test_a_command_forgets_late_texts_and_no_others(ann, room, capsys):
    late, fresh = [delete_message(message=say(ann, room, body), by=ann) for body in "ab"]
    DeletedText.objects.filter(message=late).update(kept_until=timezone.now())
    call_command("forget")
    assert capsys.readouterr().out == "1 texts forgotten.\n"
    assert DeletedText.objects.get().message == fresh


def test_what_announces_a_deletion_says_nothing_of_the_text(ann, room):
    message = say(ann, room, "secret plan")
    before = Room.objects.get(pk=room.pk).version
    delete_message(message=message, by=ann)
    assert "secret" not in changes_since(room.pk, before).frame()


# -- Removing what others said ------------------------------------------------------------------------


def test_an_owner_removes_what_a_member_said_and_says_why(ann, bob, room):
    message = say(bob, room, "buy now")
    removed = remove_message(message=message, by=membership(ann, room), reason="  spam <b> ")
    assert (removed.deleted_by, removed.delete_reason, removed.body) == (ann, "spam <b>", "")
    assert "Removed by a moderator: <bdi>spam &lt;b&gt;</bdi>" in shown(message)
    assert "buy" not in shown(message)


def test_a_reason_may_be_left_out(ann, bob, room):
    message = remove_message(message=say(bob, room, "buy"), by=membership(ann, room))
    assert "Removed by a moderator</div>" in shown(message)


def test_a_removed_message_does_not_come_back(ann, bob, room):
    message = remove_message(message=say(bob, room, "buy"), by=membership(ann, room))
    assert not DeletedText.objects.exists()
    with pytest.raises(TooLate):
        restore_message(message=message, by=bob)


def test_an_overlong_reason_is_refused(ann, bob, room):
    message = say(bob, room, "buy")
    with pytest.raises(InvalidMessage):
        remove_message(message=message, by=membership(ann, room), reason="x" * 201)
    assert not Message.objects.get(pk=message.pk).is_deleted


def test_a_moderator_removes_what_plain_members_said_and_who_left(ann, bob, cid, room):
    join_room(room=room, user=cid)
    make_moderator(ann, bob, room)
    remove_message(message=say(cid, room, "spam"), by=membership(bob, room))
    spam = say(cid, room, "more")
    leave_room(membership=membership(cid, room))
    assert remove_message(message=spam, by=membership(bob, room)).is_deleted


def test_a_moderator_removes_nothing_of_owners_and_moderators(ann, bob, room):
    make_moderator(ann, bob, room)
    dan = person("dan")
    join_room(room=room, user=dan)
    make_moderator(ann, dan, room)
    for author in (ann, dan):
        with pytest.raises(NotAllowed):
            remove_message(message=say(author, room, "mine"), by=membership(bob, room))
    remove_message(message=say(bob, room, "his"), by=membership(ann, room))


def test_a_plain_member_removes_nothing(ann, bob, room):
    with pytest.raises(NotAllowed):
        remove_message(message=say(ann, room, "mine"), by=membership(bob, room))


def test_who_lost_the_role_meanwhile_removes_nothing(ann, bob, cid, room):
    join_room(room=room, user=cid)
    make_moderator(ann, bob, room)
    message, by = say(cid, room, "hm"), membership(bob, room)
    set_role(by=membership(ann, room), member=membership(bob, room), role="member")
    with pytest.raises(NotAllowed):
        remove_message(message=message, by=by)


def test_lines_of_the_room_and_own_messages_are_not_removed(ann, room):
    line = Message.objects.get(room=room, kind=Message.Kind.SYSTEM)
    for message in (line, say(ann, room, "mine")):
        with pytest.raises(NotAllowed):
            remove_message(message=message, by=membership(ann, room))


def test_a_deleted_message_is_not_removed_again(ann, bob, room):
    message = delete_message(message=say(bob, room, "x"), by=bob)
    with pytest.raises(MessageNotFound):
        remove_message(message=message, by=membership(ann, room))


def test_nobody_removes_anything_in_a_direct_or_an_archived_room(ann, bob, room):
    direct = direct_room(people=[ann, bob])
    with pytest.raises(NotAllowed):
        remove_message(message=say(bob, direct, "hi"), by=membership(ann, direct))
    message = say(bob, room, "hi")
    archive_room(room=room, by=ann)
    with pytest.raises(RoomArchived):
        remove_message(message=message, by=membership(ann, room))


def test_a_removed_message_loses_its_pin(ann, bob, room):
    message = say(bob, room, "pinned")
    Message.objects.filter(pk=message.pk).update(pinned_at=timezone.now(), pinned_by=ann)
    remove_message(message=message, by=membership(ann, room))
    assert not Message.objects.get(pk=message.pk).is_pinned


def test_whoever_is_gone_from_the_site_has_texts_that_can_be_removed(ann, bob, room):
    message = say(bob, room, "old spam")
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert remove_message(message=message, by=membership(ann, room)).is_deleted
