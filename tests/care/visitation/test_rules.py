"""Each thing that keeps a decision from being made, tried one by one."""

from dataclasses import replace
from datetime import date

import pytest

from brobygger.care.visitation import choosing, rules
from brobygger.care.visitation.rules import DecisionDraft, Hearing, Problem

ON = date(2023, 4, 4)
GRANTED = DecisionDraft(
    line="drug",
    on=ON,
    outcome="granted",
    kind_of_treatment="ambulatory-individual",
    weeks=12,
    start_on=date(2023, 4, 11),
    assessed_on=date(2023, 3, 31),
    heard=True,
    wish_met="followed",
    wish="Du har selv ønsket samtaler.",
    legal_basis="serviceloven § 101, stk. 1 og 2",
    appeal_guidance="ankestyrelsen",
)
REFUSED = replace(
    GRANTED,
    outcome="refused",
    kind_of_treatment="",
    weeks=None,
    start_on=None,
    wish_met="not",
    reasons="Ambulant behandling er ikke prøvet.",
    facts="Du har ikke været i behandling før.",
    hearing=Hearing(date(2023, 4, 1), answered=True),
)
RESIDENTIAL = replace(
    GRANTED,
    kind_of_treatment="residential",
    at_meeting=True,
    place="hos Kilden",
    reasons="Samtaler og dagbehandling rakte ikke.",
    facts="Dit budget.",
    exhausted="Samtaler og dagbehandling er prøvet.",
    own_payment=2400,
    budget_on=date(2023, 4, 1),
)


LASTING = replace(GRANTED, kind_of_treatment="outreach", weeks=None)


@pytest.mark.parametrize(
    "draft", [GRANTED, REFUSED, RESIDENTIAL, LASTING], ids=["granted", "refused", "residential", "lasting"]
)
def test_a_whole_decision_has_no_problems(draft: DecisionDraft) -> None:
    assert rules.problems(draft) == []


