"""The standard is proved by the cases that ship with it, and a wrong case, a missing one or a faulty file is told."""

import json
from pathlib import Path

import pytest

from brobygger.standard import StandardFileError
from brobygger.standard.cli import main
from brobygger.standard.loading import PACKAGED
from brobygger.standard.printing import FAULTS, UNUSABLE
from brobygger.standard.proof_cases import ProofCase, files_in, load_cases, own_cases, read_cases
from brobygger.standard.proving import ABSENT, FAILS, HOLDS, Difference, coverage, prove, ways_of
from tests.standard.neighbour import neighbour
from tests.standard.timelines import STANDARD

Said = pytest.CaptureFixture[str]
SHIPPED = load_cases(files_in(PACKAGED.parent / "cases" / "slagelse"))

ONE = """\
[[sentences]]
clock = "treatment-guarantee-drug"
section = "3.5"
quote = "tilbyde behandling inden for 14 dage efter første henvendelse"

[[sentences.cases]]
id = "one"
says = { da = "En borger henvender sig.", en = "A citizen gets in touch." }
timeline = [
    { event = "inquiry.received", occurred_on = 2023-03-27, facts = { line = "drug", age = 41 } },
    { event = "treatment.started", occurred_on = "2023-04-05T10:30", recorded_at = 2023-04-05T11:00:00 },
]
as_of = 2023-04-11
reckoning = { da = "27. marts + 14 dage = 10. april.", en = "27 March + 14 days = 10 April." }
must = { due_on = 2023-04-10, state = "met", met_on = 2023-04-05 }
"""


def one(old: str = "", new: str = "") -> ProofCase:
    """The case above, with something in it written otherwise."""
    assert old in ONE
    (case,) = read_cases(ONE.replace(old, new).encode() if old else ONE.encode(), source="one.toml")
    return case


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.id)
def test_each_shipped_case_holds(case: ProofCase) -> None:
    proof = prove(case, STANDARD)
    assert proof.verdict == HOLDS, [(d.key, d.expected, d.found) for d in proof.differences]


def test_the_shipped_cases_show_every_clock_whole() -> None:
    proofs = [prove(case, STANDARD) for case in SHIPPED]
    assert {one.clock: one.missing for one in coverage(proofs, STANDARD) if one.missing} == {}


def test_each_sentence_stands_where_its_clock_does() -> None:
    for case in SHIPPED:
        assert case.section == STANDARD.clocks_by_id[case.clock][0].section, case.id


@pytest.mark.parametrize(
    ("clock", "ways"),
    [
        ("treatment-guarantee-drug", ("kept", "broken", "departed", "stopped", "law-change")),
        ("child-welfare-notification", ("kept", "broken", "law-change")),  # nothing takes the duty away
        ("appeal-period", ("kept", "stopped")),  # time that lapses breaks no promise
        ("agreed-follow-up", ("kept", "broken", "stopped")),
    ],
)
def test_only_what_can_happen_to_a_clock_is_asked_for(clock: str, ways: tuple[str, ...]) -> None:
    assert ways_of(STANDARD.clocks_by_id[clock]) == ways


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("due_on = 2023-04-10", "due_on = 2023-04-11", "due_on"),
        ('state = "met"', 'state = "late"', "state"),
        ("met_on = 2023-04-05", 'met_on = 2023-04-05, law = "serviceloven § 101, stk. 2"', "law"),
        ("must = { due_on = 2023-04-10, state", "must = { number = 2, due_on = 2023-04-10, state", "deadlines"),
        ("age = 41", "age = 17", "deadlines"),
    ],
)
def test_a_wrong_case_fails_and_says_what_differs(old: str, new: str, key: str) -> None:
    assert prove(one(), STANDARD).verdict == HOLDS
    proof = prove(one(old, new), STANDARD)
    assert proof.verdict == FAILS
    assert [difference.key for difference in proof.differences] == [key]


def test_no_deadline_must_be_none() -> None:
    none = ('must = { due_on = 2023-04-10, state = "met", met_on = 2023-04-05 }', "must = { no_deadline = true }")
    assert prove(one(*none), STANDARD).differences == (Difference("deadlines", 0, 1),)


def test_a_clock_of_another_standard_is_no_failure() -> None:
    assert prove(one('clock = "treatment-guarantee-drug"', 'clock = "elsewhere"'), STANDARD).verdict == ABSENT
    verdicts = {prove(case, neighbour()).verdict for case in SHIPPED}
    assert ABSENT in verdicts


def test_what_no_case_shows_is_missing() -> None:
    without = [prove(case, STANDARD) for case in SHIPPED if case.clock != "reassessment"]
    found = {one.clock: one.missing for one in coverage(without, STANDARD) if one.missing}
    assert found == {"reassessment": ("kept", "broken", "stopped")}


@pytest.mark.parametrize("gone", ["child-law-before-2024", "child-law-from-2024"])
def test_a_change_of_law_is_shown_from_both_sides(gone: str) -> None:
    proofs = [prove(case, STANDARD) for case in SHIPPED if case.id != gone]
    found = {one.clock: one.missing for one in coverage(proofs, STANDARD) if one.missing}
    assert found == {"child-welfare-notification": ("law-change",)}


def test_a_case_that_fails_shows_nothing() -> None:
    (found,) = [c for c in coverage([prove(one('"met"', '"late"'), STANDARD)], STANDARD) if c.clock == one().clock]
    assert found.shown["kept"] == ()


