"""Readings whose SQL is made once give what the querysets themselves give."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from brobygger.ground import prepared_queries
from brobygger.ground.addresses import address_of
from brobygger.ground.prepared_queries import Constant
from brobygger.records.episodes.models import Episode

pytestmark = pytest.mark.django_db


def _of_units(units: tuple[str, ...], limit: str) -> QuerySet[Any, Any]:
    return Episode.objects.filter(unit__in=units).order_by("id").values_list("unit", "opened_on")[: int(limit)]


def _since(day: date) -> QuerySet[Episode]:
    return Episode.objects.filter(opened_on__gte=day).select_related("person").order_by("id")


def _changed(number: str) -> QuerySet[Episode]:
    return Episode.objects.filter(number__icontains=number)


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


def test_addresses_are_those_of_the_resolver() -> None:
    asked: list[tuple[str, tuple[Any, ...]]] = [
        ("desk:my_day", ()), ("desk:case", ("2026-0147",)), ("desk:case", ("2025-0001",)),
        ("letters:letter", ("2026-1", 12)),
        ("desk:case", ("å b",)), ("notes:edit", ("2026-0147", "0190a1b2-0000-7000-8000-000000000000")),
    ]  # fmt: skip
    for name, arguments in asked:
        assert address_of(name, *arguments) == reverse(name, args=arguments)
