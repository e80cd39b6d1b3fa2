"""What a clock says must mean something for the kind of clock that it is; else the file is refused."""

from collections.abc import Callable

import pytest

from tests.standard.broken_files import TEXT, Case, in_clock, told_on_its_line

_NO_QUICK = """working_days = 6
valid_from = 2018-07-02
words = { da = "Et q"""

CASES: list[Case] = [
    (
        "a way of sending whose rule of receipt ends without another",
        lambda: TEXT.replace('working_days = 6\nvalid_from = 2018-07-01\nwords = { da = "Et q', _NO_QUICK, 1),
        "valid_to = 2018-06-30",
        "From 2018-07-01 on 'physical-quick' has no rule on receipt",
    ),
    *(
        (
            f"{key} in a clock that does not run at each start",
            lambda key=key, value=value: in_clock("decision", "voided_by", f"{key} = {value}\nvoided_by"),
            f"{key} = {value}",
            f"'{key}' cannot stand together with repeats = \"once\" in the clock 'decision'",
        )
        for key, value in (
            ("pairs_by", '["line"]'),
            ("named_by", '"line"'),
            ("one_meets_all", "true"),
            ("in_time_first", "true"),
            ("met_since", '"decision.made"'),
            ("counted_from", '{ event = "consent.given" }'),
        )
    ),
    (
        "pairs in a clock that restarts",
        lambda: in_clock("external-status-ambulatory", 'repeats = "each-start"', 'repeats = "restarts"'),
        'pairs_by = ["provider"]',
        "'pairs_by' cannot stand together with repeats = \"restarts\"",
    ),
    (
        "one event for all and for the one in time",
        lambda: in_clock("medical-offer", "one_meets_all = true", "one_meets_all = true\nin_time_first = true"),
        "one_meets_all = true",
        "'one_meets_all' cannot stand together with in_time_first",
    ),
    (
        "one event for all where time runs out",
        lambda: in_clock("appeal-period", "lapses = true", "lapses = true\none_meets_all = true"),
        "one_meets_all = true",
        "'one_meets_all' cannot stand together with lapses",
    ),
    (
        "a choice taken back that nothing makes",
        lambda: in_clock("decision", "voided_by", 'departure_undone_by = ["provider-choice.limited"]\nvoided_by'),
        'departure_undone_by = ["provider-choice.limited"]',
        "'departure_undone_by' cannot stand together with departed_by = []",
    ),
    (
        "a day that says nothing in its place",
        lambda: in_clock(
            "plan-review", 'met_by = ["plan.reviewed",', 'met_by = [{ event = "plan.reviewed", on_later_day = true },'
        ),
        "on_later_day = true },",
        "'on_later_day' says nothing of 'plan.reviewed' here",
    ),
    (
        "something taken back by a fact that it does not have",
        lambda: TEXT.replace(
            'newer_names = { replaces = "decision_id" }', 'newer_names = { instead_of = "decision_id" }', 1
        ),
        "instead_of",
        "The event 'decision.made' has no fact 'instead_of'",
    ),
    (
        "something taken back both on the same day and later",
        lambda: TEXT.replace("on_same_day = true", "on_same_day = true, on_later_day = true", 1),
        "on_same_day = true, on_later_day = true",
        "cannot be on the same day and on a later one",
    ),
    (
        "something taken back by what does not happen",
        lambda: TEXT.replace('by = [{ event = "relapse-prevention.started"', 'by = [{ event = "relapse.started"', 1),
        '"relapse.started"',
        "The event 'relapse.started' does not exist",
    ),
    (
        "an agreed day that no event names",
        lambda: in_clock(
            "agreed-follow-up", 'unit = "date", fact = "next_follow_up"', 'unit = "date", fact = "next_talk"'
        ),
        '"next_talk"',
        "has no fact 'next_talk'",
    ),
    (
        "an agreed day without the fact that holds it",
        lambda: in_clock("agreed-follow-up", 'unit = "date", fact = "next_follow_up"', 'unit = "date"'),
        'unit = "date" }',
        "An agreed day needs a 'fact'",
    ),
    (
        "the law of a line that is not there",
        lambda: in_clock("medical-offer", "law_for = { drug =", "law_for = { drugs ="),
        "law_for = { drugs =",
        "'drugs' is no known line",
    ),
]


@pytest.mark.parametrize(("_name", "broken", "where", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_what_would_mean_nothing_is_refused(_name: str, broken: Callable[[], str], where: str, sentence: str) -> None:
    told_on_its_line(broken(), where, sentence)
