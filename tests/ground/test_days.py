"""Moments as people type them, in the two nights of the year in which the clocks are moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django import forms
from django.test import Client
from django.utils import translation

from brobygger.ground import clock, days

AUTUMN, SPRING = "2026-10-25T02:30", "2026-03-29T02:30"


class When(forms.Form):
    at = days.MomentField(input_formats=["%Y-%m-%dT%H:%M"])


def read(typed: str) -> datetime:
    form = When({"at": typed})
    assert form.is_valid(), form.errors
    found: datetime = form.cleaned_data["at"]
    return found


@pytest.mark.parametrize(
    ("now", "hours_from_utc"),
    [
        ("2026-10-25T00:10+00:00", 2),  # ten past two for the first time: neither half past two has been
        ("2026-10-25T00:45+00:00", 2),  # only the first has
        ("2026-10-25T01:45+00:00", 1),  # both have: the later one
        ("2026-10-20T12:00+00:00", 2),  # an appointment to come
    ],
)
def test_the_hour_that_comes_twice_is_accepted(now: str, hours_from_utc: int) -> None:
    with clock.stopped_at(datetime.fromisoformat(now)):
        found = read(AUTUMN)
    assert found.utcoffset() == timedelta(hours=hours_from_utc)
    assert (found.hour, found.minute) == (2, 30)


def test_the_hour_that_is_skipped_is_a_clear_error_beside_the_field() -> None:
    form = When({"at": SPRING})
    with translation.override("da"):
        assert form.errors["at"] == [
            "Klokken 02.30 findes ikke den dag: uret stilles frem. Skriv et andet klokkeslæt.",
        ]


def test_every_other_hour_is_read_as_danish_time() -> None:
    assert read("2026-03-29T03:30").isoformat() == "2026-03-29T03:30:00+02:00"
    assert read("2026-01-05T12:00").isoformat() == "2026-01-05T12:00:00+01:00"
    assert not When({"at": "0026-01-05T12:00"}).is_valid()
    assert not When({"at": "i går"}).is_valid()


@pytest.mark.django_db
def test_a_meeting_at_an_hour_that_is_skipped_is_asked_about(client_as: Callable[..., Client]) -> None:
    typed = {"on": "2027-03-28", "starts": "02:30", "ends": "04:00", "place": ""}
    answer = client_as("authority").post("/moeder/nyt/", typed)
    assert answer.status_code == 422 and "Klokken 02.30 findes ikke den dag" in answer.text
