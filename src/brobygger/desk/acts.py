"""What to do about a clock: the words on the button, and the form behind it.

The clocks and their words are the standard file's; which page meets which event, each room says (its room.py).
A list says the same few again and again: each is put into words once for each language.
"""

from functools import cache

from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import room
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.ground.room import Act
from brobygger.standard import ClockVersion


def act_for(version: str, number: str) -> Act:
    """The act that meets a clock in the case with that number."""
    heading, button, name = _act(version, present_language())
    return Act(heading, button, address_or_empty(name, number))


@cache
def _act(version: str, language: str) -> tuple[str, str, str]:
    rule = rule_of(version)
    heading = rule.act.in_(language)
    for trigger in rule.met_by:
        found = room.opening(trigger.event)
        if found is not None and address_or_empty(found.page, "2026-0001"):
            return heading, str(found.words), found.page
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
