"""What the journal adds to the events of the assessment."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.care.assessment.events import INSTRUMENT, INSTRUMENT_ANSWERED, REFERRAL_MADE, REFERRED_TO, SCORE
from brobygger.ground.events import EventKind
from brobygger.records.episodes.words import Facts, Words
from brobygger.records.medicine import clinic


def _referred(facts: Facts) -> str:
    places = {
        "psychologist": _("to the psychologist"),
        "psychiatry": _("to the doctor, for psychiatry"),
        "health-clinic": _("to %(clinic)s") % {"clinic": clinic()},
        "provider": _("to another provider"),
    }
    return places.get(str(REFERRED_TO.read(facts)), "")


def _answered(facts: Facts) -> str:
    name = str(INSTRUMENT.read(facts) or "").upper()
    score = str(SCORE.read(facts))
    if not score.isdecimal():
        return name
    points = ngettext("%(num)s point", "%(num)s points", int(score)) % {"num": score}
    return f"{name} · {points}"


DETAILS: Mapping[EventKind, Words] = {
    INSTRUMENT_ANSWERED: _answered,
    REFERRAL_MADE: _referred,
}
