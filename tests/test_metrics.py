"""What is counted, and to whom it is told."""

import asyncio

import httpx
import pytest
from asgiref.sync import sync_to_async

from tests.listener import Listener, token_of
from tests.viewer import Viewer, cookies_for, http_for, post
from tests.waiting import until_time_is_left
from texter import metrics
from texter.layers import EmbeddedLayer

DROPPED = "texter_layer_losses_total", {"why": "dropped"}
TOKEN = "a token for who counts"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def counting(start_server, shared_data):
    return start_server(**shared_data, METRICS_TOKEN=TOKEN, API_REQUESTS_A_MINUTE="20")


def numbers(server) -> dict[str, float]:
    answer = httpx.get(f"{server.url}/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_nobody_else_learns_that_there_is_a_page(counting, start_server):
    without = start_server()
    strange = httpx.get(f"{counting.url}/no-such-page")
    for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": f"Basic {TOKEN}"}):
        answer = httpx.get(f"{counting.url}/metrics", headers=headers)
        assert (answer.status_code, answer.text) == (404, strange.text)
    for headers in (BEARER, {"Authorization": "Bearer"}):
        assert httpx.get(f"{without.url}/metrics", headers=headers).status_code == 404
    assert httpx.post(f"{counting.url}/metrics", headers=BEARER).status_code == 405


async def test_what_people_do_is_counted(counting, ann, bob, room):
    cookies = await sync_to_async(cookies_for)(ann)
    async with (
        Viewer(counting.url, cookies, room.pk) as page,
        http_for(counting.url, cookies) as http,
    ):
        await page.until(lambda page: page.version)
        assert numbers(counting)["texter_sockets"] == 1
        for number in range(3):
            assert (await post(http, room.pk, f"Hello {number}")).status_code == 200
        await page.until(lambda page: "Hello 2" in page.bodies)
        await http.get(f"/rooms/{room.pk}/changes/", params={"since": 0})
    told = numbers(counting)
    route = 'route="rooms/<int:room_id>/messages/",status="200"'
    assert told[f"texter_requests_total{{{route}}}"] == 3
    assert (told["texter_sends_total"], told["texter_ack_seconds_count"]) == (3, 3)
    assert 1 <= told["texter_fan_out_lag_seconds_count"] <= 3
    assert told['texter_repairs_total{by="page"}'] == 1
    async with asyncio.timeout(10):  # it is looked at twice a second
        while not numbers(counting)["texter_loop_lag_seconds_count"]:
            await asyncio.sleep(0.05)
    assert not [name for name in told if "Hello" in name or f"rooms/{room.pk}" in name]


def ask_too_often(server, token: str) -> list[int]:
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{server.url}/api/v1/me"
    return [httpx.get(url, headers=headers).status_code for _ in range(21)]


async def test_what_programs_do_is_counted(counting, ann, room):
    token = await token_of(ann)
    async with Listener(counting.url, token) as program:
        await program.ask("message.send", room=room.pk, body="Hello")
        await program.ask("sync", rooms={str(room.pk): 0})
    until_time_is_left(20)
    assert 429 in ask_too_often(counting, token)
    told = numbers(counting)
    assert (told["texter_sends_total"], told["texter_ack_seconds_count"]) == (1, 1)
    assert told['texter_repairs_total{by="program"}'] == 1
    assert told["texter_too_often_total"] == 1
    assert told["texter_sockets"] == 0


async def test_what_a_layer_drops_is_counted():
    before = metrics.REGISTRY.get_sample_value(*DROPPED)
    layer = EmbeddedLayer(capacity=2)
    channel = await layer.new_channel()
    await layer.group_add("room", channel)
    for number in range(3):
        await layer.group_send("room", {"type": "test", "number": number})
    assert metrics.REGISTRY.get_sample_value(*DROPPED) == before + 1
