"""A standard file asks of facts only what they can be, and words events without having to know them all."""

import re
from collections.abc import Callable

import pytest

from brobygger.standard import load, parse, vocabulary
from tests.standard.broken_files import TEXT, Case, faults, in_clock, told_on_its_line

CASES: list[Case] = [
    (
        "a text where the fact is a number",
        lambda: in_clock(
            "medical-offer", '["medical-need.found"]', '[{ event = "medical-need.found", when = { age = ["18"] } }]'
        ),
        'age = ["18"]',
        "The fact 'age' is a whole number, which '18' is not",
    ),
    (
        "a number where the fact is true or false",
        lambda: in_clock(
            "decision-letter", "starts = [", 'starts = [{ event = "decision.made", unless = { beside = [7] } }, '
        ),
        "beside = [7]",
        "The fact 'beside' is true or false, which 7 is not",
    ),
    (
        "an id where the fact is a number of ours",
        lambda: in_clock(
            "decision-letter",
            "starts = [",
            'starts = [{ event = "decision.made", unless = { decision_id = ["first"] } }, ',
        ),
        'decision_id = ["first"]',
        "The fact 'decision_id' is the number of one of our own rows, which 'first' is not",
    ),
    (
        "an id that is in no list of the file",
        lambda: in_clock(
            "decision-letter", "starts = [", 'starts = [{ event = "decision.made", unless = { line = ["tobacco"] } }, '
        ),
        'line = ["tobacco"]',
        "The fact 'line' cannot be 'tobacco'",
    ),
    (
        "more than an id",
        lambda: in_clock("supervision-visit", "over = { weeks = 4 }", "over = { kind = 4 }"),
        "over = { kind = 4 }",
        "The fact 'kind' is an id and cannot be counted as a number",
    ),
    (
        "a share of what is no length",
        lambda: in_clock("supervision-visit", 'fact = "weeks" }', 'fact = "provider" }'),
        'fact = "provider"',
        "The fact 'provider' is a text and cannot be counted as a number",
    ),
    (
        "an agreed day that is none",
        lambda: TEXT.replace('unit = "date", fact = "next_follow_up"', 'unit = "date", fact = "every_weeks"', 1),
        'fact = "every_weeks"',
        "The fact 'every_weeks' is a whole number and no date to count from",
    ),
    (
        "a turn that never comes",
        lambda: TEXT.replace("values = [1, 6]", "values = [1, 7]", 1),
        "values = [1, 7]",
        "The fact 'month' cannot be '7'",
    ),
    (
        "words for an event that nobody records",
        lambda: f"{TEXT}\n[[events]]\nkind = 'coffee.drunk'\nlabel = {{ da = 'Kaffe', en = 'Coffee' }}\n",
        "kind = 'coffee.drunk'",
        "The event 'coffee.drunk' does not exist",
    ),
]


@pytest.mark.parametrize(("_name", "broken", "where", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_the_fault_is_told_on_its_line(_name: str, broken: Callable[[], str], where: str, sentence: str) -> None:
    told_on_its_line(broken(), where, sentence)


def test_a_condition_of_another_type_can_start_nothing() -> None:
    text = in_clock(
        "medical-offer", '["medical-need.found"]', '[{ event = "medical-need.found", when = { age = ["18"] } }]'
    )
    assert any("Nothing can start the clock 'medical-offer'" in en for _line, _da, en in faults(text))


# As a municipality wrote it before the rooms declared what they record: a list of its own, with some kinds fewer.
OLDER = """
[fact_values]
line = ["drug", "alcohol"]
month = [1, 6]

[[events]]
kind = "decision.made"
label = { da = "Vi har afgjort", en = "We have decided" }
facts = ["outcome", "kind_of_treatment", "line"]

[[events]]
kind = "plan.agreed"
label = { da = "Plan lagt", en = "Plan laid" }
began = { da = "Lagt", en = "Laid" }
"""


def test_an_older_file_still_checks_and_only_words_events() -> None:
    plain = re.sub(r"^\[\[events\]\]\n(?:[a-z]+ = .*\n)+", "", TEXT, flags=re.MULTILINE)
    older = parse(f"{plain}\n{OLDER}".encode())
    assert set(older.events) == set(vocabulary())
    assert older.events["decision.made"].label.da == "Vi har afgjort"
    assert older.events["decision.made"].began == load().events["decision.made"].began
    assert older.events["decision.made"].facts == load().events["decision.made"].facts
    assert older.events["plan.agreed"].began.en == "Laid"
    assert older.events["plan.reviewed"] == load().events["plan.reviewed"]


def test_what_the_file_calls_otherwise_is_called_so() -> None:
    assert load().events["enrolment-notice.sent"].label != vocabulary()["enrolment-notice.sent"].label
