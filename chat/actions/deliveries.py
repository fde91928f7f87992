"""What is said to bots, queued with the message that says it, and what became of it.

A queue of our own rather than a task library's: what waits, when it is tried again, how often it
was and what came of it is shown and replayed, so the row is there anyway, and a second one in a
task table would have to agree with it. Exactly one courier has a delivery at a time, since it is
claimed by a change of the row that only one can make.
"""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.allowances import Ceiling, spend
from accounts.models import Bot
from chat import bell, markup
from chat.models import Delivery, Message, Room

Kind, State = Delivery.Kind, Delivery.State
# Waits between the tries: short for a restart, long for somebody who has to wake up first.
BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
MOST_TRIES = len(BACKOFF) + 1
LEASE = timedelta(minutes=2)  # well over what a try and its answer take
KEPT = timedelta(days=30)
LOOKED_AT = 5
REPLAYS = Ceiling("replay", settings.REPLAYS_AN_HOUR, 3_600)


class Outcome(NamedTuple):
    """`code`: the answer's status, None where none came; `note`: what went wrong, in words."""

    code: int | None
    milliseconds: int
    note: str = ""

    @property
    def is_good(self) -> bool:
        return self.code is not None and 200 <= self.code < 300


def call_bots(*, message: Message, room: Room) -> None:
    """Queue it for the bots that it names or that it is said to directly, in its transaction. What
    bots and webhooks say calls none: two of them would never stop."""
    called = _called(message, room) - {message.author_id}
    if message.author.is_bot or not called:
        return
    kind = Kind.DIRECT if room.is_direct else Kind.MENTION
    now = timezone.now()
    bots = Bot.objects.callable().filter(user__in=called)
    queued = [Delivery(bot=bot, message=message, kind=kind, due_at=now) for bot in bots]
    if queued:
        Delivery.objects.bulk_create(queued)
        transaction.on_commit(bell.rung.set, robust=True)


def _called(message: Message, room: Room) -> set[int]:
    """By name, or as one of a direct room; @room is for people."""
    if room.is_direct:
        return set(room.people_ids)
    return markup.people_in(message.html) - {markup.EVERYBODY}


def claim_delivery() -> Delivery | None:
    """The next one that is due, for this courier alone; None where nothing is. One after the other for
    all bots of an owner, so that slow ones keep nobody else's waiting."""
    for _ in range(LOOKED_AT):
        now = timezone.now()
        busy = Delivery.objects.under_way(now).values("bot__owner")
        due = Delivery.objects.due(now).exclude(bot__owner__in=busy).order_by("due_at", "pk")
        delivery = due.select_related("bot__user").first()
        if delivery is None or _claim(delivery, now):
            return delivery
    return None


@transaction.atomic
def _claim(delivery: Delivery, now) -> bool:
    """Nobody else claims one of the same bot meanwhile."""
    Bot.objects.select_for_update().filter(pk=delivery.bot_id).first()
    if Delivery.objects.under_way(now).filter(bot=delivery.bot_id).exists():
        return False
    as_seen = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, due_at=delivery.due_at)
    taken = as_seen.update(
        state=State.SENDING, due_at=now + LEASE, tries=F("tries") + 1, tried_at=now
    )
    delivery.tries += 1
    return bool(taken)


def settle_delivery(*, delivery: Delivery, outcome: Outcome) -> None:
    """Note what a try came to. Where it was in vain another follows, later each time."""
    if outcome.is_good:
        _close(delivery, State.DONE, outcome)
    elif delivery.tries >= MOST_TRIES:
        _close(delivery, State.FAILED, outcome)
    else:
        wait = BACKOFF[delivery.tries - 1]
        _close(delivery, State.WAITING, outcome, due_at=timezone.now() + wait)


def drop_delivery(*, delivery: Delivery, note: str) -> None:
    """There is nothing to deliver any more, or nobody to deliver it to."""
    _close(delivery, State.DROPPED, Outcome(None, 0, note))


def _close(delivery: Delivery, state: str, outcome: Outcome, **more) -> None:
    """Unless another courier has it meanwhile, this one having taken too long."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, tries=delivery.tries)
    mine.update(
        state=state,
        code=outcome.code,
        milliseconds=outcome.milliseconds,
        note=outcome.note[:200],
        **more,
    )


def replay_delivery(*, delivery: Delivery) -> Delivery:
    """Once more from the start, as a delivery of its own: the log keeps what was."""
    spend(REPLAYS, str(delivery.bot.owner_id))
    again = Delivery.objects.create(
        bot=delivery.bot,
        message=delivery.message,
        kind=delivery.kind,
        due_at=timezone.now(),
    )
    transaction.on_commit(bell.rung.set, robust=True)
    return again


def forget_deliveries() -> int:
    """Old lines of the log go; how many there were."""
    old = Delivery.objects.exclude(state__in=Delivery.UNDECIDED)
    return old.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
