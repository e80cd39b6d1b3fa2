"""What `check` refuses though each key by itself is right: somebody or some day falls between two things."""

import ast
import inspect
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from brobygger.standard import load, parse
from brobygger.standard.cli import FAULTS, main
from brobygger.standard.contents import CONTENTS
from brobygger.standard.promise_words import lengths_in
from brobygger.standard.toml_words import in_both
from tests.standard.broken_files import TEXT, Case, faults, in_clock, told_on_its_line

RULES = "[[routing.rules]]"


def _rule(unit: str, old: str, new: str) -> str:
    start = TEXT.index(f'{RULES}\nunit = "{unit}"')
    assert old in TEXT[start:]
    return TEXT[:start] + TEXT[start:].replace(old, new, 1)


CASES: list[Case] = [
    (
        "ages that no unit takes",
        lambda: _rule("perron-3", "age_to = 29", "age_to = 24"),
        RULES,
        "No unit takes people of 25 to 29 (gap)",
    ),
    (
        "old people whom no unit takes, on one line",
        lambda: _rule("alcohol", "age_from = 30", "age_from = 30\nage_to = 64"),
        RULES,
        "No unit takes people of 65 or older (alcohol) (gap)",
    ),
    (
        "an age that two units take",
        lambda: _rule("drug", "age_from = 30", "age_from = 29"),
        RULES,
        "More than one unit takes people of 29 (drug): drug, perron-3 (overlap)",
    ),
    (
        "a rule for ages that the unit itself does not take",
        lambda: _rule("drug", "age_from = 30", "age_from = 29"),
        RULES,
        "leads other ages to 'drug' than the unit itself says",
    ),
    (
        "a rule to a unit without that line",
        lambda: _rule("drug", 'unit = "drug"', 'unit = "alcohol"'),
        RULES,
        "A rule leads 'drug' to 'alcohol', which does not have that line",
    ),
    (
        "a rule to a unit that takes no inquiries",
        lambda: _rule("perron-3", 'unit = "perron-3"', 'unit = "outreach-team"'),
        'unit = "outreach-team"',
        "'outreach-team' takes no inquiries",
    ),
    (
        "a menu choice twice",
        lambda: TEXT.replace("menu_choice = 4", "menu_choice = 3"),
        "menu_choice = 3",
        "Choice 3 on 58 57 48 90 leads to both 'drug' and 'perron-3'",
    ),
    (
        "a telephone number with a digit too few",
        lambda: TEXT.replace('phone = "58 57 48 90"', 'phone = "58 57 48 9"', 1),
        'phone = "58 57 48 9"',
        "'58 57 48 9' is no telephone number",
    ),
    (
        "a telephone number that the page would give the country's code twice",
        lambda: TEXT.replace('phone = "58 57 48 90"\nmenu_choice = 4', 'phone = "+45 58 57 48 90"\nmenu_choice = 4', 1),
        '"+45 58 57 48 90"',
        "is no telephone number",
    ),
    (
        "a clock that code names and the file has renamed",
        lambda: TEXT.replace('id = "decision-letter"', 'id = "decision-by-letter"'),
        "[[clocks]]",
        "Code asks for the clock 'decision-letter' (the deadlines of visitation and appeals), but the file does not "
        "have it. Has 'decision-by-letter' been given another name?",
    ),
    (
        "no partner is for what code needs one for",
        lambda: TEXT.replace('for = ["enrolment", "own-doctor"]', 'for = ["enrolment"]'),
        "[[partners]]",
        "No partner is for 'own-doctor': the consent that substitution requires. Write for = [\"own-doctor\"]",
    ),
    (
        "nobody is asked about at the enrolment",
        lambda: re.sub(r'for = \["enrolment"(, )?', "for = [", TEXT),
        "[[partners]]",
        "No partner is for 'enrolment': whom enrolment asks consent to talk with",
    ),
    (
        "two partners for what one alone is for",
        lambda: TEXT.replace('id = "jobcentre"\nfor = ["enrolment"]', 'id = "jobcentre"\nfor = ["children"]'),
        'for = ["children"]',
        "Only one can be for 'children'",
    ),
    (
        "a partner for what nobody knows",
        lambda: TEXT.replace('id = "jobcentre"\nfor = ["enrolment"]', 'id = "jobcentre"\nfor = ["enrollment"]'),
        'for = ["enrollment"]',
        "'enrollment' is no known purpose.",
    ),
    (
        "no joint conference with psychiatry",
        lambda: TEXT.replace('for = ["psychiatry"]\n', ""),
        "[[conferences]]",
        "No standing meeting is for 'psychiatry': the agenda of the joint conference",
    ),
    (
        "no kind of treatment that may begin meanwhile",
        lambda: TEXT.replace("meanwhile = true", "meanwhile = false"),
        "[[kinds_of_treatment]]",
        "No kind of treatment has 'meanwhile = true'",
    ),
    (
        "a kind of treatment as older files have it",
        lambda: TEXT.replace('in_letter = "dagbehandling"\n', ""),
        "[[kinds_of_treatment]]",
        "'in_letter' is missing; it must be a text.",
    ),
    (
        "a kind of treatment decided nowhere known",
        lambda: TEXT.replace('decided = "at-meeting"', 'decided = "by-the-council"', 1),
        'decided = "by-the-council"',
        "'decided' is 'by-the-council'; choose among at-once, at-meeting.",
    ),
    (
        "a letter's words with something else in braces",
        lambda: TEXT.replace("dagbehandling for dit {line}misbrug", "dagbehandling for dit {lin}misbrug"),
        "{lin}misbrug",
        "may have nothing but {line} in braces",
    ),
    (
        "own payment on a line that the file lacks",
        lambda: TEXT.replace('own_payment_on = ["drug"]', 'own_payment_on = ["drugs"]'),
        "own_payment_on",
        "drugs",
    ),
    (
        "own payment for what is no stay",
        lambda: TEXT.replace("elsewhere = true\n", ""),
        "own_payment_on",
        "belongs to a kind with 'elsewhere = true'",
    ),
    (
        "own payment by no rule",
        lambda: TEXT.replace('own_payment_on = ["drug"]', 'own_payment_on = ["drug", "alcohol"]'),
        "own_payment_on",
        "The line 'alcohol' does not say by which rule one pays",
    ),
    (
        "an area that code names and the file lacks",
        lambda: TEXT.replace('id = "health"', 'id = "body-and-mind"'),
        "[[assessment_areas]]",
        "Code asks for the area of the assessment 'health'",
    ),
    (
        "a line that code names and the file lacks",
        lambda: TEXT.replace('id = "drug"', 'id = "drugs"'),
        "[[lines]]",
        "Code asks for the line 'drug'",
    ),
    (
        "no clock for a follow-up after the end that the letter tells the day of",
        lambda: TEXT.replace('event = "after-follow-up.held", when = { month = [1] }', 'event = "follow-up.held"'),
        "[[clocks]]",
        "No clock counts the day of the follow-up 1 month(s) after the end",
    ),
    (
        "days between two versions of a clock",
        lambda: in_clock("child-welfare-notification", "valid_from = 2024-01-01", "valid_from = 2024-02-01"),
        "valid_from = 2024-02-01",
        "has a gap: from 2024-01-01 to 2024-01-31 no version of it holds",
    ),
    (
        "a promise of other days than its clock counts",
        lambda: in_clock("treatment-guarantee-drug", "amount = 14", "amount = 10"),
        "promise = { da = ",
        "'promise' of the clock 'treatment-guarantee-drug' says \"14 days\", but 'within' is 10 days",
    ),
    (
        "an act of another month than its clock counts",
        lambda: in_clock("after-follow-up-1-month", "amount = 1, ", "amount = 2, "),
        "act = { da = ",
        "says \"en måned\", but 'within' is 2 months",
    ),
    (
        "weeks in words",
        lambda: in_clock("reassessment", "amount = 4", "amount = 3"),
        "promise = { da = ",
        "says \"four weeks\", but 'within' is 3 weeks",
    ),
    (
        "days where the clock counts working days",
        lambda: in_clock("decision-letter", 'unit = "working-days"', 'unit = "days"'),
        "promise = { da = ",
        "says \"7 working days\", but 'within' is 7 days",
    ),
    (
        "one of the two follow-ups after the end asks of other reasons than the mark",
        lambda: in_clock("after-follow-up-6-months", '"ending_reasons.asks_follow_up"', '["completed"]').replace(
            'when = { reason = ["completed"] }, unless', 'when = { reason = ["completed", "moved"] }, unless', 1
        ),
        "starts = [",
        "'after-follow-up-6-months' follows up after completed, other-offer, hospital, probation, moved, but",
    ),
    (
        "an age in two rules of one unit",
        lambda: TEXT.replace(RULES, f'{RULES}\nunit = "drug"\nline = "drug"\nage_from = 60\n\n{RULES}', 1),
        RULES,
        "Two rules to 'drug' both take people of 60 or older (overlap)",
    ),
    (
        "an appeal to nobody",
        lambda: re.sub(r"appeal_body = .*\n", "", TEXT),
        "may_appeal = true",
        "On 'drug' one may appeal, but 'appeal_body' does not say to whom",
    ),
    (
        "an appeal that no clock gives a time",
        lambda: TEXT.replace("may_appeal = false", "may_appeal = true"),
        "may_appeal = true",
        "On 'alcohol' one may appeal, but the clock 'appeal-period' does not hold for that line",
    ),
    (
        "a content that the law does not name",
        lambda: TEXT.replace('contents = ["guarantee"]', 'contents = ["garanti"]'),
        '"garanti"',
        "'garanti' is no known content of a standard",
    ),
]


