"""Every word that people read passes through translation."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import DebugLexer, TokenType
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from pytest_django.asserts import assertContains

from accounts.models import SitePolicy, Theme, Verb
from chat import errors

ROOT = Path(__file__).resolve().parent.parent

# -- Templates ------------------------------------------------------------------------------------

TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()]
SAME_IN_EVERY_LANGUAGE = [
    "txt_…",  # how every personal token starts
    "example.org",  # the domain that is kept for examples
    # What a search reads besides words.
    *("from:me", "from:ann", "in:general", "in:", "has:link", "has:file", "has:image"),
    *("before:", "after:"),
]
# Blocks that are filled with attributes or addresses.
UNREAD_BLOCKS = re.compile(r"block (at_\w+|body_attrs|pane_name|socket)$")
READ_ALOUD = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
LETTER = re.compile(r"[^\W\d_]")
WORDS = re.compile(r"\b[A-Z][a-z’]|[\w’] \w")
QUOTED = re.compile(r"""(?<!_\()["']([A-Z][a-z’][^"']*)["']""")


class Reader(HTMLParser):
    """Collects what a page says: its text, and the attributes that are shown or read aloud."""

    def __init__(self, source: str):
        super().__init__()
        self.found: list[str] = []
        self.is_script = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.is_script = tag == "script"
        for name, value in attrs:
            pattern = LETTER if name in READ_ALOUD else WORDS if name.startswith("data-") else None
            if pattern and pattern.search(value or ""):
                self.found.append(value)

    def handle_endtag(self, tag: str) -> None:
        self.is_script = False

    def handle_data(self, data: str) -> None:
        if LETTER.search(data) and not self.is_script:
            self.found.append(data.strip())


def untranslated(source: str) -> list[str]:
    """The words that a template says as they stand there."""
    for words in SAME_IN_EVERY_LANGUAGE:
        source = source.replace(words, "")
    tokens = [(token.token_type, token.contents) for token in DebugLexer(source).tokenize()]
    return Reader("".join(own_texts(tokens))).found + list(quoted_words(tokens))


def own_texts(tokens: list):
    """The template's text outside its tags, without what is translated or is no text."""
    end = None
    for kind, contents in tokens:
        tag = contents.split()[0] if kind == TokenType.BLOCK else ""
        if end:
            end = None if tag == end else end
        elif tag in {"blocktranslate", "comment"} or UNREAD_BLOCKS.match(contents):
            end = f"end{tag}"
        elif kind == TokenType.TEXT:
            yield contents


def quoted_words(tokens: list):
    """What tags and filters are handed, as in {{ topic|default:"No topic" }}; English plurals too."""
    for kind, contents in tokens:
        is_tag = kind == TokenType.BLOCK and not contents.startswith("translate ")
        if kind == TokenType.VAR or is_tag:
            yield from QUOTED.findall(contents)
            yield from re.findall(r"\|pluralize.*", contents)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_says_nothing_in_english_only(path):
    assert untranslated(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", "Hello"),
        ('<a title="Open {{ room }}"></a>', "Open "),
        ('<p data-many="0 new messages"></p>', "0 new messages"),
        ('{{ topic|default:"No topic" }}', "No topic"),
        ('{% include "_form.html" with action="Save" %}', "Save"),
        ("{{ n }}{{ n|pluralize }}", "|pluralize"),
    ],
)
def test_english_in_a_template_is_found(source, words):
    assert untranslated(source) == [words]


# -- Python ---------------------------------------------------------------------------------------

MODULES = [
    path
    for package in ("accounts", "chat", "texter")
    for path in sorted((ROOT / package).rglob("*.py"))
    # Commands and counters speak to operators, and the API describes itself to developers.
    if not {"migrations", "management", "backup"} & set(path.parts)
    and path.name not in {"description.py", "metrics.py"}
]
SENTENCE = re.compile(r"[A-Z“%{].*[a-z’”)}][.?!…]$|.*[\w ]’[\w ]")
TRANSLATED = {"_", "gettext_lazy", "ngettext"}
# Operators and developers read English.
UNTRANSLATED = {"EnvError", "logger"}
LABELS = {"label", "verbose_name"}
OF_THE_API = {"description", "summary"}


def sentences(tree: ast.AST):
    """What reads like a sentence to a person, outside docstrings, logs, schema and translation."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            if SENTENCE.match(text_of(node)):
                yield text_of(node)
        elif isinstance(node, ast.keyword) and node.arg in LABELS and text_of(node.value):
            yield text_of(node.value)
        elif not is_for_nobody(node):
            yield from sentences(node)


def is_for_nobody(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)  # a docstring
    if isinstance(node, ast.keyword):
        return node.arg in {"help_text", *OF_THE_API} and isinstance(
            node.value, ast.Constant
        )  # a column's
    return isinstance(node, ast.Call) and called(node.func) in TRANSLATED | UNTRANSLATED


def called(function: ast.expr) -> str:
    """`logger` for `logger.info`: messages have an `error` too."""
    return ast.unparse(function).partition(".")[0]


def text_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_nothing_in_english_only(path):
    assert list(sentences(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("messages.error(request, 'That failed.')", "That failed."),
        ("raise Refused(f'{name} is missing.')", "{} is missing."),
        ("form.CharField(label='Name')", "Name"),
        ("WORDS = {413: 'Too much at once.'}", "Too much at once."),
    ],
)
def test_english_in_a_module_is_found(source, words):
    assert list(sentences(ast.parse(source))) == [words]


@pytest.mark.parametrize("error", [errors.ChatError, *errors.ChatError.__subclasses__()])
def test_a_refusal_waits_for_the_language(error):
    assert isinstance(error.words, Promise)


@pytest.mark.parametrize("choices", [Theme, SitePolicy.Signup, SitePolicy.Founders, Verb])
def test_what_people_choose_from_waits_for_the_language(choices):
    assert all(isinstance(choice.label, Promise) for choice in choices)


# -- Pages ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_page_names_its_language(client):
    assertContains(client.get(reverse("account_signup")), '<html lang="en">')


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_an_error_page_needs_neither_request_nor_database(status):
    page = render_to_string(f"{status}.html")
    assert '<html lang="en">' in page
    assert re.search("<h1>[^<]+</h1>", page)
