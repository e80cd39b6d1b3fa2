"""Settings as a municipality runs them: nothing that Django would warn of, nothing that a demo may."""

import json

import pytest

from tests.architecture.source import run_python

DEPLOYED = {"BROBYGGER_DEMO": "", "BROBYGGER_DEBUG": "", "BROBYGGER_HOSTS": "example.invalid"}


def test_the_deploy_check_is_clean() -> None:
    check = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    done = run_python(check, **DEPLOYED)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("demo", "expected"), [("", True), ("1", False)])
def test_only_the_demo_goes_without_tls(demo: str, expected: bool) -> None:
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    values = f"[getattr(settings, name) for name in {names}]"
    code = f"import json; from django.conf import settings; print(json.dumps({values}))"
    done = run_python(code, **{**DEPLOYED, "BROBYGGER_DEMO": demo})
    assert json.loads(done.stdout) == [expected] * 3, done.stderr


def test_a_log_line_does_not_quote_what_was_typed() -> None:
    code = (
        "import django, logging; django.setup()\n"
        "try:\n    raise ValueError('Kirsten Jensen 010750-1AB1')\n"
        "except ValueError:\n    logging.getLogger('django.request').exception('Internal Server Error')\n"
    )
    done = run_python(code, **DEPLOYED)
    assert "builtins.ValueError" in done.stderr
    assert "Kirsten" not in done.stderr
