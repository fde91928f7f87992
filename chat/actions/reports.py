"""Tell the site's moderators of a message or a person; and what they make of it."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.allowances import Ceiling, spend_all
from accounts.models import Bot, User, Verb
from chat import broadcasts, rights
from chat.actions.standing import check_there, living, standing
from chat.errors import InvalidReport, NotAllowed, ReportDecided, ReportNotFound
from chat.models import Message, Report, Webhook
from texter.words import clean

HOURLY = Ceiling("report", settings.REPORTS_AN_HOUR, 3_600)
DAILY = Ceiling("report", settings.REPORTS_A_DAY, 86_400)
DECISIONS = {
    Report.State.RESOLVED: Verb.REPORT_RESOLVED,
    Report.State.DISMISSED: Verb.REPORT_DISMISSED,
}


@transaction.atomic
def report_message(*, message: Message, by, reason: str, words: str = "") -> Report:
    """Report what somebody said. One that waits for its decision stays as it is.

    Raises InvalidReport, NotAllowed, Spent, and what `standing` and `living` do.
    """
    told = _told(reason, words)
    standing(room=message.room, user=by)
    message = living(message)
    rights.check_reportable(by, message)
    return _reported(by, message.author, message, told)


@transaction.atomic
def report_person(*, person, by, reason: str, words: str = "") -> Report:
    """Report somebody. Raises InvalidReport, NotAllowed for oneself, PersonNotFound for who is deleted,
    and Spent."""
    told = _told(reason, words)
    if person.pk == by.pk:
        raise NotAllowed(_("That is you."))
    check_there([by, person])  # whoever reports twice at once waits for themself here
    return _reported(by, person, None, told)


def _reported(by, person, message: Message | None, told: dict[str, str]) -> Report:
    first = Report.objects.open().by(by).of(person, message).first()
    if first is not None:
        return first
    spend_all((HOURLY, str(by.pk)), (DAILY, str(by.pk)))
    facts = {"person": person, "answerable": _answerable_for(person), "message": message}
    report = Report.objects.create(reporter=by, **facts, **told)
    broadcasts.reports_changed()
    return report


def _answerable_for(person: User) -> User | None:
    """Kept with the report: the bot may be deleted before it is read."""
    if not person.is_bot:
        return None
    bot = Bot.objects.filter(user=person).select_related("owner").first()
    webhook = Webhook.objects.filter(user=person).select_related("made_by").first()
    if bot is not None:
        return bot.owner
    return webhook.made_by if webhook is not None else None


def _told(reason: str, words: str) -> dict[str, str]:
    if reason not in Report.Reason.values:
        raise InvalidReport
    return {"reason": reason, "words": _checked(words)}


def _checked(words: str) -> str:
    words = clean(words).strip()
    if len(words) > settings.REPORT_LENGTH:
        told = _("Say it in up to %(limit)s characters. This has %(count)s.")
        raise InvalidReport(told % {"limit": settings.REPORT_LENGTH, "count": len(words)})
    return words


@transaction.atomic
def resolve_report(*, report: Report, by, note: str = "") -> Report:
    """Something was done about it. Raises InvalidReport, ReportDecided, ReportNotFound."""
    return _decided(report, by, Report.State.RESOLVED, note)


@transaction.atomic
def dismiss_report(*, report: Report, by, note: str = "") -> Report:
    """There was nothing to be done. Raises the same."""
    return _decided(report, by, Report.State.DISMISSED, note)


def _decided(report: Report, by, state: Report.State, note: str) -> Report:
    """Of two moderators the first one decides."""
    rights.check_site_moderator(by)
    note = _checked(note)
    seen = Report.objects.seen_by(by).select_for_update(of=("self",))
    current = seen.filter(pk=report.pk).first()
    if current is None:
        raise ReportNotFound
    if not current.is_open:
        raise ReportDecided
    current.state, current.note = state, note
    current.decided_by, current.decided_at = by, timezone.now()
    current.save(update_fields=["state", "note", "decided_by", "decided_at"])
    # Not about whom: other moderators read the log, and it may be one of them.
    audit.note(DECISIONS[state], by=by, thing=current.pk)
    broadcasts.reports_changed()
    return current


@transaction.atomic
def forget_words(*, user) -> None:
    """What somebody wrote in their reports, and beside what they decided: it goes. What they reported
    stays to be decided, and what they decided stays so."""
    Report.objects.by(user).exclude(words="").update(words="")
    Report.objects.filter(decided_by=user).exclude(note="").update(note="")
