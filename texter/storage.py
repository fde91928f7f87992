"""Static files under names that change with their content."""

import re
from fnmatch import fnmatch

import brotli
import rjsmin
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from texter import scripts

SHEET = "css/texter.css"
OURS = "js/*.js"
BIG = 128 * 1024  # bytes; nothing that a room's page asks for is
IMPORT = re.compile(r'@import "([\w.]+)";\n')
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


class FileCompressor(Compressor):
    """A first start waits for it, and for the last tenth of the big scripts of the API's pages as long as
    for everything else."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=9 if len(data) > BIG else 11)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Our JavaScript is plain modules that import each other by relative path, so these paths are
    rewritten too; only ours, since in others' files the pattern also finds comments."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (OURS, CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict, *args, **kwargs):
        """The style sheets become one, and so do the scripts of a page, both without their comments: it
        asks for each once."""
        changed = {SHEET: _sheet(paths), **_scripts(paths)}
        joined = InMemoryStorage()
        for name, text in changed.items():
            joined.save(name, ContentFile(text.encode()))
        ours = {name: (joined, name) for name in changed}
        return super().post_process({**paths, **ours}, *args, **kwargs)

    def create_compressor(self, **kwargs) -> Compressor:
        return FileCompressor(**kwargs)


def _sheet(paths: dict) -> str:
    sheet = IMPORT.sub(lambda found: _text(paths, f"css/{found[1]}"), _text(paths, SHEET))
    return COMMENT.sub("", sheet)


def _scripts(paths: dict) -> dict[str, str]:
    ours = [name for name in paths if fnmatch(name, OURS)]
    files = {name.removeprefix("js/"): _text(paths, name) for name in ours}
    files |= scripts.joined("main.js", files.__getitem__)
    return {f"js/{name}": rjsmin.jsmin(text) for name, text in files.items()}


def _text(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
