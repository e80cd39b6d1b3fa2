"""How the demo is built: the same centre each time, on any day of the year, and never into a database in use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from brobygger.demo import building, people, schedule
from brobygger.ground import clock
from brobygger.ops import running
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters.models import Letter
from brobygger.records.people.models import Person
from brobygger.trust import audit
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account

pytestmark = pytest.mark.django_db
OF_THE_DATABASE = {
    "letter_id",
    "decision_id",
    "appeal_id",
    "choice_id",
    "complaint_id",
    "concern_id",
    "note",
    "of",
    "item",
    "from",
    "to",
}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> str:
    """Everything of a centre that people would see, without the numbers that a database gives its rows."""
    digest = sha256()
    for person in sorted(Person.objects.order_by("birth_date", "created_at"), key=lambda one: one.name):
        digest.update(repr((person.name, person.cpr, person.address, person.phone, person.own_doctor)).encode())
    for event in Event.objects.select_related("episode", "recorded_by").order_by(
        "episode__number", "occurred_at", "id"
    ):
        facts = {name: value for name, value in event.facts.items() if name not in OF_THE_DATABASE}
        by = event.recorded_by.email if event.recorded_by else ""
        told = (event.episode.number, event.kind, event.occurred_at, event.recorded_at, by, facts, event.text)
        digest.update(repr(told).encode())
    columns = ("episode__number", "clock", "number", "due_on", "met_on", "outcome", "responsible__email")
    for row in StoredDeadline.objects.order_by(*columns).values_list(*columns):
        digest.update(repr(row).encode())
    for letter in Letter.objects.order_by("episode__number", "queued_at", "id"):
        digest.update(repr((letter.state, letter.content, letter.recipient_address)).encode())
    return digest.hexdigest()


def test_the_same_number_gives_the_same_centre_however_the_work_is_divided(
    on_day: Callable[[str], None],
) -> None:
    on_day("2026-11-19")
    found = []
    for batch in (500, 17):
        with undone(), clock.stopped_at(clock.at_noon(date(2026, 11, 19))):
            building.build(60, lambda _words: None, batch=batch)
            found.append(fingerprint())
    assert found[0] == found[1]


def test_it_tells_how_far_it_has_come() -> None:
    told = StringIO()
    call_command("demo", people=70, stdout=told)
    assert "70 af 70 borgere" in told.getvalue()
    assert "Alle personer er opdigtede" in told.getvalue()
    assert call_command("demo", people=70, if_empty=True, stdout=told) is None
    with pytest.raises(SystemExit):
        call_command("demo", people=70, stderr=told)
    assert "kun i en tom database" in told.getvalue()
    assert Episode.objects.count() == 70


def refused(**options: Any) -> tuple[int, str]:
    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("demo", stderr=told, **options)
    return int(str(ended.value.code)), told.getvalue()


@pytest.mark.parametrize("if_empty", [True, False])
def test_it_keeps_away_from_a_database_with_real_accounts(make_account: Callable[..., Account], if_empty: bool) -> None:
    make_account("counsellor")
    code, words = refused(if_empty=if_empty)
    assert code == running.NOT_THE_DEMOS and "som demoen ikke har lagt der" in words
    assert not Episode.objects.exists()


def test_a_mark_that_this_installation_did_not_sign_is_not_believed(make_account: Callable[..., Account]) -> None:
    """The row that says "a demo filled this" can be put in by whoever writes the database, but not signed."""
    make_account("counsellor")
    audit.noted("system", SYSTEM, "somebody.says", people=300)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trust_auditentry (id, at, kind, action, actor_roles, object_type, object_ids, purpose,"
            " outcome, detail, mac) SELECT gen_random_uuid(), at, kind, %s, actor_roles, object_type, object_ids,"
            " purpose, outcome, detail, mac FROM trust_auditentry WHERE action = 'somebody.says'",
            [building.BUILT],
        )
    assert refused(if_empty=True)[0] == running.NOT_THE_DEMOS


def test_nobody_is_told_to_delete_real_cases() -> None:
    building.build(60, lambda _words: None)
    with mock.patch.object(building, "BUILT", "no such row"):
        assert "Slet" in refused()[1]
        Account.objects.update(email=Concat("email", Value(".example")))
        code, words = refused()
    assert code == running.NOT_THE_DEMOS and "Slet" not in words


@pytest.mark.parametrize("number", [0, 59, 1_000_001])
def test_it_asks_for_a_number_that_it_can_build(number: int) -> None:
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("demo", people=number, stderr=told)
    assert "mellem 60 og" in told.getvalue()


def test_a_hundred_thousand_invented_numbers_are_all_different() -> None:
    from random import Random

    day = date(2026, 11, 19)
    drafts = (people.invent(Random(serial), serial, day, line="drug").draft for serial in range(100_000))
    numbers = [draft.cpr for draft in drafts]
    assert len(set(numbers)) == len(numbers)


def test_numbers_of_cases_are_given_out_before_anything_is_written() -> None:
    today = date(2026, 11, 19)
    reserved = [date(2026, 3, 3), date(2026, 11, 2)]
    bulk, kept = schedule.places(500, today, reserved)
    assert [place.day for place in kept] == reserved
    every = sorted([*bulk, *kept], key=lambda place: place.number)
    assert [place.day for place in every] == sorted(place.day for place in every)
    assert len({place.number for place in every}) == 502
    assert all(place.day < today for place in bulk)
