"""A broken standard file is refused with the line of every fault, and never with a traceback."""

import random
import re
from collections.abc import Callable

import pytest

from brobygger.standard import StandardFileError, load, parse, vocabulary
from tests.standard.broken_files import TEXT, Case, faults, in_clock, told_on_its_line

CASES: list[Case] = [
    (
        "a fact that the event does not have",
        lambda: in_clock("decision-letter", "when = { letter", "when = { leter"),
        "when = { leter",
        "has no fact 'leter'",
    ),
    (
        "a value that the fact cannot have",
        lambda: in_clock("decision-letter", '["decision"] } }]', '["decison"] } }]'),
        '"decison"',
        "cannot be 'decison'",
    ),
    (
        "a clock that nothing can meet, for its condition can never hold",
        lambda: in_clock("after-follow-up-1-month", "month = [1]", "month = [2]"),
        "month = [2]",
        "Nothing can meet the clock 'after-follow-up-1-month'",
    ),
    (
        "a clock that nothing can start",
        lambda: in_clock("reassessment", 'starts = ["appeal.received"]', "starts = []"),
        "starts = []",
        "Nothing can start the clock 'reassessment'",
    ),
    (
        "clocks in a ring",
        lambda: in_clock(
            "reassessment",
            'met_by = ["appeal.reassessed", "appeal.forwarded"]',
            'met_by = ["letter.delivered"]',
        ),
        'starts = ["appeal.received"]',
        "run in a ring (cycle): reassessment → appeal-period → reassessment",
    ),
    (
        "a clock that restarts itself without saying so",
        lambda: in_clock("plan-review", 'repeats = "restarts"\n', ""),
        'starts = ["plan.agreed", "plan.reviewed"]',
        "run in a ring (cycle): plan-review → plan-review",
    ),
    (
        "a clock counted from what meets it",
        lambda: in_clock(
            "medical-offer",
            'counted_from = { event = "inquiry.received"',
            'counted_from = { event = "medical-offer.started"',
        ),
        'counted_from = { event = "medical-offer.started"',
        "counted from what meets it",
    ),
    (
        "two versions on one day",
        lambda: in_clock("treatment-guarantee-drug", "valid_to = 2019-12-31", "valid_to = 2020-01-01"),
        "valid_from = 2020-01-01",
        "hold at the same time (overlap)",
    ),
    (
        "an unknown key",
        lambda: in_clock("follow-up", 'repeats = "restarts"', 'repeats = "restarts"\ncolour = "red"'),
        'colour = "red"',
        "The key 'colour' is not known here",
    ),
    (
        "a wrong type",
        lambda: in_clock("follow-up", "within = { amount = 3,", 'within = { amount = "3",'),
        'amount = "3"',
        "'amount' must be a number",
    ),
    (
        "a date that is none",
        lambda: in_clock("child-welfare-notification", "valid_to = 2023-12-31", 'valid_to = "2023-13-31"'),
        '"2023-13-31"',
        "must be a date such as 2024-01-01",
    ),
    (
        "the same id twice",
        lambda: TEXT.replace('id = "follow-up"', 'id = "plan-review"', 1),
        'id = "plan-review"',
        "'plan-review' is used twice in 'clocks' (duplicate id)",
    ),
    (
        "a unit that is not there",
        lambda: TEXT.replace('unit = "perron-3"', 'unit = "perron-4"', 1),
        'unit = "perron-4"',
        "'perron-4' is no known unit",
    ),
    (
        "a requirement that is none",
        lambda: TEXT.replace('requirements = ["KS-5.2-1"]', 'requirements = ["KS-five"]', 1),
        '"KS-five"',
        "is no requirement",
    ),
    (
        "wording in one language only",
        lambda: TEXT.replace(', en = "Revise the treatment plan"', "", 1),
        'act = { da = "Revidér behandlingsplanen" }',
        "'en' is missing",
    ),
    (
        "an event that nobody records",
        lambda: in_clock("follow-up", 'starts = ["plan.agreed",', 'starts = ["plan.agred",'),
        '"plan.agred"',
        "The event 'plan.agred' does not exist",
    ),
    (
        "a clock that nothing can meet, for one condition takes away what the other asks for",
        lambda: in_clock(
            "decision-letter",
            'when = { letter = ["decision"] } }]',
            'when = { letter = ["decision"] }, unless = { letter = ["decision"] } }]',
        ),
        'unless = { letter = ["decision"] }',
        "Nothing can meet the clock 'decision-letter'",
    ),
    (
        "an ending reason that is not in the list",
        lambda: in_clock("decision-letter", 'only_when = { reason = ["died"]', 'only_when = { reason = ["dead"]'),
        'reason = ["dead"]',
        "The fact 'reason' cannot be 'dead'",
    ),
    (
        "a mark that no ending reason bears",
        lambda: in_clock("after-follow-up-1-month", "ending_reasons.asks_follow_up", "ending_reasons.asks_follow"),
        '"ending_reasons.asks_follow"',
        "'ending_reasons.asks_follow' is not a list of the file and a yes or no that stands on it",
    ),
    (
        "a kind of treatment that has another name in the list",
        lambda: TEXT.replace('id = "residential"', 'id = "stay"'),
        'only_when = { kind = ["day", "residential"] }',
        "The fact 'kind' cannot be 'residential'",
    ),
    (
        "an event that ends a round and does not exist",
        lambda: TEXT.replace('round_ends = ["inquiry.withdrawn"', 'round_ends = ["inquiry.gone"', 1),
        '"inquiry.gone"',
        "The event 'inquiry.gone' does not exist",
    ),
    (
        "a fact to pair by that is on neither side",
        lambda: in_clock("decision-letter", 'pairs_by = ["decision_id"]', 'pairs_by = ["decsion_id"]'),
        '"decsion_id"',
        "The fact 'decsion_id' in 'pairs_by' is not on both sides",
    ),
    (
        "a share of weeks that the event does not name",
        lambda: in_clock("supervision-visit", 'fact = "weeks" }', 'fact = "weaks" }'),
        '"weaks"',
        "The event 'external.enrolled' has no fact 'weaks'",
    ),
    (
        "a turn by a fact that the event does not have",
        lambda: TEXT.replace('fact = "month"', 'fact = "moon"', 1),
        'fact = "moon"',
        "The event 'after-follow-up.held' has no fact 'moon'",
    ),
    (
        "a clock without a version",
        lambda: TEXT.replace(
            """[[clocks.versions]]
valid_to = 2023-12-31
law = "serviceloven § 153"

[[clocks.versions]]
valid_from = 2024-01-01
law = "barnets lov § 133"
""",
            "versions = []\n",
        ),
        "versions = []",
        "has no versions",
    ),
    (
        "a version that ends before it begins",
        lambda: in_clock("child-welfare-notification", "2024-01-01", "2024-01-01\nvalid_to = 2023-06-30"),
        "valid_to = 2023-06-30",
        "'valid_to' lies before 'valid_from'",
    ),
    (
        "a holiday that ends before it begins",
        lambda: TEXT.replace("easter = 26\n", "easter = 26\nvalid_from = 2030-01-01\n", 1),
        "valid_to = 2023-12-31",
        "'valid_to' lies before 'valid_from'",
    ),
    (
        "a negative number of days",
        lambda: in_clock("follow-up", "amount = 3", "amount = -3"),
        "amount = -3",
        "must be a whole number from 0",
    ),
    (
        "a letter that takes less than no time",
        lambda: TEXT.replace("working_days = 6", "working_days = -6", 1),
        "working_days = -6",
        "must be 0 to 60 days",
    ),
    (
        "a way of sending that no letter has",
        lambda: TEXT.replace('means = "physical"', 'means = "pigeon"', 1),
        'means = "pigeon"',
        "'pigeon' is no known means of sending",
    ),
    (
        "an age that is none",
        lambda: in_clock("decision", "age_from = 18", "age_from = -18"),
        "age_from = -18",
        "'age_from' is no age",
    ),
    (
        "ages in the wrong order",
        lambda: TEXT.replace("age_from = 18\nage_to = 29", "age_from = 18\nage_to = 9", 1),
        "age_to = 9",
        "'age_to' lies below 'age_from'",
    ),
    (
        "a line that is not there",
        lambda: in_clock("reassessment", 'not_line = ["alcohol"]', 'not_line = ["alchohol"]'),
        '"alchohol"',
        "'alchohol' is no known line",
    ),
    (
        "a name that no command line could take",
        lambda: in_clock("follow-up", 'id = "follow-up"', 'id = "follow up"'),
        'id = "follow up"',
        "is no name of small letters, digits and hyphens",
    ),
    (
        "a section that does not exist",
        lambda: in_clock("supervision-visit", 'section = "6.5.7"', 'section = "6.5.8"'),
        'section = "6.5.8"',
        "Section '6.5.8' does not exist",
    ),
]


