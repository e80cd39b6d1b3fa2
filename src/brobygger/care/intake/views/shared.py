"""What the pages of intake share."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.care.intake.forms import CitizenForm
from brobygger.records.episodes.services import EventRefused
from brobygger.records.people.models import Person
from brobygger.records.people.rules import parse_personal_number
from brobygger.records.people.services import PersonDraft


def see_other(name: str, *args: Any) -> HttpResponseRedirect:
    """Send the reader on after something was done."""
    return HttpResponseRedirect(reverse(name, args=args), status=303)


def refusal_words(refused: EventRefused) -> str:
    """What a refused event is told."""
    return {
        "future": _("This lies ahead. Write when it happened."),
        "before": _("This was before the citizen made contact. See whether the year is right."),
        "closed": _("The case is closed."),
        "letter-failed": _(
            "A letter of the case could not be sent. Send it again first: until then the case stays open."
        ),
    }.get(refused.code, _("This could not be stored."))


def protection_words() -> str:
    """Why a protection stays."""
    return _("Another unit has an open case with the citizen, so the protection is not taken away here. Ask them.")


def with_version(request: HttpRequest, version: int) -> Any:
    """What was typed, with the version that now stands: sending it again is an answer to what was asked."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return typed


def differences(form: CitizenForm, draft: PersonDraft, current: Person) -> list[tuple[str, str, str]]:
    """Label, own text and present text of each field where two people wrote different things (trap 25).

    What is shown only by an act that is logged is named, not shown.
    """
    found = []
    for name, mine in asdict(draft).items():
        theirs = getattr(current, name)
        if name not in form.fields or (mine or "") == (theirs or ""):
            continue
        hidden = name == "cpr" or (name in ("name", "address") and getattr(current, f"{name}_protected"))
        cells = ("•••", "•••") if hidden else (_cell(mine), _cell(theirs))
        found.append((str(form.fields[name].label), *cells))
    return found


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value or "")


def doubts(typed_number: str, birth_date: date | None) -> list[str]:
    """What is odd about a number, and yet stored: people have such numbers, and the staff look once more."""
    if not typed_number:
        return []
    number = parse_personal_number(typed_number)
    found = []
    if number.fails_modulus_11:
        found.append(_("The CPR number does not pass the old check sum. Such numbers are given out; look once more."))
    if birth_date and number.birth_date and birth_date != number.birth_date:
        found.append(_("The birth date is another than the CPR number says. Both are stored; look once more."))
    return found


def status_of(*bound: forms.BaseForm) -> int:
    """422 when a form came back with errors."""
    return 422 if any(form.errors for form in bound) else 200
