"""Markdown: what formats, what stays as it was typed, and that nothing else gets into a page."""

from html.parser import HTMLParser

import pytest

from chat import markup

PEOPLE = {"bob": 5, "ann.lee": 6}
OUTWARD = 'target="_blank" rel="nofollow noopener noreferrer"'


class Elements(HTMLParser):
    """The elements and the attributes' values of a piece of HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**a** *b* _c_ ~~d~~", "<p><strong>a</strong> <em>b</em> <em>c</em> <s>d</s></p>"),
        ("`a<b`", "<p><code>a&lt;b</code></p>"),
        ("a\nb\n\nc", "<p>a<br>b</p>\n<p>c</p>"),
        ("> a\n> b", "<blockquote>\n<p>a<br>b</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("```nonsense\na\n```", "<pre><code>a\n</code></pre>"),
        ("```py\nif\n```", '<pre><code><span class="hl-k">if</span>\n</code></pre>'),
        ("see e.de.", f'<p>see <a href="http://e.de" {OUTWARD}>e.de</a>.</p>'),
        ("a@b.org", f'<p><a href="mailto:a@b.org" {OUTWARD}>a@b.org</a></p>'),
        ("[a](https://e.org)", f'<p><a href="https://e.org" title="https://e.org" {OUTWARD}>a</a></p>'),
    ],
)  # fmt: skip
def test_markdown_formats(body, html):
    assert markup.to_html(body) == html


@pytest.mark.parametrize(
    "body",
    [
        "# not a heading",
        "a | b",
        "---",
        "snake_case_name",
        "2 * 3 * 4",
        "setup.py, readme.md and run.sh",
        "&lt; &amp; &#65;",
        "<b>bold</b>",
        "<!-- a --> <![CDATA[b]]> <?c?>",
        "{{ settings.SECRET_KEY }} {% load x %}",
        "a   b",
    ],
)
def test_the_rest_stays_as_it_was_typed(body):
    html = markup.to_html(body)
    assert markup.to_text(html).strip() == body
    assert Elements(html).names == {"p"}


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&#58;alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](vbscript:x) <javascript:alert(1)>",
        '[a](https://e.org"onmouseover="alert(1))',
        '[a](https://e.org "t\\" onclick=\\"alert(1)")',
        "![a](https://e.org/x.png)",
        '<a href="//e.org" hx-get="/x">a</a>',
        "```js\" onload=\"alert(1)\n<img src=x onerror=alert(1)>\n```",
        "`</code><script>alert(1)</script>`",
        "> <iframe src=//e.org>",
        "- <svg onload=alert(1)>",
        '<span class="mention" data-person="1">@root</span>',
        "<?muted> data-muted<?>",
    ],
)  # fmt: skip
def test_nothing_gets_in_that_is_not_named(body):
    html = markup.to_html(body, PEOPLE)
    found = Elements(html)
    assert found.names <= markup.TAGS
    assert {name for name, _ in found.attributes} <= {"href", "title", "target", "rel", "class"}
    hrefs = [value for name, value in found.attributes if name == "href"]
    assert all(href.startswith(("http://", "https://", "mailto:")) for href in hrefs)
    assert "<?" not in html


def test_a_mention_is_kept_by_id_and_shown_by_the_name_of_now():
    html = markup.to_html("@Bob, (@ann.lee.) @cid `@bob` [@bob](https://e.org)", PEOPLE)
    assert markup.people_in(html) == {5, 6}
    shown = markup.with_names(html, {5: "Robert &amp; Co"})
    assert '<span class="mention" data-person="5">@Robert &amp; Co</span>, (' in shown
    assert '<span class="mention" data-person="6">@ann.lee</span>.)' in shown
    assert shown.count("mention") == 2


@pytest.mark.parametrize("body", ["😀", "👍🏽 🎉", "👨‍👩‍👧", "🇩🇪🇫🇷", "1️⃣", "❤️"])
def test_a_few_emoji_are_large(body):
    assert markup.is_only_emoji(body)


@pytest.mark.parametrize("body", ["", "ok", "1", "#", "😀 hi", "😀" * 13])
def test_nothing_else_is_large(body):
    assert not markup.is_only_emoji(body)


def test_hostile_nesting_is_answered_soon():
    for body in (">" * 5_000, "*_" * 5_000, "[" * 5_000, "- " * 2_000, "`" * 9_999):
        assert len(markup.to_html(body)) < 200_000
