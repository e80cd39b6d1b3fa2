"""Settings: everything that differs between places comes from the environment.

Sources: https://docs.djangoproject.com/en/5.2/ref/settings/
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from brobygger import rooms
from brobygger.web import limits, logs
from brobygger.web.configuration import (
    check_day,
    check_standard,
    comma_separated,
    database_settings,
    origins,
    secret_key,
    var_directory,
    whole_number,
)
from brobygger.web.security import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY

SOURCE = Path(__file__).resolve().parent.parent
VAR = var_directory()
check_day("BROBYGGER_TODAY")
check_standard()
DEMO = os.environ.get("BROBYGGER_DEMO", "") == "1"
DEBUG = os.environ.get("BROBYGGER_DEBUG", "") == "1"
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = comma_separated("BROBYGGER_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = origins("BROBYGGER_ORIGINS")

ROOMS = rooms.ROOMS
INSTALLED_APPS = [
    "brobygger.demo",
    "brobygger.web",
    "brobygger.desk",
    *reversed(ROOMS),
    "brobygger.records",
    "brobygger.trust",
    "brobygger.ground",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "brobygger.ground.languages.EachPageItsOwn",
    "brobygger.web.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "brobygger.records.house.middleware.HouseSettings",
    "csp.middleware.CSPMiddleware",
    "brobygger.web.security.PermissionsPolicy",
    "brobygger.web.security.HostCookies",
    "brobygger.trust.middleware.NothingKept",
    "brobygger.ground.devices.KnownDevice",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "brobygger.trust.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "brobygger.trust.middleware.SecondFactorMiddleware",
    "brobygger.web.security.ReadableAddress",
]

# How many seconds a process may go without asking whether the house has set something new; None is never.
HOUSE_IS_ASKED_EVERY: float | None = 5.0
ROOT_URLCONF = "brobygger.web.urls"
WSGI_APPLICATION = "brobygger.web.wsgi.application"
DATABASES = {"default": {**database_settings(VAR), "LIMITS": limits.of_this_process()}}
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", limits.TO_CONNECT[limits.kind_of_work()])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "trust.Account"

# Signing in: accounts are made by the administrator; whoever signs in here needs a second factor
# (docs/decisions/0012-signing-in.md).
SECOND_FACTOR_REQUIRED = not DEMO
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
LOGIN_URL = "account_login"
# What a page says after an act may name a citizen: it stays in the session, which is encrypted, and ends with it.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "brobygger.trust.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Wrong passwords: by source and account; for browsers the account does not know also by source and by account alone
# (trust/adapter.py). "login" only bounds a flood: a whole town hall comes from one address at eight o'clock.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/5m/key",
    "login_failed_source": "30/5m/ip",
    "login_failed_account": "60/h/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Brobygger"
# The address is typed by the administrator, who knows whose it is.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# What is counted against guessing passwords is counted once for all processes, so it lies in the database; what every
# process may find out for itself lies in its memory.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "trust_cache"},
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
# Behind how many proxies one stands: the address that is counted against is the one the last of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("BROBYGGER_PROXY_COUNT", 0 if DEMO or DEBUG else 1)

# Mail is only for a forgotten password; without a server for it the one who keeps the accounts gives the link.
EMAIL_HOST = os.environ.get("BROBYGGER_SMTP_HOST", "")
EMAIL_PORT = whole_number("BROBYGGER_SMTP_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = os.environ.get("BROBYGGER_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BROBYGGER_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("BROBYGGER_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BROBYGGER_SMTP_FROM", "brobygger@localhost")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "concurrency": 2}

SESSION_ENGINE = "brobygger.trust.sessions"
SESSION_IDLE = timedelta(minutes=whole_number("BROBYGGER_SESSION_IDLE_MINUTES", 45, least=1))
SESSION_LONGEST = timedelta(hours=whole_number("BROBYGGER_SESSION_LONGEST_HOURS", 12, least=1))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
BREAK_GLASS_HOURS = whole_number("BROBYGGER_BREAK_GLASS_HOURS", 4, least=1)
AUDIT_DIRECTORY = os.environ.get("BROBYGGER_AUDIT_DIRECTORY", str(VAR / "audit"))

JINJA = {
    "BACKEND": "brobygger.ground.templating.Jinja2",
    "NAME": "jinja2",
    "DIRS": sorted(str(path) for path in SOURCE.glob("**/templates") if path.is_dir()),
    "APP_DIRS": False,
    "OPTIONS": {
        "environment": "brobygger.web.jinja.environment",
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.messages.context_processors.messages",
            "brobygger.web.shell.context",
        ],
    },
}
TEMPLATES = [
    JINJA,
    {
        # Only for the libraries that bring templates of their own; ours are found first.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS: list[str] = []
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Served compressed and for ever, under names that hold the content's fingerprint.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Only a demo on one's own machine is served without TLS; behind a proxy gunicorn reads X-Forwarded-Proto.
TLS = not (DEMO or DEBUG)
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
# Preloading binds the municipality's whole domain: a decision that is not this software's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LOGGING = logs.configuration(debug=DEBUG)

# Letters: where they are handed over, and the fonts they are set in.
POST_ADAPTER = os.environ.get("BROBYGGER_POST_ADAPTER", "brobygger.records.letters.adapters.Folder")
POST_FOLDER = os.environ.get("BROBYGGER_POST_FOLDER", str(VAR / "outgoing-post"))
BASE_FONTS = str(SOURCE / "web" / "static" / "vendor" / "plex")
