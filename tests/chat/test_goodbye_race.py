"""Somebody is deleted, or a room is, while others deal with them: no two wait for each other."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import connection

from accounts import blocks, contacts, people
from accounts.models import Block, Contact, User
from chat.actions.direct_rooms import direct_room
from chat.actions.memberships import join_room, leave_room
from chat.actions.reports import report_message
from chat.actions.room_life import delete_room
from chat.actions.rooms import open_room
from chat.actions.saved import save_message
from chat.errors import MessageNotFound, PersonNotFound, RoomNotFound
from chat.models import Attachment, Membership, Message, Report, Room, SavedMessage
from tests.cast import membership, room_of, say
from tests.files import upload
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGE = 'INSERT INTO "chat_message"'
PLACE = 'INSERT INTO "chat_membership"'
FOUND_BY = 'INSERT INTO "chat_searchentry"'


@pytest.mark.parametrize("before", [MESSAGE, FOUND_BY])
@pytest.mark.parametrize(("speaker", "body"), [("bob", "so long"), ("ann", "@bob, so long")])
def test_a_message_by_or_to_somebody_who_is_deleted_is_kept(ann, bob, room, speaker, body, before):
    by = User.objects.get(username=speaker)
    delete = partial(people.delete_person, bob)
    meanwhile(partial(say, by, room, body), before=before, rival=delete)
    assert Message.objects.filter(room=room, body=body).exists()
    assert not User.objects.get(pk=bob.pk).is_active
    assert not Membership.objects.of(bob).exists()


def test_a_file_that_somebody_sends_between_two_while_they_are_deleted_is_kept(ann, bob):
    direct = direct_room(people=[ann, bob])
    file = upload(bob, direct)
    send = partial(say, bob, direct, "so long", attachments=[file])
    meanwhile(send, before=FOUND_BY, rival=partial(people.delete_person, bob))
    assert Attachment.objects.get().message.body == "so long"
    assert not User.objects.get(pk=bob.pk).is_active


def test_what_somebody_uploads_while_they_are_deleted_goes_with_them(ann, bob, room):
    put = partial(upload, bob, room)
    add = 'INSERT INTO "chat_attachment"'
    meanwhile(put, before=add, rival=partial(people.delete_person, bob))
    assert not Attachment.objects.exists()
    assert not User.objects.get(pk=bob.pk).is_active


@pytest.mark.parametrize("turn", [people.deactivate, people.reactivate])
def test_what_somebody_uploads_while_they_are_shut_out_or_let_in_is_kept(bob, room, turn):
    put = partial(upload, bob, room)
    meanwhile(put, before='FROM "accounts_user"', rival=partial(turn, User.objects.get(pk=bob.pk)))
    assert Attachment.objects.get().uploader == bob
    assert User.objects.get(pk=bob.pk).is_active is (turn is people.reactivate)


@pytest.mark.parametrize("into", ["open", "direct", "own"])
def test_who_comes_into_a_room_while_they_are_deleted_is_in_none(ann, bob, into):
    other = room_of(ann, name="Other")
    come = {
        "open": partial(join_room, room=other, user=bob),
        "direct": partial(direct_room, people=[ann, bob]),
        "own": partial(open_room, by=bob, name="Own"),
    }[into]
    meanwhile(come, before=PLACE, rival=partial(people.delete_person, bob))
    assert not Membership.objects.of(bob).exclude(room__kind="direct").exists()
    assert not User.objects.get(pk=bob.pk).is_active


@pytest.mark.parametrize("into", ["open", "direct", "own"])
def test_who_is_deleted_comes_into_no_room_any_more(ann, bob, into):
    other = room_of(ann, name="Other")
    people.delete_person(User.objects.get(pk=bob.pk))
    come = {
        "open": partial(join_room, room=other, user=bob),
        "direct": partial(direct_room, people=[ann, bob]),
        "own": partial(open_room, by=bob, name="Own"),
    }[into]
    rooms = Room.objects.count()
    with pytest.raises(PersonNotFound):
        come()
    assert not Membership.objects.of(bob).exists()
    assert Room.objects.count() == rooms


def test_who_is_brought_in_between_the_locks_leaves_that_room_too(ann, bob, room):
    """It starts over: a room that is locked after the person is one that somebody else may hold, and
    wait for the person."""
    other = room_of(ann, name="Other")
    locked = []

    def look(execute, sql, params, many, context):
        is_lock = "FOR UPDATE" in sql
        locked.extend(table for table in ("chat_room", "accounts_user") if is_lock and table in sql)
        return execute(sql, params, many, context)

    def delete():
        with connection.execute_wrapper(look):
            people.delete_person(bob)

    meanwhile(delete, before='FROM "accounts_user" WHERE', rival=partial(_join, other, bob))
    assert not Membership.objects.of(bob).exists()
    if connection.vendor == "postgresql":
        assert locked.count("accounts_user") == 2


def _join(room, user):
    with suppress(PersonNotFound):  # on SQLite, where the deletion is over by then
        join_room(room=room, user=user)


def test_an_ask_of_somebody_who_is_deleted_is_answered(ann, bob):
    contact = contacts.ask_contact(by=bob, of=ann)
    accept = partial(contacts.accept_contact, contact=contact)
    meanwhile(accept, before=PLACE, rival=partial(people.delete_person, bob))
    assert Membership.objects.of(ann).filter(room__kind="direct").exists()
    assert not Contact.objects.exists()


def test_somebody_who_is_deleted_is_blocked(ann, bob):
    contacts.ask_contact(by=bob, of=ann)
    meanwhile(
        partial(blocks.block, by=ann, whom=bob),
        before='INSERT INTO "accounts_block"',
        rival=partial(people.delete_person, bob),
    )
    assert not Contact.objects.exists()
    assert not Block.objects.exists()


@pytest.mark.parametrize("before", ['INSERT INTO "chat_savedmessage"', 'FROM "accounts_user"'])
def test_what_is_saved_while_its_room_is_deleted_is_gone_or_not_found(ann, bob, room, before):
    said = say(ann, room, "keep this")
    save = partial(save_message, message=said, by=bob)
    meanwhile(save, before=before, rival=partial(delete_room, room=room, by=ann))
    assert not SavedMessage.objects.exists()
    assert not Room.objects.filter(pk=room.pk).exists()


def test_a_room_that_is_deleted_while_somebody_saves_from_it_is_gone(ann, bob, room):
    said = say(ann, room, "keep this")

    def save():
        with suppress(RoomNotFound, MessageNotFound):
            save_message(message=said, by=bob)

    delete = partial(delete_room, room=room, by=ann)
    meanwhile(delete, before='DELETE FROM "chat_message"', rival=save)
    assert not SavedMessage.objects.exists()
    assert not Room.objects.filter(pk=room.pk).exists()


def test_what_is_reported_while_its_room_is_deleted_is_gone(ann, bob, room):
    said = say(ann, room, "rude")
    report = partial(report_message, message=said, by=bob, reason="abuse")
    delete = partial(delete_room, room=room, by=ann)
    meanwhile(report, before='INSERT INTO "chat_report"', rival=delete)
    assert not Report.objects.exists()
    assert not Room.objects.filter(pk=room.pk).exists()


def test_who_reported_and_the_room_that_they_left_are_deleted_at_once(ann, bob, room):
    said = say(ann, room, "rude")
    report_message(message=said, by=bob, reason="abuse", words="He swears")
    leave_room(membership=membership(bob, room))
    delete = partial(delete_room, room=room, by=ann)
    meanwhile(partial(people.delete_person, bob), before='UPDATE "chat_report"', rival=delete)
    assert not Report.objects.exists()
    assert not Room.objects.filter(pk=room.pk).exists()
    assert not User.objects.get(pk=bob.pk).is_active
