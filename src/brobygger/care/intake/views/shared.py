"""What the pages of intake share."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.care.intake.forms import CitizenForm
from brobygger.care.intake.services.enrolment import EnrolmentRefused
from brobygger.care.intake.services.inquiries import ProviderRefused, TakenAlready
from brobygger.ground import dates
from brobygger.ground.attempts import Attempts, simply
from brobygger.records.drafts.services import DraftRefused
from brobygger.records.episodes import refusals as of_events
from brobygger.records.episodes.citizens import ProtectionKept
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters import refusals as of_letters
from brobygger.records.letters.rules import LetterRefused
from brobygger.records.people.models import Person
from brobygger.records.people.rules import parse_personal_number
from brobygger.records.people.services import NumberTaken, PersonDraft


def _enrolment(refused: EnrolmentRefused, _form: forms.BaseForm | None) -> list[tuple[str | None, str]]:
    anonymous = _("The citizen is anonymous. Becoming known is a new inquiry, by their own wish.")
    told: tuple[str | None, str] = {
        "family": ("family_oriented", _("Everyone is told this at the enrolment. Tick it when you have.")),
        "anonymous": (
            "cpr",
            _("Treatment for drugs cannot be anonymous here. Write the CPR number, or a replacement number."),
        ),
        "known": ("cpr", anonymous),
        "notice": (None, _("There are no children at home to tell of, or the citizen is anonymous.")),
        "not-told": (None, _("There are no children at home to tell of, or the citizen is anonymous.")),
    }.get(refused.code, (None, _("This could not be stored. Look through the page and try again.")))
    return [told]


def _protected(_refused: ProtectionKept) -> str:
    return _("Another unit has an open case with the citizen, so the protection is not taken away here. Ask them.")


def _number_taken(_refused: NumberTaken) -> str:
    return _("Another citizen in the record has this number.")


def _first(taken: TakenAlready) -> str:
    """Who was first; nothing is overwritten."""
    row = taken.inquiry
    if row.taken_by is None or row.taken_at is None:
        return _("The inquiry has been ended meanwhile.")
    told = {"name": row.taken_by.name, "time": dates.clock_time(row.taken_at)}
    return _("%(name)s has taken it already, at %(time)s.") % told


def _provider(_refused: ProviderRefused) -> str:
    return _("In drug treatment the citizen contacts us first, and we refer them there.")


attempt = Attempts(
    {
        EventRefused: of_events.teller(),
        LetterRefused: of_letters.teller(),
        EnrolmentRefused: _enrolment,
        ProtectionKept: simply(_protected),
        NumberTaken: simply(_number_taken),
        TakenAlready: simply(_first),
        ProviderRefused: simply(_provider),
        DraftRefused: simply(lambda _refused: _("This is too long to be kept. Write it shorter.")),
    }
)
# A notification is written here in whole: what keeps its letter from being made is said beside what was written.
attempt_letter = Attempts(
    {
        **attempt.tellers,
        LetterRefused: of_letters.teller(
            lambda _refused: _("The letter could not be made. Look through what you have written.")
        ),
    }
)


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
