"""`manage.py reindex`: what is found afterwards is what the messages say."""

import pytest
from django.core.management import call_command

from chat.actions.messages import delete_message
from chat.management.commands import reindex
from chat.models import Message, SearchEntry
from chat.search.results import results_for
from chat.sidebar import rows_for
from tests.cast import say

pytestmark = pytest.mark.django_db


def found(user, typed: str) -> list[str]:
    return [each.message.body for each in results_for(user, typed, rows_for(user.pk)).found]


def test_what_was_never_indexed_is_found(ann, room, capsys, monkeypatch):
    monkeypatch.setattr(reindex, "AT_ONCE", 2)
    for number in range(5):
        say(ann, room, f"tea {number}")
    SearchEntry.objects.all().delete()
    assert found(ann, "tea") == []
    call_command("reindex")
    assert capsys.readouterr().out == "5 messages can be found.\n"
    assert len(found(ann, "tea")) == 5


def test_what_an_earlier_renderer_left_without_html_is_found(ann, room):
    message = say(ann, room, "**tea**")
    Message.objects.filter(pk=message.pk).update(html="", renderer=0)
    call_command("reindex")
    assert found(ann, "tea") == ["**tea**"]


def test_what_was_wrong_is_put_right(ann, room):
    said, gone = say(ann, room, "tea"), say(ann, room, "milk")
    delete_message(message=gone, by=ann)
    SearchEntry.objects.filter(message=said).update(terms=["coffee"])
    SearchEntry.objects.create(message=gone, terms=["milk"])
    call_command("reindex")
    assert found(ann, "tea") == ["tea"]
    assert found(ann, "coffee") == []
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [said.pk]
