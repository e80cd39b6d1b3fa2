"""What several forms share: a moment in two fields, and what is said of a number or an age that cannot be one."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.intake import rules
from brobygger.ground import clock
from brobygger.records.people.rules import BadNumber, parse_personal_number

REQUIRED = {"required": gettext_lazy("Choose one.")}


def check_birth_date(born: date) -> None:
    """Refuse the birth date of somebody not born, or older than anyone is. Raises ValidationError."""
    try:
        rules.years_old(born, clock.today())
    except rules.BadAge as error:
        raise forms.ValidationError(age_words(error.code)) from error


def check_number(text: str) -> str:
    """A personal number as typed, checked for its form and date. Raises ValidationError."""
    try:
        return parse_personal_number(text).digits if text.strip() else ""
    except BadNumber as error:
        raise forms.ValidationError(number_words(error.code)) from error


def number_words(code: str) -> str:
    """What is wrong with a personal number, in words."""
    if code == "date":
        return _("The first six digits are no date.")
    return _("Write ten digits, such as 010182-1234, or a replacement number such as 0107501AB1.")


def age_words(code: str) -> str:
    """What is wrong with an age, birth date or number, in words."""
    return {
        "form": _("Write an age (44), a birth date (1.1.1982) or a CPR number (010182-1234)."),
        "date": _("There is no such date."),
        "future": _("This birth date lies ahead."),
        "old": _("Nobody is that old. Look at it again."),
    }[code]
