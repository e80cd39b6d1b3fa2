"""The frame round every page."""

import uuid
from typing import Any

import pytest
from django.test import Client

from brobygger.trust import guard, pages
from brobygger.trust.models import Account, AuditEntry, BreakGlass, OnceKey

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]


def entries(**which: Any) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(**which).exclude(kind="sign-in").order_by("id"))


def test_a_visitor_is_sent_to_the_login_and_back(client: Client) -> None:
    answer = client.get("/t/cases/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/konto/login/?next=/t/cases/%3Fpage%3D2"


def test_a_visitor_who_sent_something_is_told_that_it_was_not_saved(client: Client) -> None:
    answer = client.post("/t/change/1/", follow=True)
    assert "blev ikke gemt" in answer.content.decode() or "ikke gemt" in answer.content.decode()


def test_a_public_page_needs_nobody_and_leaves_no_trace(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):  # no transaction either, so it answers while the database is away
        assert client.get("/t/public/").status_code == 200
    assert not entries()


def test_a_case_that_is_shown_is_in_the_audit_trail(client_as: Any, row: Any) -> None:
    client, one = client_as("counsellor", unit="drug"), row(unit="drug", episode=3)
    assert client.get(f"/t/case/{one.pk}/").content == b"2026-0003"
    (entry,) = entries()
    assert (entry.kind, entry.action, entry.actor_id, entry.episode_id) == (
        "read",
        "test.case",
        client.account.pk,
        3,
    )


def test_a_list_shows_only_ones_own_and_says_which(client_as: Any, row: Any) -> None:
    mine, _theirs = row(unit="drug", episode=3), row(unit="alcohol", episode=4)
    client = client_as("counsellor", unit="drug")
    assert client.get("/t/cases/").content == b"2026-0003"
    assert entries()[0].object_ids == [mine.pk]


def test_a_list_without_rows_is_audited_too(client_as: Any) -> None:
    client_as("counsellor").get("/t/cases/")
    assert [entry.object_ids for entry in entries()] == [[]]


def test_no_row_no_page(client_as: Any) -> None:
    client = client_as("counsellor")
    with pytest.raises(pages.Unaudited):
        client.get("/t/forgetful/")
    client.raise_request_exception = False
    answer = client.get("/t/forgetful/")
    assert answer.status_code == 500
    assert b"somebody" not in answer.content
    assert "Noget gik galt hos os" in answer.content.decode()


def test_when_the_audit_row_cannot_be_written_there_is_no_page(
    client_as: Any, row: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from brobygger.trust import audit

    client, one = client_as("counsellor", unit="drug"), row(unit="drug", episode=3)

    def broken(*_: Any, **__: Any) -> None:
        raise OSError

    monkeypatch.setattr(audit, "write", broken)
    client.raise_request_exception = False
    answer = client.get(f"/t/case/{one.pk}/")
    assert answer.status_code == 500
    assert b"2026-0003" not in answer.content


def test_a_page_that_shows_nobody_says_so(client_as: Any) -> None:
    client = client_as("counsellor")
    assert client.get("/t/empty/").status_code == 200
    assert client.get("/t/staff/").status_code == 200
    assert [entry.action for entry in entries()] == ["test.case", "test.staff"]


@pytest.mark.parametrize("how", ["orm", "update", "delete", "raw", "job"])
def test_a_get_cannot_write(client_as: Any, how: str) -> None:
    with pytest.raises(guard.WriteOnRead):
        client_as("counsellor").get("/t/writes/", {"how": how})


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT 1", True),
        ("  -- note\n /* x */ select 'INSERT INTO x'", True),
        ('SELECT "updated_at" FROM "x" FOR UPDATE', True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", True),
        ("WITH a AS (DELETE FROM x RETURNING 1) SELECT * FROM a", False),
        ('WITH a AS (UPDATE "x" SET y = 1 RETURNING 1) SELECT 1', False),
        ("WITH a AS (INSERT INTO x VALUES (1) RETURNING 1) SELECT 1", False),
        ("SELECT 1; DELETE FROM x", False),
        ("SELECT nextval('x')", False),
        ("SELECT * INTO TEMP y FROM x", False),
        ("SELECT procrastinate_defer_jobs_v1(x)", False),
        ("INSERT INTO trust_auditentry (id) VALUES (1)", True),
        ("INSERT INTO trust_auditentry_copy VALUES (1)", False),
        ('UPDATE "trust_session" SET seen_at = 1', True),
        ("UPDATE trust_account SET title = 1", False),
        ("TRUNCATE x", False), ("DROP TABLE x", False), ("COPY x FROM STDIN", False), ("CALL x()", False),
        ("DO $$ begin end $$", False), ("MERGE INTO x USING y ON 1=1 WHEN MATCHED THEN DELETE", False),
        ("SET ROLE postgres", False), ("LOCK x", False), ("SAVEPOINT a", True), ("RELEASE SAVEPOINT a", True),
    ],
)  # fmt: skip
def test_what_counts_as_reading(sql: str, reads: bool) -> None:
    assert guard.is_reading(sql) is reads


def test_a_typed_in_address_of_another_unit_offers_to_break_the_glass(client_as: Any, row: Any) -> None:
    """Trap 10, and what a counsellor on the telephone needs."""
    client, there = client_as("counsellor", unit="drug"), row(unit="alcohol", episode=3)
    answer = client.get(f"/t/case/{there.pk}/")
    assert answer.status_code == 403
    assert 'name="offer"' in answer.content.decode()
    assert [entry.kind for entry in entries()] == ["refusal"]


def test_of_a_compartment_not_ones_own_nothing_is_told(client_as: Any, row: Any) -> None:
    client, there = client_as("counsellor", unit="drug"), row(unit="drug", compartment="health")
    assert client.get(f"/t/case/{there.pk}/").status_code == 404
    assert [entry.kind for entry in entries()] == ["refusal"]


def test_who_may_not_break_the_glass_is_refused(client_as: Any, row: Any) -> None:
    answer = client_as("dpo").get(f"/t/case/{row().pk}/")
    assert answer.status_code in (403, 404)
    assert b"offer" not in answer.content
    assert client_as("secretary").get("/t/cases/").status_code == 403


def test_what_was_refused_is_rolled_back_and_the_refusal_stands(client_as: Any, row: Any) -> None:
    """Trap 10: refused in something nested, after half the work was done."""
    mine, _theirs = row(unit="drug"), row(unit="alcohol", episode=4)
    client = client_as("counsellor", unit="drug")
    assert client.post(f"/t/change/{mine.pk}/", {"nested": "1"}).status_code == 403
    assert Account.objects.get(pk=mine.account_id).title == ""
    assert [(entry.kind, entry.episode_id) for entry in entries()] == [("refusal", 4)]


def test_a_change_is_audited_once_and_leads_on(client_as: Any, row: Any) -> None:
    client, mine = client_as("counsellor", unit="drug"), row(unit="drug")
    assert client.post(f"/t/change/{mine.pk}/").status_code == 302
    assert [entry.kind for entry in entries()] == ["change"]


def test_a_wrong_method_is_refused(client_as: Any) -> None:
    assert client_as("counsellor").delete("/t/cases/").status_code == 405
    assert client_as("counsellor").head("/t/cases/").status_code == 200


def test_a_form_sent_twice_does_its_work_once(client_as: Any, row: Any) -> None:
    client, mine, key = client_as("counsellor", unit="drug"), row(unit="drug", episode=3), str(uuid.uuid4())
    for _ in range(2):
        answer = client.post(f"/t/change/{mine.pk}/", {"once": key})
        assert (answer.status_code, answer["Location"]) == (302, "/t/staff/")
    assert BreakGlass.objects.get(pk=mine.pk).remark == "+"


def test_a_form_that_came_back_with_errors_may_be_sent_again(client_as: Any, row: Any) -> None:
    client, mine, key = client_as("counsellor", unit="drug"), row(unit="drug", episode=3), str(uuid.uuid4())
    assert client.post(f"/t/change/{mine.pk}/", {"once": key, "wrong": "1"}).status_code == 422
    assert client.post(f"/t/change/{mine.pk}/", {"once": key}).status_code == 302
    assert BreakGlass.objects.get(pk=mine.pk).remark == "+"


def test_anothers_key_and_a_broken_one_do_no_harm(client_as: Any, row: Any) -> None:
    mine, key = row(unit="drug", episode=3), uuid.uuid4()
    OnceKey.objects.create(key=key, account_id=0, led_to="https://example.org/")
    client = client_as("counsellor", unit="drug")
    assert client.post(f"/t/change/{mine.pk}/", {"once": str(key)})["Location"] == f"/t/change/{mine.pk}/"
    assert client.post(f"/t/change/{mine.pk}/", {"once": "x" * 4000})["Location"] == "/t/staff/"


def test_two_at_one_form_see_both_texts(client_as: Any, row: Any) -> None:
    """Trap 25: two devices, last one wins."""
    client, mine = client_as("counsellor", unit="drug"), row(unit="drug", episode=3)
    answer = client.post(f"/t/change/{mine.pk}/", {"stale": "1"})
    assert answer.status_code == 409
    assert "mine" in answer.content.decode()
    assert "2026-0003" in answer.content.decode()


def test_an_ordinary_page_costs_one_query_for_session_and_account(
    client_as: Any, row: Any, django_assert_num_queries: Any
) -> None:
    """Session with account, savepoint, row, audit row, release."""
    client, one = client_as("counsellor", unit="drug"), row(unit="drug")
    with django_assert_num_queries(5) as queries:
        client.get(f"/t/case/{one.pk}/")
    about_account = [query["sql"] for query in queries.captured_queries if "trust_account" in query["sql"]]
    assert len(about_account) == 1
    assert "trust_session" in about_account[0]
