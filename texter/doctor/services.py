"""Programs beside texter: the database and its clock, Redis, the mail server, the texting service."""

from time import time

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from accounts import sms
from texter import readiness
from texter.doctor.findings import Finding, doubtful, failed, well

MAIL_SECONDS = 4
DRIFT, TOO_MUCH_DRIFT = 2, 60  # seconds


def database() -> list[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        words = _("%(count)s migrations are not applied.") % {"count": len(plan)}
        return [failed("database", words, _("Run manage.py migrate."))]
    words = _("%(kind)s answers, and all migrations are applied.")
    return [well("database", words % {"kind": connection.display_name})]


def clock() -> list[Finding]:
    if connection.vendor != "postgresql":
        return [well("clock", _("The database uses this machine’s clock."))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time())
    words = _("%(seconds).1f seconds from the database’s.") % {"seconds": apart}
    if apart < DRIFT:
        return [well("clock", words)]
    fix = _("Let both machines keep time by NTP: timedatectl set-ntp true.")
    return [(failed if apart > TOO_MUCH_DRIFT else doubtful)("clock", words, fix)]


def redis() -> list[Finding]:
    if not settings.REDIS_URL:
        return [well("Redis", _("Not used: this site is one process."))]
    readiness.ping_redis()
    return [well("Redis", _("It answers."))]


def mail() -> list[Finding]:
    """Signs in there, and sends nothing."""
    if not settings.MAIL_DELIVERY.startswith("django.core.mail.backends.smtp"):
        fix = _("Set EMAIL_URL, or nobody gets a forgotten password back.")
        return [doubtful("mail", _("Mail is printed in the terminal, not sent."), fix)]
    server = get_connection(settings.MAIL_DELIVERY, timeout=MAIL_SECONDS)
    server.open()
    server.close()
    return [well("mail", _("The mail server lets texter in."))]


def texting() -> list[Finding]:
    if settings.SMS == "off":
        return [well("SMS", _("Off: nobody signs in by phone."))]
    if settings.SMS == "console":
        fix = _("Set SMS=twilio and its keys, or SMS=off.")
        return [doubtful("SMS", _("Texts are printed in the terminal, not sent."), fix)]
    sms.sender().check()
    return [well("SMS", _("The texting service lets texter in."))]
