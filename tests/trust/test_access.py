"""One definition of access: lists and single rows agree, the default is no, a failure is a no."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from brobygger.ground import clock
from brobygger.trust import access, rights, roles
from brobygger.trust.access import SYSTEM, Action, Keys, Refused, may, require, visible
from brobygger.trust.models import Account, AuditEntry, BreakGlass

pytestmark = pytest.mark.django_db


def action(scope: Any = "case", held: Any = roles.ALL, kind: Any = "read", **more: Any) -> Action:
    return Action("test.act", frozenset(held), scope, kind, **more)


def test_a_list_and_a_single_row_never_disagree(make_account: Any, row: Any) -> None:
    """Every mix of scope, kind, role, unit, compartment and relation (traps 10 and 12)."""
    accounts = [
        make_account(role, unit=units)
        for role in [*sorted(roles.ALL), ""]
        for units in [("drug",), ("drug", "alcohol"), ()]
    ]
    accounts.append(make_account("counsellor", "nurse", unit="drug"))
    combinations = itertools.product(["drug", "alcohol", ""], ["social", "health", "relatives"])
    rows = [
        row(unit=unit, compartment=compartment, episode=number, account=accounts[number % len(accounts)])
        for number, (unit, compartment) in enumerate(combinations)
    ]
    accounts[0].__dict__["open_grants"] = (2, 4)
    for scope, kind, summary in itertools.product(
        ["case", "unit", "own", "all", "signed-in", "public"], ["read", "change"], [True, False]
    ):
        one = action(scope, {"counsellor", "nurse", "manager", "secretary"}, kind, summary=summary)
        for account in accounts:
            in_list = set(visible(BreakGlass.objects.all(), account, one).values_list("pk", flat=True))
            assert in_list == {each.pk for each in rows if may(account, one, each)}, (one, account.roles)


def test_rows_of_ones_unit_are_those_of_the_records_one_reads(make_account: Any, row: Any) -> None:
    """The post of the unit is no way round a compartment; only what is about ourselves is the whole unit's."""
    manager, there = make_account("manager", unit="drug"), row(unit="drug", compartment="health")
    assert not may(manager, action("unit"), there)
    assert may(manager, action("unit", about_us=True), there)
    assert may(manager, rights.READ_GLASS, there) and may(manager, rights.REVIEW_GLASS, there)


def test_the_default_is_no(make_account: Any, row: Any) -> None:
    from django.contrib.auth.models import AnonymousUser

    mine = row()
    closed = make_account("counsellor", is_active=False)
    for nobody in (AnonymousUser(), None, object(), closed, make_account()):
        assert not may(nobody, action(), mine)
        assert not visible(BreakGlass.objects.all(), nobody, action()).exists()
    with pytest.raises(ImproperlyConfigured):
        access.declare("test.nobody-named", scope="case")
    with pytest.raises(ImproperlyConfigured):
        access.declare("test.unknown", roles=["king"], scope="case")


def test_another_units_case_is_refused_and_ones_own_is_not(make_account: Any, row: Any) -> None:
    there = row(unit="alcohol")
    assert not may(make_account("counsellor", unit="drug"), action(), there)
    assert may(make_account("counsellor", unit="alcohol"), action(), there)


def test_health_and_relatives_have_rules_of_their_own(make_account: Any, row: Any) -> None:
    health, social, relatives = (row(compartment=name) for name in ("health", "social", "relatives"))
    nurse, counsellor, authority = (make_account(name) for name in ("nurse", "counsellor", "authority"))
    assert may(nurse, action(), health)
    assert not may(counsellor, action(), health)
    assert not may(nurse, action(), social)
    assert may(nurse, action(summary=True), social)
    assert may(counsellor, action(), relatives)
    assert not may(nurse, action(summary=True), relatives)
    assert not may(authority, action(), relatives)


def test_a_second_role_opens_no_compartment_by_the_way(make_account: Any, row: Any) -> None:
    both = make_account("counsellor", "nurse")
    assert not may(both, action(held={"counsellor"}), row(compartment="health"))


