"""One settings file. What differs between machines comes from the environment (environment.py, and for
operators docs/running.md), and fails loudly."""

import secrets
import sys

from platformdirs import user_data_path

from policygen import environment
from policygen.engine.places import INSTALLED, ROOT

BASE_DIR = ROOT

_ENV = environment.read()

DEBUG = _ENV.debug
# Never where packages are installed: an upgrade would take it away.
DATA_DIR = _ENV.data or (user_data_path("policygen", False) if INSTALLED else BASE_DIR / "data")
# A command needs no lasting key; a server does, see wsgi.py.
SECRET_KEY = _ENV.secret_key or secrets.token_urlsafe(50)
ALLOWED_HOSTS = _ENV.hosts
CSRF_TRUSTED_ORIGINS = _ENV.origins

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
    "policygen.desk",
    "policygen.owners",
    "policygen.accounts",
    "policygen.updates",
    "policygen.rehearsals",
    "policygen.publishing",
    "policygen.shops",
    "policygen.draft",
    "policygen.releases",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "policygen.site.middleware.security_headers",
    "policygen.site.health.before_all_else",
    "policygen.site.middleware.without_nul",
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

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "policygen.sqlite3",
    # Writers wait for each other instead of failing; readers never wait.
    "OPTIONS": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    },
}
DATABASES = {"default": _ENV.database_url or _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
# The one list of them in the code. Each is named in itself: whoever looks for it may read no other.
LANGUAGES = [("en", "English"), ("uk", "Українська")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["policygen.site.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = _ENV.static or (DATA_DIR if INSTALLED else BASE_DIR) / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
# Leads nowhere: downloads are served by views that check who may have them.
MEDIA_URL = "/files/"
# Names with a hash, for ever in the browser, once `collectstatic` has made them.
_COLLECTED = not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
# Until then the files are served from where they are edited.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not _COLLECTED
STORAGES = {
    # Another one must write over a file of the same name, as this does.
    "default": {"BACKEND": "policygen.publishing.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "policygen.site.static_files.WholeStaticFiles"
        if _COLLECTED or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Files, so that all processes of the server count the same tries; nothing to set up.
CACHES = {
    "default": {
        "BACKEND": "policygen.site.cache.WholeFileCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

# Accounts: an e-mail address and a code sent to it. Only editors have a password, for the desk.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "policies:list"
ACCOUNT_ADAPTER = "policygen.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code is the proof
# Digits are the same on every keyboard. Eight of them, with the limits below, hold for centuries.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
# Longer than a code is valid, so that the page can say that it has expired.
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Asks and tries for codes are counted in the database (common/tries.py), all else by allauth.
ACCOUNT_RATE_LIMITS = {"request_login_code": None}
# Editors have a second factor: the code of an authenticator app, or a recovery code.
MFA_ADAPTER = "policygen.accounts.second_factor.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "policygen"
# The code before and the one after count too: typing takes time, and clocks differ.
MFA_TOTP_TOLERANCE = 1
# An editor may have an account without an e-mail address; the password is the proof.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Long enough to install an app between the password and its first code.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = _ENV.proxies
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _ENV.email_url else 'console'}.EmailBackend"
# Whoever waits for a code is not kept longer than this, in seconds.
EMAIL_TIMEOUT = 15
globals().update(_ENV.email_url or {})
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _ENV.email_from

CSRF_FAILURE_VIEW = "policygen.site.errors.csrf_failure"
# What the tests serve here in place of a site: its name → address and port. No environment sets it.
SITE_STAND_INS: dict[str, tuple[str, int]] = {}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["policygen.site.uploads.InMemory"]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if _ENV.https:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = _ENV.hsts_subdomains

# Errors and their tracebacks go to standard error, where whoever runs the server looks.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A private link opens a shop to whoever reads it.
    "formatters": {
        "redacted": {"()": "policygen.site.redaction.Redacted"},
        "redacted_request": {
            "()": "policygen.site.redaction.RedactedRequest",
            "format": "[{server_time}] {message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "redacted"},
        "requests": {"class": "logging.StreamHandler", "formatter": "redacted_request"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{
            name: {"handlers": ["console"], "level": "INFO", "propagate": False}
            for name in ("django", "policygen")
        },
        "django.server": {"handlers": ["requests"], "level": "INFO", "propagate": False},
    },
}