FAULTY = {
    "an unknown event": ("treatment.started", "treatment.begun", 11, "Hændelsen 'treatment.begun' findes ikke."),
    "a misspelt fact": ("age = 41", "aeg = 41", 10, "har ikke oplysningen 'aeg'"),
    "a value of another type": ("age = 41", 'age = "tre"', 10, "Oplysningen 'age' kan ikke være 'tre'."),
    "an unknown key": ("as_of", "seen_on", 13, "Nøglen 'seen_on' er ukendt her."),
    "no day to look from": ("as_of = 2023-04-11\n", "", 6, "'as_of' mangler"),
    "a day that is none": ('"2023-04-05T10:30"', '"5. april"', 11, "'occurred_on' skal være en dato"),
    "a year too far": ("2023-03-27", "1823-03-27", 10, "uden for årene 1900-2199"),
    "a day without its hour": ("2023-04-05T11:00:00", "2023-04-05", 11, "'recorded_at' skal være et tidspunkt"),
    "a moment past the calendar": ("2023-04-05T11:00:00", '"9999-12-31T23:59:59-12:00"', 11, "'recorded_at' skal"),
    "an unknown state": ('state = "met"', 'state = "kept"', 15, "'state' skal være en af"),
    "no state": ('state = "met", ', "", 15, "'state' mangler"),
    "one language": (', en = "A citizen gets in touch."', "", 8, "'en' mangler"),
    "no sentence": ("tilbyde behandling inden for 14 dage efter første henvendelse", "", 4, "'quote' er tom."),
    "no TOML": ("[[sentences.cases]]", "[[sentences.cases", 6, "Filen kan ikke læses som TOML"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_is_told_with_its_line_in_both_languages(name: str, tmp_path: Path, capsys: Said) -> None:
    old, new, line, sentence = FAULTY[name]
    assert old in ONE
    path = tmp_path / "cases.toml"
    path.write_text(ONE.replace(old, new), encoding="utf-8")
    assert main(["prove", str(path)]) == UNUSABLE
    told = capsys.readouterr().err
    assert f"{path}:{line}: " in told and sentence in told and " / " in told


def test_an_id_is_used_once_among_all_files(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(ONE, encoding="utf-8")
    with pytest.raises(StandardFileError) as refused:
        load_cases(files_in(tmp_path))
    assert refused.value.problems[0].line == 7


def test_the_command_says_that_all_hold(capsys: Said) -> None:
    assert main(["prove"]) == 0
    told = capsys.readouterr().out
    assert f"Eksempler: {len(SHIPPED)}. {len(SHIPPED)} holder, 0 fejler, 0 er ikke i denne standard; 0 mangler." in told


def test_the_command_tells_what_fails_and_what_is_missing(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "cases.toml"
    path.write_text(ONE.replace("due_on = 2023-04-10", "due_on = 2023-04-11"), encoding="utf-8")
    assert main(["prove", str(path)]) == FAULTS
    told = capsys.readouterr().out
    assert f"FEJLER / FAILS  one ({path}:6): treatment-guarantee-drug, afsnit / section 3.5" in told
    assert "due_on: skulle være / was to be 2023-04-11; er / is 2023-04-10" in told
    assert "senest mandag 10. april, som er 2. påskedag" in told
    assert "MANGLER / MISSING: fraveget / departed from" in told
    assert "reassessment" not in told, "a single file is asked only about its own clocks"
    assert main(["prove", str(tmp_path)]) == FAULTS
    assert "reassessment" in capsys.readouterr().out, "a folder is asked to show the whole standard"


def test_the_command_as_json(capsys: Said) -> None:
    assert main(["prove", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["standard"], told["holds"], told["fails"]) == ("slagelse.toml", len(SHIPPED), 0)
    case = next(case for case in told["cases"] if case["id"] == "drug-kept-before-easter")
    assert (case["verdict"], case["shows"], case["expected"]["due_on"]) == ("holds", "kept", "2023-04-10")
    assert case["file"].endswith(".toml") and case["differences"] == []
    clock = next(clock for clock in told["coverage"]["clocks"] if clock["clock"] == "reassessment")
    assert "reassessment-kept" in clock["shown"]["kept"] and clock["missing"] == []
    assert {"section": "3.3", "clocks": ["child-welfare-notification"], "missing": []} in told["coverage"]["sections"]


def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, capsys: Said) -> None:
    for given in (str(tmp_path / "nope.toml"), str(tmp_path)):
        assert main(["prove", given]) == UNUSABLE
        assert capsys.readouterr().err.count("\n") == 1
    (tmp_path / "standard.toml").write_text("a = 1", encoding="utf-8")
    assert main(["prove", "--standard", str(tmp_path / "standard.toml")]) == UNUSABLE


def test_a_standard_is_proved_by_the_cases_beside_it_else_by_the_packaged_ones(tmp_path: Path, capsys: Said) -> None:
    other = tmp_path / "nordby.toml"
    other.write_bytes(PACKAGED.read_bytes().replace(b'id = "supervision-visit"', b'id = "halfway-visit"'))
    assert own_cases(other) is None
    assert main(["prove", "--standard", str(other)]) == FAULTS
    told = capsys.readouterr().out
    assert "IKKE I DENNE STANDARD / NOT IN THIS STANDARD  visit-kept" in told
    absent = sum(case.clock == "supervision-visit" for case in SHIPPED)
    assert f"0 fejler, {absent} er ikke i denne standard; 3 mangler." in told, "halfway-visit has no cases yet"
    (tmp_path / "cases" / "nordby").mkdir(parents=True)
    (tmp_path / "cases" / "nordby" / "own.toml").write_text(ONE, encoding="utf-8")
    main(["prove", "--standard", str(other)])
    assert "Eksempler: 1. 1 holder" in capsys.readouterr().out
