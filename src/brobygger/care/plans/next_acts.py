"""What a case lacks when no deadline runs: a beginning, a plan, an ending."""

from django.utils.translation import gettext as _

from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import CaseNow, Todo
from brobygger.records.episodes.milestones import (
    PLAN_AGREED,
    RELAPSE_PREVENTION_STARTED,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
)


def begin(case: CaseNow) -> Todo | None:
    """A treatment that is granted and has not begun."""
    begun = {TREATMENT_STARTED.id, RELAPSE_PREVENTION_STARTED.id} & case.days.keys()
    if not case.episode.stands_at_step(TREATMENT_STARTED.id) or begun:
        return None
    href = address_or_empty("plans:start_treatment", case.episode.number)
    why = _("Treatment is granted and has not begun.")
    return Todo(_("Begin the treatment"), why, _("Register the first talk"), href)


def agree(case: CaseNow) -> Todo | None:
    """Every course has a plan (KS 5), one without a time limit too; a chosen provider makes it itself."""
    elsewhere = getattr(case.episode, "chosen_elsewhere", False)
    if not case.episode.stands_at_step(TREATMENT_STARTED.id) or elsewhere or PLAN_AGREED.id in case.days:
        return None
    why = _("The treatment has begun, and no plan has been agreed for it.")
    return Todo(
        _("Agree on the treatment plan"), why, _("Open the plan"), address_or_empty("plans:plan", case.episode.number)
    )


def close(case: CaseNow) -> Todo | None:
    """A case whose follow-ups are over."""
    if not case.episode.stands_at_step(TREATMENT_ENDED.id):
        return None
    why = _("No follow-up that was agreed is left to hold.")
    return Todo(_("Close the case"), why, _("Open the ending"), address_or_empty("plans:close", case.episode.number))
