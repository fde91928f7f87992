"""Several texters may share a Redis, each with a database of it."""

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer

from texter import brokers, env


def layer(address: str) -> RedisPubSubChannelLayer:
    return RedisPubSubChannelLayer(**brokers.layer(address)["CONFIG"])


async def test_who_has_another_database_hears_nothing(redis_server):
    server = redis_server.url.removesuffix("/0")
    one, other = layer(f"{server}/0"), layer(f"{server}/1")
    channel = await other.new_channel()
    await other.group_add("room", channel)
    await one.group_send("room", {"type": "said", "by": "one"})
    await other.group_send("room", {"type": "said", "by": "other"})
    assert (await other.receive(channel))["by"] == "other"
    await one.flush()
    await other.flush()


def test_what_is_no_address_is_said():
    with pytest.raises(env.EnvError, match="REDIS_URL is not a Redis"):
        brokers.layer("localhost:6379")
