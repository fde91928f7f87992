"""Several texters may share a Redis, each with a database of it."""

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer

from texter import brokers, env


def layer(address: str) -> RedisPubSubChannelLayer:
    return RedisPubSubChannelLayer(**brokers.layer(address)["CONFIG"])


async def test_who_has_another_database_hears_nothing(redis_server):
    server = redis_server.url.removesuffix("/0")
    one, other = layer(f"{server}/0"), layer(f"{server}/1")
    try:
        channel = await other.new_channel()
        await other.group_add("room", channel)
        await one.group_send("room", {"type": "said", "by": "one"})
        await other.group_send("room", {"type": "said", "by": "other"})
        assert (await other.receive(channel))["by"] == "other"
    finally:
        await one.flush()
        await other.flush()


@pytest.mark.parametrize(
    "address",
    [
        *("redis://host", "redis://host/", "redis://host:6379/0", "redis://host?db=0"),
        *("rediss://:secret@host/0?ssl_cert_reqs=none", "unix:///run/redis.sock?db=0"),
        "unix:///run/redis.sock",
    ],
)
def test_whoever_has_the_same_hears(address):
    same, another = brokers.layer("redis://host/0"), brokers.layer("redis://host/1")
    prefix = brokers.layer(address)["CONFIG"]["prefix"]
    assert prefix == same["CONFIG"]["prefix"] != another["CONFIG"]["prefix"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("localhost:6379", "is no address"),
        ("redis://host/acme", "ends with no number"),
        ("redis://host?socket_timeout=long", "is no address"),
        ("redis://:12/secret@host:6379/0", "ends with no number"),
        ("redis://:secret/12@host:6379/0", "is no address"),
    ],
)
def test_what_is_no_address_is_said_without_it(address, words):
    with pytest.raises(env.EnvError, match=f"^REDIS_URL {words}. Write redis://") as said:
        brokers.layer(address)
    assert "secret" not in str(said.value)
    assert said.value.__context__ is None or said.value.__suppress_context__
