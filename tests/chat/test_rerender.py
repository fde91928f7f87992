"""`manage.py rerender`: the same texts, by the renderer of now."""

import pytest
from django.core.management import call_command

from chat import markup, message_fragments
from chat.actions.rendering import render_again
from chat.models import Message
from tests.cast import say

pytestmark = pytest.mark.django_db


def outdate(message, html: str) -> None:
    Message.objects.filter(pk=message.pk).update(html=html, renderer=0)


def rerender(capsys) -> str:
    call_command("rerender")
    return capsys.readouterr().out


def test_what_an_earlier_renderer_made_is_made_anew(ann, room, capsys):
    message = say(ann, room, "**hi**")
    outdate(message, "<p>**hi**</p>")
    assert rerender(capsys) == "1 messages rendered.\n"
    message.refresh_from_db()
    assert (message.html, message.renderer) == ("<p><strong>hi</strong></p>", markup.RENDERER)
    assert rerender(capsys) == "0 messages rendered.\n"


def test_until_then_it_is_shown_as_the_renderer_of_now_does(ann, room):
    message = say(ann, room, "**hi**")
    outdate(message, "<p>**hi**</p>")
    message.refresh_from_db()
    assert "<strong>hi</strong>" in message_fragments.message(message)


def test_whom_it_names_stays_whatever_they_are_called_now(ann, bob, cid, room, capsys):
    message = say(ann, room, "@bob")
    outdate(message, message.html)
    bob.username = "robert"
    bob.save()
    rerender(capsys)
    message.refresh_from_db()
    assert markup.people_in(message.html) == {bob.pk}


def test_what_was_never_rendered_names_whom_it_was_noted_to_name(ann, bob, room, capsys):
    message = say(ann, room, "@bob")
    outdate(message, "")
    rerender(capsys)
    message.refresh_from_db()
    assert markup.people_in(message.html) == {bob.pk}


def test_what_is_edited_meanwhile_is_left_to_the_edit(ann, room):
    stale = say(ann, room, "before")
    Message.objects.filter(pk=stale.pk).update(body="after", html="<p>after</p>")
    assert render_again(messages=[stale]) == 0
