"""Each edge of the reckoning, a day on either side: what a small slip in the code would move."""

from datetime import date
from typing import Any

import pytest

from brobygger.standard import Event, Standard, deadlines, parse
from brobygger.standard.loading import PACKAGED
from tests.standard.timelines import drug, of, on, the

GUARANTEE = "treatment-guarantee-drug"


def states(clock: str, *timeline: Event, **more: Any) -> list[str]:
    return [deadline.state for deadline in of(clock, *timeline, **more)]


def with_versions(clock: str, *said: str, versions: str) -> Standard:
    """The packaged standard with one clock in versions, in place of what it ``said``."""
    text = PACKAGED.read_text(encoding="utf-8")
    start = text.index(f'id = "{clock}"')
    end = text.index("\n\n", start)
    own = text[start:end]
    for line in said:
        assert own.count(f"{line}\n") == 1
        own = own.replace(f"{line}\n", "")
    return parse(f"{text[:start]}{own}\n\n{versions}{text[end:]}".encode())


def test_a_chain_runs_by_the_law_of_each_day_on_which_it_begins_anew() -> None:
    versions = """[[clocks.versions]]
valid_to = 2023-12-31
law = "den gamle"
within = { amount = 6, unit = "months" }

[[clocks.versions]]
valid_from = 2024-01-01
law = "den nye"
within = { amount = 4, unit = "months" }
promise = { da = "Planen revideres mindst hver fjerde måned", en = "The plan is revised at least every four months" }
"""
    said = ('law = "kvalitetsstandarden"', 'within = { amount = 6, unit = "months" }')
    standard = with_versions("plan-review", *said, versions=versions)
    chain = (
        on("2023-03-01", "plan.agreed"),
        on("2023-08-01", "plan.reviewed"),
        on("2024-01-01", "plan.reviewed"),
    )
    found = of("plan-review", *chain, standard=standard)
    assert [(d.law, d.due_on.isoformat()) for d in found] == [
        ("den gamle", "2023-09-01"),
        ("den gamle", "2024-02-01"),
        ("den nye", "2024-05-01"),
    ]


def test_what_stops_a_clock_stops_it_on_its_first_day_too() -> None:
    assert the(GUARANTEE, drug("2023-08-01"), on("2023-08-01", "inquiry.withdrawn")).stopped_on == date(2023, 8, 1)
    closed = on("2023-01-02", "plan.agreed"), on("2023-01-02", "episode.closed")
    assert states("plan-review", *closed) == ["void"]
    moved = on("2023-01-02", "external.enrolled", kind="ambulatory-group"), on("2023-01-02", "episode.closed")
    assert states("external-status-ambulatory", *moved) == ["void"]
    before = on("2022-12-31", "episode.closed"), on("2023-01-02", "plan.agreed")
    assert states("plan-review", *before, as_of="2023-02-01") == ["running"]


def test_what_happens_before_a_stop_meets_on_the_same_day_too() -> None:
    timeline = (drug("2023-08-01"), on("2023-08-07", "treatment.started"), on("2023-08-07", "episode.closed"))
    assert the(GUARANTEE, *timeline).state == "met"
    enrolled = on("2023-03-01", "external.enrolled", kind="day")
    closed, status = on("2023-03-08", "episode.closed"), on("2023-03-08", "external-status.received")
    assert states("external-status-day-residential", enrolled, status, closed) == ["met"]
    assert states("external-status-day-residential", enrolled, closed, status) == ["void"]


def test_a_choice_departs_until_something_else_stopped_it() -> None:
    decided = (drug("2023-08-01"), on("2023-08-02", "decision.made", outcome="granted"))
    closed, chosen = on("2023-08-07", "episode.closed"), on("2023-08-07", "provider.chosen", approved=True)
    assert the(GUARANTEE, *decided, chosen, closed).state == "departed"
    assert the(GUARANTEE, *decided, closed, chosen).state == "void"


