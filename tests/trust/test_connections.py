"""A connection is looked at before it is used again: the server may have gone away meanwhile."""

import time

import pytest
from django.db import connection, connections

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    made = connections.create_connection("default")
    made.ensure_connection()
    yield made
    made.close()


def test_a_living_connection_is_not_asked(other, monkeypatch) -> None:
    monkeypatch.setattr(other, "cursor", lambda *_args, **_kwargs: pytest.fail("a journey to the server"))
    assert other.is_usable()


def test_a_connection_that_the_server_ended_is_not_used_again(other) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [other.connection.info.backend_pid])
    until = time.monotonic() + 20
    while other.is_usable() and time.monotonic() < until:
        time.sleep(0.02)
    assert not other.is_usable()
