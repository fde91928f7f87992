"""A body that takes its time."""

import asyncio
import time

import pytest
from django.core.exceptions import RequestAborted

from texter.bodies import BodyRefused, read_body


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
    assert refusal.value.status == 408


def test_one_that_grows_too_long_is_given_up(settings):
    settings.BODY_BYTES = 10
    with pytest.raises(BodyRefused) as refusal:
        read(chunk(6), chunk(6), chunk(6, more=False))
    assert refusal.value.status == 413


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
    assert refusal.value.status == 408
    assert time.monotonic() - started >= 0.2


def test_the_refusal_knows_the_limit(settings):
    settings.BODY_BYTES, settings.UPLOAD_BYTES = 10, 20
    for asks, limit in ((nobody, 10), (somebody, 20)):
        with pytest.raises(BodyRefused) as refusal:
            read(chunk(25, more=False), announced=25, asks=asks)
        assert (refusal.value.status, refusal.value.limit) == (413, limit)


def test_it_waits_on_the_disk_beside_the_media(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = tmp_path / "none", 10
    with pytest.raises(FileNotFoundError):
        read(chunk(15, more=False))


def test_who_hangs_up_is_not_answered():
    with pytest.raises(RequestAborted):
        read(chunk(3), {"type": "http.disconnect"})
