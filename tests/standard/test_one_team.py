"""A centre of one team: written without units, with ages in bands that have words of their own, or in none."""

import re
from pathlib import Path

import pytest

from brobygger.standard import StandardFileError, load, loading, parse, route

NORDBY = Path(__file__).parents[2] / "examples" / "nordby.toml"
TEXT = NORDBY.read_text(encoding="utf-8")
NO_BANDS = re.sub(r"\[\[routing\.rules\]\]\n(?:.+\n)+\n", "", TEXT)


def faults(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(StandardFileError) as refused:
        parse(text.encode())
    return [(one.line, one.message.da) for one in refused.value.problems]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_team_is_all_there_is_and_has_no_id_to_write() -> None:
    nordby = load(NORDBY)
    assert nordby.one_team and [unit.id for unit in nordby.units] == ["team"]
    assert not load().one_team
    assert "[[units]]" not in TEXT


@pytest.mark.parametrize(("age", "words"), [(15, "forældrenes samtykke"), (24, "på din skole"), (25, "om onsdagen")])
def test_each_band_of_age_has_its_own_words(age: int, words: str) -> None:
    assert words in route(load(NORDBY), age, "drug").why.da
    assert words in route(load(NORDBY), age, None).why.da


def test_of_an_unknown_age_it_is_said_whom_the_team_is_for() -> None:
    assert route(load(NORDBY), None, "drug").why.da.startswith("Alle fra 15 år")


def test_ages_may_be_in_no_bands() -> None:
    assert "[[routing.rules]]" not in NO_BANDS
    for age in (15, 40, 99, None):
        found = route(parse(NO_BANDS.encode()), age, "alcohol")
        assert found.unit == "team" and found.why.da.startswith("Alle fra 15 år")
    assert route(parse(NO_BANDS.encode()), 14, "alcohol").guided_on


def test_a_centre_is_one_team_or_has_units_and_not_both() -> None:
    at = line_of(TEXT, "[team]")
    both = TEXT + TEXT[TEXT.index("[team]") : TEXT.index("# Three bands")].replace("[team]", '[[units]]\nid = "other"')
    assert (at, "Centret er enten ét hold ([team]) eller har enheder ([[units]]), ikke begge dele.") in faults(both)


def test_what_is_wrong_with_the_team_is_told_at_its_line() -> None:
    wrong = TEXT.replace('lines = ["drug", "alcohol"]\nage_from', 'lines = ["drug", "gambling"]\nage_from', 1)
    assert any(
        "gambling" in words and line == line_of(wrong, 'lines = ["drug", "gambling"]') for line, words in faults(wrong)
    )


def test_a_rule_of_a_file_with_units_still_names_one() -> None:
    text = loading.PACKAGED.read_text(encoding="utf-8").replace(
        '[[routing.rules]]\nunit = "perron-3"\n', "[[routing.rules]]\n", 1
    )
    assert any("'unit'" in words for _line, words in faults(text))
