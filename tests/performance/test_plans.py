"""How the database goes about the lists that everybody opens all day: along an index, never through a whole table."""

import json
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count

from brobygger.demo.staff import AT_DEMO
from brobygger.records.episodes.models import Episode
from brobygger.trust.models import Account

pytestmark = pytest.mark.django_db

# What grows with the years. The accounts, the meetings and the like are few, and are best read whole.
LARGE = {
    "episodes_episode", "episodes_event", "episodes_storeddeadline", "people_person", "people_child", "notes_note",
    "letters_letter", "consents_consent", "intake_inquiry", "trust_auditentry",
}  # fmt: skip
PAGES = {
    "mette": ("/min-dag/", "/forloeb/", "/forloeb/?hvem=mine", "/forloeb/?trin=treatment", "/forloeb/?trin=closed"),
    "dorte": ("/min-dag/", "/forloeb/"),
    "hanne": ("/min-dag/", "/forloeb/", "/forloeb/?enhed=alcohol", "/forloeb/?omraade=alcohol"),
}


def plans_of(client: Any, address: str, typed: dict[str, str] | None = None) -> list[tuple[str, dict[str, Any]]]:
    """The readings of a page, or of a form with what was typed, with the plan of each."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip(" (\n").upper().startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(address) if typed is None else client.post(address, typed)
        assert answer.status_code == 200, address
    with connection.cursor() as cursor:
        plans = []
        for sql, params in asked:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            (found,) = cursor.fetchone()
            plans.append((sql, (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))
    return plans


def read_whole(plan: dict[str, Any]) -> set[str]:
    """The tables that a plan reads from end to end."""
    whole = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    return whole.union(*(read_whole(part) for part in plan.get("Plans", ())))


def wholly_read(client: Any, address: str, typed: dict[str, str] | None = None) -> dict[str, set[str]]:
    """The readings of a page that go through a whole large table, and which."""
    found = {sql: read_whole(plan) & LARGE for sql, plan in plans_of(client, address, typed)}
    return {sql: tables for sql, tables in found.items() if tables}


@pytest.mark.parametrize("handle", PAGES)
def test_no_list_reads_a_whole_table(large_centre: int, client_as, handle: str) -> None:
    client = client_as(Account.objects.get(email=handle + AT_DEMO))
    for address in PAGES[handle]:
        assert wholly_read(client, address) == {}, address


def test_a_search_can_run_along_the_indexes(large_centre: int, client_as) -> None:
    client = client_as(Account.objects.get(email="mette" + AT_DEMO))
    with connection.cursor() as cursor:  # at this size a few names are as quickly found by reading them all
        cursor.execute("SET LOCAL enable_seqscan = off")
    # The second name is nobody's: whom a slip may mean is asked too. Then a birth date, a telephone number, a number.
    for query in ("Bo Kjærgaard", "Henrkk Bsigaard", "5.4.1982", "12 34 56 78", "147"):
        assert wholly_read(client, "/soeg/", {"query": query}) == {}, query


def test_no_part_of_a_case_reads_a_whole_table(large_centre: int, client_as) -> None:
    client = client_as(Account.objects.get(email="mette" + AT_DEMO))
    own = Episode.objects.filter(responsible=client.account).annotate(length=Count("events"))
    number = own.order_by("-length", "id")[0].number
    for page in ("", "notater/", "breve/", "samtykker/", "plan/", "visitation/", "afdaekning/", "borger/"):
        assert wholly_read(client, f"/forloeb/{number}/{page}") == {}, page


def test_the_reading_of_a_plan_finds_a_whole_table(large_centre: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) SELECT count(*) FROM episodes_event WHERE kind LIKE '%%a%%'", [])
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    assert read_whole(plan) == {"episodes_event"}
