"""What people type, and what it asks for."""

from datetime import date

import pytest

from chat.search.language import MOST_PHRASES, Phrase, Question, question_in


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("launch week", [Phrase(("launch",)), Phrase(("week",), is_open=True)]),
        ('"launch week" bo', [Phrase(("launch", "week")), Phrase(("bo",), is_open=True)]),
        ("“launch week”", [Phrase(("launch", "week"))]),
        ('"launch', [Phrase(("launch",))]),
        ("don’t", [Phrase(("don", "t"), is_open=True)]),
        ("日本語", [Phrase(("日本", "本語"))]),
        ("語", [Phrase(("語",), is_open=True)]),
        ("a:b", [Phrase(("a", "b"), is_open=True)]),
        ("from: in:", [Phrase(("from",)), Phrase(("in",), is_open=True)]),
        ("hello from:ann", [Phrase(("hello",))]),
        ('NEAR(a) * " AND', [Phrase(("near", "a")), Phrase(("and",))]),
        ("🎉 -- ' \\ & | !", []),
    ],
)
def test_words_and_phrases(typed, phrases):
    assert question_in(typed).phrases == phrases


def test_whom_and_where_and_when():
    assert question_in('from:@ann FROM:me in:"Launch week" in:#7 has:link has:FILE') == Question(
        people=["ann", "me"], rooms=["Launch week", "7"], has={"link", "file"}
    )
    between = question_in("after:2026-10-01 before:2026-11-1 before:2027-01-01")
    assert (between.after, between.before) == (date(2026, 10, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    "piece", ["has:pony", "before:yesterday", "after:2026-13-01", "before:9999-12-31", "from:@"]
)
def test_what_means_nothing_is_said_and_left_out(piece):
    question = question_in(f"{piece} word")
    assert question.senseless == [piece]
    assert question.phrases == [Phrase(("word",), is_open=True)]


def test_it_takes_only_so_much():
    assert len(question_in("word " * 100).phrases) == MOST_PHRASES


@pytest.mark.parametrize("typed", ["", "   ", "🎉", "has:pony"])
def test_nothing_is_asked_for(typed):
    assert question_in(typed).is_empty
