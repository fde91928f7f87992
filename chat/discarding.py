"""Files whose rows are gone are deleted behind the answer's back: a bucket takes its time for each.

What a process that ends leaves undone is a stray, which chat/actions/clearing.py finds.
"""

from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage

from texter.backlog import Backlog

_backlog = Backlog("files to delete")


def discard(names: Sequence[str]) -> None:
    _backlog.put(partial(_delete, names), at_most=settings.DISCARD_QUEUE)


def finish(patience: float | None = None) -> int:
    """Wait until all are deleted, or so many seconds; says of how many rows files are left."""
    return _backlog.finish(patience)


def _delete(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)
