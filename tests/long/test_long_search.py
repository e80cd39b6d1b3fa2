"""A long search, by chance, for a timeline on which the two reckonings of the standard disagree."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from brobygger.standard import Event
from brobygger.standard.events import standing
from tests.standard.naive import Clerk
from tests.standard.test_two_reckonings import STANDARDS, timelines, told

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", STANDARDS)
@settings(max_examples=20_000, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=timelines())
def test_no_timeline_is_found_on_which_the_two_reckonings_differ(name: str, drawn: tuple[list[Event], date]) -> None:
    timeline, as_of = drawn
    assert told(timeline, STANDARDS[name], as_of) == Clerk(STANDARDS[name], standing(timeline, as_of)).told(as_of)
