"""Readings whose SQL is made once give what the querysets themselves give, for every value and every reach."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brobygger.ground import prepared_queries
from brobygger.ground.addresses import address_of
from brobygger.ground.prepared_queries import Constant
from brobygger.records.episodes.models import Episode
from brobygger.trust import access
from brobygger.trust.access import Reach

pytestmark = pytest.mark.django_db


def _of_units(units: tuple[str, ...], limit: str) -> QuerySet[Any, Any]:
    return Episode.objects.filter(unit__in=units).order_by("id").values_list("unit", "opened_on")[: int(limit)]


def _since(day: date) -> QuerySet[Episode]:
    return Episode.objects.filter(opened_on__gte=day).select_related("person").order_by("id")


def _changed(number: str) -> QuerySet[Episode]:
    return Episode.objects.filter(number__icontains=number)


def _reached(reach: Reach) -> QuerySet[Any, Any]:
    parts = access.parts(Episode.objects.all(), reach)
    return prepared_queries.first_of(parts, ("opened_on", "id"), ("opened_on", "id"), 100)


def test_values_take_their_places_in_what_was_made_once(open_case) -> None:
    for unit in ("drug", "alcohol", "perron-3"):
        open_case(unit=unit)
    for units in (("drug", "alcohol"), ("alcohol", "perron-3"), ("perron-3", "nowhere")):
        for limit in ("1", "5"):
            found = prepared_queries.rows(_of_units, units, Constant(limit))
            assert found == list(_of_units(units, limit))


def test_rows_are_models_with_what_was_fetched_along(open_case, django_assert_num_queries) -> None:
    first, last = open_case(days_ago=9), open_case(days_ago=1)
    prepared_queries.rows(_since, first.opened_on)
    with django_assert_num_queries(1):
        assert [row.person.name for row in prepared_queries.rows(_since, first.opened_on)] == [first.person.name] * 2
    assert prepared_queries.rows(_since, first.opened_on + timedelta(days=1)) == [last]


def test_a_value_that_does_not_reach_the_sql_as_it_is_is_refused() -> None:
    with pytest.raises(ValueError, match="do not reach the SQL"):
        prepared_queries.rows(_changed, "Jens")


def test_what_is_asked_together_is_found_done(open_case) -> None:
    episode = open_case(unit="drug")
    wanted = (_of_units, (("drug",), Constant("5"))), (_since, (episode.opened_on,))
    with CaptureQueriesContext(connection) as asked, prepared_queries.together(*wanted):
        assert len(asked) == 2
        assert prepared_queries.rows(_since, episode.opened_on) == [episode]
        assert prepared_queries.rows(_of_units, ("drug",), Constant("5")) == [("drug", episode.opened_on)]
        assert len(asked) == 2
        assert prepared_queries.rows(_since, episode.opened_on) == [episode]
    assert len(asked) == 3


@pytest.mark.parametrize("units", [(), ("drug",), ("drug", "alcohol")])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("granted", [True, False])
@pytest.mark.parametrize("compartments", [None, frozenset({"social"}), frozenset({"health"})])
def test_the_parts_of_a_reach_are_the_reach_and_share_no_row(
    open_case, make_account, units, own, granted, compartments
) -> None:
    account = make_account("counsellor")
    cases = [
        open_case(unit=unit, responsible=who) for unit in ("drug", "alcohol", "perron-3") for who in (account, None)
    ]
    grants = (cases[1].pk, cases[4].pk, cases[5].pk) if granted else ()
    reach = Reach(units=units, responsible=account.pk if own else None, episodes=grants, compartments=compartments)
    whole = sorted(access.within(Episode.objects.all(), reach).values_list("opened_on", "id"))
    parts = access.parts(Episode.objects.all(), reach)
    in_parts = [row for part in parts for row in part.values_list("opened_on", "id")]
    assert sorted(in_parts) == whole
    assert prepared_queries.rows(_reached, reach) == whole if parts else not whole


def test_addresses_are_those_of_the_resolver() -> None:
    asked: list[tuple[str, tuple[Any, ...]]] = [
        ("desk:my_day", ()), ("desk:case", ("2026-0147",)), ("desk:case", ("2025-0001",)),
        ("letters:letter", ("2026-1", 12)),
        ("desk:case", ("å b",)), ("notes:edit", ("2026-0147", "0190a1b2-0000-7000-8000-000000000000")),
    ]  # fmt: skip
    for name, arguments in asked:
        assert address_of(name, *arguments) == reverse(name, args=arguments)
