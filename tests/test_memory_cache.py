"""The cache in memory finds many things as it finds each of them."""

import pytest

from texter.memory_cache import MemoryCache


@pytest.fixture
def cache():
    cache = MemoryCache("apart", {"OPTIONS": {"MAX_ENTRIES": 4}})
    yield cache
    cache.clear()


def test_what_is_there_is_found_and_nothing_else(cache):
    cache.set_many({"a": [1], "b": "two", "none": None})
    cache.set("past", 1, timeout=-1)
    asked = ["none", "b", "past", "a", "never there"]
    assert cache.get_many(asked) == {"none": None, "b": "two", "a": [1]}
    assert cache.get_many([]) == {}
    assert cache.get_many(["a"], version=2) == {}


def test_what_was_found_is_ones_own(cache):
    cache.set("a", [1])
    cache.get_many(["a"])["a"].append(2)
    assert cache.get_many(["a"]) == {"a": [1]}


def test_what_was_asked_for_last_stays_longest(cache):
    for key in "abcd":
        cache.set(key, key)
    cache.get_many(["a", "b"])
    cache.set("e", "e")
    assert cache.get_many("abcde").keys() >= {"a", "b", "e"}
