"""The key that texter makes for itself."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from texter import env

AT_ONCE = 12


@pytest.mark.parametrize("attempt", range(20))
def test_all_that_start_together_have_one_key(tmp_path, attempt):
    barrier = Barrier(AT_ONCE)

    def start(_) -> str:
        barrier.wait()
        return env.secret("NOT_SET", tmp_path / "key")

    with ThreadPoolExecutor(AT_ONCE) as threads:
        keys = set(threads.map(start, range(AT_ONCE)))
    assert keys == {(tmp_path / "key").read_text()}
    assert len(keys.pop()) > 50


def test_who_was_killed_before_it_wrote_leaves_room_for_a_key(tmp_path):
    (tmp_path / "key").touch()
    key = env.secret("NOT_SET", tmp_path / "key")
    assert key
    assert env.secret("NOT_SET", tmp_path / "key") == key == (tmp_path / "key").read_text()


def test_only_its_owner_reads_it(tmp_path):
    env.secret("NOT_SET", tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_what_is_given_comes_first_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("GIVEN", "a long random text")
    assert env.secret("GIVEN", tmp_path / "key") == "a long random text"
    assert not (tmp_path / "key").exists()


def test_a_key_that_may_only_be_read_is_read(tmp_path):
    (tmp_path / "key").write_text("kept\n")
    (tmp_path / "key").chmod(0o400)
    assert env.secret("NOT_SET", tmp_path / "key") == "kept"
    assert (tmp_path / "key").read_text() == "kept\n"
