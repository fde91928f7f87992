"""What the doctor says of one part of the site."""

from typing import NamedTuple

OK, WARNING, FAILED = "ok", "warning", "failed"


class Finding(NamedTuple):
    """`words`: how it is. `fix`: what to do about it, blank where all is well."""

    part: str
    state: str
    words: str
    fix: str = ""


def well(part: str, words: str) -> Finding:
    return Finding(part, OK, words)


def doubtful(part: str, words: str, fix: str) -> Finding:
    return Finding(part, WARNING, words, fix)


def failed(part: str, words: str, fix: str) -> Finding:
    return Finding(part, FAILED, words, fix)
