"""The keys of a site, in an archive that was asked to hold them."""

import json
import os
from io import BytesIO
from pathlib import Path

from django.conf import settings

from texter.backup.errors import Unsound
from texter.backup.objects import Objects, Stored

NAMES = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "ENCRYPTION_KEYS")
LONGEST = 2**16  # bytes


def keep_keys(objects: Objects) -> Stored:
    with objects.drafting() as draft:
        draft.write(json.dumps(keys_here()).encode())
    return draft.stored


def keys_here() -> dict:
    return {name: getattr(settings, name) for name in NAMES}


def read_keys(stored: Stored, objects: Objects) -> dict:
    """Raises Unsound."""
    if stored.size > LONGEST:
        raise Unsound("The archive is damaged: its keys are too long.")
    objects.copy(stored, file := BytesIO())
    try:
        held = json.loads(file.getvalue())
        former = {name: list(map(str, held[name])) for name in NAMES[1:]}
        return {"SECRET_KEY": str(held["SECRET_KEY"]), **former}
    except (ValueError, LookupError, TypeError):
        raise Unsound("The archive is damaged: its keys cannot be read.") from None


def take_over(held: dict) -> list[str]:
    """A site that made its key itself finds the old one at its next start; the variables that
    somebody has to set for the rest."""
    here = keys_here()
    if _is_made_here():
        _write(held["SECRET_KEY"])
        if here["ENCRYPTION_KEYS"] == [here["SECRET_KEY"], *here["SECRET_KEY_FALLBACKS"]]:
            here["ENCRYPTION_KEYS"] = [held["SECRET_KEY"], *here["SECRET_KEY_FALLBACKS"]]
        here["SECRET_KEY"] = held["SECRET_KEY"]
    return [name for name in NAMES if here[name] != held[name]]


def _path() -> Path:
    return Path(settings.DATA_DIR) / "secret_key"


def _is_made_here() -> bool:
    try:
        return _path().read_text().strip() == settings.SECRET_KEY
    except FileNotFoundError:
        return False


def _write(key: str) -> None:
    path = _path().with_suffix(".new")
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key)
    os.replace(path, _path())  # the whole key, or the one before
