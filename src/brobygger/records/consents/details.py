"""What the journal adds to an answer about whom we may talk with."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brobygger.ground.events import EventKind
from brobygger.records.consents.events import (
    CONSENT_GIVEN,
    CONSENT_LIMITED,
    CONSENT_WITHDRAWN,
    PARTNER,
    PURPOSE,
    REFUSED,
)
from brobygger.records.episodes.words import Facts, Words, named


def _consent(facts: Facts) -> str:
    purpose = PURPOSE.read(facts)
    if purpose == "follow-up":
        return _("follow-up after the treatment")
    if purpose == "conference":
        return _("the joint conference with psychiatry")
    return named("partners", PARTNER.read(facts))


def _refused(facts: Facts) -> str:
    return _("Consent not given") if REFUSED.read(facts) else ""


DETAILS: Mapping[EventKind, Words] = dict.fromkeys((CONSENT_GIVEN, CONSENT_LIMITED, CONSENT_WITHDRAWN), _consent)
HEADINGS: Mapping[EventKind, Words] = {CONSENT_WITHDRAWN: _refused}
