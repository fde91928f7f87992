"""A new SECRET_KEY in one process after the other, and the first to see it is a socket (promise P28)."""

import httpx
import pytest
from asgiref.sync import sync_to_async

from tests.listener import Listener
from tests.viewer import Viewer, cookies_for, http_for, post

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "old" * 20, "new" * 20


@pytest.fixture
def start(start_server, shared_data, settings):
    settings.SECRET_KEY = OLD  # people sign in here

    def start(key: str, *others: str):
        keys = {"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": ",".join(others)}
        return start_server(**shared_data, **keys)

    return start


async def is_in(server, cookies, room) -> bool:
    async with http_for(server.url, cookies) as http:
        return (await http.get(f"/rooms/{room.pk}/")).status_code == httpx.codes.OK


async def test_nobody_is_signed_out_by_a_key_that_changes_in_one_process_first(
    start, ann, bob, room
):
    before, after = start(OLD, NEW), start(NEW, OLD)
    cookies = await sync_to_async(cookies_for)(ann)
    async with (
        Viewer(after.url, cookies, room.pk) as first,
        Viewer(before.url, cookies, room.pk) as second,
    ):
        await first.until(lambda page: page.version)
        for server in (before, after, before, after):
            assert await is_in(server, cookies, room)
        for number, page in enumerate((first, second)):
            assert (await post(page.http, room.pk, f"still {number}")).status_code == httpx.codes.OK
        for page in (first, second):
            await page.until(lambda page: "still 1" in page.bodies)
            assert page.close_codes == []


async def test_the_old_key_may_go_when_everybody_has_been_seen_with_the_new_one(
    start, ann, bob, room
):
    both = start(NEW, OLD)
    anns, bobs = [await sync_to_async(cookies_for)(each) for each in (ann, bob)]
    async with Viewer(both.url, bobs, room.pk) as only_a_socket:
        await only_a_socket.until(lambda page: page.version)
    assert await is_in(both, anns, room)
    without = start(NEW)
    assert await is_in(without, anns, room)
    assert not await is_in(without, bobs, room)


async def test_a_programs_socket_opens_with_a_session_of_the_old_key(start, ann, room):
    server = start(NEW, OLD)
    cookies = await sync_to_async(cookies_for)(ann)
    headers = {"Cookie": f"sessionid={cookies['sessionid']}"}
    async with Listener(server.url, headers=headers, origin=server.url) as program:
        assert (await program.until("ready"))["user"]["id"] == ann.pk
    assert await is_in(server, cookies, room)
