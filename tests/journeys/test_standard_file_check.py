"""A standard file that is broken, and input that cannot be used, are refused in plain words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.standard_command import PACKAGED, run


def test_the_packaged_file_is_in_order() -> None:
    done = run("check", str(PACKAGED))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Slagelse Rusmiddelcenter" in done.stdout


def _misspelt(text: str) -> str:
    return text.replace('met_by = ["plan.agreed"]', 'met_by = ["plan.agred"]')


def _unmeetable(text: str) -> str:
    return text.replace('met_by = ["plan.agreed"]', "met_by = []")


def _elsewhere(text: str) -> str:
    return text.replace('section = "5.2"', 'section = "5.99"', 1)


def _no_toml(text: str) -> str:
    return text.replace("saturday_is_working_day = false", "saturday_is_working_day = ", 1)


@pytest.mark.parametrize(
    ("breaking", "broken", "sentence"),
    [
        (_misspelt, "plan.agred", "Hændelsen 'plan.agred' findes ikke"),
        (_unmeetable, "met_by = []", "Intet kan opfylde uret 'treatment-plan'"),
        (_elsewhere, "5.99", "Afsnit '5.99' findes ikke"),
        (_no_toml, "saturday_is_working_day = \n", "Filen kan ikke læses som TOML"),
    ],
)
def test_a_broken_file_is_refused_with_the_line_and_a_sentence(
    tmp_path: Path, breaking: Callable[[str], str], broken: str, sentence: str
) -> None:
    text = breaking(PACKAGED.read_text(encoding="utf-8"))
    line = text[: text.index(broken)].count("\n") + 1
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    done = run("check", str(file))
    assert done.returncode == 1
    assert f"{file}:{line}: {sentence}" in done.stderr


AS_OF = ("--as-of", "2023-01-01")


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (("due", "no-such-clock", "--from", "2023-01-01"), "", "unknown clock"),
        (("due", "decision", "--from", "2023-02-30"), "", "is not a date"),
        (("due", "decision", "--from", "1850-01-01"), "", "outside the years"),
        (("due", "supervision-visit", "--from", "2023-01-01"), "", "needs the fact 'weeks'"),
        (("evaluate", "-", "--as-of", "today"), "[]", "is not a date"),
        (("evaluate", "-", *AS_OF), "[{", "not JSON"),
        (("evaluate", "-", *AS_OF), '{"a": 1}', "must be a JSON list"),
        (
            ("evaluate", "-", "--as-of", "2023-01-01"),
            '[{"event": "x", "occurred_on": "2023-01-01"}]',
            "unknown event",
        ),
        (
            ("evaluate", "-", "--as-of", "2023-01-01"),
            '[{"event": "plan.agreed"}]',
            "'occurred_on' is missing",
        ),
        (("evaluate", "no-such-file.json", *AS_OF), "", "no-such-file.json"),
        (("check", "no-such-file.toml"), "", "no-such-file.toml"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(arguments: tuple[str, ...], stdin: str, sentence: str) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
