"""One page of a room's log, as a visitor's first paint needs it: groups, day lines, the "New" line."""

from collections.abc import Sequence
from datetime import date, tzinfo
from functools import cache as cache_once
from itertools import pairwise
from typing import NamedTuple

from django.conf import settings
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from chat import message_fragments
from chat.models import Membership, Message
from texter.prepared import Prepared


class Stretch(NamedTuple):
    """Messages with nothing between them, and what stands above the first."""

    html: SafeString
    day: str | None
    is_first_unread: bool


class Page(NamedTuple):
    """`before` and `after`: the seqs to go on from, None at the log's start and end."""

    messages: list[Message]
    before: int | None
    after: int | None


def newest_page(membership: Membership, limit: int | None = None) -> Page:
    """`limit`, here and below: how many messages; None: a page full."""
    batch, before = _ending_before(membership, membership.room.last_seq + 1, limit)
    return Page(batch, before, None)


def page_before(membership: Membership, seq: int, limit: int | None = None) -> Page:
    """The page that ends just before `seq`."""
    batch, before = _ending_before(membership, seq, limit)
    return Page(batch, before, batch[-1].seq if batch else seq - 1)


def page_after(membership: Membership, seq: int, limit: int | None = None) -> Page:
    """The page that starts just after `seq`."""
    limit = limit or settings.HISTORY_PAGE
    found = _after(membership, seq, limit + 1)
    batch = found[:limit]
    before = batch[0].seq if batch else seq + 1
    return Page(batch, before, batch[-1].seq if len(found) > limit else None)


def page_around(membership: Membership, seq: int, limit: int | None = None) -> Page:
    """Half a page before `seq` and half a page from it on."""
    limit = limit or settings.HISTORY_PAGE
    half = limit // 2
    rest = limit - half
    earlier = _before(membership, seq, half + 1)
    later = _after(membership, seq - 1, rest + 1)
    batch = [*earlier[len(earlier) - min(half, len(earlier)) :], *later[:rest]]
    return Page(
        batch,
        batch[0].seq if batch and len(earlier) > half else None,
        batch[-1].seq if batch and len(later) > rest else None,
    )


def opening_page(membership: Membership) -> Page:
    """Where reading goes on: the end, or the first unread message where more is unread than fits."""
    if membership.unread < settings.HISTORY_PAGE:
        return newest_page(membership)
    return page_around(membership, membership.last_read_seq + 1)


def stretches(
    batch: Sequence[Message], zone: tzinfo, first_unread: int | None = None
) -> list[Stretch]:
    """A page's messages with what stands between them; `first_unread` is a seq."""
    days = [timezone.localtime(message.sent_at, zone).date() for message in batch]
    new_day = [i == 0 or days[i] != days[i - 1] for i in range(len(batch))]
    firsts = [
        new_day[i] or message_fragments.starts_group(message, batch[i - 1])
        for i, message in enumerate(batch)
    ]
    htmls = message_fragments.messages(batch, firsts)
    today = timezone.localtime(timezone=zone).date()
    starts = [i for i, each in enumerate(batch) if new_day[i] or each.seq == first_unread]
    return [
        Stretch(
            mark_safe("".join(htmls[start:end])),
            _day(days[start], today) if new_day[start] else None,
            batch[start].seq == first_unread,
        )
        for start, end in pairwise([*starts, len(batch)])
    ]


def _day(day: date, today: date) -> str:
    """As static/js/grouping.js names it."""
    if 0 <= (today - day).days <= 1:
        return _("Today") if day == today else _("Yesterday")
    return formats.date_format(day, "l j F" if day.year == today.year else "l j F Y")


def _ending_before(
    membership: Membership, seq: int, limit: int | None
) -> tuple[list[Message], int | None]:
    limit = limit or settings.HISTORY_PAGE
    found = _before(membership, seq, limit + 1)
    batch = found[-limit:]
    return batch, batch[0].seq if len(found) > limit else None


def _before(membership: Membership, seq: int, limit: int) -> list[Message]:
    """The last so many, oldest first."""
    return _newest_first(limit)(seq, *membership.sight)[::-1]


def _after(membership: Membership, seq: int, limit: int) -> list[Message]:
    """The first so many."""
    return _oldest_first(limit)(seq, *membership.sight)


@cache_once
def _newest_first(limit: int) -> Prepared[Message]:
    return Prepared(
        lambda seq, *sight: _visible(*sight).before(seq).order_by("-seq")[:limit], *(int,) * 4
    )


@cache_once
def _oldest_first(limit: int) -> Prepared[Message]:
    return Prepared(
        lambda seq, *sight: _visible(*sight).after(seq).order_by("seq")[:limit], *(int,) * 4
    )


def _visible(*sight: int):
    return Message.objects.visible_to(Membership.seeing(*sight)).with_author()
