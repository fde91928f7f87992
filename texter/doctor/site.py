"""texter itself: how it is set up, and whether what it owes is done."""

from datetime import timedelta

from django.core.checks import ERROR, WARNING
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import Delivery
from texter.checks import site_problems
from texter.doctor.findings import Finding, doubtful, failed, well

LATE, MUCH_TOO_LATE = timedelta(minutes=10), timedelta(hours=2)


def settings_in_order() -> list[Finding]:
    found = [
        (failed if each.level >= ERROR else doubtful)("settings", each.msg, each.hint or "")
        for each in site_problems()
        if each.level >= WARNING
    ]
    return found or [well("settings", _("They go together."))]


def deliveries() -> list[Finding]:
    """What is said to bots, and should long have been on its way."""
    now = timezone.now()
    late = Delivery.objects.due(now - LATE).count()
    if not late:
        return [well("deliveries", _("Nothing that is said to bots waits for long."))]
    words = _("%(count)s have waited for more than 10 minutes.") % {"count": late}
    fix = _("Start manage.py deliver (the worker), or set DELIVER_IN_WEB=1.")
    is_stuck = Delivery.objects.due(now - MUCH_TOO_LATE).exists()
    return [(failed if is_stuck else doubtful)("deliveries", words, fix)]
