"""The four commands with input that nobody should send: one clear sentence and the promised exit code, no trace."""

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from brobygger.standard.cli import main
from brobygger.standard.loading import PACKAGED
from brobygger.standard.printing import FAULTS, UNUSABLE

Said = pytest.CaptureFixture[str]


def run(said: Said, *arguments: str) -> tuple[int, str]:
    """Run a command; its exit code and what it said of what is wrong."""
    try:
        code = main(list(arguments))
    except SystemExit as stopped:  # argparse's own way of refusing
        code = int(stopped.code or 0)
    told = said.readouterr()
    assert code == 0 or not told.out
    assert "Traceback" not in told.err
    return code, told.err


def event(**more: object) -> str:
    return json.dumps([{"event": "inquiry.received", "occurred_on": "2023-03-27", **more}])


TIMELINES = {
    "nothing": b"",
    "half a list": b'[{"event": "inquiry.received",',
    "no list": b"{}",
    "a number": b"3",
    "not a number": b"NaN",
    "a list of nothing": b"[null]",
    "a list of not a number": b"[NaN]",
    "an event that is a list": b'[{"event": ["inquiry.received"], "occurred_on": "2023-03-27"}]',
    "an unknown event": b'[{"event": "nope", "occurred_on": "2023-03-27"}]',
    "no event": b'[{"occurred_on": "2023-03-27"}]',
    "no day": b'[{"event": "inquiry.received"}]',
    "a day that is none": event(occurred_on="2023-02-31").encode(),
    "a day that is a number": event(occurred_on=20230327).encode(),
    "a day that is no number": b'[{"event": "inquiry.received", "occurred_on": NaN}]',
    "a day long ago": event(occurred_on="0001-01-01").encode(),
    "a day far ahead": event(occurred_on="9999-12-31").encode(),
    "half a sign": b'[{"event": "\\ud800", "occurred_on": "2023-03-27"}]',
    "a moment outside the calendar": event(recorded_at="0001-01-01T00:00:00+14:00").encode(),
    "a moment that is none": event(recorded_at=[]).encode(),
    "facts that are a list": event(facts=[]).encode(),
    "a mark that is a table": event(id={}).encode(),
    "not UTF-8": b'[{"event": "\xff\xfe"}]',
    "UTF-16": event().encode("utf-16"),
    "open brackets": b"[" * 100_000,
    "many brackets": b"[" * 100_000 + b"]" * 100_000,
    "deep facts": b'[{"event": "inquiry.received", "facts": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}]",
    "too many digits": b'[{"event": "inquiry.received", "facts": {"age": ' + b"9" * 6_000 + b"}}]",
}


