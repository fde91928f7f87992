"""A variable of a template is written as Django writes it."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.template import Context, Engine
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from texter.plain import Plain


class Person:
    def __str__(self) -> str:
        return "Ann <&> 'Bob'"


VALUES = [
    "plain",
    "<b>&\"'</b>",
    mark_safe("<b>&</b>"),
    "",
    None,
    True,
    0,
    7,
    -1_234_567,
    1234.5,
    Decimal("1234.50"),
    datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
    UUID(int=1),
    Person(),
    SimpleLazyObject(lambda: "<lazy>"),
    gettext_lazy("Close"),
    ["<a>", 1],
]


@pytest.mark.parametrize("groups", [False, True])
@pytest.mark.parametrize("escapes", [True, False])
@pytest.mark.parametrize("value", VALUES)
def test_it_is_written_as_django_writes_it(value, escapes, groups, settings):
    settings.USE_THOUSAND_SEPARATOR = groups
    (node,) = Engine().from_string("{{ value }}").nodelist
    for language in ("en", "de", "ar"):
        with override(language):
            context = Context({"value": value}, autoescape=escapes)
            context.template = Engine().from_string("")
            plain, django = Plain(node.filter_expression).render(context), node.render(context)
            assert plain == django
            assert hasattr(plain, "__html__") == hasattr(django, "__html__")


def test_a_variable_that_is_not_there_says_nothing():
    (node,) = Engine().from_string("{{ value }}").nodelist
    context = Context()
    context.template = Engine().from_string("")
    assert Plain(node.filter_expression).render(context) == node.render(context) == ""
