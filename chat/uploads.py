"""From a file that somebody uploads to what is kept of it."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts import site
from chat import images, kinds
from chat.errors import AttachmentRefused, AttachmentTooLarge
from texter.words import clean_line

DIGEST_LENGTH = 32


@dataclass
class Prepared:
    """What an attachment is to say of itself, and its files, by the names of their fields."""

    name: str
    size: int
    kind: str
    content_type: str
    width: int | None = None
    height: int | None = None
    files: dict[str, File] = field(default_factory=dict)

    @property
    def facts(self) -> dict:
        names = ("name", "size", "kind", "content_type", "width", "height")
        return {name: getattr(self, name) for name in names}


def check_size(file: UploadedFile) -> None:
    size = file.size or 0
    if not size:
        raise AttachmentRefused(_("That file is empty."))
    limit = site.current().file_bytes
    if size > limit:
        raise AttachmentTooLarge(limit, size)


def digest_of(file: UploadedFile) -> str:
    """Tells one file from another, by name and content."""
    digest = hashlib.sha256(name_of(file).encode() + b"\0")
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()[:DIGEST_LENGTH]


def name_of(file: UploadedFile) -> str:
    """As it is shown: one line, no folder, short enough, its ending kept."""
    name = clean_line(file.name or "").replace("/", "_").replace("\\", "_")
    if not name.strip("."):
        return _("File")
    ending = Path(name).suffix[:20]
    return name.removesuffix(ending)[: settings.FILE_NAME_LENGTH - 20] + ending


@contextmanager
def prepared(file: UploadedFile) -> Iterator[Prepared]:
    """What is to be kept, for as long as the block lasts; raises AttachmentRefused and TooBusy."""
    found = kinds.type_of(file.read(kinds.LOOKED_AT))
    file.seek(0)
    if found == kinds.IMAGE:
        with _picture(file) as picture:
            yield picture
    else:
        yield Prepared(name_of(file), file.size or 0, *found, files={"file": file})


@contextmanager
def _picture(file: UploadedFile) -> Iterator[Prepared]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR)))
        with (folder / "uploaded").open("wb") as copy:
            shutil.copyfileobj(file, copy)
        drawn = images.draw(folder / "uploaded", folder)
        places = {"file": "original", "small": "small", "large": "large"}
        files = {
            name: File(stack.enter_context((folder / place).open("rb")), place)
            for name, place in places.items()
        }
        yield Prepared(
            name=drawn.name(name_of(file)),
            size=files["file"].size,
            kind="image",
            content_type=drawn.content_type,
            width=drawn.width,
            height=drawn.height,
            files=files,
        )