@pytest.mark.parametrize(("chosen", "state"), [("2023-08-15", "departed"), ("2023-08-16", "late")])
def test_a_choice_departs_until_the_last_day(chosen: str, state: str) -> None:
    decided = (drug("2023-08-01"), on("2023-08-02", "decision.made", outcome="granted"))
    assert the(GUARANTEE, *decided, on(chosen, "provider.chosen", approved=True)).state == state


@pytest.mark.parametrize(("limited", "state"), [("2023-08-04", "departed"), ("2023-08-05", "late")])
def test_a_choice_is_limited_from_its_own_day_on(limited: str, state: str) -> None:
    decided = (drug("2023-08-01"), on("2023-08-02", "decision.made", outcome="granted"))
    chosen = on("2023-08-05", "provider.chosen", approved=True)
    assert the(GUARANTEE, *decided, chosen, on(limited, "provider-choice.limited")).state == state


def test_a_choice_is_limited_until_treatment_began() -> None:
    decided = (drug("2023-08-01"), on("2023-08-02", "decision.made", outcome="granted"))
    chosen = (*decided, on("2023-08-05", "provider.chosen", approved=True))
    limited, begun = on("2023-09-10", "provider-choice.limited"), on("2023-09-10", "treatment.started")
    assert the(GUARANTEE, *chosen, limited, begun).state == "met-late"
    assert the(GUARANTEE, *chosen, begun, limited).state == "departed"


@pytest.mark.parametrize(("decided", "departed"), [("2023-08-15", date(2023, 8, 15)), ("2023-08-16", None)])
def test_a_decision_lets_a_choice_depart_until_the_last_day(decided: str, departed: date | None) -> None:
    chosen = drug("2023-08-01"), on("2023-08-03", "provider.chosen", approved=True)
    assert the(GUARANTEE, *chosen, on(decided, "decision.made", outcome="granted")).departed_on == departed


@pytest.mark.parametrize(("found", "counted"), [("2023-01-16", "2023-01-02"), ("2023-01-17", "2023-01-17")])
def test_a_need_is_counted_from_the_contact_until_its_days_are_used_up(found: str, counted: str) -> None:
    treated = (drug("2023-01-02"), on("2023-01-10", "treatment.started"))
    assert the("medical-offer", *treated, on(found, "medical-need.found")).started_on.isoformat() == counted


def test_a_need_is_a_request_of_its_own_when_treatment_has_begun() -> None:
    asked, need, begun = (
        drug("2023-01-02"),
        on("2023-02-01", "medical-need.found"),
        on("2023-02-01", "treatment.started"),
    )
    assert the("medical-offer", asked, begun, need).started_on == date(2023, 2, 1)
    assert the("medical-offer", asked, need, begun).started_on == date(2023, 1, 2)


@pytest.mark.parametrize(("contact", "counted"), [("2023-03-10", "2023-03-10"), ("2023-03-11", "2023-03-10")])
def test_a_need_is_counted_from_a_contact_until_the_day_on_which_it_is_found(contact: str, counted: str) -> None:
    need = on("2023-03-10", "medical-need.found")
    deadline = the("medical-offer", drug(contact), need)
    assert deadline.started_on.isoformat() == counted
    assert (deadline.started_by == "inquiry.received") is (contact == counted)


def test_a_need_found_on_the_day_on_which_the_round_ended_is_of_that_round() -> None:
    timeline = (drug("2023-03-01"), on("2023-03-10", "medical-need.found"), on("2023-03-10", "treatment.ended"))
    assert the("medical-offer", *timeline).started_on == date(2023, 3, 1)


@pytest.mark.parametrize(("appealed", "met"), [("2023-01-30", [True, False]), ("2023-01-31", [False, True])])
def test_an_appeal_on_the_last_day_is_of_the_decision_whose_time_ends(appealed: str, met: list[bool]) -> None:
    letters = (
        on("2023-01-02", "letter.delivered", letter="decision", line="drug"),
        on("2023-01-16", "letter.delivered", letter="decision", line="drug"),
    )
    found = of("appeal-period", *letters, on(appealed, "appeal.received"))
    assert [d.met_on is not None for d in found] == met


