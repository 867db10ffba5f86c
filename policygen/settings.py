"""One settings file. What differs between machines comes from the environment, and fails loudly.

| variable | meaning | default |
| --- | --- | --- |
| POLICYGEN_DEBUG | 1 on a developer's machine | 0 |
| POLICYGEN_SECRET_KEY | long random text; a server does not start without it | – |
| POLICYGEN_HOSTS | host names, comma between them | localhost,127.0.0.1 |
| POLICYGEN_ORIGINS | origins trusted for forms (https://…), comma between them | – |
| POLICYGEN_DATA | folder for database, downloads and secrets | ./data |
| POLICYGEN_STATIC | folder that `collectstatic` fills | ./staticfiles |
| POLICYGEN_DATABASE_URL | postgres://user:password@host:port/name | SQLite in the data folder |
| POLICYGEN_HTTPS | 1 where the site is served over HTTPS only | 0 |
| POLICYGEN_EMAIL_URL | smtp://user:password@host:587 (STARTTLS) or smtps://…:465 (TLS); \
  smtp+plain://host:25 without encryption, for a relay on the same machine | the console |
| POLICYGEN_EMAIL_FROM | sender of our e-mails: policygen <hello@example.com> | policygen@localhost |
| POLICYGEN_PROXIES | how many proxies stand in front and write X-Forwarded-For | 0 |
"""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    value = os.environ.get(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def _list(name: str, default: str = "") -> list[str]:
    return [item for item in os.environ.get(name, default).split(",") if item]


def _database() -> dict[str, object]:
    url = os.environ.get("POLICYGEN_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "policygen.sqlite3",
            # Writers wait for each other instead of failing; readers never wait.
            "OPTIONS": {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("POLICYGEN_DATABASE_URL must start with postgres://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _number(name: str) -> int:
    value = os.environ.get(name, "0")
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}")
    return int(value)


_SMTP = {"smtp": (587, "tls"), "smtps": (465, "ssl"), "smtp+plain": (25, "")}
"""What the address of a mail server may start with: the usual port, and the encryption."""


def _email() -> dict[str, object]:
    url = os.environ.get("POLICYGEN_EMAIL_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in _SMTP or not parts.hostname:
        starts = ", ".join(f"{scheme}://" for scheme in _SMTP)
        raise ImproperlyConfigured(f"POLICYGEN_EMAIL_URL must start with one of {starts}")
    port, encryption = _SMTP[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": encryption == "tls",
        "EMAIL_USE_SSL": encryption == "ssl",
        # Whoever waits for a code is not kept longer than this.
        "EMAIL_TIMEOUT": 15,
    }


DEBUG = _flag("POLICYGEN_DEBUG")
DATA_DIR = Path(os.environ.get("POLICYGEN_DATA", BASE_DIR / "data")).resolve()
# A command needs no lasting key; a server does, see wsgi.py.
SECRET_KEY = os.environ.get("POLICYGEN_SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = _list("POLICYGEN_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = _list("POLICYGEN_ORIGINS")

INSTALLED_APPS = [
    "policygen.accounts.second_factor.apps.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    # Without "allauth" itself, which has only templates and translations: all of them are ours.
    "allauth.account",
    "allauth.mfa",
    "policygen.site",
    "policygen.shops",
    "policygen.policies",
    "policygen.clauses",
    "policygen.accounts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "policygen.site.middleware.content_security_policy",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "policygen.site.middleware.page_for_wrong_method",
]

ROOT_URLCONF = "policygen.urls"
WSGI_APPLICATION = "policygen.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("uk", _("Ukrainian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("POLICYGEN_STATIC", BASE_DIR / "staticfiles")).resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
# Leads nowhere: downloads are served by views that check who may have them.
MEDIA_URL = "/files/"
# Names with a hash, for ever in the browser, once `collectstatic` has made them.
_COLLECTED = not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
# Until then the files are served from where they are edited.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not _COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Files, so that all processes of the server count the same tries; nothing to set up.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

# Accounts: an e-mail address and a code sent to it. Only editors have a password, for the desk.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "shops:list"
ACCOUNT_ADAPTER = "policygen.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code is the proof
# Digits are the same on every keyboard. Eight of them, with the limits below, hold for centuries.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Longer than a code is valid, so that the page can say that it has expired.
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,12/h/key"}
# Editors have a second factor: the code of an authenticator app, or a recovery code.
MFA_ADAPTER = "policygen.accounts.second_factor.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "policygen"
# The code before and the one after count too: typing takes time, and clocks differ.
MFA_TOTP_TOLERANCE = 1
# An editor may have an account without an e-mail address; the password is the proof.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Long enough to install an app between the password and its first code.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = _number("POLICYGEN_PROXIES")
globals().update(_email())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("POLICYGEN_EMAIL_FROM", "policygen@localhost")

CSRF_FAILURE_VIEW = "policygen.site.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if _flag("POLICYGEN_HTTPS"):
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365

# Errors and their tracebacks go to standard error, where whoever runs the server looks.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
