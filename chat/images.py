"""Pictures drawn anew, each by a child process that has little memory and little time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from chat.errors import AttachmentRefused, TooBusy

TYPES = {
    "JPEG": ("image/jpeg", ".jpg", {".jpg", ".jpeg"}),
    "PNG": ("image/png", ".png", {".png"}),
    "GIF": ("image/gif", ".gif", {".gif"}),
    "WEBP": ("image/webp", ".webp", {".webp"}),
}

_drawing = BoundedSemaphore(settings.PICTURES_AT_ONCE)
_let_in = BoundedSemaphore(settings.PICTURES_AT_ONCE + settings.PICTURES_WAITING)


class Drawn(NamedTuple):
    format: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        return TYPES[self.format][0]

    def name(self, name: str) -> str:
        """The picture's name, with an ending that is true."""
        ending, endings = TYPES[self.format][1:]
        stem = name.removesuffix(Path(name).suffix)
        return name if Path(name).suffix.lower() in endings else stem + ending


def draw(path: Path, folder: Path) -> Drawn:
    """Put `original`, `small` and `large` into the folder; raises AttachmentRefused and TooBusy."""
    with _turn():
        answer = _ask_child(path, folder)
    if "refused" in answer:
        raise AttachmentRefused(_refusal(answer["refused"]))
    return Drawn(**answer)


def square(content: bytes) -> bytes:
    """A small square of the picture, as WebP; raises AttachmentRefused and TooBusy."""
    with _turn(), TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as name:
        folder = Path(name)
        (folder / "given").write_bytes(content)
        answer = _ask_child(folder / "given", folder, "square")
        if "refused" in answer:
            raise AttachmentRefused(_refusal(answer["refused"]))
        return (folder / "square").read_bytes()


@contextmanager
def _turn() -> Iterator[None]:
    """Whoever waits holds a thread that answers requests: few may."""
    if not _let_in.acquire(blocking=False):
        raise TooBusy
    try:
        with _drawing:
            yield
    finally:
        _let_in.release()


def _ask_child(path: Path, folder: Path, *how: str) -> dict:
    """The child knows nothing of this process: no key, no database, no open file."""
    limits = (settings.ATTACHMENT_PIXELS, settings.PICTURE_MEMORY, settings.PICTURE_SECONDS)
    command = [sys.executable, "-m", "chat.redrawing", path, folder, *map(str, limits), *how]
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": str(settings.BASE_DIR)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * settings.PICTURE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "pixels"}
    # One that ran out of memory or time was ended in the middle and says nothing.
    return json.loads(done.stdout) if done.returncode == 0 else {"refused": "pixels"}


def _refusal(why: str) -> str:
    if why == "broken":
        return _("That picture is broken or cut off. Save it again and send the new one.")
    words = _("Pictures can have up to %(limit)s million pixels. This one has more.")
    return words % {"limit": settings.ATTACHMENT_PIXELS // 1_000_000}
