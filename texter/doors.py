"""People and how they come in: passwords, codes, factors, other sites. Settings like any other."""

from urllib.parse import urlsplit

from texter import env
from texter.site import IS_HTTPS, SECRET_KEY, SECRET_KEY_FALLBACKS

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
TWILIO_ACCOUNT_SID = env.text("TWILIO_ACCOUNT_SID")
TWILIO_AUTH_TOKEN = env.text("TWILIO_AUTH_TOKEN")
TWILIO_FROM = env.text("TWILIO_FROM")
TWILIO_VERIFY_SERVICE = env.text("TWILIO_VERIFY_SERVICE")
TWILIO_API_URL = env.text("TWILIO_API_URL").rstrip("/")
_TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
_NEEDED = {
    "twilio": (*_TWILIO, "TWILIO_FROM"),
    "twilio-verify": (*_TWILIO, "TWILIO_VERIFY_SERVICE"),
}
# Of features that are set up by half, what is missing: they are off, and texter/checks.py says so.
HALF_SET = {"SMS": env.missing(*_NEEDED.get(SMS, ()))}
if HALF_SET["SMS"]:
    SMS = "off"

# A second factor, and passkeys, which are both at once.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
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
# Where their forms send a browser.
VOUCHERS = []
if GOOGLE_CLIENT_ID:
    HALF_SET["Sign-in with Google"] = env.missing("GOOGLE_CLIENT_SECRET")
if OIDC_SERVER:
    HALF_SET["Sign-in with OpenID Connect"] = env.missing("OIDC_CLIENT_ID")
if GOOGLE_CLIENT_ID and not HALF_SET["Sign-in with Google"]:
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
    VOUCHERS.append(GOOGLE_URL or "https://accounts.google.com")
if OIDC_SERVER and not HALF_SET["Sign-in with OpenID Connect"]:
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
    VOUCHERS.append("{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER)))
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
