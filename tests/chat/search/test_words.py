"""What is one word to whoever looks for it."""

import pytest

from chat.search.words import LONGEST, fold, normal, words_in


def folded(text: str) -> list[str]:
    return [word.folded for word in words_in(normal(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, WORLD", ["hello", "world"]),
        ("Café CAFE\u0301 cafe", ["cafe"] * 3),
        ("Straße Æsir Łódź søt", ["strasse", "æsir", "lodz", "sot"]),
        ("İstanbul ISTANBUL", ["istanbul"] * 2),
        ("don't don’t", ["don", "t"] * 2),
        ("foo_bar a.b/c 3.14", ["foo", "bar", "a", "b", "c", "3", "14"]),
        ("ＡＢＣ", ["abc"]),
        ("⑴ ﷺ", ["1", "صلىاللهعليهوسلم"]),
        ("كَتَبَ", ["كتب"]),
        ("हिन्दी", ["हिन्दी"]),
        ("日本語 中", ["日本", "本語", "語", "中"]),
        ("abc日本", ["abc", "日本", "本"]),
        ("한국어", ["한국", "국어", "어"]),
        ("がか", ["がか", "か"]),
        ("ไทย", ["ไท", "ทย", "ย"]),
        ("🎉❤️ - !", []),
        ("", []),
        ("x" * 999, ["x" * LONGEST]),
    ],
)
def test_words_are_folded(text, words):
    assert folded(text) == words


def test_no_word_holds_a_sign_that_a_database_would_read():
    for code in range(0x80, 0x20000):
        assert all(not c.isascii() or c.isalnum() for c in fold(chr(code))), hex(code)


@pytest.mark.parametrize("text", ["Café au lait", "日本語 abc", "plain words here"])
def test_each_says_where_it_stands(text):
    for word in words_in(text):
        assert folded(text[word.start : word.end])[0] == word.folded
