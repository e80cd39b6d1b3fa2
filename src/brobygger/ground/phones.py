"""Telephone numbers as people say them: checked where they are typed, kept in one way of writing.

A digit too few is a citizen who cannot be reached, and a deadline that runs out while we call the wrong place.
Only the shape is asked about: which numbers are in use changes by the month, and the demo's begin with 00 00, which
no exchange connects to anybody.
"""

from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext as _

OWN_COUNTRY, DANISH = "DK", 45


class BadPhone(ValueError):
    """What was typed can be no telephone number."""


def _read(text: str) -> phonenumbers.PhoneNumber:
    try:
        number = phonenumbers.parse(text, OWN_COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise BadPhone(text) from error
    if not phonenumbers.is_possible_number(number) or number.extension:
        raise BadPhone(text)
    return number


def written(text: str) -> str:
    """A number as we write it: "12 34 56 78", and "+46 70 123 45 67" abroad. Raises BadPhone."""
    number = _read(text)
    if number.country_code == DANISH:
        digits = phonenumbers.national_significant_number(number)
        return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def indexed(text: str) -> str:
    """The one form under which a number is found, however it was typed: "+4512345678". Raises BadPhone."""
    return phonenumbers.format_number(_read(text), phonenumbers.PhoneNumberFormat.E164)


class PhoneField(forms.CharField):
    """A telephone number, which may be left empty. `standing` is what the record holds: it may stay as it is."""

    def __init__(self, *, standing: str = "", **kwargs: Any) -> None:
        self.standing = standing
        super().__init__(**{"max_length": 40, "required": False, **kwargs})

    def clean(self, value: Any) -> str:
        """The number as we write it."""
        typed: str = super().clean(value)
        if not typed or typed == self.standing.strip():
            return typed
        try:
            return written(typed)
        except BadPhone as error:
            raise forms.ValidationError(
                _("Write eight digits, such as 12 34 56 78. A number abroad begins with + and the country's code.")
            ) from error
