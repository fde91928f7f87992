"""What a body says, in Markdown: to safe HTML, once, when it is written.

HTML that somebody types stays text. What Markdown makes of the rest is cleaned once more by nh3, so
that nothing gets into a page that is not named here.
"""

import re
from collections.abc import Mapping
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from chat import text

# Grows when the same body gives another HTML; what is older is rendered afresh where it is shown.
RENDERER = 1
ROOM = "room"  # what calls everybody in a room
EVERYBODY = 0  # the id that stands for them all
HIGHLIGHTED = 2_000  # characters of code: some lexers take a second for ten thousand
RULES = [
    "autolink",
    "backticks",
    "blockquote",
    "emphasis",
    "escape",
    "fence",
    "link",
    "linkify",
    "list",
    "newline",
    "strikethrough",
]
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "span", "strong", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "span": {"class", "data-person"}}
SCHEMES = {"http", "https", "mailto"}
# What a bare name may end in to be taken for a host: not setup.py, readme.md or run.sh.
HOSTS = """
app at au be biz br ca ch cn com cz de dev dk edu es eu fi fr gov gr ie in info int io it jp kr
mil mx net nl no nz org pl pt ru se tr tv ua uk us za
"""
EMOJI = re.compile(
    r"(?:[\U0001F1E6-\U0001F1FF]{2}|[0-9#*]\ufe0f\u20e3"
    r"|[\u00a9\u00ae\u203c-\u3299\U0001F000-\U0001FAFF][\ufe0f\U0001F3FB-\U0001F3FF]?"
    r"(?:\u200d[\u2190-\u2bff\U0001F000-\U0001FAFF][\ufe0f\U0001F3FB-\U0001F3FF]?)*)"
)
ONLY_EMOJI = re.compile(rf"(?:{EMOJI.pattern}\s*){{1,12}}")
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"<br>|</(?:p|li|pre)>")
LINK = re.compile(r'<a href="(https?://[^"]+)"')
SPELLED = re.compile(r'<span class="mention" data-person="(\d+)">@([^<]*)</span>')
NAMED = re.compile(r'(<span class="mention" data-person="(\d+)">)@[^<]*(</span>)')


def to_html(body: str, people: Mapping[str, int] | None = None) -> SafeString:
    """A body as safe HTML; `people`: lower-case usernames that it may name, to their ids."""
    rendered = _markdown.render(body, {"people": people or {}})
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return mark_safe(clean.strip())


def to_text(html: str) -> str:
    """What is read of a rendered body, without the signs that formatted it."""
    return unescape(TAG.sub("", BREAK.sub("\n", html)))


def people_in(html: str) -> set[int]:
    """The ids of the people whom a rendered body names."""
    return {int(found[2]) for found in NAMED.finditer(html)}


def spelled_in(html: str) -> dict[str, int]:
    """The usernames by which a rendered body names people, as they are compared, and their ids."""
    spelled = SPELLED.finditer(html)
    return {text.username(unescape(found[2])): int(found[1]) for found in spelled}


def links_in(html: str) -> list[str]:
    """The addresses of the web to which a rendered body leads, in order."""
    return [unescape(address) for address in LINK.findall(html)]


def with_names(html: str, names: Mapping[int, str]) -> SafeString:
    """Mentions by the names that people have now; `names` by id."""

    def named(found: re.Match) -> str:
        name = names.get(int(found[2]))
        return found[0] if name is None else f"{found[1]}@{name}{found[3]}"

    return mark_safe(NAMED.sub(named, html))


def is_only_emoji(body: str) -> bool:
    """A few emoji and nothing else: they are shown large."""
    return bool(ONLY_EMOJI.fullmatch(body))


def _mark_mentions(state: StateCore) -> None:
    """Text that names somebody, in a token of its own; not in code and not in a link."""
    people = state.env["people"]
    for block in state.tokens if people else ():
        if block.type == "inline":
            block.children = list(_named(block.children or [], people))


def _named(tokens: list[Token], people: Mapping[str, int]):
    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not depth:
            yield from _split(token, people)
        else:
            yield token


def _split(token: Token, people: Mapping[str, int]):
    at = 0
    for found in text.MENTION.finditer(token.content):
        username = text.username_in(found[1], people)
        if username is None:
            continue
        yield _text(token.content[at : found.start()], token.level)
        mention = Token("mention", "", 0, content=f"@{username}", level=token.level)
        mention.meta = {"person": people[text.username(username)]}
        yield mention
        at = found.start() + 1 + len(username)
    yield _text(token.content[at:], token.level)


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _render_mention(renderer, tokens, i, options, env) -> str:
    person, name = tokens[i].meta["person"], nh3.clean_text(tokens[i].content)
    return f'<span class="mention" data-person="{person}">{name}</span>'


def _render_code(renderer, tokens, i, options, env) -> str:
    code, language = tokens[i].content, tokens[i].info.strip().split(" ")[0]
    return f"<pre><code>{_highlighted(code, language)}</code></pre>\n"


def _highlighted(code: str, language: str) -> str:
    if not language or len(code) > HIGHLIGHTED:
        return _escaped(code)
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return _escaped(code)
    return highlight(code, lexer, HtmlFormatter(nowrap=True, classprefix="hl-"))


def _render_link(renderer, tokens, i, options, env) -> str:
    """Where a link with words of its own leads is said in its title."""
    link = tokens[i]
    link.attrs.pop("title", None)
    if link.markup not in ("linkify", "autolink"):
        link.attrSet("title", str(link.attrGet("href")))
    return renderer.renderToken(tokens, i, options, env)


def _render_break(renderer, tokens, i, options, env) -> str:
    return "<br>"


def _escaped(plain: str) -> str:
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"linkify": True, "html": False}).enable(RULES)
    parser.core.ruler.push("mentions", _mark_mentions)
    parser.linkify.tlds(HOSTS.split())
    for scheme in ("//", "ftp:"):
        parser.linkify.add(scheme, None)
    for name, rule in {
        "mention": _render_mention,
        "fence": _render_code,
        "link_open": _render_link,
        "softbreak": _render_break,
        "hardbreak": _render_break,
    }.items():
        parser.add_render_rule(name, rule)
    return parser


_markdown = _parser()
