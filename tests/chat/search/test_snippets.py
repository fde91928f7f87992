"""A piece of a message, safe and marked."""

import pytest

from chat.search.language import question_in
from chat.search.snippets import ELLIPSIS, LENGTH, snippet

LONG = "one two three four " * 40


def shown(text: str, typed: str) -> str:
    return snippet(text, question_in(typed).phrases)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("A café, a CAFE", "cafe", "A <mark>café</mark>, a <mark>CAFE</mark>"),
        ("launches", "launch", "<mark>launches</mark>"),
        ("launches", '"launch"', "launches"),
        ("week launch week", '"launch week"', "week <mark>launch week</mark>"),
        ("Don’t", "don't", "<mark>Don’t</mark>"),
        ("日本語を", "本語", "日<mark>本語</mark>を"),
        ("日本語を", "本", "日<mark>本</mark>語を"),
        ("日本語を", "日本 本語", "<mark>日本語</mark>を"),
        ("a\n\n b", "b", "a <mark>b</mark>"),
        ("", "a", ""),
    ],
)
def test_finds_are_marked(text, typed, expected):
    assert shown(text, typed) == expected


@pytest.mark.parametrize("typed", ["script", "mark", "b amp", "zzz"])
def test_no_tag_but_a_mark_comes_out(typed):
    html = shown('<script>alert("x")</script> <mark>b</mark> &amp;', typed)
    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert "&amp;amp;" in html or "<mark>amp</mark>" in html


@pytest.mark.parametrize("before", [0, 1, 20])
def test_a_long_text_is_cut_around_the_first_find(before):
    html = shown(LONG * before + "harbour " + LONG, "harbour")
    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert "<mark>harbour</mark>" in html
    assert LENGTH // 2 < len(plain) <= LENGTH + 2
    assert html.startswith(ELLIPSIS) == bool(before)
    assert html.endswith(ELLIPSIS)


def test_one_long_word_is_cut_too():
    assert shown("x" * 500, "x") == f"<mark>{'x' * LENGTH}</mark>{ELLIPSIS}"