@pytest.mark.parametrize(("_name", "broken", "where", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_the_fault_is_told_on_its_line(_name: str, broken: Callable[[], str], where: str, sentence: str) -> None:
    told_on_its_line(broken(), where, sentence)


def test_the_gap_is_named_in_danish_too() -> None:
    told = [da for _line, da, _en in faults(_rule("perron-3", "age_to = 29", "age_to = 24"))]
    assert "Ingen enhed tager 25 til 29-årige." in told


@pytest.mark.parametrize(
    ("clock", "old", "new", "told"),
    [
        ("treatment-guarantee-drug", 'amount = 14, unit = "days"', 'amount = 10, unit = "fortnights"', "'unit' is"),
        ("provider-start", 'unit = "date"', 'unit = "dage"', "'unit' is 'dage' but must be one of"),
        ("provider-start", 'unit = "date"', 'unit = ""', "'unit' is empty"),
        ("provider-start", 'unit = "days" }', 'unit = "dage" }', "'unit' is 'dage' but must be one of"),
        ("after-follow-up-1-month", "amount = 1, ", "amount = 1.5, ", "'amount' must be a whole number"),
        ("after-follow-up-1-month", "amount = 1, ", "amount = -1, ", "'amount' must be a whole number"),
    ],
)
def test_a_length_that_is_none_is_told_and_no_words_are_held_against_it(
    clock: str, old: str, new: str, told: str
) -> None:
    found = [en for _line, _da, en in faults(in_clock(clock, old, new))]
    assert found and all(told in en for en in found), found


def test_a_version_may_say_its_own_promise_in_words() -> None:
    start = TEXT.index('id = "child-welfare-notification"')
    text = TEXT[:start] + TEXT[start:].replace(
        "valid_from = 2024-01-01\n",
        'valid_from = 2024-01-01\nwithin = { amount = 1, unit = "days" }\n'
        'promise = { da = "Underretning inden for én dag", en = "A notification within one day" }\n'
        'within_words = { da = "senest dagen efter", en = "the day after at the latest" }\n',
        1,
    )
    old, new = parse(text.encode()).clocks_by_id["child-welfare-notification"]
    assert (old.within.amount, new.within.amount) == (0, 1)
    assert old.promise.da.startswith("Underretning straks") and new.promise.da == "Underretning inden for én dag"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Behandling inden for 14 dage efter første henvendelse", {("days", 14)}),
        ("senest 14\N{NO-BREAK SPACE}dage", {("days", 14)}),
        ("14-dages-fristen", {("days", 14)}),
        ("Fire uger til at klage", {("days", 28)}),
        ("within 28 days", {("days", 28)}),
        ("hver 3. måned", {("months", 3)}),
        ("hver tredje måned", {("months", 3)}),
        ("mindst hvert halve år", {("months", 6)}),
        ("at least every half year", {("months", 6)}),
        ("et halvt år efter", {("months", 6)}),
        ("senest et år efter", {("months", 12)}),
        ("within a month", {("months", 1)}),
        ("three times a month", set()),
        ("Aftal en dag med borgeren", set()),
        ("Agree on a day with the citizen", set()),
        ("inden for én dag", {("days", 1)}),
        ("7 hverdage", {("working-days", 7)}),
        ("10 arbejdsdage", {("working-days", 10)}),
        ("seven working days", {("working-days", 7)}),
        ("voksne over 18 år", set()),
        ("people over 18 years", set()),
        ("10 dage, og 3 uger for døgn", {("days", 10), ("days", 21)}),
    ],
)
def test_lengths_are_read_out_of_words(text: str, found: set[tuple[str, float]]) -> None:
    assert set(lengths_in(text)) == found


