"""A Redis cache that the site can do without."""

import logging
import time
from typing import ClassVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

PAUSE = 1.0  # seconds without a further try after a failure, so that nobody waits twice

logger = logging.getLogger(__name__)


class OptionalRedisCache(RedisCache):
    """Answers as an empty cache would while Redis is away.

    Django makes a cache object for every request and socket; all of them share one client and one
    memory of the last failure.
    """

    _clients: ClassVar[dict] = {}
    _resume_at: ClassVar[float] = 0.0

    @property
    def _cache(self):
        address = str(self._servers)
        if address not in self._clients:
            self._clients[address] = self._class(self._servers, **self._options)
        return self._clients[address]

    def _or(self, default, call, *args, **kwargs):
        if time.monotonic() < self._resume_at:
            return default
        try:
            return call(*args, **kwargs)
        except (RedisConnectionError, RedisTimeoutError) as error:
            logger.warning("The cache is away: %s", error)
            OptionalRedisCache._resume_at = time.monotonic() + PAUSE
            return default

    def add(self, *args, **kwargs):
        return self._or(True, super().add, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def set(self, *args, **kwargs):
        return self._or(None, super().set, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._or(False, super().delete, *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._or({}, super().get_many, *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._or([], super().set_many, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._or(False, super().touch, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._or(False, super().has_key, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._or(delta, super().incr, key, delta, version)

    def clear(self):
        return self._or(False, super().clear)
