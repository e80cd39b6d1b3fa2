"""What the forms of this room share: the words of the standard file, and when something was held."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.plans.models import TalkHow
from brobygger.ground import clock, dates, when
from brobygger.ground.days import DayField
from brobygger.ground.languages import present_language
from brobygger.ground.when import day_field, hour_field
from brobygger.records.episodes import attempts
from brobygger.standard.working_days import add_months

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


LONGEST_GAP = 3  # months: "mindst hver 3. måned" (KS 5.2)


def next_follow_up_field() -> DayField:
    """The day on which one meets about the plan next, where it is agreed."""
    return day_field(
        gettext_lazy("Next follow-up"), gettext_lazy("At the latest three months from this talk."), required=False
    )


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
    if next_on <= form.held_on:
        form.add_error(name, _("The next follow-up is after this one."))
    elif next_on > add_months(form.held_on, LONGEST_GAP):
        form.add_error(name, _("Choose a day within three months: the standard promises that."))
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
