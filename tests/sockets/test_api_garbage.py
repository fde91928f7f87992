"""Frames that make no sense: an error each, never a traceback, and no harm to anybody else."""

import asyncio
import json
import os
import random
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async

from tests.cast import person, say
from tests.listener import Listener, token_of

pytestmark = pytest.mark.django_db(transaction=True)

SOCKETS = int(os.environ.get("ATTACK_SOCKETS", "10"))
FRAMES = int(os.environ.get("ATTACK_FRAMES", "300"))  # in all; the full attack is 10,000 on 100

FAULTY = [
    ("", "invalid_json"),
    ("garbage", "invalid_json"),
    ("[]", "invalid_json"),
    ("null", "invalid_json"),
    ("[" * 60_000, "invalid_json"),
    ('{"a":' * 10_000, "invalid_json"),
    ("1" * 60_000, "invalid_json"),
    (b"\x00\xff", "not_text"),
    (b'{"type":"ping"}', "not_text"),
    ("{}", "unknown_type"),
    ('{"type":7}', "unknown_type"),
    ('{"type":["ping"]}', "unknown_type"),
    ('{"type":"ready"}', "unknown_type"),
    ('{"type":"\\ud800"}', "unknown_type"),
    ('{"type":"ping","x":1}', "invalid"),
    ('{"type":"ping","\\ud800":1}', "invalid"),
    ('{"type":"ping","id":7}', "invalid"),
    ('{"type":"ping","id":"\\ud800"}', "invalid"),
    ('{"type":"message.send"}', "invalid"),
    ('{"type":"message.send","room":1}', "invalid"),
    ('{"type":"message.send","room":"1","body":"x"}', "invalid"),
    ('{"type":"message.send","room":true,"body":"x"}', "invalid"),
    ('{"type":"message.send","room":1.0,"body":"x"}', "invalid"),
    ('{"type":"message.send","room":NaN,"body":"x"}', "invalid"),
    ('{"type":"message.send","room":-1,"body":"x"}', "invalid"),
    ('{"type":"message.send","room":99999999999999999999999,"body":"x"}', "invalid"),
    ('{"type":"message.send","room":1,"body":["x"]}', "invalid"),
    ('{"type":"message.send","room":1,"body":"\\ud800"}', "invalid"),
    ('{"type":"message.send","room":1,"body":"x","client_id":"x"}', "invalid"),
    ('{"type":"message.send","room":1,"body":"x","client_id":{}}', "invalid"),
    (
        '{"type":"message.send","room":1,"body":' + "[" * 900 + '"\\ud800"' + "]" * 900 + "}",
        "invalid",
    ),
    ('{"type":"messages.fetch","room":1,"limit":0}', "invalid"),
    ('{"type":"messages.fetch","room":1,"limit":101}', "invalid"),
    ('{"type":"messages.fetch","room":1,"before":-1}', "invalid"),
    ('{"type":"sync"}', "invalid"),
    ('{"type":"sync","rooms":[1]}', "invalid"),
    ('{"type":"sync","rooms":{"x":1}}', "invalid"),
    ('{"type":"sync","rooms":{"1":"1"}}', "invalid"),
    ('{"type":"sync","rooms":{"99999999999999999999":1}}', "invalid"),
    ('{"type":"watch","people":"3"}', "invalid"),
    ('{"type":"watch","people":[null]}', "invalid"),
    ('{"type":"presence","status":"visible"}', "invalid"),
]
PING = '{"type":"ping","id":"still there"}'


@pytest.fixture
def url(either_server):
    return either_server.url


async def test_each_is_answered_and_the_socket_stays(url, ann, bob, room):
    async with Listener(url, await token_of(ann)) as anns:
        await anns.until("ready")
        for frame, code in FAULTY:
            await anns.socket.send(frame)
            refused = await anns.until("error")
            assert (refused["code"], refused["id"]) == (code, None), frame[:80]
            assert refused["detail"]
            await anns.ask("ping")
        await sync_to_async(say)(bob, room, "still here")
        await anns.message("still here")


async def test_the_label_of_what_is_refused_comes_back(url, ann):
    async with Listener(url, await token_of(ann)) as anns:
        assert (await anns.ask("nonsense"))["code"] == "unknown_type"
        assert (await anns.ask("message.send", room="x"))["code"] == "invalid"


async def test_a_null_character_is_taken_out_of_what_is_said(url, ann, room):
    async with Listener(url, await token_of(ann)) as anns:
        ack = await anns.ask("message.send", room=room.pk, body="be\0fore")
        assert ack["message"]["body"] == "before"


async def test_too_much_for_a_frame(url, ann, settings):
    async with Listener(url, await token_of(ann)) as anns:
        await anns.socket.send("x" * (settings.FRAME_BYTES + 1))
        assert (await anns.until("error"))["code"] == "too_long"
        await anns.ask("ping")


async def test_nothing_but_nonsense_closes_the_socket(url, ann, settings):
    async with Listener(url, await token_of(ann)) as anns:
        await anns.until("ready")
        for _ in range(settings.FAULTY_COMMANDS):
            await anns.socket.send("garbage")
        assert await anns.close_code() == 4400
        assert len(anns.told("error")) >= settings.FAULTY_COMMANDS - 1


async def test_an_attack_leaves_everybody_else_alone(either_server, ann, room):
    """ATTACK_SOCKETS=100 ATTACK_FRAMES=10000 is the full one."""
    url, chance = either_server.url, random.Random(7)
    attackers = [await sync_to_async(person)(f"mallory{n}") for n in range(-(-SOCKETS // 20))]
    tokens = [await token_of(attacker) for attacker in attackers]
    async with Listener(url, await token_of(ann)) as anns:
        await anns.until("ready")
        before = memory_of(either_server)
        attacks = [
            attack(url, tokens[number % len(tokens)], chance, FRAMES // SOCKETS)
            for number in range(SOCKETS)
        ]
        flood = asyncio.gather(*attacks)
        said = await anns.ask("message.send", room=room.pk, body="in the middle of it")
        assert said["type"] == "ack"
        await anns.message("in the middle of it")
        assert sum(await flood) == FRAMES // SOCKETS * SOCKETS
        assert either_server.is_running
        assert memory_of(either_server) - before < 60 * 2**20
    assert "Traceback" not in either_server.log.read_text()


async def attack(url, token, chance, count) -> int:
    """So many faulty frames, with something sound between, so that the socket goes on."""
    async with Listener(url, token) as program:
        answered = 0
        while answered < count:
            frame = chance.choice(FAULTY)[0]
            await program.socket.send(frame)
            answered += 1
            if answered % 5 == 0:
                await program.socket.send(PING)
                await program.until("pong", seconds=120)
        return answered


def memory_of(server) -> int:
    """Resident bytes."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    return int(kilobytes) * 1024


def test_the_attack_knows_every_code():
    assert {code for _, code in FAULTY} == {"invalid_json", "not_text", "unknown_type", "invalid"}
    assert json.loads(PING)["id"]
