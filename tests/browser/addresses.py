"""Every address of the site, with something in its gaps, and what its answer is."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

GAP = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
PAGE = "page"


def routes(patterns: list | None = None, before: str = "") -> Iterator[str]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route


def filled(route: str, facts: dict[str, object]) -> str:
    """The route as an address; a KeyError names the gap that nothing is known for."""
    path = GAP.sub(lambda gap: str(facts[gap[1] or gap[2]]), route)
    return "/" + re.sub(r"[\^$\\?]|\\Z", "", path)


def kind_of(client: Client, path: str) -> str:
    """What somebody finds there: a page, a part of one, a file, a form's door, or another address."""
    answer = client.get(path)
    if answer.status_code == 405:
        return "takes forms only"
    if answer.status_code in (301, 302):
        return "leads elsewhere"
    if not answer.headers["Content-Type"].startswith("text/html"):
        return "is no HTML"
    if answer.status_code >= 400:
        return f"answers {answer.status_code}"
    text = b"".join(answer) if answer.streaming else answer.content
    return PAGE if b"<!doctype html>" in text[:200].lower() else "is part of a page"
