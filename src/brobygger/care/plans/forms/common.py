"""What the forms of this room share: the words of the standard file, and when something was held."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.plans import rules
from brobygger.care.plans.models import TalkHow
from brobygger.ground import clock, dates, promised, when
from brobygger.ground.days import DayField
from brobygger.ground.languages import present_language
from brobygger.ground.when import day_field, hour_field
from brobygger.records.episodes import attempts

SENTENCE = 500
PASSAGE = 4000


def words(named: Iterable[Any]) -> list[tuple[str, str]]:
    """Choices from a list of the standard file, in the language of the page."""
    language = present_language()
    return [(item.id, item.name.in_(language)) for item in named]


def passage(label: Any, hint: Any = "", *, required: bool = True, rows: int = 3, missing: Any = "") -> forms.CharField:
    """A field for a few sentences."""
    errors = {"required": missing or gettext_lazy("Write a few words here.")}
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=PASSAGE,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors,
    )


def choice(label: Any, choices: Any = (), hint: Any = "", *, required: bool = True) -> forms.ChoiceField:
    """One of a few, all in sight."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )


class WhenForm(when.WhenForm):
    """Something that has happened: on a day, perhaps at an hour; never in the future."""

    lies_ahead = gettext_lazy("This day or hour has not come yet. Write when it was.")

    day = day_field(gettext_lazy("Date"), missing=gettext_lazy("Write which day it was."))
    time = hour_field(gettext_lazy("Time"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today


def _longest_gap() -> str:
    """How soon one meets again at the latest; nothing where the standard promises nothing (KS 5.2)."""
    promise = rules.follow_up_promise(clock.today())
    if promise is None:
        return ""
    return _("At the latest %(time)s from this talk.") % {"time": promised.in_words(promise)}


def next_follow_up_field() -> DayField:
    """The day on which one meets about the plan next, where it is agreed."""
    return day_field(gettext_lazy("Next follow-up"), lazy(_longest_gap, str)(), required=False)


def closed_words(day: date) -> str:
    """That nobody is at work on a day, so that nothing is agreed for it; "" on a working day."""
    if standard.load().calendar.is_open(day):
        return ""
    return _("The house is closed on %(day)s. Choose another day.") % {"day": dates.full_day(day)}


def check_next(form: WhenForm, name: str = "next_on") -> None:
    """The next talk is agreed within what the standard promises."""
    next_on = form.cleaned_data.get(name)
    if next_on is None:
        return
    promise = rules.follow_up_promise(form.held_on)
    last = promise.within.counted(standard.load().calendar, form.held_on, {}) if promise else None
    if next_on <= form.held_on:
        form.add_error(name, _("The next follow-up is after this one."))
    elif promise and last and next_on > last:
        words = _("Choose a day within %(time)s: the standard promises that.")
        form.add_error(name, words % {"time": promised.in_words(promise)})
    elif closed := closed_words(next_on):
        form.add_error(name, closed)


class TryForm(WhenForm):
    """A talk that was tried and did not come about."""

    how = choice(gettext_lazy("What happened?"))
    text = passage(gettext_lazy("A few words"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = attempts.how_choices()  # type: ignore[attr-defined]
        self.fields["day"].label = _("Tried on")


class TalkForm(WhenForm):
    """A talk that was held."""

    how = choice(gettext_lazy("Where did you talk?"), TalkHow.choices)
