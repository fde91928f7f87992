"""The site itself: where it is, who may ask for it, and with what it signs. Settings like any other."""

from pathlib import Path
from urllib.parse import urlsplit

from texter import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

# Where people reach the site, as in https://chat.example.org; decides cookies and redirects.
SITE_URL = env.text("SITE_URL").rstrip("/")
# What it is called until somebody calls it otherwise on its page.
SITE_NAME = env.text("SITE_NAME", "texter")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if SITE_URL else "localhost,127.0.0.1,[::1]")
if SITE_URL:
    ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname)
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
IS_HTTPS = SITE_URL.startswith("https://")
# How many proxies of ours stand in front. Only then are their X-Forwarded headers believed.
# Heroku's machines carry this name, and stand behind its router.
DYNO = env.text("DYNO")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 1 if DYNO else 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# How many processes uvicorn starts; Heroku sets it by itself.
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 1)