@pytest.mark.parametrize(
    ("draft", "changes", "problem"),
    [
        (GRANTED, {"outcome": ""}, ("choice", "missing")),
        (GRANTED, {"kind_of_treatment": ""}, ("choice", "missing")),
        (GRANTED, {"kind_of_treatment": "day"}, ("choice", "needs-meeting")),
        (RESIDENTIAL, {"weeks": None}, ("weeks", "missing")),
        (GRANTED, {"weeks": 0}, ("weeks", "out-of-range")),
        (GRANTED, {"weeks": 105}, ("weeks", "out-of-range")),
        (GRANTED, {"start_on": None}, ("start_on", "missing")),
        (GRANTED, {"assessed_on": None}, ("assessment", "missing")),
        (GRANTED, {"assessed_on": date(2023, 4, 5)}, ("assessment", "missing")),
        (GRANTED, {"heard": False}, ("heard", "missing")),
        (GRANTED, {"wish_met": ""}, ("wish_met", "missing")),
        (GRANTED, {"wish": " "}, ("wish", "missing")),
        (GRANTED, {"appeal_guidance": ""}, ("appeal_guidance", "missing")),
        (GRANTED, {"appeal_guidance": "no-appeal"}, ("appeal_guidance", "wrong")),
        (GRANTED, {"line": "alcohol"}, ("appeal_guidance", "wrong")),
        (RESIDENTIAL, {"exhausted": ""}, ("exhausted", "missing")),
        (RESIDENTIAL, {"place": ""}, ("place", "missing")),
        (RESIDENTIAL, {"reasons": ""}, ("reasons", "missing")),
        (RESIDENTIAL, {"facts": ""}, ("facts", "missing")),
        (GRANTED, {"start_on": date(2023, 4, 3)}, ("start_on", "past")),
        (GRANTED, {"start_on": date(2023, 4, 1), "begun_on": date(2023, 4, 2)}, ("start_on", "past")),
        (RESIDENTIAL, {"own_payment": None}, ("own_payment", "missing")),
        (RESIDENTIAL, {"own_payment": -1}, ("own_payment", "out-of-range")),
        (RESIDENTIAL, {"budget_on": None}, ("budget_on", "missing")),
        (RESIDENTIAL, {"at_meeting": False}, ("choice", "needs-meeting")),
        (REFUSED, {"legal_basis": ""}, ("legal_basis", "missing")),
        (REFUSED, {"reasons": ""}, ("reasons", "missing")),
        (REFUSED, {"facts": "  "}, ("facts", "missing")),
        (REFUSED, {"hearing": None}, ("hearing_kind", "owed")),
        (REFUSED, {"hearing": Hearing(date(2023, 4, 4), over_on=date(2023, 4, 4))}, ("hearing_kind", "running")),
        (REFUSED, {"hearing": Hearing(date(2023, 4, 1), over_on=date(2023, 4, 8))}, ("hearing_kind", "running")),
        (REFUSED, {"hearing": Hearing(date(2023, 4, 1))}, ("hearing_kind", "not-sent")),
        (REFUSED, {"hearing_kind": "waived"}, ("hearing_reason", "missing")),
        (REFUSED, {"hearing_kind": "not-owed", "hearing": None}, ("hearing_reason", "missing")),
    ],
)
def test_each_thing_that_is_lacking_is_found(
    draft: DecisionDraft, changes: dict[str, object], problem: tuple[str, str]
) -> None:
    assert Problem(*problem) in rules.problems(replace(draft, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("wish_met", ["partly", "not"])
def test_less_than_was_asked_for_needs_all_that_a_no_needs(wish_met: str) -> None:
    """Forvaltningsloven § 22: only what is granted in full may do without reasons."""
    draft = replace(GRANTED, outcome=rules.outcome_of(False, wish_met), wish_met=wish_met)
    found = {problem.field for problem in rules.problems(draft)}
    assert {"reasons", "facts", "hearing_kind"} <= found


def test_a_limited_choice_needs_its_reason_and_reasons() -> None:
    found = {problem.field for problem in rules.problems(replace(GRANTED, choice_limited=True))}
    assert {"choice_limit_reason", "reasons", "facts", "hearing_kind"} <= found


def test_a_hearing_that_ran_out_is_enough() -> None:
    assert rules.problems(replace(REFUSED, hearing=Hearing(date(2023, 4, 3), over_on=date(2023, 4, 3)))) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"provider": ""}, ("provider", "missing")),
        ({"approved": False}, ("approved", "not-approved")),
        ({"similar": False}, ("similar", "not-similar")),
        ({"granted": False}, ("provider", "no-decision")),
        ({"limited": True}, ("provider", "limited")),
        ({"direct": True}, ("direct", "drug-through-us")),
    ],
)
def test_a_choice_of_provider_that_cannot_be(changes: dict[str, object], problem: tuple[str, str]) -> None:
    choice = choosing.Choice(
        line="drug",
        provider="Ringgården",
        approved=True,
        similar=True,
        direct=False,
        granted=True,
        limited=False,
    )
    assert choosing.choice_problems(choice) == []
    assert Problem(*problem) in choosing.choice_problems(replace(choice, **changes))  # type: ignore[arg-type]


def test_an_alcohol_citizen_needs_no_decision_to_choose() -> None:
    choice = choosing.Choice("alcohol", "Ringgården", True, True, True, granted=False, limited=False)
    assert choosing.choice_problems(choice) == []


def test_the_law_of_the_day_of_the_decision() -> None:
    assert rules.legal_basis("drug", date(2019, 12, 31)) == "serviceloven § 101, stk. 1"
    order = "bekendtgørelse nr. 1477 af 17. december 2019 § 1, stk. 1"
    assert rules.legal_basis("drug", date(2020, 1, 1)) == f"serviceloven § 101, stk. 1 og 2, og {order}"
    # The order is about drugs.
    assert rules.legal_basis("alcohol", ON) == "sundhedsloven § 141, stk. 1"
