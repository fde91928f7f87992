"""Work that is done behind an answer's back, one piece after the other, on a thread of its own."""

import logging
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread

Job = Callable[[], None]

logger = logging.getLogger(__name__)


class Backlog:
    """Jobs in the order in which they came; what is not done when the process ends is lost."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._waiting: deque[tuple[Job, object]] = deque()  # the first is being done
        self._change = Condition()
        self._thread: Thread | None = None

    def put(self, job: Job, *, at_most: int, whose: object = None, share: int = 0) -> bool:
        """Do it later; False where so many wait that it is not taken, or so many of somebody's."""
        with self._change:
            theirs = sum(whose == each for _, each in self._waiting) if share else 0
            if len(self._waiting) >= at_most or (share and theirs >= share):
                return False
            self._waiting.append((job, whose))
            self._change.notify_all()
            self._start()
        return True

    def finish(self, patience: float | None) -> int:
        """Wait until all is done, or so many seconds; says how many jobs are left."""
        with self._change:
            self._change.wait_for(lambda: not self._waiting, patience)
            return len(self._waiting)

    def _start(self) -> None:
        """Nobody waits for a daemon thread; Python waits for those of its pools without end."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name=self.name, daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting)
            self._do(self._waiting[0][0])
            with self._change:
                self._waiting.popleft()
                self._change.notify_all()

    def _do(self, job: Job) -> None:
        try:
            job()
        except Exception:
            logger.exception("Something of the backlog of %s failed.", self.name)
