"""Where processes meet: in Redis, or in the memory of the only one. Settings like any other."""

from urllib.parse import urlsplit

from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from texter import env


def layer(address: str) -> dict:
    """The channel layer over a Redis."""
    redis = {
        "address": address,
        "retry": Retry(ExponentialBackoff(cap=1, base=0.05), 3),
        "retry_on_error": [RedisConnectionError, RedisTimeoutError],
        "health_check_interval": 15,
        "socket_keepalive": True,
    }
    # Redis keeps the databases of a server apart, but whoever listens hears what is said in all.
    prefix = f"texter-{_number(address)}"
    return {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"prefix": prefix, "hosts": [redis]},
    }


def _number(address: str) -> int:
    """The words repeat nothing of the address: a password that is written wrong stands anywhere in it."""
    try:
        number, path = parse_url(address).get("db", 0), urlsplit(address).path.strip("/")
    except ValueError:
        raise env.EnvError("REDIS_URL is no address. Write redis://host:6379/0.") from None
    if path and not path.isdecimal() and not address.startswith("unix:"):  # taken for 0
        raise env.EnvError("REDIS_URL ends with no number. Write redis://host:6379/0.")
    return number


REDIS_URL = env.text("REDIS_URL")
if env.flag("REDIS_TLS_INSECURE"):
    REDIS_URL = env.uncertified(REDIS_URL)
if REDIS_URL:
    CHANNEL_LAYERS = {"default": layer(REDIS_URL)}
    CACHES = {
        "default": {
            "BACKEND": "texter.cache.OptionalRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
else:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "texter.layers.EmbeddedLayer",
            # A process has one channel, so its capacity is the burst it may fall behind by.
            "CONFIG": {"capacity": 10_000},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "texter.memory_cache.MemoryCache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