@pytest.mark.parametrize("name", TIMELINES)
def test_a_timeline_that_cannot_be_read_is_refused_in_one_line(name: str, tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "timeline.json"
    path.write_bytes(TIMELINES[name])
    code, told = run(capsys, "evaluate", str(path))
    assert code == UNUSABLE
    assert told.startswith("brobygger standard: ") and told.count("\n") == 1 and len(told) < 400


@pytest.mark.parametrize(
    "facts",
    [
        {"line": None, "age": True},
        {"line": {"a": 1}, "age": [1]},
        {"line": "drug", "age": "tre"},
        {"line": "drug", "age": -5},
        {"line": "drug", "age": 10**30},
        {"line": "\ud800", "\ud800": "\ud800"},
    ],
)
def test_facts_of_the_wrong_kind_are_facts_that_are_not_there(
    facts: dict[str, object], tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "timeline.json"
    path.write_text(event(facts=facts))
    assert run(capsys, "evaluate", str(path), "--as-of", "2023-04-01", "--json") == (0, "")


@pytest.mark.parametrize("weeks", [-5, 0, 10**30, 1e308, float("nan"), float("inf"), "²", [12], None])
def test_a_length_that_is_none_runs_past_no_calendar(weeks: object, tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "timeline.json"
    row = {"event": "external.enrolled", "occurred_on": "2199-12-31", "facts": {"line": "drug", "weeks": weeks}}
    path.write_text(json.dumps([row]))
    assert run(capsys, "evaluate", str(path), "--as-of", "2199-12-31") == (0, "")


def test_standard_input_is_read_with_the_same_care(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xff")))
    code, told = run(capsys, "evaluate", "-")
    assert (code, told) == (UNUSABLE, "brobygger standard: -: not written in UTF-8\n")


STANDARDS = {
    "nothing": b"",
    "broken": b"a = [1\nb =",
    "wrong types": b'standard = 3\nunits = "x"\nclocks = [1, 2]\ncalendar = []\n',
    "any bytes": bytes(range(256)),
    "NUL": b"a = \x00",
    "many brackets": b"a = " + b"[" * 100_000,
    "deep tables": b"a = " + b"{a=" * 20_000,
    "too many digits": b"a = " + b"9" * 6_000,
    "no day": b"a = 2023-02-31",
    "words for numbers": PACKAGED.read_bytes().replace(b"amount = 14", b'amount = "fjorten"'),
    "not a number": PACKAGED.read_bytes().replace(b"amount = 14", b"amount = nan"),
    "no end": PACKAGED.read_bytes().replace(b"amount = 14", b"amount = inf"),
    "a truth for a number": PACKAGED.read_bytes().replace(b"amount = 14", b"amount = true"),
}


@pytest.mark.parametrize("name", STANDARDS)
def test_a_standard_file_that_cannot_be_used_has_its_faults_told_with_their_lines(
    name: str, tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "standard.toml"
    path.write_bytes(STANDARDS[name])
    code, told = run(capsys, "check", str(path))
    assert code == FAULTS
    *faults, count = told.splitlines()
    assert faults and all(line.startswith(f"{path}:") and " / " in line for line in faults)
    assert count.startswith(f"{len(faults)} fejl / ")
    for command in (["clocks"], ["due", "treatment-guarantee-drug", "--from", "2023-01-02"]):
        code, told = run(capsys, *command, "--file", str(path))
        assert code == UNUSABLE
        assert told.count("\n") == 1


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path, capsys: Said) -> None:
    gone, folder = str(tmp_path / "nope"), str(tmp_path)
    for path in (gone, folder):
        for command in (["check", path], ["evaluate", path], ["clocks", "--file", path]):
            code, told = run(capsys, *command)
            assert code == UNUSABLE, command
            assert told.startswith("brobygger standard: ") and told.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nope", "--from", "2023-01-01"), "unknown clock 'nope'"),
        (("treatment-guarantee-drug", "--from", "2023-02-31"), "is not a date"),
        (("treatment-guarantee-drug", "--from", "²"), "is not a date"),
        (("treatment-guarantee-drug", "--from", ""), "is not a date"),
        (("treatment-guarantee-drug", "--from", "9999-12-31"), "outside the years"),
        (("treatment-guarantee-drug", "--from", "2023-01-01", "--as-of", "snart"), "is not a date"),
        (("treatment-guarantee-drug", "--from", "2023-01-01", "--fact", "weeks"), "is not KEY=VALUE"),
        (("treatment-guarantee-drug", "--from", "2023-01-01", "--fact", "=12"), "is not KEY=VALUE"),
        (("treatment-guarantee-drug",), "--from"),
        (("supervision-visit", "--from", "2023-01-01"), "needs the fact 'weeks'"),
        (("supervision-visit", "--from", "2023-01-01", "--fact", "weeks=NaN"), "needs the fact 'weeks'"),
        (("supervision-visit", "--from", "2023-01-01", "--fact", "weeks=-5"), "needs the fact 'weeks'"),
        (("supervision-visit", "--from", "2023-01-01", "--fact", f"weeks={'9' * 5_000}"), "needs the fact 'weeks'"),
    ],
)
def test_a_reckoning_that_cannot_be_made(arguments: tuple[str, ...], said: str, capsys: Said) -> None:
    code, told = run(capsys, "due", *arguments)
    assert code == UNUSABLE
    assert said in told


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_no_file_and_never_the_packaged_one(capsys: Said, name: str) -> None:
    code, told = run(capsys, "check", name)
    assert code == UNUSABLE
    assert "the name is empty" in told


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(capsys: Said, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for arguments in (["check", str(pipe)], ["clocks", "--file", str(pipe)]):
        code, told = run(capsys, *arguments)
        assert code == UNUSABLE
        assert "it is no regular file" in told
