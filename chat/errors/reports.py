"""What is reported to the site's moderators, and what they decide."""

from django.utils.translation import gettext_lazy as _

from chat.errors.base import ChatError


class InvalidReport(ChatError):
    status = 422
    code = "invalid_report"
    words = _("Choose what is wrong with it.")


class ReportNotFound(ChatError):
    """One that is not there, and one about oneself: both are nobody's to find."""

    status = 404
    code = "report_not_found"
    words = _("That report does not exist.")


class ReportDecided(ChatError):
    status = 409
    code = "report_decided"
    words = _("Somebody has decided that already.")
