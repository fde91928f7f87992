"""A message's body: to safe HTML, and to a plain line for lists."""

from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

PREVIEW_LENGTH = 120
# A link leaves the conversation where it is.
OUTWARD = 'target="_blank" rel="nofollow noopener noreferrer"'


def to_html(body: str) -> SafeString:
    """Escaped text with its links made clickable; line breaks are the style sheet's."""
    html = urlize(body, nofollow=True, autoescape=True)
    return mark_safe(html.replace('rel="nofollow"', OUTWARD))


def preview(body: str) -> str:
    """One plain line of at most 120 characters."""
    line = " ".join(body.split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"
