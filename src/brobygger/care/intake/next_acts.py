"""What a case lacks at its beginning: somebody who takes it, an enrolment, the notice about the children.

And, where the time to decide is counted from it, that the case is fully documented.
"""

from django.utils.translation import gettext as _

from brobygger.care.intake.events import ENROLMENT_COMPLETED
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import CaseNow, Todo
from brobygger.records.episodes import documentation
from brobygger.records.pages import may_open, notice_missing


def take(case: CaseNow) -> Todo | None:
    """A case that nobody has taken."""
    if case.episode.responsible_id is not None:
        return None
    return Todo(
        _("Take the case"), _("Nobody has taken the case yet."), _("Take it"), address_or_empty("intake:inquiries")
    )


def enrol(case: CaseNow) -> Todo | None:
    """A citizen who has not been enrolled."""
    if ENROLMENT_COMPLETED.id in case.days or not case.episode.is_new:
        return None
    why = _("Consent, children at home and how to reach each other are settled at enrolment.")
    return Todo(
        _("Enrol the citizen"), why, _("Open the enrolment"), address_or_empty("intake:enrol", case.episode.number)
    )


def notice(case: CaseNow) -> Todo | None:
    """The notice of the enrolment, for who may send it: it takes a minute, and waits for nothing."""
    if ENROLMENT_COMPLETED.id not in case.days or not notice_missing(case.episode):
        return None
    if not may_open(case.actor, "intake:send_notice", case.episode):
        return None
    why = _("It goes each time a parent with children at home is enrolled. It is not a notification of concern.")
    href = address_or_empty("intake:notice", case.episode.number)
    return Todo(_("Send the notice about the children"), why, _("Open the notice"), href)


def documented(case: CaseNow) -> Todo | None:
    """A case to be decided in which the time to decide does not run: it is asked before the deadlines that follow."""
    if not documentation.is_missing(case.episode, case.days):
        return None
    if not may_open(case.actor, "intake:documentation", case.episode):
        return None
    why = _("The time to decide counts from the day the case is fully documented, and does not run before it is noted.")
    href = address_or_empty("intake:documentation", case.episode.number)
    return Todo(_("Is the case fully documented?"), why, _("Note that it is"), href)
