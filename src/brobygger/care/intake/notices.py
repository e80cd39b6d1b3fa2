"""The enrolment notices that nobody has sent: each stands with whoever has the case until it goes (KS 3.4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from brobygger.care.intake.events import ENROLMENT_COMPLETED
from brobygger.ground import prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters.models import Letter
from brobygger.records.pages import CHILDREN_BORN, NOTICE_SENT, case_address, listed_name
from brobygger.records.people.models import Person
from brobygger.records.people.rules import minors


@dataclass(frozen=True)
class OwedNotice:
    """A citizen with children at home who has been enrolled, while the notice has not been made."""

    episode_id: int
    who: str
    enrolled_at: datetime
    case_href: str
    href: str


def owed(actor: Any, today: date) -> list[OwedNotice]:
    """The notices that are missing on one's own open cases, the oldest enrolment first (one query)."""
    found = [
        OwedNotice(
            key,
            listed_name(name, number, protected),
            at,
            case_address(number),
            address_or_empty("intake:notice", number),
        )
        for key, number, name, protected, born, at in prepared_queries.rows(_owed, actor.pk)
        if at is not None and (not born or minors(born, today))
    ]
    return sorted(found, key=lambda notice: (notice.enrolled_at, notice.episode_id))


def _owed(account: int) -> QuerySet[Any, Any]:
    """One's own open cases, of whom few have children at home and no notice: one stretch of an index.

    When they were enrolled is looked up for those few alone: as a condition it would be looked up for each case. The
    answer about children is looked up by the person's key: a join may go through everybody's.
    """
    at_home = Person.objects.filter(pk=OuterRef("person_id")).values("children_at_home")
    enrolled = Event.objects.filter(
        episode=OuterRef("pk"), kind=ENROLMENT_COMPLETED.id, corrected_by__isnull=True, retracted=False
    ).order_by("-occurred_at")
    notices = Letter.objects.filter(episode=OuterRef("pk"), kind="enrolment-notice")
    rows = Episode.objects.filter(responsible_id=account, is_open=True, is_alias=False)
    return (
        rows.alias(at_home=Subquery(at_home))
        .filter(at_home=Person.AtHome.YES.value)
        .annotate(enrolled_at=Subquery(enrolled.values("occurred_at")[:1]), born=CHILDREN_BORN)
        .filter(~NOTICE_SENT, ~Exists(notices))
        .order_by()
        .values_list("id", "number", "person_name", "name_protected", "born", "enrolled_at")
    )
