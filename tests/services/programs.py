"""Where the programs are that the tests drive. Run as a script, it names the missing ones."""

import shutil
import sys
from pathlib import Path

# Looked for on PATH first, then here: Debian keeps PostgreSQL's server off the PATH, macOS its apps.
PLACES = {
    "chromium": [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    "redis-server": [],
    "postgres": [
        "/usr/lib/postgresql/*/bin/postgres",
        "/usr/pgsql-*/bin/postgres",
        "/opt/homebrew/opt/postgresql@*/bin/postgres",
        "/usr/local/opt/postgresql@*/bin/postgres",
    ],
}
NAMES = {
    "chromium": [
        *("chromium-headless-shell", "chromium", "chromium-browser"),
        *("google-chrome", "google-chrome-stable"),
    ]
}
EMOJI_FONTS = ["/usr/share/fonts/**/*Emoji*.ttf", "/usr/local/share/fonts/**/*Emoji*.ttf"]


class MissingProgram(Exception):
    """A program that the tests drive is not on this machine."""


def find(name: str) -> Path:
    for program in NAMES.get(name, [name]):
        if path := shutil.which(program):
            return Path(path).resolve() if name == "postgres" else Path(path)
    for pattern in PLACES[name]:
        if found := _glob(pattern):
            return found[-1]
    raise MissingProgram(f"The tests need {name}, and it is not on this machine. Run bin/services.")


def missing() -> list[str]:
    names = []
    for name in PLACES:
        try:
            find(name)
        except MissingProgram:
            names.append(name)
    if sys.platform == "linux" and not any(_glob(pattern) for pattern in EMOJI_FONTS):
        names.append("emoji-font")
    return names


def _glob(pattern: str) -> list[Path]:
    return sorted(Path("/").glob(pattern.lstrip("/")), key=_version)


def _version(path: Path) -> list[int]:
    return [int(digits) for digits in "".join(c if c.isdigit() else " " for c in str(path)).split()]


if __name__ == "__main__":
    print(" ".join(missing()))
