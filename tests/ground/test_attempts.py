"""A refusal of a service becomes words at its field, in one way."""

import pytest
from django import forms
from django.db import models

from brobygger.ground.attempts import Attempts, Outcome, simply
from brobygger.ground.refusals import Refusal
from brobygger.ground.versions import Stale
from brobygger.trust.models import Notice


class Full(Refusal):
    """A group without a seat."""


class Wrong(Refusal):
    """What a room has no words for."""


class SeatForm(forms.Form):
    group = forms.CharField()
    day = forms.DateField()


attempt = Attempts({Full: simply(lambda refused: f"Full: {refused.facts['seats']}")})


def _refuse(refused: Exception) -> None:
    raise refused


def _tried(refused: Exception, **more: object) -> tuple[SeatForm, Outcome[None]]:
    form = SeatForm({"group": "a", "day": "2026-01-02"})
    form.is_valid()
    return form, attempt(form, lambda: _refuse(refused), **more)  # type: ignore[arg-type]


def test_what_is_done_gives_what_the_service_gave() -> None:
    tried = attempt(SeatForm(), lambda: 7)
    assert tried and tried.done == 7 and tried.words == ""


def test_a_refusal_stands_at_the_box_that_it_is_about() -> None:
    form, tried = _tried(Full("full", ["group"], seats=8))
    assert not tried and form.errors == {"group": ["Full: 8"]}


def test_a_page_knows_the_box_of_a_code_or_of_a_kind() -> None:
    assert _tried(Full("full", seats=8), at={"full": "day"})[0].errors == {"day": ["Full: 8"]}
    assert _tried(Full("full", seats=8), at={Full: "group"})[0].errors == {"group": ["Full: 8"]}


def test_what_belongs_to_no_box_stands_above_the_form() -> None:
    assert _tried(Full("full", ["elsewhere"], seats=8))[0].errors == {"__all__": ["Full: 8"]}


def test_a_page_that_answers_otherwise_leaves_the_form_as_it_is() -> None:
    form, tried = _tried(Full("full", seats=8), quiet=[Full])
    assert not form.errors and tried.words == "Full: 8" and tried.refusal is not None


def test_a_refusal_without_words_is_a_fault_and_never_silence() -> None:
    with pytest.raises(Wrong):
        _tried(Wrong("what"))


def test_what_two_people_wrote_is_told_in_the_words_of_the_form() -> None:
    row: models.Model = Notice()
    with pytest.raises(Stale) as told:
        _tried(Stale(row, {}))
    assert told.value.written["group"] == "a"
