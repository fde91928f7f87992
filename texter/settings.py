"""Every setting, here or in one of these parts. What differs by place comes from the environment."""

from texter import env
from texter.brokers import *
from texter.databases import *
from texter.doors import *
from texter.files import *
from texter.limits import *
from texter.site import *

INSTALLED_APPS = [
    # For `make dev`, whose runserver it is; no other process needs Twisted.
    *(["daphne"] if DEBUG else []),
    "texter.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "corsheaders",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "accounts",
    "chat",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "texter.middleware.PrivatePages",
    "corsheaders.middleware.CorsMiddleware",
    "chat.api.gate.ProgramAnswers",
    "chat.api.pace.StrangerPace",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.Authentication",
    "accounts.middleware.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.Reauthentication",
    "texter.middleware.Refusals",
    "accounts.api.gate.SoundBodies",
]

ROOT_URLCONF = "texter.urls"
ASGI_APPLICATION = "texter.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "texter.prerender.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "texter.context.site",
                "chat.context.sidebar",
            ],
            "builtins": ["chat.templatetags.icons"],
        },
    }
]

# -- Mail -----------------------------------------------------------------------------------------

_mail = env.mail("EMAIL_URL")
if _mail:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = (
        _mail
    )
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = "texter.mail.LaterBackend"
MAIL_DELIVERY = f"django.core.mail.backends.{'smtp' if _mail else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "texter@localhost")

# -- Sessions -------------------------------------------------------------------------------------

SESSION_ENGINE = "accounts.stored_sessions"
SESSION_COOKIE_AGE = 60 * 86_400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_FAILURE_VIEW = "texter.views.csrf_failure"

# -- Pages ----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
    f" img-src 'self' data: {FILES_ORIGIN}; media-src 'self' {FILES_ORIGIN};"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none';"
    # A form that leads to another site's sign-in counts as sent there.
    " form-action 'self' " + " ".join(VOUCHERS)
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 86_400 if IS_HTTPS else 0
if IS_HTTPS and TRUSTED_PROXIES:
    MIDDLEWARE.insert(0, "texter.middleware.OnlyHttps")

# Whether links are fetched for a preview, and hosts of this network (`host` or `host:port`) that may be.
LINK_PREVIEWS = env.flag("LINK_PREVIEWS", default=True)
LINK_PREVIEW_HOSTS = set(env.words("LINK_PREVIEW_HOSTS"))

# Hosts of this network (`host` or `host:port`) that bots may have their program at.
WEBHOOK_HOSTS = set(env.words("WEBHOOK_HOSTS"))
# Whether web processes deliver what is said to bots; `manage.py deliver` does it beside them.
DELIVER_IN_WEB = env.flag("DELIVER_IN_WEB", default=True)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True

# -- Logs -----------------------------------------------------------------------------------------

LOG_LEVEL = env.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")
LOG_FORMAT = env.choice("LOG_FORMAT", ["text", "json"], "text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "class": "texter.logs.Plain",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "texter.json_lines.JsonLines"},
    },
    "filters": {
        "without_keys": {"()": "texter.logs.WithoutKeys"},
        "without_absence": {"()": "texter.logs.WithoutAbsence"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["without_keys"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "channels_redis": {"level": "CRITICAL"},
        # It says so at every try; texter.absence says it once, and so do the answers meanwhile.
        "psycopg.pool": {"level": "ERROR"},
        "django.request": {"filters": ["without_absence"]},
        # It names the address of every socket, by a handler of its own.
        "uvicorn.error": {"filters": ["without_keys"]},
        # It names the address of every request; what may be said of those, texter.seen says.
        "uvicorn.access": {"level": "WARNING"},
        # A line for each request is for machines.
        "texter.seen": {"level": "WARNING" if LOG_FORMAT == "text" else LOG_LEVEL},
        # They log what they send: codes, numbers and keys.
        "twilio": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        "oauthlib": {"level": "WARNING"},
        "requests_oauthlib": {"level": "WARNING"},
    },
}
if LOG_FORMAT == "json":
    LOGGING["loggers"]["uvicorn"] = {"handlers": ["console"], "propagate": False}
    # What it says of refused requests stands in their own lines.
    LOGGING["loggers"]["django.request"]["level"] = "ERROR"

# Who may read /metrics; without a token nobody may. And where errors are reported, if anywhere.
METRICS_TOKEN = env.text("METRICS_TOKEN")
SENTRY_DSN = env.text("SENTRY_DSN")
