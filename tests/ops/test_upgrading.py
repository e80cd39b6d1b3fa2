"""Two versions and one database: a newer one brings it along, an older one keeps away; one set-up at a time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from brobygger.demo import building
from brobygger.ops import schema_lock
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.grants.models import Grant
from brobygger.trust.models import AuditEntry, Imprint
from brobygger.web import upgrading
from brobygger.web.configuration import ConfigurationError
from tests import database
from tests.cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up writes what the application's role may only add to: here it stands in a dictionary instead."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(upgrading, "_imprint", kept.get)
    monkeypatch.setattr(upgrading, "_keep", kept.__setitem__)


def test_the_set_up_of_a_database_leaves_its_version_and_its_reckoning_there() -> None:
    kept = {one.name: bytes(one.value) for one in Imprint.objects.exclude(name__startswith="key:")}
    assert kept[upgrading.VERSION].decode() == upgrading.present_version()
    # Of the day on which this database was made: it may have lain ready since an earlier standard.
    assert len(kept[upgrading.RECKONING]) == len(upgrading.reckoning())


def test_a_schema_of_a_newer_version_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    upgrading.refuse_newer()
    newer = upgrading.MigrationLoader(connection)
    newer.applied_migrations = {**newer.applied_migrations, ("trust", "0999_from_the_future"): None}
    monkeypatch.setattr(upgrading, "MigrationLoader", lambda _connection: newer)
    with pytest.raises(ConfigurationError, match=r"newer version .* does not know: trust 0999_from_the_future"):
        upgrading.refuse_newer()


def test_after_an_upgrade_what_changed_is_reckoned_anew_and_said(as_owner: None) -> None:
    building.build(60, lambda _words: None)
    said: list[str] = []
    upgrading.reckon_anew(said.append)  # kept by no version yet
    assert said[-1] == "60 cases computed again; 0 changed."
    spoilt = StoredDeadline.objects.filter(outcome="open").earliest("pk")
    StoredDeadline.objects.filter(pk=spoilt.pk).update(outcome="met", met_on=spoilt.due_on)
    said.clear()
    upgrading.reckon_anew(said.append)
    assert said == []  # the same version and standard as before
    upgrading._keep(upgrading.RECKONING, b"another standard")
    upgrading.reckon_anew(said.append)
    assert "has changed since" in said[0] and said[-1] == "60 cases computed again; 1 changed."
    assert StoredDeadline.objects.filter(
        episode_id=spoilt.episode_id, clock=spoilt.clock, number=spoilt.number, outcome="open"
    ).exists()
    row = AuditEntry.objects.filter(action="episodes.recompute").latest("id")
    assert row.detail == {"cases": 60, "changed": 1}
    assert Episode.objects.count() == 60


@pytest.mark.django_db(transaction=True)
def test_a_database_taken_back_and_forward_has_its_projections_again() -> None:
    """The rules are as before, and yet the table that came again is empty."""
    made = case().enrolled().assessed().decided().episode
    granted = Grant.objects.filter(episode=made)
    before = granted.count()
    assert before
    with database.as_owner():
        upgrading.reckon_anew(lambda _words: None)
        call_command("migrate", "grants", "zero", verbosity=0)
        call_command("migrate", verbosity=0)
        assert not granted.count()
        said: list[str] = []
        upgrading.reckon_anew(said.append)
    assert "has changed since" in said[0] and granted.count() == before


@pytest.fixture
def other() -> Iterator[Any]:
    """A session of somebody else."""
    made = connections.create_connection("default")
    yield made
    made.close()


def is_free(other: Any) -> bool:
    with transaction.atomic(), other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [schema_lock.LOCK])
        got: bool = cursor.fetchone()[0]
        if got:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [schema_lock.LOCK])
    return got


def test_the_lock_ends_with_its_transaction_though_a_pool_keeps_the_session(
    other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = connections.create_connection
    kept: list[Any] = []

    def never_closed(alias: str) -> Any:
        made = make(alias)
        made.close_for_good, made.close = made.close, lambda: None
        kept.append(made)
        return made

    monkeypatch.setattr(connections, "create_connection", never_closed)
    with schema_lock.alone(lambda _words: None):
        assert not is_free(other)
    assert is_free(other)
    for one in kept:
        assert one.connection is not None
        one.close_for_good()


def test_who_never_gets_a_turn_is_told_who_has_it_and_how_to_end_that(
    other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROBYGGER_SETUP_WAIT_SECONDS", "1")
    with other.cursor() as cursor:  # the session's lock that earlier versions took
        cursor.execute("SELECT pg_advisory_lock(%s)", [schema_lock.LOCK])
    said: list[str] = []
    with pytest.raises(ConfigurationError) as refused, schema_lock.alone(said.append):
        pytest.fail("it was not alone")
    assert said == ["Another set-up is at work on this database. Waiting for it, 1 s at most …"]
    assert f"pg_terminate_backend({other.connection.info.backend_pid})" in str(refused.value)
