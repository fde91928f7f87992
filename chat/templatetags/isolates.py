"""People's words in an attribute, where no `<bdi>` can stand."""

from collections.abc import Iterable

from django import template

register = template.Library()

START, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@register.filter
def in_isolates(names: Iterable[str]) -> str:
    """Names as a list, none of which turns its neighbours round."""
    return ", ".join(f"{START}{name}{END}" for name in names)
