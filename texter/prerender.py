"""What stands between two things that differ in a template is put together once for each language.

Most of a page is such: markup, translations, addresses, icons. Which parts are, texter/fixed.py says; they
are never given a viewer, a room or a word that somebody said.
"""

from collections.abc import Iterator

from django.template import Context, Node, NodeList, Template
from django.template.base import TextNode, VariableNode
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    CycleNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    ResetCycleNode,
    URLNode,
)
from django.template.loader_tags import (
    BlockNode,
    ExtendsNode,
    IncludeNode,
    construct_relative_path,
)
from django.template.loaders import base, cached
from django.templatetags.i18n import LanguageNode
from django.urls import get_script_prefix
from django.utils.translation import get_language

from texter.addresses import Address
from texter.fixed import is_fixed, is_literal, is_named
from texter.plain import Plain

SILENT = (CommentNode, LoadNode)
# What is inside is rendered in another way than what is around it.
TURNING = (AutoEscapeControlNode, LanguageNode)
# They remember something for as long as their own file is rendered.
REMEMBERING = (BlockNode, CycleNode, ExtendsNode, IfChangedNode, ResetCycleNode)


class _Files(base.Loader):
    """Files with what is fixed put together; not in development, where errors name their tag."""

    def get_template(self, template_name: str, skip=None) -> Template:
        template = super().get_template(template_name, skip)
        if not self.engine.debug:
            fix(template.nodelist)
        return template


class Loader(cached.Loader, _Files):
    """Django's cache of such files."""


class Fixed(Node):
    """Neighbours that say the same to everybody, put together when they are first seen."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = NodeList(nodes)
        self.kept: dict[tuple, str] = {}

    def render(self, context: Context) -> str:
        way = _way_of(context)
        kept = self.kept.get(way)
        if kept is None:
            kept = self.kept[way] = self.nodes.render(context.new())
        return kept

    render_annotated = render


def _way_of(context: Context) -> tuple:
    """All that what is fixed depends on: the same in all of a file, and slow to find out."""
    way = context.render_context.get(Fixed)
    if way is None:
        way = get_language(), get_script_prefix(), context.autoescape
        context.render_context[Fixed] = way
    return way


class Turned(Node):
    """Has the way found out again for what is inside, and after it."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.nodelist = node.nodelist

    def render(self, context: Context) -> str:
        context.render_context[Fixed] = None
        try:
            return self.node.render(context)
        finally:
            context.render_context[Fixed] = None


class Included(IncludeNode):
    """A file by its name, looked up once, and rendered as a piece of the one that includes it."""

    piece: NodeList | None = None
    is_apart = False  # and rendered as a file of its own

    def render(self, context: Context) -> str:
        if self.piece is None and not self.is_apart:
            name = construct_relative_path(self.origin.template_name, self.template.var)
            found = context.template.engine.get_template(name)
            self.is_apart = not _can_be_a_piece(found.nodelist)
            self.piece = None if self.is_apart else found.nodelist
        if self.piece is None:
            return super().render(context)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        with context.push(**values):
            return self.piece.render(context)


def fix(nodelist: NodeList) -> None:
    """Put together what is fixed in it, here and further inside."""
    for node in nodelist:
        for inner in _inside(node):
            fix(inner)
    nodelist[:] = _put_together(nodelist)


def _put_together(nodelist: NodeList) -> Iterator[Node]:
    run: list[Node] = []
    for node in nodelist:
        if is_fixed(node):
            run.append(node)
        elif not isinstance(node, SILENT):
            yield from _one(run)
            yield _ready(node)
            run = []
    yield from _one(run)


def _one(run: list[Node]) -> list[Node]:
    if all(type(node) is TextNode for node in run):
        return [TextNode("".join(node.s for node in run))] if run else []
    return [Fixed(run)]


def _ready(node: Node) -> Node:
    if isinstance(node, TURNING):
        return Turned(node)
    if type(node) is IncludeNode and is_literal(node.template) and not node.isolated_context:
        included = Included(node.template, extra_context=node.extra_context)
        included.origin = node.origin
        return included
    if type(node) is URLNode and is_named(node) and not node.kwargs:
        return Address(node.view_name, node.args, {}, node.asvar)
    return Plain(node.filter_expression) if type(node) is VariableNode else node


def _inside(node: Node) -> Iterator[NodeList]:
    """Only where it is known what becomes of it."""
    if isinstance(node, IfNode):
        yield from (inner for _, inner in node.conditions_nodelists)
    elif _is_known(node):
        names = {"nodelist", *node.child_nodelists}
        yield from (getattr(node, name) for name in names if getattr(node, name, None))


def _can_be_a_piece(nodelist: NodeList) -> bool:
    return all(
        _is_known(node)
        and not isinstance(node, REMEMBERING)
        and all(map(_can_be_a_piece, _inside(node)))
        for node in nodelist
    )


def _is_known(node: Node) -> bool:
    return type(node).__module__.startswith(("django.template", "texter."))
