"""What about a site's settings will not do: for `manage.py check --deploy`, the start and the doctor."""

import logging
import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import ERROR, WARNING, CheckMessage, Error, Info, Warning
from django.utils.translation import gettext as _

from texter import env, reporting

logger = logging.getLogger(__name__)

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
LOCAL_FOLDER = "django.core.files.storage.FileSystemStorage"


def site_problems() -> list[CheckMessage]:
    return [*lost_data(), *cautions()]


def tell() -> None:
    """What a process says once as it starts; it ends where people's words would be lost."""
    problems = [each for each in site_problems() if each.level >= WARNING]
    for problem in problems:
        logger.warning("%s %s", problem.msg, problem.hint)
    if any(problem.level >= ERROR for problem in problems):
        sys.exit("texter does not start like this. The lines above say what to do.")


def lost_data(app_configs=None, **options) -> list[CheckMessage]:
    """What no site must start with."""
    return list(_passing_disk())


def cautions(app_configs=None, **options) -> list[CheckMessage]:
    return [problem for check in CHECKS for problem in check()]


def _passing_disk() -> Iterator[CheckMessage]:
    """Heroku throws the disk away at every restart, at least once a day."""
    if settings.DYNO and _is_sqlite():
        yield Error(
            _("On Heroku the disk is emptied every day, and an SQLite database with it."),
            hint=_("Add PostgreSQL: heroku addons:create heroku-postgresql."),
            id="texter.E001",
        )
    if settings.DYNO and settings.STORAGES["default"]["BACKEND"] == LOCAL_FOLDER:
        yield Error(
            _("On Heroku the disk is emptied every day, and the files that people send with it."),
            hint=_("Name a bucket by S3_BUCKET; docs/files.md says how."),
            id="texter.E002",
        )


def _secret_key() -> Iterator[CheckMessage]:
    if env.text("SECRET_KEY"):
        return
    if settings.DYNO:
        yield Warning(
            _("SECRET_KEY is empty, so every restart makes a new one and signs everybody out."),
            hint=_("Set it once: heroku config:set SECRET_KEY=$(openssl rand -base64 48)."),
            id="texter.W001",
        )
    elif settings.REDIS_URL or not _is_sqlite():
        yield Warning(
            _("SECRET_KEY is empty, so each machine has one of its own in its DATA_DIR."),
            hint=_("Set SECRET_KEY to the same long random text on all of them."),
            id="texter.W002",
        )
    elif settings.SITE_URL:
        yield Info(
            _(
                "SECRET_KEY is empty, so the one in DATA_DIR signs; without that file all are signed out."
            ),
            hint=_("Keep DATA_DIR/secret_key with your backups, or set SECRET_KEY."),
            id="texter.I001",
        )


def _hosts() -> Iterator[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Warning(
            _("ALLOWED_HOSTS has a *, so any page that leads here by any name is believed."),
            hint=_("Name the hosts, or set SITE_URL alone."),
            id="texter.W003",
        )


def _address() -> Iterator[CheckMessage]:
    url = urlsplit(settings.SITE_URL)
    if settings.SITE_URL and not settings.IS_HTTPS and url.hostname not in LOCAL_HOSTS:
        yield Warning(
            _("SITE_URL is not https, so passwords and messages travel in the open."),
            hint=_("Put a proxy with HTTPS in front and write SITE_URL=https://…"),
            id="texter.W004",
        )
    if settings.DYNO and not settings.TRUSTED_PROXIES:
        yield Warning(
            _("TRUSTED_PROXIES is 0, so all people seem to come from Heroku’s own address."),
            hint=_("Set TRUSTED_PROXIES=1."),
            id="texter.W005",
        )


def _processes() -> Iterator[CheckMessage]:
    if settings.WEB_CONCURRENCY < 2:
        return
    if not settings.REDIS_URL:
        yield Warning(
            _(
                "WEB_CONCURRENCY starts several processes, and nothing joins them: pushes come late and limits count once for each."
            ),
            hint=_("Set REDIS_URL, or WEB_CONCURRENCY=1."),
            id="texter.W006",
        )
    if _is_sqlite():
        yield Warning(
            _(
                "WEB_CONCURRENCY starts several processes, and SQLite lets one of them write at a time."
            ),
            hint=_("Set DATABASE_URL to PostgreSQL, or WEB_CONCURRENCY=1."),
            id="texter.W007",
        )


def _half_keys() -> Iterator[CheckMessage]:
    """Their features are off (texter/doors.py)."""
    for feature, names in settings.HALF_SET.items():
        if names:
            facts = {"feature": feature, "names": ", ".join(names)}
            yield Warning(
                _("%(feature)s is off, because this is missing: %(names)s.") % facts,
                hint=_("Set it, or empty what goes with it."),
                id="texter.W008",
            )
    if settings.SMS == "console" and settings.TWILIO_ACCOUNT_SID:
        yield Warning(
            _("There are keys for Twilio, but texts are printed in the terminal."),
            hint=_("Set SMS=twilio or SMS=twilio-verify, or empty the keys."),
            id="texter.W009",
        )


def _reports() -> Iterator[CheckMessage]:
    if reporting.is_missing():
        yield Warning(
            _("SENTRY_DSN is set, but the package that reports there is not installed."),
            hint=_("Run pip install sentry-sdk, or empty SENTRY_DSN."),
            id="texter.W010",
        )


def _is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"] == "texter.sqlite"


CHECKS: tuple[Callable[[], Iterator[CheckMessage]], ...] = (
    *(_secret_key, _hosts, _address),
    *(_processes, _half_keys, _reports),
)