def test_broken_glass_opens_for_reading_only_and_only_that_case(make_account: Any, row: Any) -> None:
    reader = make_account("counsellor", unit="drug")
    opened, other = row(unit="alcohol", episode=7), row(unit="alcohol", episode=8)
    reader.__dict__["open_grants"] = (7,)
    assert may(reader, action(), opened)
    assert not may(reader, action(), other)
    assert not may(reader, action(kind="change"), opened)
    assert not may(reader, action(), row(unit="alcohol", compartment="health", episode=7))


def test_a_grant_ends_with_its_time(make_account: Any, row: Any) -> None:
    import datetime as dt

    reader = make_account("counsellor", unit="drug")
    soon = clock.now() + dt.timedelta(hours=1)
    row(account=reader, episode=7, unit="alcohol", expires_at=soon)
    row(account=reader, episode=8, unit="alcohol", expires_at=clock.now() - dt.timedelta(seconds=1))
    assert Account.objects.get(pk=reader.pk).open_grants == (7,)


def test_whatever_fails_is_a_no(make_account: Any, row: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap 11: "not restricted" answered when the access service failed."""
    account, mine = make_account("counsellor"), row()

    def broken(*_: Any) -> Any:
        raise OSError

    monkeypatch.setattr(access, "reach", broken)
    assert not may(account, action(), mine)
    with pytest.raises(Refused) as refusal:
        visible(BreakGlass.objects.all(), account, action())
    assert refusal.value.reason == "unknown"


def test_rows_without_a_compartment_are_a_no_unless_the_model_says_so(make_account: Any) -> None:
    account = make_account("counsellor")
    assert not may(account, action(), account)
    with pytest.raises(Refused):
        visible(Account.objects.all(), account, action())


def test_a_model_may_keep_several_units_in_one_row(make_account: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person seen by two units: one in common is enough."""
    keys = Keys(compartment=None, unit="units", responsible=None, episode=None, person=None)
    monkeypatch.setattr(Account, "access_keys", keys, raising=False)
    here, there = (
        make_account("counsellor", unit="drug"),
        make_account("counsellor", unit=("drug", "alcohol")),
    )
    elsewhere = make_account("counsellor", unit="perron-3")
    seen = set(visible(Account.objects.all(), here, action()).values_list("pk", flat=True))
    assert {here.pk, there.pk} <= seen
    assert elsewhere.pk not in seen
    assert may(here, action(), there)
    assert not may(here, action(), elsewhere)


def test_no_join_is_needed(make_account: Any) -> None:
    account = make_account("counsellor")
    account.__dict__["open_grants"] = (5,)
    sql = str(visible(BreakGlass.objects.all(), account, action()).query)
    assert "JOIN" not in sql
    assert sql.count("SELECT") == 1


def test_the_system_may_everything_and_is_nobodys_account(row: Any) -> None:
    assert may(SYSTEM, action(), row(compartment="health"))
    assert SYSTEM.pk is None


def test_a_refusal_is_recorded(make_account: Any, row: Any) -> None:
    account, there = make_account("counsellor", unit="drug"), row(unit="alcohol", episode=9)
    with pytest.raises(Refused) as refusal:
        require(account, action(), there)
    entry = AuditEntry.objects.get(kind="refusal", actor_id=account.pk)
    assert (entry.outcome, entry.episode_id, entry.object_ids) == ("refused", 9, [there.pk])
    assert refusal.value.may_break_glass


def test_only_those_who_treat_or_decide_may_break_the_glass(make_account: Any, row: Any) -> None:
    there = row(unit="alcohol")
    for role in sorted(roles.ALL):
        helps = access.glass_would_help(make_account(role, unit="drug"), action(), there)
        assert helps == (role in {"counsellor", "authority", "manager"})
    assert not access.glass_would_help(make_account("counsellor"), action(kind="change"), there)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outside_a_page_survives_the_rollback(
    outside: Any, make_account: Callable[..., Account], row: Any
) -> None:
    from django.db import transaction

    account, there = make_account("counsellor", unit="drug"), row(unit="alcohol", episode=9)
    with pytest.raises(Refused), transaction.atomic():
        make_account("nurse")
        require(account, action(), there)
    assert AuditEntry.objects.filter(kind="refusal", actor_id=account.pk).count() == 1
    assert not connection.in_atomic_block
