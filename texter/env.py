"""The typed reader of the environment: every setting from outside comes through here."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"", "0", "false", "no", "off"}


class EnvError(Exception):
    """A variable holds something it may not; the words name the variable and the mend."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def missing(*names: str) -> list[str]:
    """Those of the variables that are empty."""
    return [name for name in names if not text(name)]


def flag(name: str, default: bool = False) -> bool:
    word = os.environ.get(name, "1" if default else "0").strip().lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise EnvError(f"{name} is {word!r}. Write 1 or 0.")
    return word in TRUE_WORDS


def number(name: str, default: int) -> int:
    word = text(name, str(default))
    try:
        return int(word)
    except ValueError:
        raise EnvError(f"{name} is {word!r}. Write a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, choices: list[str], default: str) -> str:
    word = text(name, default)
    if word not in choices:
        raise EnvError(f"{name} is {word!r}. Write one of {', '.join(choices)}.")
    return word


def folder(name: str, default: Path) -> Path:
    """A folder that exists from now on, readable by its owner only."""
    path = Path(text(name, str(default))).resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def subfolder(parent: Path, name: str) -> Path:
    """A folder inside another, made where it is missing."""
    path = parent / name
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def secret(name: str, path: Path) -> str:
    """The variable, or a key made once and kept in a file that only its owner can read."""
    if given := text(name):
        return given
    if path.exists() and (kept := path.read_text().strip()):
        return kept
    # Processes that start together find no file, or an empty one: the first to get the lock fills it.
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        key = file.read().strip() or secrets.token_urlsafe(50)
        file.seek(0)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())  # what is sealed with it is kept as carefully
    return key


def uncertified(address: str) -> str:
    """A rediss:// address whose certificate is not checked; what has none stays as it is."""
    if not address.startswith("rediss://"):
        return address
    return f"{address}{'&' if urlsplit(address).query else '?'}ssl_cert_reqs=none"


class Mail(NamedTuple):
    host: str
    port: int
    user: str
    password: str
    has_starttls: bool
    has_tls: bool


MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def mail(name: str) -> Mail | None:
    """The server behind smtp://, smtp+starttls:// or smtps://user:password@host:port."""
    if not (address := text(name)):
        return None
    url = urlsplit(address)
    if url.scheme not in MAIL_PORTS or not url.hostname:
        raise EnvError(f"{name} is not a mail server. Write smtps://user:password@host.")
    return Mail(
        url.hostname,
        url.port or MAIL_PORTS[url.scheme],
        unquote(url.username or ""),
        unquote(url.password or ""),
        url.scheme == "smtp+starttls",
        url.scheme == "smtps",
    )


def database(name: str) -> dict | None:
    """Django's settings for a postgres:// address; None where the variable is empty."""
    if not (address := text(name)):
        return None
    url = urlsplit(address)
    if url.scheme not in {"postgres", "postgresql"}:
        raise EnvError(
            f"{name} starts with {url.scheme!r}. Write postgres://user:password@host/name."
        )
    return {
        "ENGINE": "texter.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }
