"""What one asks for and another confirms has one model, whatever it is about: accounts and the house's settings."""

import pytest
from django.apps import apps

from brobygger.trust.proposal_row import ProposalRow

KINDS = [model for model in apps.get_models() if issubclass(model, ProposalRow)]


def test_accounts_and_settings_are_such_rows_in_the_tables_that_they_had() -> None:
    assert {model._meta.db_table for model in KINDS} == {"trust_proposal", "house_setting"}


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.db_table)
def test_each_waits_once_is_never_confirmed_alone_and_stays_as_it_was(model: type[ProposalRow]) -> None:
    once, alone = model._meta.constraints
    assert once.condition.children == [("state", "waiting")]  # type: ignore[attr-defined]
    assert "asked_by" in str(alone)
    never_deleted, answered_once = model._meta.triggers  # type: ignore[attr-defined]
    assert "answered" in answered_once.name
    assert "deleted" in never_deleted.name
    own = {field.column for field in model._meta.concrete_fields} - {"id", "state", "answered_by_id", "answered_at"}
    kept = answered_once.condition.sql
    assert all(f"NEW.{column}" in kept for column in own), "what was asked for stays"
