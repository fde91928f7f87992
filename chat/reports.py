"""The queue of the site's moderators: what was reported, as it stands now."""

from typing import NamedTuple

from django.conf import settings

from accounts.models import User
from chat import rights
from chat.errors import NotAllowed
from chat.models import Attachment, Membership, Report


class Line(NamedTuple):
    """A report as one who decides reads it, with what they may do about it.

    `is_member`: they see the message in its place, too. `files`: the names of those it carries.
    """

    report: Report
    files: list[str]
    is_member: bool
    can_take_down: bool
    can_expel: bool
    can_banish: bool
    can_shut_out: bool

    @property
    def has_measures(self) -> bool:
        return self.can_take_down or self.can_banish or self.can_shut_out


class ReportsPage(NamedTuple):
    """Newest first; `before`: the id to go on from, None at the end."""

    lines: list[Line]
    before: int | None


def has_one_moderator() -> bool:
    """Then nobody reads what is about that one."""
    return User.objects.filter(is_staff=True, is_active=True).count() < 2


def waiting_for(moderator: User) -> int:
    return Report.objects.open().seen_by(moderator).count()


def reports_page(moderator: User, *, is_open: bool, before: int | None = None) -> ReportsPage:
    """As many queries for many as for one."""
    seen = Report.objects.seen_by(moderator).with_all()
    found = seen.open() if is_open else seen.decided()
    if before is not None:
        found = found.before(before)
    limit = settings.REPORTS_PAGE
    batch = list(found.order_by("-pk")[: limit + 1])
    more = batch[limit - 1].pk if len(batch) > limit else None
    return ReportsPage(_lines(moderator, batch[:limit]), more)


def _lines(moderator: User, batch: list[Report]) -> list[Line]:
    messages = [each.message for each in batch if each.message]
    people = {each.person_id for each in batch} | {moderator.pk}
    places = Membership.objects.filter(
        room__in={each.room_id for each in messages}, user__in=people
    )
    there = set(places.values_list("room_id", "user_id"))
    files = _files_of([each.pk for each in messages if each.has_attachments])
    return [_line(moderator, each, there, files) for each in batch]


def _line(
    moderator: User,
    report: Report,
    there: set[tuple[int, int]],
    files: dict[int, list[str]],
) -> Line:
    message, may_act = report.message, _is_over(moderator, report.person)
    if message is None:
        can_shut_out = may_act and report.person.is_active
        return Line(report, [], False, False, False, False, can_shut_out)
    can_banish = may_act and not message.room.is_direct
    return Line(
        report,
        files.get(message.pk, []),
        is_member=(message.room_id, moderator.pk) in there,
        can_take_down=not message.is_deleted,
        can_expel=can_banish and (message.room_id, report.person_id) in there,
        can_banish=can_banish,
        can_shut_out=may_act and report.person.is_active,
    )


def _is_over(moderator: User, person: User) -> bool:
    try:
        rights.check_over(moderator, person)
    except NotAllowed:
        return False
    return True


def _files_of(message_ids: list[int]) -> dict[int, list[str]]:
    """Nobody but members gets what is in them, and nobody once the message is deleted."""
    found: dict[int, list[str]] = {}
    if message_ids:
        files = Attachment.objects.filter(message__in=message_ids, message__deleted_at=None)
        for message_id, name in files.order_by("pk").values_list("message_id", "name"):
            found.setdefault(message_id, []).append(name)
    return found
