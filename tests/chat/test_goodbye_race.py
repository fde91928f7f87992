"""Somebody is deleted while others deal with them: no two wait for each other."""

from threading import Event

import pytest
from django.db import connection
from django.db.models.signals import pre_save

from accounts import blocks, contacts, people
from accounts.models import Block, Contact, User
from chat.models import Membership, Message
from tests.cast import say, together

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds


def delete_in_the_middle_of(deed, *, of, table: str, user) -> None:
    """Do the deed up to the moment before it writes its first `of`; begin to delete the person; and go
    on with the deed when the deletion is about to lock rows of the table."""
    held, reached = Event(), Event()

    def pause(**facts) -> None:
        held.set()
        assert reached.wait(PATIENCE)

    def look(execute, sql, params, many, context):
        is_lock = f'"{table}"' in sql and ("FOR UPDATE" in sql or sql.startswith("DELETE"))
        if is_lock:
            reached.set()
        return execute(sql, params, many, context)

    def delete() -> None:
        assert held.wait(PATIENCE)
        if (
            connection.vendor == "sqlite"
        ):  # whoever writes waits for their turn at the very beginning
            reached.set()
        with connection.execute_wrapper(look):
            people.delete_person(user)

    pre_save.connect(pause, sender=of)
    try:
        together(deed, delete)
    finally:
        pre_save.disconnect(pause, sender=of)


@pytest.mark.parametrize(("speaker", "body"), [("bob", "so long"), ("ann", "@bob, so long")])
def test_a_message_by_or_to_somebody_who_is_deleted_is_kept(ann, bob, room, speaker, body):
    by = User.objects.get(username=speaker)
    delete_in_the_middle_of(lambda: say(by, room, body), of=Message, table="chat_room", user=bob)
    assert Message.objects.filter(room=room, body=body).exists()
    assert not User.objects.get(pk=bob.pk).is_active
    assert not Membership.objects.of(bob).exists()


def test_an_ask_of_somebody_who_is_deleted_is_answered(ann, bob):
    contact = contacts.ask_contact(by=bob, of=ann)
    delete_in_the_middle_of(
        lambda: contacts.accept_contact(contact=contact),
        of=Membership,
        table="accounts_contact",
        user=bob,
    )
    assert Membership.objects.of(ann).filter(room__kind="direct").exists()
    assert not Contact.objects.exists()


def test_somebody_who_is_deleted_is_blocked(ann, bob):
    contacts.ask_contact(by=bob, of=ann)
    delete_in_the_middle_of(
        lambda: blocks.block(by=ann, whom=bob), of=Block, table="accounts_contact", user=bob
    )
    assert not Contact.objects.exists()
    assert not Block.objects.exists()
