"""Everything that is kept about a person, for them to take along."""

import json
from collections.abc import AsyncIterator, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from asgiref.sync import sync_to_async
from django.core.serializers.json import DjangoJSONEncoder

from accounts.belongings import belongings_of
from accounts.models import Avatar, User
from accounts.signals import data_collected

PROFILE = ["name", "username", "email", "bio", "theme", "language", "date_joined", "last_login"]
PRESENCE = ["status_emoji", "status_text", "last_seen_at", "appears_offline", "shares_receipts"]
IN_MEMORY = 2**20  # bytes; what is more goes to the disk
PIECE = 2**16


class Pieces:
    """A file in pieces; asynchronous, as a server that is would else read all of it into memory."""

    def __init__(self, file: IO[bytes]):
        self.file = file

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await sync_to_async(self.file.read)(PIECE):
            yield piece

    def close(self) -> None:
        self.file.close()


def export(user: User) -> IO[bytes]:
    """A ZIP file of it all, open at its start; closing deletes it."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (who reads it closes it)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("account.json", _json(_account(user)))
        for avatar in Avatar.objects.filter(user=user):
            archive.writestr("avatar.webp", bytes(avatar.image), ZIP_STORED)
        for _, (name, pieces) in data_collected.send(sender=User, user=user):
            _write(archive, name, pieces)
    file.seek(0)
    return file


def _account(user: User) -> dict:
    return {name: getattr(user, name) for name in PROFILE + PRESENCE} | belongings_of(user)


def _write(archive: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(name, "w", force_zip64=True) as entry:
        entry.writelines(pieces)


def _json(facts: dict) -> str:
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
