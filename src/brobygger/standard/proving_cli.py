"""``brobygger standard prove``: try a standard by its cases, and say what no case shows.

Exit codes: 0 every case holds and nothing is missing, 1 a case fails or something is missing, 2 what was given cannot
be used. Its JSON is a public interface (docs/timelines.md).
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from brobygger.standard.loading import PACKAGED
from brobygger.standard.model import Standard
from brobygger.standard.printing import FAULTS, UNUSABLE, as_json, print_line, refuse
from brobygger.standard.problems import StandardFileError
from brobygger.standard.proof_cases import ProofCase, files_in, load_cases, own_cases
from brobygger.standard.proving import ABSENT, FAILS, HOLDS, Coverage, Proof, coverage, prove
from brobygger.standard.text import Text
from brobygger.standard.timeline_json import InputError

LoadStandard = Callable[[argparse.Namespace], Standard]

_WAY_WORDS = {
    "kept": Text("holdt", "kept"),
    "broken": Text("brudt", "broken"),
    "departed": Text("fraveget", "departed from"),
    "stopped": Text("stoppet", "stopped"),
    "law-change": Text("over en lovændring", "across a change of law"),
}


def add_proving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", load_standard: LoadStandard) -> None:
    """Add ``prove``; ``load_standard`` reads the standard that the command line names."""
    proving = commands.add_parser("prove", help="try the standard by its cases, and say what no case shows")
    proving.add_argument(
        "cases",
        nargs="*",
        metavar="CASES",
        help="files of cases, or folders of them (default: those that ship with the standard)",
    )
    proving.add_argument(
        "--standard",
        "--file",
        dest="file",
        metavar="FILE",
        help="another standard file than the one in use",
    )
    proving.add_argument("--json", action="store_true", help="print JSON")
    proving.set_defaults(run=partial(run_prove, load_standard=load_standard))


def run_prove(chosen: argparse.Namespace, *, load_standard: LoadStandard) -> int:
    """Try every case; print what fails, then what no case shows."""
    try:
        standard = load_standard(chosen)
        given = [Path(name) for name in chosen.cases] or _shipped(standard)
        cases = load_cases(_files(given))
    except InputError as error:
        return refuse(str(error))
    except StandardFileError as error:
        for problem in error.problems:
            sys.stderr.write(f"{error.source}:{problem}\n")
        return UNUSABLE
    except OSError as error:
        return refuse(f"{error.filename}: {error.strerror or error}")
    proofs = [prove(case, standard) for case in cases]
    asked = coverage(proofs, standard)
    if not any(path.is_dir() for path in given):  # single files are asked only about the clocks that they speak of
        spoken_of = {case.clock for case in cases}
        asked = [one for one in asked if one.clock in spoken_of]
    if chosen.json:
        print_line(as_json(proving_json(proofs, asked, standard)))
    else:
        _print_failures(proofs)
        _print_coverage(proofs, asked)
    is_whole = all(proof.verdict != FAILS for proof in proofs) and not any(one.missing for one in asked)
    return 0 if is_whole else FAULTS


def _shipped(standard: Standard) -> list[Path]:
    """The cases that ship with a standard; one without any is tried by those of the packaged one."""
    folder = own_cases(standard.path) or own_cases(PACKAGED)
    return [folder] if folder is not None else []


def _files(given: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        within = files_in(path) if path.is_dir() else [path]
        if not within:
            raise InputError(f"{path}: holds no cases (*.toml)")
        found.extend(within)
    return found


def proving_json(proofs: list[Proof], asked: list[Coverage], standard: Standard) -> dict[str, Any]:
    """What came of the cases, as public JSON."""
    return {
        "standard": standard.source,
        **{verdict: sum(proof.verdict == verdict for proof in proofs) for verdict in (HOLDS, FAILS, ABSENT)},
        "cases": [_proof_json(proof) for proof in proofs],
        "coverage": {
            "clocks": [
                {
                    "clock": one.clock,
                    "section": one.section,
                    "shown": {way: list(ids) for way, ids in one.shown.items()},
                    "missing": list(one.missing),
                }
                for one in asked
            ],
            "sections": [
                {"section": section, "clocks": [one.clock for one in those], "missing": _missing_in(those)}
                for section, those in _by_section(asked).items()
            ],
        },
    }


def _proof_json(proof: Proof) -> dict[str, Any]:
    case, deadline = proof.case, proof.deadline
    expected: Mapping[str, Any] = {"no_deadline": True} if case.no_deadline else case.must
    return {
        "id": case.id,
        "clock": case.clock,
        "section": case.section,
        "quote": case.quote,
        "says_da": case.says.da,
        "says_en": case.says.en,
        "reckoning_da": case.reckoning.da,
        "reckoning_en": case.reckoning.en,
        "as_of": case.as_of.isoformat(),
        "file": case.source,
        "line": case.line,
        "verdict": proof.verdict,
        "shows": proof.way if proof.verdict == HOLDS else None,
        "expected": {key: _plain(value) for key, value in expected.items()},
        "differences": [
            {"key": one.key, "expected": _plain(one.expected), "found": _plain(one.found)} for one in proof.differences
        ],
        "explanation_da": deadline.explanation_da if deadline is not None else None,
        "explanation_en": deadline.explanation_en if deadline is not None else None,
    }


def _by_section(asked: list[Coverage]) -> dict[str, list[Coverage]]:
    sections: dict[str, list[Coverage]] = {}
    for one in asked:
        sections.setdefault(one.section, []).append(one)
    return sections


def _missing_in(those: list[Coverage]) -> list[str]:
    """The ways that some clock of a section can go, and that no case of the section shows."""
    ways = {way for one in those for way in one.shown}
    return [way for way in _WAY_WORDS if way in ways and not any(one.shown.get(way) for one in those)]


def _print_failures(proofs: list[Proof]) -> None:
    for proof in proofs:
        case = proof.case
        where = f"{case.source}:{case.line}"
        if proof.verdict == ABSENT:
            print_line(f"IKKE I DENNE STANDARD / NOT IN THIS STANDARD  {case.id} ({where}): {case.clock}")
        elif proof.verdict == FAILS:
            _print_failure(proof, case, where)


def _print_failure(proof: Proof, case: ProofCase, where: str) -> None:
    print_line(f"FEJLER / FAILS  {case.id} ({where}): {case.clock}, afsnit / section {case.section}")
    print_line(f"    »{case.quote}«")
    print_line(f"    {case.says.da} {case.reckoning.da}")
    for one in proof.differences:
        print_line(
            f"    {one.key}: skulle være / was to be {_told(one.expected)}; er / is {_told(one.found)}",
        )
    if proof.deadline is not None:
        print_line(f"    {proof.deadline.explanation_da}.")
        print_line(f"    {proof.deadline.explanation_en}.")


def _print_coverage(proofs: list[Proof], asked: list[Coverage]) -> None:
    for section, those in _by_section(asked).items():
        print_line(f"afsnit / section {section}")
        for one in those:
            counted = " · ".join(f"{_WAY_WORDS[way].da} {len(ids)}" for way, ids in one.shown.items())
            print_line(f"    {one.clock}: {counted}")
            for way in one.missing:
                words = _WAY_WORDS[way]
                print_line(f"        MANGLER / MISSING: {words.da} / {words.en}")
    many = {verdict: sum(proof.verdict == verdict for proof in proofs) for verdict in (HOLDS, FAILS, ABSENT)}
    missing = sum(len(one.missing) for one in asked)
    print_line(
        f"Eksempler: {len(proofs)}. {many[HOLDS]} holder, {many[FAILS]} fejler, "
        f"{many[ABSENT]} er ikke i denne standard; {missing} mangler."
    )
    print_line(
        f"Cases: {len(proofs)}. {many[HOLDS]} hold, {many[FAILS]} fail, "
        f"{many[ABSENT]} are not in this standard; {missing} missing."
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _told(value: Any) -> str:
    return "intet / nothing" if value is None or value == "" else str(_plain(value))
