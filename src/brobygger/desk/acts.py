"""What to do about a clock: the words on the button, and the form behind it.

The clocks and their words are the standard file's; which page of ours meets which event is known here alone.
A list says the same few again and again: each is put into words once for each language.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.standard import ClockVersion

# The first event that meets a clock tells which form meets it.
FORMS: dict[str, tuple[Any, str]] = {
    "assessment.completed": (gettext_lazy("Open the assessment"), "assessment:assessment"),
    "decision.made": (gettext_lazy("Open the visitation"), "visitation:visitation"),
    "letter.sent": (gettext_lazy("See the letter"), "letters:letters"),
    "treatment.started": (gettext_lazy("Register the first talk"), "plans:start_treatment"),
    "plan.agreed": (gettext_lazy("Open the plan"), "plans:plan"),
    "plan.reviewed": (gettext_lazy("Review the plan"), "plans:review"),
    "follow-up.held": (gettext_lazy("Write the follow-up"), "plans:follow_up"),
    "after-follow-up.held": (gettext_lazy("Write the follow-up"), "plans:after"),
    "medical-offer.started": (gettext_lazy("Register the offer"), "assessment:referrals"),
    "appeal.reassessed": (gettext_lazy("Open the appeal"), "visitation:visitation"),
    "appeal.ruled": (gettext_lazy("Note the ruling"), "visitation:next_ruling"),
    "episode.closed": (gettext_lazy("Open the ending"), "plans:close"),
    "provider.referred": (gettext_lazy("Write the referral"), "visitation:referral"),
    "provider.accepted": (gettext_lazy("Note the place’s answer"), "visitation:provider_answer"),
    "external-status.received": (gettext_lazy("Note the status"), "plans:elsewhere"),
    "supervision.held": (gettext_lazy("Note the visit"), "plans:elsewhere"),
    "notification.dispatched": (gettext_lazy("Open the notification"), "intake:concern"),
}


@dataclass(frozen=True)
class Act:
    """The next right act about one deadline."""

    heading: str
    button: str
    href: str


def act_for(version: str, number: str) -> Act:
    """The act that meets a clock in the case with that number."""
    heading, button, name = _act(version, present_language())
    return Act(heading, button, address_or_empty(name, number))


@cache
def _act(version: str, language: str) -> tuple[str, str, str]:
    rule = rule_of(version)
    heading = rule.act.in_(language)
    for trigger in rule.met_by:
        words, name = FORMS.get(trigger.event, ("", ""))
        if name and address_or_empty(name, "2026-0001"):
            return heading, str(words), name
    return heading, _("Open the case"), "desk:case"


@cache
def rule_of(version: str) -> ClockVersion:
    """The clock's version behind a stored deadline."""
    return standard.load().clock_version(version)


def section_words(version: str) -> str:
    """The promise and where it stands: "Behandling inden 14 dage · standarden 3.5"."""
    return _section_words(version, present_language())


@cache
def _section_words(version: str, language: str) -> str:
    rule = rule_of(version)
    promise = rule.promise.in_(language)
    if not rule.section:
        return promise
    return _("%(promise)s · standard %(section)s") % {"promise": promise, "section": rule.section}
