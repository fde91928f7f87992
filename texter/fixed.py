"""Which parts of a template say the same to everybody.

A part is fixed by what it is made of; whatever is not known to be the same for everybody is not.
"""

from collections.abc import Callable
from typing import TypeVar

from django.template import Node
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import URLNode
from django.template.library import SimpleNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode

Tag = TypeVar("Tag", bound=Callable)

_fixed_tags: set[Callable] = set()


def fixed(tag: Tag) -> Tag:
    """Of a simple tag that gives the same for the same words, whoever looks, and whenever."""
    _fixed_tags.add(tag)
    return tag


def is_fixed(node: Node) -> bool:
    tell = _FIXED.get(type(node))
    return tell is not None and tell(node)


def _is_fixed_translation(node: TranslateNode) -> bool:
    said, var = node.filter_expression, node.filter_expression.var
    is_word = isinstance(var, Variable) and var.lookups is None and not said.filters
    return is_word and node.asvar is None and is_literal(node.message_context)


def _is_fixed_block(node: BlockTranslateNode) -> bool:
    is_told = node.extra_context or node.countervar or node.asvar or node.message_context
    return not is_told and node.render_token_list(node.singular)[1] == []


def _is_fixed_address(node: URLNode) -> bool:
    return is_named(node) and not (node.args or node.kwargs or node.asvar)


def is_named(node: URLNode) -> bool:
    """In no namespace: which of several is meant, the request says."""
    return is_literal(node.view_name) and ":" not in node.view_name.var


def _is_fixed_file(node: StaticNode) -> bool:
    return node.varname is None and is_literal(node.path)


def _is_fixed_tag(node: SimpleNode) -> bool:
    told = [*node.args, *node.kwargs.values()]
    is_alike = node.func in _fixed_tags and not node.takes_context and node.target_var is None
    return is_alike and all(map(is_literal, told))


def is_literal(said: FilterExpression | None) -> bool:
    return said is None or (isinstance(said.var, str) and not said.filters)


_FIXED: dict[type[Node], Callable] = {
    TextNode: lambda node: True,
    TranslateNode: _is_fixed_translation,
    BlockTranslateNode: _is_fixed_block,
    URLNode: _is_fixed_address,
    StaticNode: _is_fixed_file,
    SimpleNode: _is_fixed_tag,
}
