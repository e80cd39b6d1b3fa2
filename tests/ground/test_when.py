"""A day and an hour of a form, in one way in every room."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django import forms

from brobygger.care.intake.forms import TalkForm
from brobygger.care.plans.forms.common import TryForm
from brobygger.care.visitation.forms import MeetingForm
from brobygger.ground import clock
from brobygger.ground.when import WhenForm, happened
from brobygger.records.consents.forms import AnswerForm


def _kinds(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def test_now_is_what_nobody_wrote_and_an_earlier_day_is_noon() -> None:
    today = clock.today()
    assert happened(None) is None and happened(today) is None
    assert happened(today - timedelta(days=2)) == clock.at_noon(today - timedelta(days=2))
    assert happened(date(2026, 1, 5), time(10, 15)) == datetime(2026, 1, 5, 10, 15, tzinfo=clock.DENMARK)


@pytest.mark.parametrize("written", ["10.15", "10:15", "10:15:00"])
@pytest.mark.parametrize(("form", "field"), [(TryForm, "time"), (TalkForm, "time"), (MeetingForm, "starts")])
def test_an_hour_may_be_written_as_people_write_it(form: Any, field: str, written: str) -> None:
    filled = form({field: written})
    assert not filled.is_valid() and field not in filled.errors and filled.cleaned_data[field] == time(10, 15)


def test_what_lies_ahead_is_said_beside_the_day_in_every_form() -> None:
    ahead = (clock.today() + timedelta(days=1)).isoformat()
    rooms = [form for form in _kinds(WhenForm) if {"day", "time"} <= set(form.base_fields)]
    assert AnswerForm in rooms and TryForm in rooms and len(rooms) > 8
    for form in rooms:
        if form in (AnswerForm,) or "__init__" in vars(form):
            continue
        assert "day" in form({"day": ahead, "time": "10.15"}).errors, form