@pytest.mark.parametrize(("_name", "broken", "where", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_the_fault_is_told_on_its_line(_name: str, broken: Callable[[], str], where: str, sentence: str) -> None:
    told_on_its_line(broken(), where, sentence)


def test_every_fault_is_told_not_only_the_first() -> None:
    text = TEXT.replace('"plan.reviewed", "plan.agreed"]', '"plan.revised", "plan.agreed"]', 1)
    text = text.replace('section = "5.5"', 'section = "9.9"')
    sentences = " ".join(en for _line, _da, en in faults(text))
    assert "'plan.revised' does not exist" in sentences
    assert sentences.count("Section '9.9' does not exist") == TEXT.count('section = "5.5"') > 1


def test_an_event_misspelt_everywhere_is_still_unknown() -> None:
    found = faults(TEXT.replace("plan.agreed", "plan.agred"))
    assert any("'plan.agred' does not exist" in en for _line, _da, en in found)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"a = 1\nb = = 2\n", 2),
        (b'a = """\nopen', 2),
        (b"a = 1\n\xff = 2\n", 2),
        (b"[calendar]\n[calendar]", 2),
        (b"a = " + b"[" * 100_000, 1),
        (b"a = " + b"9" * 6_000, 1),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(StandardFileError) as refused:
        parse(content)
    assert refused.value.problems[0].line == line


def test_the_file_knows_every_event_that_the_software_records() -> None:
    assert set(load().events) == set(vocabulary())


NO_NUMBERS = ["-1", "99999999", "1.5", '"x"', "1e308", "nan", "inf", "true"]


def _spoilt(chance: random.Random) -> str:
    lines = TEXT.split("\n")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(lines))
        line = lines[place]
        lines[place] = chance.choice(
            [
                "",
                line[: chance.randrange(len(line) + 1)],
                re.sub(r'"[^"]*"', chance.choice(['""', "7", "[]", "{}", "true", '"x"']), lines[place], count=1),
                re.sub(r"\d+", chance.choice(NO_NUMBERS), lines[place], count=1),
                re.sub(r"\[.*\]", chance.choice(["[]", "[[1]]", "[{}]", "{}", '"x"']), line, count=1),
                lines[chance.randrange(len(lines))],
            ]
        )
    return "\n".join(lines)


def test_a_file_spoilt_by_chance_is_read_or_refused_but_never_fails() -> None:
    chance = random.Random(101)
    refused = 0
    for _ in range(150):
        text = _spoilt(chance)
        try:
            parse(text.encode())
        except StandardFileError as error:
            refused += 1
            last = text.count("\n") + 1
            assert all(1 <= fault.line <= last for fault in error.problems)
            assert all(fault.message.da and fault.message.en for fault in error.problems)
    assert refused > 50
