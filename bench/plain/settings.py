"""Settings of the plain pages: those of a new Django project, on the same database."""

from pathlib import Path

from brobygger.web.settings import ALLOWED_HOSTS as ALLOWED_HOSTS
from brobygger.web.settings import DATABASES as OUR_DATABASES
from brobygger.web.settings import INSTALLED_APPS as OURS
from brobygger.web.settings import PASSWORD_HASHERS as PASSWORD_HASHERS
from brobygger.web.settings import ROOMS as ROOMS
from brobygger.web.settings import SECRET_KEY as SECRET_KEY
from brobygger.web.settings import TIME_ZONE as TIME_ZONE
from brobygger.web.settings import VAR as VAR

# Our models without what signs people in at ours.
INSTALLED_APPS = [
    *(app for app in OURS if not app.startswith("allauth")),
    "django.contrib.sessions",
    "bench.plain",
]
# Made without a note of it: what stands among our migrations and is unknown to us is a newer version's (upgrading.py).
MIGRATION_MODULES = {"sessions": None}
# The same database over kept connections, by Django's own engine, which is not asked to look at them before each use.
DATABASES = {
    "default": {
        **OUR_DATABASES["default"],
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {k: v for k, v in OUR_DATABASES["default"]["OPTIONS"].items() if k != "prepare_threshold"},
    }
}
HOUSE_IS_ASKED_EVERY = None  # the plain pages show nothing of what the house has set
AUTH_USER_MODEL = "trust.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "da"
USE_TZ = True
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bench.plain.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [str(Path(__file__).parent / "pages")],
        "OPTIONS": {"environment": "bench.plain.views.environment"},
    },
]
SILENCED_SYSTEM_CHECKS = ["account.E001", "account.W001"]
