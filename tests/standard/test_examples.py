"""The example of another municipality is in order, is really another one, and reckons as it says."""

import re
from datetime import date
from pathlib import Path

import pytest

from brobygger.standard import Event, deadlines, load, route
from brobygger.standard.contents import lacking

NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"


def test_the_example_is_in_order_and_lacks_no_content_that_the_law_asks_for() -> None:
    assert lacking(load(NORDBY)) == {}


def test_it_says_nothing_of_the_packaged_municipality() -> None:
    text, ours = NORDBY.read_text(encoding="utf-8"), load()
    names = {
        ours.municipality.name.split()[0],
        ours.municipality.phone,
        "Perron",
        "Korsør",
        "Skælskør",
        "Jobcenter Slagelse",
    }
    names |= {unit.address.street.split(",")[0] for unit in ours.units} | {ours.municipality.cvr}
    assert [name for name in names if name.lower() in text.lower()] == []
    assert not re.search(r"\b(?:14 dage|7 hverdage|halve år|hver 3\. måned)\b", _promises())


def _promises() -> str:
    return "\n".join(version.promise.da for version in load(NORDBY).clocks)


@pytest.mark.parametrize("age", [15, 17, 18, 24, 25, 90, None])
def test_one_team_takes_every_age_of_the_three_bands(age: int | None) -> None:
    for line in ("drug", "alcohol"):
        assert route(load(NORDBY), age, line).unit == "team"
    assert route(load(NORDBY), 14, "drug").guided_on


def test_its_numbers_are_its_own() -> None:
    nordby = load(NORDBY)
    timeline = [
        Event("inquiry.received", date(2027, 3, 1), facts={"line": "drug", "age": 16}),
        Event("assessment.completed", date(2027, 3, 4)),
        Event("documentation.complete", date(2027, 3, 5)),
        Event("decision.made", date(2027, 3, 22), facts={"outcome": "granted"}),
    ]
    found = {one.clock: one for one in deadlines(timeline, nordby, date(2027, 3, 22))}
    assert found["treatment-guarantee-drug"].due_on == date(2027, 3, 8)
    assert found["decision"].started_on == date(2027, 3, 5)
    assert found["decision"].due_on == date(2027, 3, 19) and found["decision"].state == "met-late"
    assert found["decision-letter"].due_on == date(2027, 3, 30)  # 3 working days, past Easter
    assert [(one.weekday, one.asks_consent) for one in nordby.conferences] == [(1, True)]
    assert nordby.gift_cards.used and nordby.line("drug").may_be_anonymous
