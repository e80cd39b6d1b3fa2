"""Who gives medicine: the centre's own health clinic, or another house that the standard file names (KS 6.2.7)."""

from typing import Any

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground.languages import present_language


def elsewhere() -> str:
    """The other house that gives it, by name; "" where it is our own clinic."""
    house = standard.load().medicine_by
    return house.name.in_(present_language()) if house is not None else ""


def clinic() -> str:
    """The clinic within a sentence: "sundhedsklinikken", or the other house's name."""
    house = elsewhere()
    if house.startswith("The "):
        house = f"the {house[4:]}"
    return house or _("the health clinic")


def clinic_named() -> str:
    """The clinic by itself, as a heading or a choice has it."""
    return str(capfirst(clinic()))


def about_clinic(words: Any) -> Any:
    """A sentence about the clinic ("%(clinic)s") that is put together when it is shown: for labels of forms."""
    return _told(words)


def _tell(words: Any) -> str:
    return str(words) % {"clinic": clinic()}


_told = lazy(_tell, str)
