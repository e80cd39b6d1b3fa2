"""Settings of the tests: the real ones, in a folder of this run's own."""

import os
import tempfile
from pathlib import Path

if "BROBYGGER_TEST_VAR" not in os.environ:  # the parallel workers inherit what their controller chose
    folder = Path(tempfile.mkdtemp(prefix="brobygger-test-"))
    folder.chmod(0o711)
    os.environ["BROBYGGER_TEST_VAR"] = str(folder)
    os.environ["BROBYGGER_TEST_CONTROLLER"] = str(os.getpid())
# Each worker is an installation of its own.
worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["BROBYGGER_VAR"] = str(Path(os.environ["BROBYGGER_TEST_VAR"]) / worker)
for name in ("DEMO", "DEBUG", "TODAY", "DATABASE_ROLE", "STANDARD"):
    os.environ.pop(f"BROBYGGER_{name}", None)
if "BROBYGGER_TEST_STANDARD" in os.environ:  # a process of a test's own that runs on another municipality's file
    os.environ["BROBYGGER_STANDARD"] = os.environ["BROBYGGER_TEST_STANDARD"]
# The limits of a page, so wide that a busy machine keeps them.
os.environ["BROBYGGER_WORK"] = "web"
os.environ["BROBYGGER_STATEMENT_SECONDS"] = "240"
# The browser's event loop lives in the main thread, beside the tests' own queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from brobygger.web.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# What only makes sense behind TLS; tests/web/test_deploy.py looks at the real values.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What is set is asked for by the tests that set something: pages have the same number of queries at any moment.
HOUSE_IS_ASKED_EVERY = None
# The tests sign in without one; tests/trust/test_signing_in.py asks for it.
SECOND_FACTOR_REQUIRED = False
