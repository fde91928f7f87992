"""An address of a template is the one that Django finds."""

from uuid import UUID

import pytest
from django.template import Context, Engine
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.functional import SimpleLazyObject

from texter import addresses, prerender

VALUES = [7, "7", True, 1, "1", 1.0, UUID(int=1), "ann", "a&b", "<b>'\"", "", None, "ü/ö"]
VALUES += [SimpleLazyObject(lambda: "ann")]
TAGS = ["{% url 'room' value %}", "{% url 'person' value %}", "{% url 'person' value as it %}"]


def both(tag: str, value, escapes: bool = True):
    """What Django writes, and what texter does; an error by its kind."""
    for change in (list, prerender.fix):
        template = Engine().from_string(tag + "{{ it }}")
        change(template.nodelist)
        try:
            yield template.render(Context({"value": value}, autoescape=escapes))
        except NoReverseMatch:
            yield NoReverseMatch


@pytest.mark.parametrize("escapes", [True, False])
@pytest.mark.parametrize("tag", TAGS)
def test_it_is_written_as_django_writes_it(tag, escapes):
    for value in [*VALUES, *reversed(VALUES)]:
        django, ours = both(tag, value, escapes)
        assert ours == django, repr(value)


@pytest.mark.parametrize("tag", ["{% url 'admin:index' %}", "{% url 'room' room_id=value %}"])
def test_what_may_depend_on_more_is_left_to_django(tag):
    template = Engine().from_string(tag)
    prerender.fix(template.nodelist)
    assert addresses.Address not in map(type, template.nodelist)
    django, ours = both(tag, 7)
    assert ours == django


def test_it_is_found_out_once_for_each_place_of_the_site(monkeypatch):
    asked = []
    monkeypatch.setattr(
        addresses, "reverse", lambda name, args: asked.append(args) or reverse(name, args=args)
    )
    addresses._address.cache_clear()
    try:
        for prefix in ("/", "/chat/", "/"):
            set_script_prefix(prefix)
            for _ in range(3):
                _, ours = both("{% url 'room' value %}", 7)
                assert ours == f"{prefix}rooms/7/"
    finally:
        set_script_prefix("/")
    assert asked == [(7,)] * 2
