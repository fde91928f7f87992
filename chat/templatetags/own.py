"""What is a viewer's own: `{% own %}` marks it, `section` and `facts` fill it in."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from chat import fragments
from chat.rows import Row
from chat.slots import slot

register = template.Library()


@register.simple_block_tag
def own(content: str, name: str, of: object = "") -> SafeString:
    """A slot, `name` with `of` behind it; chat/slots.py says what becomes of it."""
    return slot(f"{name}{of}", content)


@register.filter
def section(rows: Iterable[Row], name: str) -> SafeString:
    """The rows of one section, as their viewer sees them."""
    return mark_safe("".join(fragments.own_rows([row for row in rows if row.section == name])))


@register.filter
def facts(rows: Iterable[Row], name: str) -> SafeString:
    """The viewer's part of the rows, for scripts."""
    return fragments.facts(name, rows)
