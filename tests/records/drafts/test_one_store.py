"""The plans' drafts came to the one store of drafts: with rows in the tables, back and forth."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from brobygger.care.plans.drafts import PLAN
from brobygger.records.drafts import services as drafts
from brobygger.records.drafts.models import Draft
from brobygger.records.episodes.models import Episode
from brobygger.trust.models import Account
from tests import database

WORDS = "At være far igen"


def rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_in_the_plans_is_taken_over_and_given_back(
    open_case: Callable[..., Episode], make_account: Callable[..., Account]
) -> None:
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account)
    drafts.save_draft(account, episode, "concern", {"words": "Mit eget"})
    typed = {"aim": WORDS, "goal": ["a1", "b2"], "draft_version": "0", "draft_editor": "one"}
    drafts.save_draft(account, episode, PLAN, typed)
    with database.as_owner():
        call_command("migrate", "drafts", "0002", verbosity=0)
        [(kind, version, editor, content)] = rows("SELECT kind, version, editor, data FROM plans_draft")
        assert (kind, version, editor) == (PLAN, 1, "one")
        assert WORDS.encode() not in bytes(content)
        assert rows("SELECT form_key FROM notes_draft") == [("concern",)]
        call_command("migrate", "notes", "0003", verbosity=0)
        call_command("migrate", verbosity=0)
    assert rows("SELECT to_regclass('plans_draft')") == [(None,)]
    assert drafts.load_draft(account, episode, "concern").data == {"words": ["Mit eget"]}  # type: ignore[union-attr]
    found = drafts.load_draft(account, episode, PLAN)
    assert found is not None and found.data == {"aim": [WORDS], "goal": ["a1", "b2"]}
    assert (found.account_id, found.version, found.editor, found.written_by_id) == (None, 1, "one", account.pk)
    [(stored,)] = rows(f"SELECT content FROM notes_draft WHERE id = {found.pk}")
    assert json.dumps(WORDS).encode() not in bytes(stored) and WORDS.encode() not in bytes(stored)
    assert Draft.objects.count() == 2


def test_who_may_not_write_the_plan_keeps_no_draft_of_it(
    client_as: Callable[..., Any], open_case: Callable[..., Episode]
) -> None:
    """The address is one for all forms; each asks for the action of what it becomes (trap 10)."""
    episode = open_case()
    address = f"/forloeb/{episode.number}/kladder/plan/"
    for role, status in (("counsellor", 200), ("secretary", 403)):
        assert client_as(role, unit="drug").post(address, {"aim": "x"}).status_code == status, role
    assert client_as("secretary", unit="drug").post(f"{address}kasser/").status_code == 403
    assert Draft.objects.count() == 1
