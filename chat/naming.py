"""The names that the people go by now whom messages name."""

from collections.abc import Iterable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString

from accounts.models import User
from chat import markup
from chat.models import Message


def names_in(batch: Iterable[Message]) -> dict[int, str]:
    """By their ids; at most one query."""
    ids = {pk for message in batch for pk in markup.people_in(message.html)}
    if not ids - {markup.EVERYBODY}:
        return {}
    people = User.objects.filter(pk__in=ids).only("name", "username")
    return {person.pk: str(person) for person in people}


def names_of(said: Iterable[Message | None], names: Mapping[int, str]) -> dict[int, str]:
    """Those of the names that these messages name."""
    if not names:
        return {}
    named = set[int]().union(*(markup.people_in(each.html) for each in said if each))
    return {pk: names[pk] for pk in named & names.keys()}


def html_of(message: Message, names: Mapping[int, str]) -> SafeString:
    """What the renderer of now made of it, and where an earlier one did, what that of now makes; with
    these names in it."""
    is_current = message.renderer == markup.RENDERER
    html = message.html if is_current else markup.to_html(message.body)
    return markup.with_names(html, {pk: escape(name) for pk, name in names.items()})
