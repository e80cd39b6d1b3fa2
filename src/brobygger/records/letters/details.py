"""What the journal adds to the way of a letter: which it is, and how it goes."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground.events import EventKind
from brobygger.ground.languages import present_language
from brobygger.records.episodes.facts import LETTER, MEANS
from brobygger.records.episodes.milestones import LETTER_SENT
from brobygger.records.episodes.words import Facts, Words
from brobygger.records.letters.events import LETTER_DELIVERED, LETTER_FAILED, LETTER_QUEUED


def _letter(facts: Facts) -> str:
    language = present_language()
    called = standard.load().letters.get(str(LETTER.read(facts)))
    kind = called.name.in_(language) if called else ""
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


DETAILS: Mapping[EventKind, Words] = dict.fromkeys(
    (LETTER_QUEUED, LETTER_SENT, LETTER_DELIVERED, LETTER_FAILED), _letter
)
