"""An application in a thread of the tests, served as texter is: its limits are theirs to lower."""

import time
from threading import Thread

import uvicorn

from texter.protocols.http import Http
from texter.protocols.sockets import Sockets


class InHouse:
    def __init__(self, application):
        config = uvicorn.Config(
            application,
            host="127.0.0.1",
            port=0,
            loop="uvloop",
            http=Http,
            ws=Sockets,
            lifespan="off",
            log_config=None,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, daemon=True)

    def __enter__(self):
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *error) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()
