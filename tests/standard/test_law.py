"""Every deadline rests on the law of its line and of its day."""

import json
from datetime import date
from pathlib import Path

import pytest

from brobygger.standard import deadlines, explain, load
from brobygger.standard.cli import main
from brobygger.standard.loading import PACKAGED
from tests.standard.timelines import STANDARD, on, the

DRUG_ORDER = "BEK nr. 1477"


@pytest.mark.req("KS-4.2-1", "KS-3.5-2")
def test_the_decision_and_the_assessment_rest_on_the_order_for_drugs_alone() -> None:
    for clock in ("decision", "holistic-assessment"):
        drug = the(clock, on("2026-03-02", "inquiry.received", line="drug"))
        assert drug.law == "BEK nr. 1477 af 17/12/2019 § 1, stk. 1"
        assert drug.explain().law == drug.law
        assert the(clock, on("2026-03-02", "inquiry.received", line="alcohol")).law == "kvalitetsstandarden"


def test_no_deadline_of_an_alcohol_case_cites_the_drug_order_or_the_drug_law() -> None:
    day = date(2026, 3, 2)
    events = [
        on("2026-03-02", kind, line="alcohol", weeks=12, outcome="granted", reason="completed")
        for kind in STANDARD.events
        if kind not in ("inquiry.withdrawn", "episode.closed")
    ]
    found = [d for event in events for d in deadlines([event], STANDARD, day)]
    assert {d.clock for d in found} >= {"decision", "holistic-assessment", "medical-offer", "after-follow-up-1-month"}
    for deadline in found:
        assert DRUG_ORDER not in deadline.law
        assert "serviceloven § 101" not in deadline.law
        assert "§ 142" not in deadline.law


@pytest.mark.req("KS-5-1")
def test_the_plans_14_days_rest_on_the_standard_and_its_content_on_the_law() -> None:
    plan = the("treatment-plan", on("2026-03-02", "inquiry.received", line="drug"))
    assert plan.law == "kvalitetsstandarden; planens indhold: serviceloven § 101, stk. 8"


def test_a_stored_deadline_is_explained_with_the_law_of_its_line() -> None:
    rule = STANDARD.clock("decision", date(2026, 3, 2))
    assert explain(rule, STANDARD, date(2026, 3, 2), line="alcohol").law == "kvalitetsstandarden"
    assert "for stof også" in explain(rule, STANDARD, date(2026, 3, 2)).law


@pytest.mark.req("KS-5.5-1")
def test_who_is_handed_to_kriminalforsorgen_is_followed_up_too() -> None:
    ended = on("2026-03-02", "treatment.ended", reason="probation", follow_up_consent=True)
    assert the("after-follow-up-1-month", ended).due_on == date(2026, 4, 2)
    assert the("after-follow-up-6-months", ended).due_on == date(2026, 9, 2)


@pytest.mark.req("KS-3.3-1")
@pytest.mark.parametrize("day", ["2026-04-02", "2026-04-05", "2026-12-24", "2026-12-26", "2026-02-28"])
def test_at_once_is_the_same_day_whatever_day_it_is(day: str) -> None:
    concern = the("child-welfare-notification", on(day, "child-concern.noted"), as_of=day)
    assert concern.due_on == concern.act_by == concern.started_on == date.fromisoformat(day)
    assert concern.state == "due"
    assert the("child-welfare-notification", on(day, "child-concern.noted")).state == "late"


def test_nothing_is_to_be_done_before_it_began() -> None:
    contact = on("2025-12-24", "inquiry.received", line="drug")
    need = on("2026-01-03", "medical-need.found")  # a Saturday, four days before the last day
    assert the("medical-offer", contact, need).act_by == date(2026, 1, 7)
    found_late = on("2026-01-10", "medical-need.found")
    assert the("medical-offer", contact, found_late).act_by == date(2026, 1, 7)
    on_the_eve = on("2025-12-20", "inquiry.received", line="drug"), on("2026-01-03", "medical-need.found")
    assert the("medical-offer", *on_the_eve).act_by == date(2026, 1, 3)


CLOSED = """
[[calendar.closed_days]]
on = 2024-12-23
name = { da = "lukkedag", en = "a closing" }

[[calendar.closed_days]]
on = 2024-12-24
name = { da = "juleaften", en = "Christmas Eve" }
"""


@pytest.mark.req("KS-5.8.1-2")
def test_the_houses_closings_take_no_day_from_the_citizens_time_to_appeal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "closed.toml"
    file.write_bytes(PACKAGED.read_bytes() + CLOSED.encode())
    received = on("2024-11-26", "letter.delivered", letter="decision", line="drug", decision_id=1, letter_id=2)
    (appeal,) = (one for one in deadlines([received], load(file), date(2024, 12, 1)) if one.clock == "appeal-period")
    assert appeal.act_by == appeal.due_on == date(2024, 12, 24)
    assert "praksis" not in appeal.explanation_da
    assert explain(appeal.rule, load(file), date(2024, 11, 26)).sentence.da == appeal.explanation_da
    assert main(["due", "appeal-period", "--from", "2024-11-26", "--file", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["act_by"] == "2024-12-24"
    # What the house answers is done by when it is open.
    asked = on("2024-12-10", "inquiry.received", line="drug")
    (ours,) = (d for d in deadlines([asked], load(file), date(2024, 12, 11)) if d.clock == "treatment-guarantee-drug")
    assert (ours.act_by, ours.due_on) == (date(2024, 12, 20), date(2024, 12, 24))


def test_a_quick_letter_of_today_counts_as_received_like_any_letter() -> None:
    sent = on("2026-05-04", "letter.sent", letter="decision", means="physical-quick", line="drug")
    assert the("appeal-period", sent).started_on == date(2026, 5, 12)
    assert "husets læsning af VEJL nr. 9533" in the("appeal-period", sent).explanation_da
    of_2017 = on("2017-05-01", "letter.sent", letter="decision", means="physical-quick", line="drug")
    assert the("appeal-period", of_2017).started_on == date(2017, 5, 3)
