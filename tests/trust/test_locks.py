"""Locked means locked for the application's role, whatever it tells the library's triggers."""

from contextlib import nullcontext
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError

from brobygger.ground.fields import bound
from brobygger.ground.locks import Lock, unlocked
from brobygger.trust.models import AuditEntry
from tests import database


def test_every_trigger_of_ours_asks_who_is_connected() -> None:
    others = [
        f"{model._meta.label}: {trigger.name}"
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", [])
        if not isinstance(trigger, Lock)
    ]
    assert not others, "use brobygger.ground.locks.Lock: the library's own triggers can be ignored"


@pytest.mark.django_db
def test_no_trigger_in_the_database_can_be_told_to_stand_aside() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE %s",
            ["pgtrigger%"],
        )
        found = cursor.fetchall()
    assert len(found) > 20
    assert not [name for name, source in found if "_pgtrigger_should_ignore" in source]


@pytest.mark.django_db
def test_an_opening_stays_as_it_was_and_is_answered_once(row: Any, make_account: Any) -> None:
    import datetime as dt

    opened = row()
    changes = (
        {"unit": "alcohol"}, {"account": make_account("counsellor")}, {"number": "2026-9999"}, {"person_id": 7},
        {"expires_at": opened.expires_at + dt.timedelta(hours=1)}, {"opened_at": opened.opened_at - dt.timedelta(1)},
        bound(opened, reason="another"),
    )  # fmt: skip
    mine = type(opened).objects.filter(pk=opened.pk)
    for change in changes:
        for stand_aside in (nullcontext(), pgtrigger.ignore()):
            with pytest.raises(DatabaseError), transaction.atomic(), stand_aside:
                mine.update(**change)
    assert mine.update(review="accepted", **bound(opened, remark="fine")) == 1
    for act in (lambda: mine.update(review="questioned"), mine.delete):
        with pytest.raises(DatabaseError), transaction.atomic(), pgtrigger.ignore():
            act()


def _change_trail() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trust_auditentry SET outcome = 'changed'")


@pytest.mark.django_db(transaction=True)
def test_the_owner_passes_by_command_alone(row: Any) -> None:
    from brobygger.trust import audit
    from brobygger.trust.access import SYSTEM

    audit.noted("system", SYSTEM, "test.lock")
    with pytest.raises(DatabaseError), unlocked():
        _change_trail()
    with database.as_owner():
        with pytest.raises(DatabaseError), transaction.atomic():
            _change_trail()
        with pytest.raises(DatabaseError), pgtrigger.ignore():
            _change_trail()
        with unlocked():
            _change_trail()
        with pytest.raises(DatabaseError), transaction.atomic():
            _change_trail()
    assert AuditEntry.objects.get(action="test.lock").outcome == "changed"
