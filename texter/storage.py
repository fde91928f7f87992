"""Static files under names that change with their content."""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/texter.css"
IMPORT = re.compile(r'@import "([\w.]+)";\n')


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Our JavaScript is plain modules that import each other by relative path, so these paths are
    rewritten too; only ours, since in others' files the pattern also finds comments."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict, *args, **kwargs):
        """The style sheets become one: a page waits for every one of them before it paints."""
        joined = InMemoryStorage()
        joined.save(SHEET, ContentFile(_joined(paths)))
        return super().post_process({**paths, SHEET: (joined, SHEET)}, *args, **kwargs)


def _joined(paths: dict) -> bytes:
    return IMPORT.sub(lambda found: _text(paths, f"css/{found[1]}"), _text(paths, SHEET)).encode()


def _text(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