def test_every_promise_of_the_packaged_file_with_a_number_is_read() -> None:
    """So that a clock whose words nobody can read is not taken for one whose words fit."""
    read = {version.id for version in load().clocks if version.is_promise and lengths_in(version.promise.da)}
    wordless = {version.id for version in load().clocks if version.is_promise} - read
    assert wordless == {"child-welfare-notification"}  # "straks"


@pytest.mark.parametrize(
    ("broken", "danish"),
    [
        ("a = \n", "værdien kan ikke læses; en tekst skal stå i anførselstegn"),
        ("a 1\n", "der mangler '=' efter nøglen"),
        ('a = "x\n', "tegnet '\\n' må ikke stå her"),
        ("a = [1\n", "en liste er ikke lukket med ']'"),
        ("a = 1 2\n", "der står noget efter værdien, som ikke hører til"),
        ("[a]\n[a]\n", "overskriften ('a',) står her to gange"),
        ("a = 1\na = 2\n", "nøglen har fået en værdi før"),
        ("a = 2023-02-31\n", "datoen findes ikke"),
    ],
)
def test_what_is_no_toml_is_said_in_danish(broken: str, danish: str) -> None:
    ((_line, da, en),) = faults(broken)
    assert da == f"Filen kan ikke læses som TOML: {danish}."
    assert en.startswith("The file cannot be read as TOML: ")


