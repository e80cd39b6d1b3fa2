"""Days as people type them: a year that cannot be right is refused where it was typed.

A browser's own field for dates sends 0026 to whoever writes two digits of the year. No promise is reckoned from that.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.trust import clock

EARLIEST_YEAR = 2000  # nothing that is written here happened before
YEARS_AHEAD = 10  # the furthest that anybody plans


def likely_year(day: date) -> None:
    """Refuse a day or moment whose year must be a slip of the pen. Raises ValidationError."""
    if not EARLIEST_YEAR <= day.year <= clock.today().year + YEARS_AHEAD:
        raise ValidationError(_("The year %(year)d cannot be right."), params={"year": day.year})


class DayField(forms.DateField):
    """A day on which something happens, has happened or will."""

    default_validators = [likely_year]


def day_of(form: forms.BaseForm, refused: str) -> str | None:
    """The name of a form's first day when a refusal ("future", "before") is about it; else None: above the form."""
    if refused not in ("future", "before"):
        return None
    return next((name for name, field in form.fields.items() if isinstance(field, forms.DateField)), None)


class MomentField(forms.DateTimeField):
    """A day and an hour, in the same way."""

    default_validators = [likely_year]
