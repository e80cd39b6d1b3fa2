"""What is known of a decision that is owed: whether it is recommended, and on which meeting it stands."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from brobygger.care.visitation.models import AgendaItem, Recommendation
from brobygger.ground import clock, dates
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.room import Act
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, OUTREACH


def recommended() -> Exists:
    """Whether the case of a deadline has a recommendation that was handed in."""
    return Exists(Recommendation.objects.filter(episode=OuterRef("episode"), state="submitted"))


def meeting_at() -> Subquery:
    """When the meeting is on which the case of a deadline stands."""
    waiting = AgendaItem.objects.filter(episode=OuterRef("episode"), state="waiting").order_by("pk")
    return Subquery(waiting.values("meeting__starts_at")[:1])


def on_duty() -> Q:
    """The authority can decide once it is recommended."""
    return Q(recommended=True)


def act(found: Act, told: Mapping[str, Any], actor: Any, number: str) -> Act:
    """What this person can do: who works with the citizen cannot decide, but recommends, and then waits."""
    if AUTHORITY in actor.roles or not {COUNSELLOR, OUTREACH} & set(actor.roles):
        return found
    if told["recommended"]:
        return Act(_("Wait for the decision"), found.button, found.href)
    return Act(
        _("Write the recommendation"), _("Open the recommendation"), address_or_empty("visitation:recommend", number)
    )


def stands(told: Mapping[str, Any], own: bool) -> str:
    """How far a case is on its way to a decision; "" when the act says so itself."""
    if not told["recommended"]:
        return _("no recommendation yet") if own else ""
    at = told["meeting_at"]
    if at is None:
        return _("recommended, on no meeting")
    if clock.local_date(at) < clock.today():
        return _("neither decided nor postponed at the meeting %(day)s") % {"day": dates.full_day(at)}
    return _("on the meeting %(day)s") % {"day": dates.full_day(at)}
