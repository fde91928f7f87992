"""Every setting. What differs from place to place comes from the environment (see the README)."""

from pathlib import Path
from urllib.parse import urlsplit

from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from texter import env
from texter.limits import *  # noqa: F403  (limits are settings like any other)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

# Where people reach the site, as in https://chat.example.org; decides cookies and redirects.
SITE_URL = env.text("SITE_URL").rstrip("/")
SITE_NAME = "texter"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if SITE_URL else "localhost,127.0.0.1,[::1]")
if SITE_URL:
    ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname)
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
IS_HTTPS = SITE_URL.startswith("https://")
# How many proxies of ours stand in front. Only then are their X-Forwarded headers believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

INSTALLED_APPS = [
    "daphne",
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
    "whitenoise.middleware.WhiteNoiseMiddleware",
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
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "texter.context.site",
                "chat.context.sidebar",
            ],
        },
    }
]

# -- Data -----------------------------------------------------------------------------------------

_postgres = env.database("DATABASE_URL")
if _postgres:
    # A connection that died with the database's restart is noticed before it is used.
    _postgres["CONN_HEALTH_CHECKS"] = True
    _postgres["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 16, "timeout": 5}
    DATABASES = {"default": _postgres}
else:
    DATABASES = {
        "default": {
            "ENGINE": "texter.sqlite",
            "NAME": DATA_DIR / "texter.sqlite3",
            # The threads that keep a connection are few and live as long as the process.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was confirmed survives a power cut (promise P1).
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
                    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
                ),
            },
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        }
    }

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    _redis = {
        "address": REDIS_URL,
        "retry": Retry(ExponentialBackoff(cap=1, base=0.05), 3),
        "retry_on_error": [RedisConnectionError, RedisTimeoutError],
        "health_check_interval": 15,
        "socket_keepalive": True,
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"prefix": "texter", "hosts": [_redis]},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "texter.cache.OptionalRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        }
    }
else:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "texter.layers.EmbeddedLayer",
            # A process has one channel, so its capacity is the burst it may fall behind by.
            "CONFIG": {"capacity": 10_000},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

# -- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# Only one: a second would hash once more for a stranger than for somebody who is known.
AUTHENTICATION_BACKENDS = ["accounts.backends.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
# A phone signs up at its own door, not in the form.
SILENCED_SYSTEM_CHECKS = ["account.W001"]
ACCOUNT_SIGNUP_FIELDS = ["username", "email", "password1*"]
ACCOUNT_USER_DISPLAY = str
# allauth's "mandatory" would shut out whoever has no address; accounts.stages asks only who has one.
ACCOUNT_EMAIL_VERIFICATION = "optional"
EMAIL_REQUIRED = env.flag("EMAIL_REQUIRED")
# Who has an address here is told by nothing: two may claim one, and the first to prove it has it.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
PASSWORD_RESET_TIMEOUT = 86_400  # seconds a mailed link is good
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.emails.AddEmailForm",
    "reauthenticate": "accounts.forms.passwords.ReauthenticateForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USERNAME_MIN_LENGTH = 2
# Pages that stand where a person of that name would.
ACCOUNT_USERNAME_BLACKLIST = ["contacts", "find"]
ACCOUNT_PRESERVE_USERNAME_CASING = False

# One texted code: six digits, five minutes, three tries, two more codes.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}

SMS_SENDERS = {
    "console": "accounts.sms.console.ConsoleSender",
    "twilio": "accounts.sms.twilio.MessageSender",
    "twilio-verify": "accounts.sms.twilio.VerifySender",
}
SMS = env.choice("SMS", [*SMS_SENDERS, "off"], "console")
SMS_COUNTRIES = [code.upper() for code in env.words("SMS_COUNTRIES")]
SMS_DAILY_BUDGET = env.number("SMS_DAILY_BUDGET", 500)
TWILIO_ACCOUNT_SID = env.text("TWILIO_ACCOUNT_SID")
TWILIO_AUTH_TOKEN = env.text("TWILIO_AUTH_TOKEN")
TWILIO_FROM = env.text("TWILIO_FROM")
TWILIO_VERIFY_SERVICE = env.text("TWILIO_VERIFY_SERVICE")
TWILIO_API_URL = env.text("TWILIO_API_URL").rstrip("/")

# A second factor, and passkeys, which are both at once.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
# The code before and the one after count, too: people type slowly, and clocks differ.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.factors.AuthenticateForm",
    "reauthenticate": "accounts.forms.factors.ReauthenticateForm",
    "activate_totp": "accounts.forms.factors.ActivateAppForm",
    "login_webauthn": "accounts.forms.factors.PasskeyLoginForm",
    "authenticate_webauthn": "accounts.forms.factors.PasskeyStepForm",
    "reauthenticate_webauthn": "accounts.forms.factors.PasskeyProofForm",
    "add_webauthn": "accounts.forms.factors.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.factors.RenamePasskeyForm",
}
# Browsers take passkeys over http on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
# What the second factors keep is encrypted with the first, and read with any.
ENCRYPTION_KEYS = env.words("ENCRYPTION_KEYS") or [SECRET_KEY, *SECRET_KEY_FALLBACKS]

