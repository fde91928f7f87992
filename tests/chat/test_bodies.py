"""A body that takes its time."""

import asyncio
import time

import pytest
from django.core.exceptions import RequestAborted

from chat.errors import TooManyAtOnce
from texter.bodies import BodyRefused, read_body
from texter.inflight import place_for


async def nobody():
    return False


async def somebody():
    return True


def receiving(*events):
    waiting = list(events)

    async def receive():
        if waiting:
            return waiting.pop(0)
        return await asyncio.Event().wait()

    return receive


def chunk(size, more=True):
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


def read(*events, announced=0, asks=nobody):
    return asyncio.run(read_body(receiving(*events), announced, asks))


def test_a_body_comes_whole():
    assert read(chunk(3), chunk(2, more=False)).read() == b"xxxxx"


def test_one_that_never_ends_is_given_up(settings):
    settings.BODY_SECONDS = 0.05
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(3))
    assert refusal.value.refusal.status == 408


def test_one_that_grows_too_long_is_given_up(settings):
    settings.BODY_BYTES = 10
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(6), chunk(6), chunk(6, more=False))
    assert refusal.value.refusal.status == 413


def test_an_upload_is_for_people_who_are_in(settings):
    settings.BODY_BYTES, settings.UPLOAD_BYTES = 10, 20
    assert len(read(chunk(15, more=False), announced=15, asks=somebody).read()) == 15
    with pytest.raises(BodyRefused):
        read(chunk(15, more=False), announced=15)
    with pytest.raises(BodyRefused):
        read(chunk(25, more=False), announced=25, asks=somebody)


def test_an_upload_takes_its_time_and_a_strangers_does_not(settings):
    settings.BODY_BYTES, settings.UPLOAD_BYTES = 10, 20
    settings.BODY_SECONDS, settings.UPLOAD_SECONDS = 0.05, 0.2
    started = time.monotonic()
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(15), announced=15, asks=somebody)
    assert refusal.value.refusal.status == 408
    assert time.monotonic() - started >= 0.2


@pytest.mark.parametrize(("asks", "limit"), [(nobody, 2), (somebody, 4)])
def test_the_refusal_names_the_limit(settings, asks, limit):
    settings.BODY_BYTES, settings.UPLOAD_BYTES = 2 * 2**20, 4 * 2**20
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(5 * 2**20, more=False), announced=5 * 2**20, asks=asks)
    assert f"Up to {limit} MB" in refusal.value.refusal.words


def test_who_is_in_may_finish_and_the_start_is_kept(settings):
    settings.BODY_BYTES, settings.UPLOAD_BYTES, settings.HEAD_BYTES = 10, 20, 5
    for announced in (0, 32):
        events = [chunk(8), chunk(8), chunk(8), chunk(8, more=False)]
        with pytest.raises(BodyRefused) as refusal:
            read(*events, announced=announced, asks=somebody)
        assert refusal.value.head.read() == b"xxxxx"


def test_a_stranger_is_not_listened_to_any_longer(settings):
    settings.BODY_BYTES = 10
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(8), chunk(8))
    assert refusal.value.head is None


def test_nobody_is_listened_to_for_ever(settings):
    settings.BODY_BYTES, settings.UPLOAD_BYTES, settings.READ_PAST_BYTES = 10, 20, 30
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(8), announced=31, asks=somebody)
    assert refusal.value.head is None
    with pytest.raises(BodyRefused):
        read(*[chunk(8)] * 10, asks=somebody)


def test_a_full_disk_takes_no_upload(settings):
    settings.BODY_BYTES, settings.UPLOAD_BYTES, settings.FREE_MEGABYTES = 10, 20, 10**9
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(15, more=False), announced=15, asks=somebody)
    assert refusal.value.refusal.status == 507
    assert len(read(chunk(5, more=False)).read()) == 5, "a form still goes"


def test_of_one_person_few_are_taken_in_at_once(settings):
    settings.UPLOADS_AT_ONCE = 2
    with place_for(1), place_for(1), place_for(2):
        with pytest.raises(TooManyAtOnce) as refusal:
            place_for(1).__enter__()
        assert (refusal.value.status, refusal.value.headers) == (429, {"Retry-After": "10"})
    with place_for(1), place_for(1):
        pass


def test_it_waits_on_the_disk_beside_the_media(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = tmp_path / "none", 10
    with pytest.raises(FileNotFoundError):
        read(chunk(15, more=False))


def test_who_hangs_up_is_not_answered():
    with pytest.raises(RequestAborted):
        read(chunk(3), {"type": "http.disconnect"})
