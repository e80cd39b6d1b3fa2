"""What the journal adds to the events of the plans."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brobygger.care.plans.events import (
    AFTER_FOLLOW_UP_HELD,
    AFTER_FOLLOW_UP_NOT_REACHED,
    CHANGE,
    CHANGE_RECORDED,
    FOLLOW_UP_NOT_REACHED,
)
from brobygger.ground.events import EventKind
from brobygger.records.episodes.attempts import month_words, try_words
from brobygger.records.episodes.milestones import (
    ENDED_FOR,
    PLAN_AGREED,
    RELAPSE_PREVENTION_STARTED,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
    VERSION,
)
from brobygger.records.episodes.words import Facts, Words, kind_words, named


def _ending(facts: Facts) -> str:
    return named("ending_reasons", ENDED_FOR.read(facts)).lower()


def _change(facts: Facts) -> str:
    return named("important_changes", CHANGE.read(facts)).lower()


def _plan(facts: Facts) -> str:
    version = VERSION.read(facts)
    return _("version %(number)s") % {"number": version} if version else ""


DETAILS: Mapping[EventKind, Words] = {
    TREATMENT_STARTED: kind_words,
    RELAPSE_PREVENTION_STARTED: kind_words,
    TREATMENT_ENDED: _ending,
    CHANGE_RECORDED: _change,
    PLAN_AGREED: _plan,
    FOLLOW_UP_NOT_REACHED: try_words,
    AFTER_FOLLOW_UP_HELD: month_words,
    AFTER_FOLLOW_UP_NOT_REACHED: try_words,
}
