"""What docs/ says of the public interface is what the commands print."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from brobygger.standard import Event, deadlines, load, vocabulary
from brobygger.standard.cli import clock_json, deadline_json
from brobygger.standard.proof_cases import read_cases
from brobygger.standard.proving import HOLDS, coverage, prove
from brobygger.standard.proving_cli import proving_json
from brobygger.standard.timeline_json import read_timeline

TIMELINES = Path(__file__).parents[2].joinpath("docs", "timelines.md").read_text(encoding="utf-8")
STANDARD = load()
STANDARD_FILE = Path(__file__).parents[2].joinpath("docs", "standard-file.md").read_text(encoding="utf-8")


def part(title: str) -> str:
    return TIMELINES.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def told_keys(text: str) -> set[str]:
    """The keys in the first column of a table, and those named beside it, with "act_da/_en" spelt out."""
    keys: set[str] = set()
    for name in re.findall(r"`([a-z_/]+)`", text):
        first, *others = name.split("/")
        keys |= {first, *(first[: -len(other)] + other for other in others)}
    return keys


def test_every_key_of_a_clock_is_told_and_stands_first_as_promised() -> None:
    for version in STANDARD.clocks:
        assert clock_json(version).keys() <= told_keys(part("A clock"))
    named = ["id", "requirements", "section", "law", "starts", "met_by", "within", "valid_from", "valid_to"]
    assert list(clock_json(STANDARD.clocks[0]))[: len(named)] == named


def test_every_key_of_a_deadline_is_told_and_stands_first_as_promised() -> None:
    (found, *_more) = deadlines([Event("plan.agreed", date(2023, 1, 2))], STANDARD, date(2023, 1, 3))
    named = [
        *("clock", "section", "law", "started_on", "due_on", "act_by"),
        *("met_on", "departed_on", "reason", "state", "explanation_da", "explanation_en"),
    ]
    printed = deadline_json(found)
    assert printed.keys() <= told_keys(part("A deadline"))
    assert [key for key in printed if key in named] == named


def test_the_vocabulary_is_that_which_the_standard_knows() -> None:
    events = part("Events").split("\nThe course `", 1)[0]
    rows = re.findall(r"^\| `([a-z.-]+)` \| (.*?) \| (.*?) ?\|$", events, re.MULTILINE)
    told = {kind: (label, re.findall(r"(?:^|; )(?:\*\*)?`(\w+)`", facts)) for kind, label, facts in rows}
    assert told == {event.kind: (event.label.da, list(event.facts)) for event in vocabulary().values()}


@pytest.mark.parametrize("state", ["running", "due", "late", "met", "met-late", "departed", "void"])
def test_every_state_is_told(state: str) -> None:
    assert f"`{state}`" in part("A deadline")


def test_the_timeline_that_is_shown_can_be_read() -> None:
    shown = TIMELINES.split("```json\n", 1)[1].split("```", 1)[0]
    assert len(json.loads(shown)) == len(read_timeline(shown)) == 3


def test_the_case_that_is_shown_holds_and_every_key_of_its_proof_is_told() -> None:
    shown = STANDARD_FILE.split("\n## Cases\n", 1)[1].split("```toml\n", 1)[1].split("```", 1)[0]
    (case,) = read_cases(shown.encode(), source="shown.toml")
    proof = prove(case, STANDARD)
    assert proof.verdict == HOLDS
    printed = proving_json([proof], coverage([proof], STANDARD), STANDARD)
    told = part("What came of the cases")
    names = told_keys(told) | set(re.findall(r"`([a-z.-]+)`", told))
    assert printed.keys() - {"cases", "coverage"} <= names
    assert printed["cases"][0].keys() <= names
    for name in ("clocks", "sections"):
        assert f"coverage.{name}" in names
        assert printed["coverage"][name][0].keys() <= names | {"clocks"}
