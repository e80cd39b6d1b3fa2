"""The cases of the example municipality hold, and show every clock of it in each way that it can go."""

from pathlib import Path

import pytest

from brobygger.standard import load
from brobygger.standard.proof_cases import ProofCase, files_in, load_cases, own_cases
from brobygger.standard.proving import HOLDS, WAYS, coverage, prove, ways_of

NORDBY = load(Path(__file__).parents[2] / "examples" / "nordby.toml")
CASES = load_cases(files_in(Path(__file__).parents[2] / "examples" / "cases" / "nordby"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_each_case_holds(case: ProofCase) -> None:
    proof = prove(case, NORDBY)
    assert proof.verdict == HOLDS, [(d.key, d.expected, d.found) for d in proof.differences]


def test_every_clock_is_shown_whole() -> None:
    """Kept, broken, departed from, stopped and across a change of law, as far as each can happen to it."""
    found = coverage([prove(case, NORDBY) for case in CASES], NORDBY)
    assert {one.clock for one in found} == set(NORDBY.clocks_by_id)
    assert {one.clock: one.missing for one in found if one.missing} == {}
    assert {way for one in found for way in one.shown} == set(WAYS)
    assert "broken" not in ways_of(NORDBY.clocks_by_id["appeal-period"])  # it lapses, and breaks nothing


def test_each_sentence_is_one_of_the_section_in_which_its_clock_stands() -> None:
    for case in CASES:
        assert case.section == NORDBY.clocks_by_id[case.clock][0].section, case.id
        assert case.quote in NORDBY.section(case.section).text.da, case.id


def test_they_are_found_beside_the_file() -> None:
    folder = own_cases(NORDBY.path)
    assert folder is not None and len(load_cases(files_in(folder))) == len(CASES) == 94
