"""The numbers of letters and pages are the clocks' own."""

from datetime import date
from pathlib import Path

import pytest

from brobygger.standard import Text, load, parse, promised
from tests.standard.broken_files import in_clock

DAY = date(2024, 3, 1)
NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"


@pytest.fixture
def six_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    other = parse(in_clock("appeal-period", "amount = 4", "amount = 6").encode(), whole=False)
    monkeypatch.setattr(promised, "load", lambda: other)


def test_the_packaged_file_allows_what_its_letters_said() -> None:
    for clock in ("appeal-period", "reassessment"):
        assert promised.allowed(clock, DAY) == Text("fire uger", "four weeks")
    assert promised.allowed("treatment-guarantee-drug", DAY) == Text("14 dage", "14 days")
    assert promised.allowed("decision-letter", DAY) == Text("7 hverdage", "7 working days")
    assert promised.the_allowed("treatment-guarantee-drug", DAY) == Text("de 14 dage", "the 14 days")
    assert promised.after_words(1, DAY) == Text("en måned", "one month")
    assert promised.both_after(DAY) == Text("en og seks måneder", "one and six months")


def test_another_number_in_the_file_is_another_in_the_sentence(six_weeks: None) -> None:
    assert promised.allowed("appeal-period", DAY).da == "seks uger"
    assert promised.the_allowed("appeal-period", DAY).en == "the six weeks"


def test_what_is_no_number_is_said_in_its_own_words() -> None:
    assert promised.allowed("child-welfare-notification", DAY).da == "straks"
    assert promised.the_allowed("child-welfare-notification", DAY).da == "fristen"


def test_before_its_first_version_a_clock_is_still_said() -> None:
    assert promised.version_of("treatment-guarantee-drug", date(1999, 1, 1)).law == "serviceloven § 101, stk. 2"


def test_three_months_are_never_more_than_twelve_weeks() -> None:
    promise = promised.promise_between("plan.agreed", "follow-up.held", DAY)
    assert promise and promise.id == "follow-up" and promised.whole_weeks(promise) == 12


def test_a_follow_up_is_found_by_what_it_keeps_whatever_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    nordby = load(NORDBY)
    monkeypatch.setattr(promised, "load", lambda: nordby)
    promise = promised.promise_between("plan.agreed", "follow-up.held", DAY)
    assert promise and promise.id == "talk-on-the-plan" and promised.whole_weeks(promise) == 6
