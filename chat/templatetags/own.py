"""What is a viewer's own: `{% own %}` marks it, `sections` and `facts` fill it in."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from chat import fragments
from chat.rows import SECTIONS, Row
from chat.slots import slot

register = template.Library()


@register.simple_block_tag
def own(content: str, name: str, of: object = "") -> SafeString:
    """A slot, `name` with `of` behind it; chat/slots.py says what becomes of it."""
    return slot(f"{name}{of}", content)


@register.filter
def sections(rows: Iterable[Row]) -> dict[str, SafeString]:
    """The rows of each section, as their viewer sees them; one look into the cache for all."""
    batch = list(rows)
    shown: dict[str, list[SafeString]] = {name: [] for name in SECTIONS}
    for row, markup in zip(batch, fragments.own_rows(batch), strict=True):
        shown[row.section].append(markup)
    return {name: mark_safe("".join(markups)) for name, markups in shown.items()}


@register.filter
def facts(rows: Iterable[Row], name: str) -> SafeString:
    """The viewer's part of the rows, for scripts."""
    return fragments.facts(name, rows)