def _messages(function: ast.AST) -> list[str]:
    """The sentences in the reader's source, with something in place of what they quote."""
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("suffixed_err", "TOMLDecodeError"):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.append(argument.value)
                elif isinstance(argument, ast.JoinedStr):
                    parts = [part.value if isinstance(part, ast.Constant) else "'x'" for part in argument.values]
                    found.append("".join(str(part) for part in parts))
    return [message for message in found if " (at " not in message]


def test_each_sentence_of_pythons_reader_has_its_danish() -> None:
    reader = SimpleNamespace(source=inspect.getsource(tomllib._parser))  # type: ignore[attr-defined]
    messages = _messages(ast.parse(reader.source))
    assert len(messages) > 15
    assert [message for message in messages if in_both(message).da.startswith("læseren siger")] == []
    assert in_both("Something new").da == "læseren siger på engelsk: Something new"


def test_contents_that_no_section_is_marked_with_are_told_and_are_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(TEXT.replace('contents = ["guarantee"]\n', ""), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    said = capsys.readouterr().out
    assert "BEK nr. 1477 af 17/12/2019 § 4, stk. 1, beder om 15 dele" in said
    assert "  guarantee: behandlingsgarantien / the treatment guarantee\n" in said and "free-choice" not in said
    assert main(["check", "--json", str(file)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["in_order"] and not found["faults"] and len(found["sha256"]) == 64
    assert {"guarantee", "monitoring"} == {one["content"] for one in found["lacking"]}
    assert len(CONTENTS) == 15


def test_faults_come_as_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.toml"
    file.write_text(TEXT.replace("menu_choice = 4", "menu_choice = 3"), encoding="utf-8")
    assert main(["check", "--json", str(file)]) == FAULTS
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert told.err == "" and found["in_order"] is False
    (fault,) = found["faults"]
    assert fault["place"] == "units.2.menu_choice" and fault["line"] > 1 and fault["da"].startswith("Tast 3 på")
