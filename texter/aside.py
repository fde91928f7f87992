"""Work on a thread of its own, for what may hang: nobody has to wait for its end.

The threads of Python's pools are waited for when the process ends, those here are not.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def begin(work: Callable[[], Result]) -> "Future[Result]":
    """Set out at once. Whatever database connection it opens is given back."""
    outcome: Future[Result] = Future()
    Thread(target=_run, args=(work, outcome), name="aside", daemon=True).start()
    return outcome


def _run(work: Callable[[], Result], outcome: "Future[Result]") -> None:
    try:
        result = work()
    except Exception as error:
        outcome.set_exception(error)
    else:
        outcome.set_result(result)
    finally:
        connections.close_all()
