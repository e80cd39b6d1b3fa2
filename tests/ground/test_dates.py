"""Dates and deadlines as people say them, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from brobygger.ground import dates

TODAY = date(2026, 3, 2)  # a Monday


@pytest.fixture(autouse=True)
def _stand(on_day: Callable[[date], None]) -> None:
    on_day(TODAY)


@pytest.mark.parametrize(
    ("act_by", "due_on", "danish", "english", "tone"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), "Senest i dag", "Today at the latest", "warning"),
        (date(2026, 3, 3), date(2026, 3, 3), "Senest i morgen", "Tomorrow at the latest", "warning"),
        (date(2026, 3, 4), date(2026, 3, 4), "Om 2 dage", "In 2 days", ""),
        (date(2026, 3, 16), date(2026, 3, 16), "Om 14 dage", "In 14 days", ""),
        (date(2026, 3, 17), date(2026, 3, 17), "17. marts", "17 March", ""),
        (date(2026, 3, 1), date(2026, 3, 1), "I går", "Yesterday", "error"),
        (date(2026, 2, 25), date(2026, 2, 25), "For 5 dage siden", "5 days ago", "error"),
        # The practical day has gone, the lawful one has not: the promise is not broken yet.
        (date(2026, 2, 27), date(2026, 3, 2), "Senest i dag", "Today at the latest", "warning"),
        (date(2026, 2, 27), date(2026, 3, 1), "I går", "Yesterday", "error"),
    ],
)
def test_a_deadline_is_said_in_plain_words(act_by: date, due_on: date, danish: str, english: str, tone: str) -> None:
    with translation.override("da"):
        assert dates.deadline_words(act_by, due_on) == danish
    with translation.override("en"):
        assert dates.deadline_words(act_by, due_on) == english
    assert dates.deadline_tone(act_by, due_on) == tone


def test_days_and_moments_have_their_year_only_when_it_is_another() -> None:
    assert dates.full_day(date(2026, 3, 4)) == "onsdag 4. marts"
    assert dates.day(date(2025, 12, 31)) == "31. december 2025"
    assert dates.month_year(date(2026, 5, 1)) == "maj 2026"


def test_a_moment_is_told_in_danish_time() -> None:
    late_in_utc = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert dates.moment(late_in_utc) == "onsdag 4. marts kl. 0.30"
    assert dates.as_date(late_in_utc) == date(2026, 3, 4)
    with translation.override("en"):
        assert dates.moment(late_in_utc) == "Wednesday 4 March at 0:30"


@pytest.mark.parametrize(
    ("value", "words"),
    [(date(2026, 3, 2), "i dag"), (date(2026, 3, 1), "i går"), (date(2026, 2, 23), "for 7 dage siden")],
)
def test_how_long_ago(value: date, words: str) -> None:
    assert dates.how_long_ago(value) == words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 3, 4), "2026-03-04"),
        (time(9, 5), "09:05"),
        (datetime(2026, 3, 4, 9, 0, tzinfo=UTC), "2026-03-04T10:00"),
        ("3.4.x", "3.4.x"),
        (None, ""),
    ],
)
def test_a_field_gets_its_value_as_the_browser_wants_it(value: object, written: str) -> None:
    assert dates.iso(value) == written


def test_age_changes_on_the_birthday() -> None:
    assert dates.age(date(1985, 3, 2)) == 41
    assert dates.age(date(1985, 3, 3)) == 40
    assert dates.age(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert dates.age(None) is None