def test_a_choice_on_the_day_of_the_contact_departs() -> None:
    direct = on("2023-08-01", "inquiry.received", line="alcohol"), on("2023-08-01", "provider.chosen", approved=True)
    assert the("treatment-guarantee-alcohol", *direct).departed_on == date(2023, 8, 1)


def test_a_decision_of_the_round_before_lets_nobody_choose() -> None:
    rounds = (
        drug("2023-08-01"),
        on("2023-08-02", "decision.made", outcome="granted"),
        on("2023-08-10", "episode.closed"),
        drug("2023-08-10"),
        on("2023-08-11", "provider.chosen", approved=True),
    )
    assert states(GUARANTEE, *rounds) == ["void", "late"]


def test_a_grant_after_a_new_contact_of_its_day_answers_that_contact() -> None:
    refused = drug("2023-08-01"), on("2023-08-08", "decision.made", outcome="refused")
    granted, contact = on("2023-08-20", "decision.made", outcome="granted"), drug("2023-08-20")
    assert len(of(GUARANTEE, *refused, contact, granted)) == 2
    assert len(of(GUARANTEE, *refused, granted, contact)) == 1


def test_a_rhythm_ends_with_the_end() -> None:
    agreed, held = on("2023-01-02", "plan.agreed", every_weeks=6), on("2023-03-01", "follow-up.held")
    ended = on("2023-03-01", "treatment.ended")
    assert states("agreed-follow-up", agreed, ended, held) == ["late"]
    assert states("agreed-follow-up", agreed, held, ended) == ["met-late", "void"]


def test_a_contact_on_the_day_on_which_the_round_before_ended_is_of_the_new_one() -> None:
    rounds = (drug("2023-01-02"), on("2023-02-01", "episode.closed"), drug("2023-02-01"))
    assert the("medical-offer", *rounds, on("2023-02-02", "medical-need.found")).started_on == date(2023, 2, 1)


@pytest.mark.parametrize("before", [(), (on("2023-03-01", "follow-up.held"),)], ids=["ended", "held and ended"])
def test_a_chain_begins_again_only_after_what_ended_it(before: tuple[Event, ...]) -> None:
    chain, ended = (on("2023-01-02", "plan.agreed"), *before), on("2023-03-01", "treatment.ended")
    assert len(of("follow-up", *chain, on("2023-03-01", "plan.reviewed"), ended)) == 1
    assert len(of("follow-up", *chain, ended, on("2023-03-01", "plan.reviewed"))) == 2


def test_a_round_that_ends_and_begins_on_one_day_shares_nothing_but_the_day() -> None:
    timeline = (
        drug("2023-03-01"),
        on("2023-03-08", "decision.made", outcome="refused"),
        drug("2023-03-08"),
        on("2023-03-09", "decision.made", outcome="refused"),
    )
    assert [(d.started_on.day, d.met_on) for d in of("decision", *timeline)] == [
        (1, date(2023, 3, 8)),
        (8, date(2023, 3, 9)),
    ]
    assert [d.stopped_on for d in of(GUARANTEE, *timeline)] == [date(2023, 3, 8), date(2023, 3, 9)]
    closed = (
        drug("2023-03-01"),
        on("2023-03-05", "treatment.started"),
        on("2023-03-08", "treatment.ended"),
        on("2023-03-08", "episode.closed"),
        drug("2023-03-08"),
    )
    assert states(GUARANTEE, *closed, as_of="2023-03-09") == ["met", "running"]
    begun_again = (*closed, on("2023-03-08", "treatment.started"))
    assert [d.met_on for d in of(GUARANTEE, *begun_again)] == [date(2023, 3, 5), date(2023, 3, 8)]


