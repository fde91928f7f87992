"""What a message says is made ready while nobody waits for its room."""

import unicodedata
from functools import partial

import nh3
import pytest
from django.core.management import call_command
from django.db import connection

from chat.actions.deletions import restore_message
from chat.actions.memberships import join_room, leave_room
from chat.actions.messages import delete_message, edit_message
from chat.actions.roles import set_role
from chat.actions.wording import as_now, prepared
from chat.models import Mention, Message, SearchEntry
from tests.cast import membership, say

LONG = "Ünlaut " * 300


@pytest.fixture
def locked(monkeypatch):
    """What was going on, and whether in a transaction, whenever something long was cleaned or folded."""
    seen: list[tuple[str, bool]] = []

    def watch(module, name: str) -> None:
        real = getattr(module, name)

        def watched(*args, **how):
            if max(map(len, args)) > 1_000:
                seen.append((name, connection.in_atomic_block))
            return real(*args, **how)

        monkeypatch.setattr(module, name, watched)

    watch(nh3, "clean")
    watch(unicodedata, "normalize")
    return seen


@pytest.mark.django_db(transaction=True)
def test_nothing_is_rendered_or_folded_while_a_room_is_locked(ann, room, locked):
    message = say(ann, room, LONG)
    deeds = [
        partial(say, ann, room, f"**again** {LONG}"),
        partial(edit_message, message=message, by=ann, body=f"other {LONG}"),
        partial(delete_message, message=message, by=ann),
        partial(restore_message, message=message, by=ann),
        partial(call_command, "reindex"),
    ]
    for deed in deeds:
        deed()
    assert {("clean", False), ("normalize", False)} == set(locked)
    assert len([name for name, _ in locked if name == "clean"]) >= 4


@pytest.mark.django_db
def test_who_came_meanwhile_is_named_and_who_went_is_not(ann, bob, cid, room):
    wording = prepared("@bob and @cid", room=room, by=ann)
    assert f'data-person="{bob.pk}"' in wording.html
    join_room(room=room, user=cid)
    leave_room(membership=membership(bob, room))
    now = as_now(wording, room=room, by=ann)
    assert f'data-person="{cid.pk}"' in now.html
    assert f'data-person="{bob.pk}"' not in now.html


@pytest.mark.django_db
def test_who_keeps_order_no_more_calls_nobody(ann, bob, room, settings):
    settings.CALLABLE_ROOM_SIZE = 1
    set_role(by=membership(ann, room), member=membership(bob, room), role="moderator")
    wording = prepared("@room", room=room, by=bob)
    assert 'data-person="0"' in wording.html
    set_role(by=membership(ann, room), member=membership(bob, room), role="member")
    assert 'data-person="0"' not in as_now(wording, room=room, by=bob).html


@pytest.mark.django_db
def test_where_nothing_changed_it_is_not_made_again(ann, room):
    wording = prepared("@bob", room=room, by=ann)
    assert as_now(wording, room=room, by=ann) is wording


@pytest.mark.django_db
def test_an_edit_is_found_by_its_new_words_alone(ann, room):
    message = say(ann, room, "@bob coffee")
    edit_message(message=message, by=ann, body="@bob tea")
    assert Mention.objects.count() == 1
    assert SearchEntry.objects.filter(pk=message.pk).count() == 1
    assert Message.objects.get(pk=message.pk).html.endswith("tea</p>")
