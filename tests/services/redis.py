"""A real Redis on a free port."""

from pathlib import Path

import redis

from tests.services import programs
from tests.services.process import Process


class RedisServer(Process):
    """Keeps nothing on disk: comes back empty, at the same address."""

    name = "redis"

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        place = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        return [str(programs.find("redis-server")), *place, "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return client.ping()
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)

    def clear(self) -> None:
        with self.client() as client:
            client.flushall()
