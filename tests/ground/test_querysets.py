"""The first rows of what one reaches, along the indexes of its parts, are those of the whole."""

from typing import Any

import pytest
from django.db.models import QuerySet

from brobygger.ground.querysets import first_of
from brobygger.records.episodes.models import Episode
from brobygger.trust import access
from brobygger.trust.access import Reach

pytestmark = pytest.mark.django_db


def _reached(reach: Reach) -> QuerySet[Any, Any]:
    parts = access.parts(Episode.objects.all(), reach)
    return first_of(parts, ("opened_on", "id"), ("opened_on", "id"), 100)


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
    assert list(_reached(reach)) == whole if parts else not whole