@pytest.mark.parametrize(("received", "counted"), [("2023-05-01", "2023-05-01"), ("2023-04-30", "2023-05-10")])
def test_a_receipt_is_of_a_letter_that_was_sent_by_then(received: str, counted: str) -> None:
    sent = on("2023-05-01", "letter.sent", letter="decision", means="physical", line="drug")
    receipt = on(received, "letter.delivered", letter="decision")
    assert counted in [d.started_on.isoformat() for d in of("appeal-period", sent, receipt)]
    assert ("2023-05-10" in [d.started_on.isoformat() for d in of("appeal-period", sent, receipt)]) is (
        counted == "2023-05-10"
    )


@pytest.mark.parametrize(("failed", "lost"), [("2023-05-02", True), ("2023-05-01", True), ("2023-04-30", False)])
def test_a_letter_fails_on_the_day_on_which_it_was_sent_or_later(failed: str, lost: bool) -> None:
    sent = on("2023-04-28", "decision.made"), on("2023-05-01", "letter.sent", letter="decision")
    assert (the("decision-letter", *sent, on(failed, "letter.failed", letter="decision")).met_on is None) is lost


def test_of_two_letters_the_newest_before_it_is_the_one_that_failed() -> None:
    sent = (
        on("2023-05-01", "letter.sent", letter="decision", means="digital-post", line="drug"),
        on("2023-05-08", "letter.sent", letter="decision", means="digital-post", line="drug"),
        on("2023-05-15", "letter.sent", letter="decision", means="digital-post", line="drug"),
    )
    found = of("appeal-period", *sent, on("2023-05-09", "letter.failed", letter="decision"))
    assert [d.started_on.day for d in found] == [1, 15]
    named = of("appeal-period", *sent, on("2023-05-20", "letter.failed", letter="hearing"))
    assert len(named) == 3


def test_the_oldest_letter_that_waits_is_the_one_received() -> None:
    sent = (
        on("2023-05-01", "letter.sent", letter="decision", means="physical", line="drug"),
        on("2023-05-08", "letter.sent", letter="decision", means="physical", line="drug"),
        on("2023-05-09", "letter.delivered", letter="decision"),
    )
    assert [d.started_on.isoformat() for d in of("appeal-period", *sent)] == ["2023-05-09", "2023-05-16"]


def test_a_status_is_of_the_place_that_sent_it() -> None:
    both = (
        on("2023-03-01", "external.enrolled", kind="ambulatory-group", provider="Havnen"),
        on("2023-03-02", "external.enrolled", kind="ambulatory-group", provider="Skoven"),
    )

    def met(**facts: Any) -> list[bool]:
        status = on("2023-03-10", "external-status.received", **facts)
        return [d.met_on is not None for d in of("external-status-ambulatory", *both, status)]

    assert met(provider="Skoven") == [False, True]
    assert met(provider="Havnen") == [True, False]
    assert met() == [True, False]
    assert met(provider="Fjorden") == [False, False]


def test_two_versions_of_a_clock_are_each_met_by_what_they_ask_for() -> None:
    versions = """[[clocks.versions]]
valid_to = 2023-05-31
law = "den gamle"
met_by = ["appeal.forwarded"]

[[clocks.versions]]
valid_from = 2023-06-01
law = "den nye"
met_by = ["appeal.reassessed"]
"""
    said = ('law = "retssikkerhedsloven § 66"', 'met_by = ["appeal.reassessed", "appeal.forwarded"]')
    standard = with_versions("reassessment", *said, versions=versions)
    appeals = on("2023-05-10", "appeal.received", line="drug"), on("2023-06-10", "appeal.received", line="drug")
    answers = on("2023-06-11", "appeal.reassessed"), on("2023-06-12", "appeal.forwarded")
    found = [d for d in deadlines((*appeals, *answers), standard, date(2024, 1, 1)) if d.clock == "reassessment"]
    assert {d.law: d.met_on.day for d in found if d.met_on} == {"den gamle": 12, "den nye": 11}
