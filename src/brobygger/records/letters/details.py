"""What the journal adds to the way of a letter: which it is, and how it goes."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from brobygger.ground.events import EventKind
from brobygger.ground.languages import present_language
from brobygger.records.episodes.facts import LETTER, MEANS
from brobygger.records.episodes.milestones import LETTER_SENT
from brobygger.records.episodes.wording import Facts, Words
from brobygger.records.letters.events import LETTER_DELIVERED, LETTER_FAILED, LETTER_QUEUED


def _letter(facts: Facts) -> str:
    language = present_language()
    kind = _letter_kinds(language).get(str(LETTER.read(facts)), "")
    means = _means(language).get(str(MEANS.read(facts)), "")
    return " · ".join(part for part in (kind, means) if part)


# A journal names the same few again and again: they are put into words once for each language.
@cache
def _means(_language: str) -> Mapping[str, str]:
    return {
        "digital-post": _("Digital Post"),
        "physical": _("physical mail"),
        "secure-mail": _("secure mail"),
        "in-person": _("handed over in person"),
    }


@cache
def _letter_kinds(_language: str) -> Mapping[str, str]:
    return {
        "decision": _("decision"),
        "hearing": _("hearing"),
        "reassessment": _("reassessment"),
        "forwarding": _("forwarding to Ankestyrelsen"),
        "referral": _("referral to the chosen provider"),
        "enrolment-notice": _("enrolment notice, which is not a notification"),
        "notification": _("child-welfare notification"),
        "closing-status": _("closing status"),
        "discharge-letter": _("discharge letter"),
        "appointment": _("appointment"),
        "plan": _("the plan"),
        "consent-declaration": _("declaration of consent to sign"),
        "case-papers": _("the papers of the case"),
        "complaint-answer": _("answer to a complaint about the service"),
        "other": _("another letter"),
    }


DETAILS: Mapping[EventKind, Words] = dict.fromkeys(
    (LETTER_QUEUED, LETTER_SENT, LETTER_DELIVERED, LETTER_FAILED), _letter
)
