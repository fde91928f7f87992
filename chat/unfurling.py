"""What a page of the web says of itself: its title, what it is about, and a picture."""

from contextlib import suppress
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from chat import images
from chat.errors import AttachmentRefused
from texter.fetching import Unfetchable, fetch
from texter.words import clean_line

PAGE_TYPES = {"text/html", "application/xhtml+xml"}
PAGE_BYTES = 512 * 1024  # what a page says of itself stands at its top
PICTURE_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
PICTURE_BYTES = 5 * 1024 * 1024
SITE_LENGTH, TITLE_LENGTH, DESCRIPTION_LENGTH = 100, 200, 300
# Where a page says it, the better place first.
SITE = ("og:site_name", "application-name")
TITLE = ("og:title", "twitter:title", "title")
DESCRIPTION = ("og:description", "twitter:description", "description")
PICTURE = ("og:image", "og:image:url", "twitter:image")


class Unfurled(NamedTuple):
    site: str
    title: str
    description: str
    image: bytes | None  # WebP, square


def unfurl(url: str) -> Unfurled | None:
    """Fetch what a link leads to; None where that is no page, or says nothing of itself."""
    try:
        page = fetch(url, types=PAGE_TYPES, limit=PAGE_BYTES)
    except Unfetchable:
        return None
    said = facts_of(page.text)
    title = _first(said, TITLE, TITLE_LENGTH)
    if not title:
        return None
    site = _first(said, SITE, SITE_LENGTH) or str(urlsplit(page.url).hostname)
    picture = next((said[name] for name in PICTURE if said.get(name)), "")
    image = _picture(page.url, picture) if picture else None
    return Unfurled(site[:SITE_LENGTH], title, _first(said, DESCRIPTION, DESCRIPTION_LENGTH), image)


def facts_of(html: str) -> dict[str, str]:
    """The title and the meta elements of a page's head, by name; the first of each counts."""
    head = _Head()
    with suppress(AssertionError):  # what Python's parser says of some broken declarations
        head.feed(html)
    return {name: value for name, value in head.said.items() if value.strip()}


def _first(said: dict[str, str], names: tuple[str, ...], limit: int) -> str:
    found = next((said[name] for name in names if said.get(name)), "")
    line = clean_line(found)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _picture(page: str, address: str) -> bytes | None:
    try:
        found = fetch(urljoin(page, address), types=PICTURE_TYPES, limit=PICTURE_BYTES)
        return images.square(found.body)
    except (Unfetchable, AttachmentRefused, ValueError):  # the last: no address at all
        return None


class _Head(HTMLParser):
    """Reads no further than the head."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.is_over = self.is_in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in_title = tag == "title" and not self.is_over
        self.is_over = self.is_over or tag == "body"
        if tag == "meta" and not self.is_over:
            given = dict(attrs)
            name = (given.get("property") or given.get("name") or "").lower()
            self.said.setdefault(name, given.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.is_in_title = False

    def handle_data(self, data: str) -> None:
        if self.is_in_title:
            self.said["title"] = self.said.get("title", "") + data