# Other sites that vouch for people.
GOOGLE_CLIENT_ID = env.text("GOOGLE_CLIENT_ID")
GOOGLE_URL = env.text("GOOGLE_URL").rstrip("/")
OIDC_SERVER = env.text("OIDC_SERVER").rstrip("/")
SOCIALACCOUNT_PROVIDERS = {}
_vouchers = []
if GOOGLE_CLIENT_ID:
    SOCIALACCOUNT_PROVIDERS["google"] = {
        "APPS": [{"client_id": GOOGLE_CLIENT_ID, "secret": env.text("GOOGLE_CLIENT_SECRET")}],
        "SCOPE": ["profile", "email"],
        "OAUTH_PKCE_ENABLED": True,
        # Google has proven the address, and only a proven one here is joined to it.
        "EMAIL_AUTHENTICATION": True,
    }
    if GOOGLE_URL:
        SOCIALACCOUNT_PROVIDERS["google"] |= {
            "ACCESS_TOKEN_URL": f"{GOOGLE_URL}/token",
            "AUTHORIZE_URL": f"{GOOGLE_URL}/authorize",
            "CERTS_URL": f"{GOOGLE_URL}/certs",
            "ID_TOKEN_ISSUER": GOOGLE_URL,
            "IDENTITY_URL": f"{GOOGLE_URL}/userinfo",
        }
    _vouchers.append(GOOGLE_URL or "https://accounts.google.com")
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.text("OIDC_NAME", urlsplit(OIDC_SERVER).hostname or ""),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ],
    }
    _vouchers.append("{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER)))
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_FORMS = {"disconnect": "accounts.forms.connections.DisconnectForm"}
SOCIALACCOUNT_STORE_TOKENS = False

# Programs: short tokens that die with their session, and refresh tokens that are good once.
HEADLESS_CLIENTS = ("app",)
HEADLESS_SERVE_SPECIFICATION = True
# As YAML and JSON; allauth's page for it would load a stranger's script.
HEADLESS_SPECIFICATION_TEMPLATE_NAME = None
HEADLESS_TOKEN_STRATEGY = "accounts.tokens.strategy.TokenStrategy"

# Other sites whose pages may use the API with a token, as in https://app.example.org.
CORS_ALLOWED_ORIGINS = CORS_ORIGINS = env.words("CORS_ORIGINS")
CORS_URLS_REGEX = r"^/(api|avatars)/"
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "x-session-token"]
CORS_EXPOSE_HEADERS = ["Retry-After"]

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

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 86_400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_FAILURE_VIEW = "texter.views.csrf_failure"

# -- Pages ----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "texter.storage.StaticStorage"},
}
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# What people upload. No address leads into this folder: chat/served.py hands files out.
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
FILE_UPLOAD_PERMISSIONS = 0o600
# Beside the media, so that a file is moved there and not copied; /tmp is often memory.
FILE_UPLOAD_TEMP_DIR = env.subfolder(MEDIA_ROOT, "incoming")
S3_BUCKET = env.text("S3_BUCKET")
_media_origin = ""
if S3_BUCKET:
    _region = env.text("S3_REGION", "us-east-1")
    _endpoint = env.text("S3_ENDPOINT").rstrip("/")
    STORAGES["default"] = {
        "BACKEND": "texter.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "region_name": _region,
            "endpoint_url": _endpoint or f"https://s3.{_region}.amazonaws.com",
            "access_key": env.text("S3_ACCESS_KEY_ID") or None,
            "secret_key": env.text("S3_SECRET_ACCESS_KEY") or None,
            # A server of one's own rarely has a name for every bucket.
            "addressing_style": "path" if _endpoint else "virtual",
            "signature_version": "s3v4",
            "querystring_expire": 300,
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": 2**20,
        },
    }
    _media_origin = (
        "{0.scheme}://{0.netloc}".format(urlsplit(_endpoint))
        if _endpoint
        else f"https://{S3_BUCKET}.s3.{_region}.amazonaws.com"
    )

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
    f" img-src 'self' data: {_media_origin}; media-src 'self' {_media_origin};"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none';"
    # A form that leads to another site's sign-in counts as sent there.
    " form-action 'self' " + " ".join(_vouchers)
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

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
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_keys": {"()": "texter.logs.WithoutKeys"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_keys"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "channels_redis": {"level": "CRITICAL"},
        # It names the address of every socket, by a handler of its own.
        "uvicorn.error": {"filters": ["without_keys"]},
        # They log what they send: codes, numbers and keys.
        "twilio": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
        "oauthlib": {"level": "WARNING"},
        "requests_oauthlib": {"level": "WARNING"},
    },
}
