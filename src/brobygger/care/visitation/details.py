"""What the journal adds to the events of the visitation."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.care.visitation.events import (
    APPEAL_REASSESSED,
    APPEAL_RULED,
    PROVIDER_ACCEPTED,
    PROVIDER_REFERRED,
    REASSESSED_AS,
    RECOMMENDATION_SUBMITTED,
    RULED_AS,
)
from brobygger.ground.events import EventKind
from brobygger.records.episodes.facts import KIND_OF_TREATMENT
from brobygger.records.episodes.milestones import (
    ALSO,
    DECISION_MADE,
    OUTCOME,
    PROVIDER_DECLINED,
    PROVIDER_GIVEN_UP,
    RECORDED_LATER,
)
from brobygger.records.episodes.words import Facts, Words, in_a_row, kind_words, named, provider_words


def _decision(facts: Facts) -> str:
    return " · ".join(
        part for part in (_decided(facts), _("written down later") if RECORDED_LATER.read(facts) else "") if part
    )


def _decided(facts: Facts) -> str:
    outcome, also = OUTCOME.read(facts), ALSO.read(facts) or ()
    if outcome == "refused":
        return _("refused")
    kinds = [kind for kind in (KIND_OF_TREATMENT.read(facts), *also) if kind]
    names = [named("kinds_of_treatment", kind).lower() for kind in kinds]
    words = _("%(kind)s granted in part") if outcome == "partly" else _("%(kind)s granted")
    return words % {"kind": in_a_row(names)} if names else ""


def _reassessed(facts: Facts) -> str:
    outcomes = {
        "upheld": pgettext("reassessment", "upheld"),
        "changed": pgettext("reassessment", "changed"),
        "partly-changed": pgettext("reassessment", "changed in part"),
        # As it was written down until the vocabulary knew the outcome by the name above.
        "partly": pgettext("reassessment", "changed in part"),
        "too-late": pgettext("reassessment", "dismissed, since it came too late"),
    }
    return outcomes.get(str(REASSESSED_AS.read(facts)), "")


def _ruled(facts: Facts) -> str:
    outcomes = {
        "upheld": pgettext("ruling", "our decision stands"),
        "changed": pgettext("ruling", "our decision is changed"),
        "sent-back": pgettext("ruling", "sent back to be decided anew"),
    }
    return outcomes.get(str(RULED_AS.read(facts)), "")


DETAILS: Mapping[EventKind, Words] = {
    RECOMMENDATION_SUBMITTED: kind_words,
    DECISION_MADE: _decision,
    PROVIDER_REFERRED: provider_words,
    PROVIDER_ACCEPTED: provider_words,
    PROVIDER_DECLINED: provider_words,
    PROVIDER_GIVEN_UP: provider_words,
    APPEAL_REASSESSED: _reassessed,
    APPEAL_RULED: _ruled,
}
