"""What programs hear: events, several of them in a batch."""

from chat import changes
from chat.changes import Changes
from chat.hearing import Frames, News
from chat.payloads import events

FORM = changes.JSON
STARTS_AFRESH = False


def news(news: News) -> Frames:
    """The room comes last: by then everything up to its version has been said."""
    told = [
        events.message_changed(news.room_id, entry.version, entry.payload)
        for entry in news.entries
        if entry.payload
    ]
    if news.facts:
        told.append(events.room_changed(news.facts))
    told += [signal.payload for signal in [*news.typing, *news.seen]]
    return events.frames(told)


def missed(changes: Changes) -> Frames:
    facts = "" if changes.more else changes.facts
    span = changes.room_id, changes.since, changes.version
    return news(News(*span, changes.entries, facts=facts))


def row(row: str) -> Frames:
    return []


def row_gone(room_id: int) -> Frames:
    return [events.room_left(room_id)]


def presences(states: dict[int, str], stamp: int) -> Frames:
    return events.frames([events.presence(*each) for each in states.items()])


def own(event: dict) -> Frames:
    """What concerns one person, in all their programs."""
    return [event["payload"]] if event["payload"] else []


def sign_of_life() -> Frames:
    """Programs have pings of their own."""
    return []
