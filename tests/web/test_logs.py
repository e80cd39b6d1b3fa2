"""What stands in the log, and what somebody typed and is therefore not there."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from gunicorn.config import Config

from brobygger.ops import gunicorn_config
from brobygger.records import pages
from brobygger.web import logs

TYPED = ("Hansen", "0107501AB1")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the root logger writes, through the formatter of an installation in use."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.QuietFormatter(logs.LINE, style="{"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def said(name: str, message: str, *arguments: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, None)
    return logs.QuietFormatter(logs.LINE, style="{").format(record)


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_is_not_in_the_log(log: io.StringIO) -> None:
    assert Client().get("/borger/0107501AB1/Hansen/?q=Hansen").status_code == 404
    line = log.getvalue()
    assert "django.request Not Found: …" in line
    assert not any(word in line for word in TYPED), line


@pytest.mark.django_db
def test_a_fault_is_told_by_the_pattern_of_its_page(
    log: io.StringIO, client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError(" ".join(TYPED))

    monkeypatch.setattr(pages, "case_page", fail)
    client = client_as("counsellor")
    client.raise_request_exception = False
    assert client.get("/forloeb/2026-4711/").status_code == 500
    line = log.getvalue()
    assert "Internal Server Error: /forloeb/<" in line and "RuntimeError" in line, line
    assert "4711" not in line and not any(word in line for word in TYPED), line


def test_a_host_and_the_page_one_comes_from_are_not_in_the_log(log: io.StringIO) -> None:
    Client().get("/", headers={"host": "hansen-0107501ab1.example"})
    client = Client(enforce_csrf_checks=True)
    client.post("/konto/login/", {}, secure=True, headers={"referer": "https://other.example/soeg/?q=Hansen"})
    line = log.getvalue()
    assert "Invalid HTTP_HOST header: …" in line and "https://other.example does not match" in line, line
    assert "hansen" not in line.lower(), line


@pytest.mark.parametrize(
    "message",
    [
        "Invalid request from ip=127.0.0.1: Invalid HTTP request line: 'GET /Hansen 0107501AB1'",
        "Invalid request from ip=127.0.0.1: Invalid HTTP header name: \"it's Hansen's\"",
        "Invalid request from ip=127.0.0.1: Invalid HTTP method: b'it\\'s Hansen'",
    ],
)
def test_what_the_web_server_quotes_is_left_out(message: str) -> None:
    line = said("gunicorn.error", message)
    assert line.endswith("…") and "127.0.0.1" in line and "Hansen" not in line, line


def test_words_of_a_library_stay_as_they_are() -> None:
    assert said("gunicorn.error", "Worker (pid:%s) didn't end, and won't", 7).endswith("(pid:7) didn't end, and won't")
    assert said("gunicorn.error", "Error handling request %s", "/soeg/?q=Hansen").endswith("Error handling request …")


def test_the_web_server_writes_through_the_same_formatter() -> None:
    logger = gunicorn_config.QuietLogger(Config())
    assert all(isinstance(handler.formatter, logs.QuietFormatter) for handler in logger.error_log.handlers)
    assert logger.error_log.handlers
    assert gunicorn_config.logger_class is gunicorn_config.QuietLogger
