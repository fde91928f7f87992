"""What pages hear: fragments, which htmx puts in their places."""

from chat import changes, fragments
from chat.changes import Changes
from chat.hearing import Frames, News

FORM = changes.HTML
STARTS_AFRESH = True


def news(news: News) -> Frames:
    html = "".join(entry.html for entry in news.entries)
    signals = "".join(signal.html for signal in [*news.typing, *news.seen])
    if not html and news.since == news.version:
        return [signals] if signals else []
    envelope = fragments.live_room(news.room_id, news.since, news.version, html, news.row)
    return [envelope + signals]


def missed(changes: Changes) -> Frames:
    return [changes.frame()]


def row(row: str) -> Frames:
    return [fragments.live_rows(row)]


def row_gone(room_id: int) -> Frames:
    return [fragments.live_row_gone(room_id)]


def presences(states: dict[int, str], stamp: int) -> Frames:
    return [fragments.live_presences(states, stamp)]


def own(event: dict) -> Frames:
    """What concerns one person, on all their pages."""
    return [event["html"]]


def sign_of_life() -> Frames:
    """A frame without content: a page that hears nothing for long knows that its socket is dead."""
    return [fragments.live_reads({})]
