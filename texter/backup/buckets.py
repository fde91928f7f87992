"""Backups in a bucket, on the server that S3_ENDPOINT names, or Amazon's."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import urlsplit

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File

from texter.backup.errors import BackupError
from texter.bucket import Bucket


class BucketPlace:
    """An object appears there whole or not at all. It knows no locks: one backup at a time."""

    def __init__(self, address: str):
        parts = urlsplit(address)
        if not parts.netloc:
            raise BackupError(f"{address} names no bucket. Write s3://bucket/folder.")
        self._address = address
        self._storage = Bucket(
            **settings.S3_SERVER,
            bucket_name=parts.netloc,
            location=parts.path.strip("/"),
            file_overwrite=True,
        )

    def __str__(self) -> str:
        return self._address

    @contextmanager
    def locked(self) -> Iterator[None]:
        yield

    @contextmanager
    def draft(self) -> Iterator[IO[bytes]]:
        with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
            yield file

    def keep(self, draft: IO[bytes], name: str) -> None:
        with self._in_words():
            self._storage.save(name, File(draft))

    def settle(self) -> None:
        pass

    def size(self, name: str) -> int | None:
        with self._in_words():
            try:
                return self._storage.size(name)
            except FileNotFoundError:
                return None

    def open(self, name: str) -> IO[bytes]:
        with self._in_words():
            file = self._storage.open(name)
            file.open()  # it comes now, and not as it is read
        return file

    def names(self, folder: str) -> list[str]:
        with self._in_words():
            return sorted(self._storage.listdir(folder)[1])

    def remove(self, name: str) -> None:
        with self._in_words():
            self._storage.delete(name)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise BackupError(f"{self} does not do what it should: {error}.") from error
