"""What is said to people: days, nearness, reckonings, routes and phases."""

from datetime import date
from typing import Any

import pytest

from brobygger.standard import Event, day_words, deadlines, explain, load, phase_of, relative_words, route
from brobygger.standard.timeline_json import InputError, read_day, read_facts, read_timeline

STANDARD = load()


def test_days_are_written_as_people_say_them() -> None:
    assert day_words(date(2023, 4, 10)).da == "mandag 10. april"
    assert day_words(date(2023, 4, 10), year=True).en == "Monday 10 April 2023"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 4, 4), "Senest i dag"),
        (date(2023, 4, 5), "Senest i morgen"),
        (date(2023, 4, 11), "Om 7 dage"),
        (date(2023, 4, 18), "Om 14 dage"),
        (date(2023, 4, 19), "Senest 19. april"),
        (date(2024, 1, 2), "Senest 2. januar 2024"),
        (date(2023, 4, 3), "I går"),
        (date(2023, 3, 30), "For 5 dage siden"),
    ],
)
def test_how_near_a_day_is(day: date, words: str) -> None:
    assert relative_words(day, date(2023, 4, 4)).da == words


def rows(clock: str, start: date, **dates: Any) -> list[tuple[str, str, bool]]:
    found = explain(STANDARD.clock(clock, start), STANDARD, start, **dates)
    return [(row.label.da, row.text.da, row.is_result) for row in found.rows]


def test_the_box_shows_the_reckoning_step_by_step() -> None:
    assert rows("treatment-guarantee-drug", date(2023, 3, 27)) == [
        ("Modtaget", "mandag 27. marts 2023", False),
        ("14 dage efter", "mandag 10. april, som er 2. påskedag", False),
        ("I praksis", "senest onsdag 5. april, sidste hverdag før påske", True),
    ]


def test_a_period_that_ends_on_a_free_day_is_moved_in_the_box() -> None:
    assert rows("appeal-period", date(2023, 5, 1)) == [
        ("Brevet modtaget", "mandag 1. maj 2023", False),
        ("4 uger efter", "mandag 29. maj, som er 2. pinsedag", False),
        ("Flyttes til", "senest tirsdag 30. maj, næste hverdag", True),
    ]


def test_days_that_do_not_count_are_named() -> None:
    assert rows("decision-letter", date(2023, 4, 28))[1] == (
        "Tæller ikke med",
        "5. maj (store bededag)",
        False,
    )


def test_the_year_is_said_where_it_is_another() -> None:
    last = rows("treatment-guarantee-drug", date(2023, 12, 23))[-1]
    assert last == ("I praksis", "senest fredag 5. januar 2024, sidste hverdag før weekenden", True)


def test_at_once_is_said_as_at_once() -> None:
    found = explain(STANDARD.clock("child-welfare-notification", date(2024, 1, 6)), STANDARD, date(2024, 1, 6))
    assert found.sentence.da == ("Bemærket lørdag 6. januar 2024; straks; senest lørdag 6. januar")


def test_a_stored_deadline_is_explained_in_the_same_words_as_a_fresh_one() -> None:
    sent = Event("letter.sent", date(2023, 5, 1), facts={"letter": "decision", "means": "physical", "line": "drug"})
    (deadline,) = deadlines([sent], STANDARD, date(2023, 5, 2))
    stored = explain(
        STANDARD.clock_version(deadline.version),
        STANDARD,
        deadline.started_on,
        due_on=deadline.due_on,
        act_by=deadline.act_by,
        started_by=deadline.started_by,
        presumed_from=deadline.presumed_from,
    )
    assert stored.sentence.da == deadline.explanation_da
    assert "formodet: sendt 1. maj" in stored.sentence.da
    assert "VEJL nr. 9533" in stored.sentence.da


def test_an_explanation_says_who_answers_what_stops_it_and_what_may_depart() -> None:
    found = explain(STANDARD.clock("treatment-guarantee-drug", date(2023, 1, 2)), STANDARD, date(2023, 1, 2))
    assert found.answers.da == "Behandleren"
    assert "ambulante samtaler" in found.stops.da
    assert "valg af et andet godkendt" in found.departs.da


