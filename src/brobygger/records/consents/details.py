"""What the journal adds to an answer about whom we may talk with."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from brobygger.ground.events import EventKind
from brobygger.records.consents import words
from brobygger.records.consents.events import (
    CONSENT_GIVEN,
    CONSENT_LIMITED,
    CONSENT_WITHDRAWN,
    PARTNER,
    PURPOSE,
    REFUSED,
)
from brobygger.records.episodes.words import Facts, Words, WordsOfDay


def _consent(facts: Facts, on: date) -> str:
    purpose = PURPOSE.read(facts)
    if purpose == "follow-up":
        return _("follow-up after the treatment")
    if purpose == "conference":
        return _("the joint conference with psychiatry")
    return words.partner(str(PARTNER.read(facts) or ""), on)


def _refused(facts: Facts) -> str:
    return _("Consent not given") if REFUSED.read(facts) else ""


DETAILS: Mapping[EventKind, Words] = {}
DETAILS_OF_DAY: Mapping[EventKind, WordsOfDay] = dict.fromkeys(
    (CONSENT_GIVEN, CONSENT_LIMITED, CONSENT_WITHDRAWN), _consent
)
HEADINGS: Mapping[EventKind, Words] = {CONSENT_WITHDRAWN: _refused}