@pytest.mark.parametrize(
    ("age", "line", "unit"),
    [
        (18, "drug", "perron-3"),
        (29, "alcohol", "perron-3"),
        (29, None, "perron-3"),
        (30, "drug", "drug"),
        (30, "alcohol", "alcohol"),
        (75, "alcohol", "alcohol"),
        (None, "drug", "drug"),
        (30, None, None),
        (None, None, None),
    ],
)
def test_an_inquiry_is_routed_by_age_and_substance(age: int | None, line: str | None, unit: str | None) -> None:
    found = route(STANDARD, age, line)
    assert (found.unit, found.guided_on) == (unit, False)


def test_under_18_is_guided_on() -> None:
    found = route(STANDARD, 17, "drug")
    assert (found.unit, found.guided_on) == (None, True)
    assert "Center for Børn og Familie" in found.why.da


@pytest.mark.parametrize(
    ("kinds", "phase"),
    [
        ("", "inquiry"),
        ("inquiry.received", "inquiry"),
        ("inquiry.received assessment.started", "assessment"),
        ("inquiry.received assessment.completed", "visitation"),
        ("inquiry.received decision.made", "treatment"),
        ("inquiry.received treatment.started assessment.started", "treatment"),
        ("treatment.started treatment.ended after-follow-up.held", "follow-up"),
        ("treatment.started treatment.ended relapse-prevention.started", "treatment"),
        ("treatment.started treatment.ended episode.closed", "closed"),
        ("treatment.ended episode.closed inquiry.received", "inquiry"),
    ],
)
def test_the_phase_follows_from_the_timeline(kinds: str, phase: str) -> None:
    timeline = [Event(kind, date(2023, 1, day)) for day, kind in enumerate(kinds.split(), 1)]
    assert phase_of(timeline[::-1]) == phase


def test_a_refusal_stays_in_visitation() -> None:
    assert phase_of([Event("decision.made", date(2023, 1, 1), facts={"outcome": "refused"})]) == "visitation"


def test_facts_are_read_with_an_open_hand() -> None:
    read = read_facts({"Line": "Stof", "age": "41", "means-of-delivery": "Physical mail", "approved": "false"})
    assert read == {"line": "drug", "age": 41, "means": "physical", "approved": False}


@pytest.mark.parametrize("text", ["", "x", "2023-02-29", "2023-1-1", "1899-12-31", "2200-01-01", None, 7, True])
def test_what_is_no_day_is_refused(text: object) -> None:
    with pytest.raises(InputError):
        read_day(text, "day")


@pytest.mark.parametrize(
    "item",
    [
        "[1]",
        '[{"event": 3}]',
        '[{"event": "plan.agreed", "occurred_on": "2023-01-01", "facts": []}]',
        '[{"event": "plan.agreed", "occurred_on": "2023-01-01", "recorded_at": 4}]',
        '[{"event": "plan.agreed", "occurred_on": "2023-01-01", "id": {}}]',
        '[{"event": "plan.agreed", "occurred_on": "0001-01-01T00:00:00+14:00"}]',
        "[" * 100_000,
    ],
)
def test_what_is_no_timeline_is_refused(item: str) -> None:
    with pytest.raises(InputError):
        read_timeline(item)


def test_the_file_holds_what_the_seed_says() -> None:
    drug, alcohol = STANDARD.unit("drug"), STANDARD.unit("alcohol")
    assert drug.menu_choice == 3
    assert drug.phone == "58 57 48 90"
    assert str(alcohol.open_counselling[0].opens) == "09:00:00"
    assert len(alcohol.open_counselling) == 5
    assert [value.name.da for value in STANDARD.values] == ["Ligeværdighed", "Respekt", "Tillid", "Værdighed"]
    assert len(STANDARD.principles) == 5
    assert len(STANDARD.assessment_areas) == 6
    assert STANDARD.gift_cards.used is False
    assert not STANDARD.line("alcohol").may_appeal
    assert {reason.id for reason in STANDARD.ending_reasons if reason.asks_follow_up} == {
        "completed",
        "other-offer",
        "hospital",
        "probation",
    }
    chapters = [section for section in STANDARD.sections if section.level == 1]
    assert [chapter.number for chapter in chapters] == ["1", "2", "3", "4", "5", "6"]
    assert all(section.paragraphs("da") and section.paragraphs("en") for section in STANDARD.sections)
