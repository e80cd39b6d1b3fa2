"""What the verbs of this room share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from brobygger import standard
from brobygger.care.visitation import letters
from brobygger.care.visitation.rules import Problem
from brobygger.ground import clock
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes.milestones import (
    ASSESSMENT_COMPLETED,
    RELAPSE_PREVENTION_STARTED,
    TREATMENT_ENDED,
    TREATMENT_STARTED,
)
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import recipients
from brobygger.records.letters.senders import signature


class NotReady(Refusal):
    """What was asked for cannot be done as it stands; `problems` name the fields and the sentences to show."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].code if problems else "")
        self.problems = problems

    def __str__(self) -> str:
        return ", ".join(f"{problem.field}: {problem.code}" for problem in self.problems)


def refuse(field: str, code: str) -> NotReady:
    """The refusal of one thing."""
    return NotReady([Problem(field, code)])


def hold(episode: Episode) -> None:
    """Let those who write in one case at once wait for each other, to the end of the transaction."""
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)


def sender_of(episode: Episode, actor: Any) -> letters.Sender:
    """The centre as it signs a letter in this case, with the name and title of who writes."""
    return letters.sender(standard.load(), episode.unit, signature(actor, episode.unit))


def first_name(episode: Episode) -> str:
    """The name a letter greets with."""
    return recipients.called(episode.person)


STARTS = (TREATMENT_STARTED.id, RELAPSE_PREVENTION_STARTED.id)


@dataclass(frozen=True)
class Days:
    """The days of a case that a decision rests on."""

    assessed_on: date | None = None
    begun_on: date | None = None


def days_of(episode: Episode) -> Days:
    """When the assessment was last finished, and when the treatment that runs now began (one query)."""
    rows = Event.objects.filter(
        episode=episode,
        kind__in=(ASSESSMENT_COMPLETED.id, *STARTS, TREATMENT_ENDED.id),
        corrected_by__isnull=True,
        retracted=False,
    )
    assessed, begun = None, None
    for kind, moment in rows.order_by("occurred_at", "id").values_list("kind", "occurred_at"):
        if kind == ASSESSMENT_COMPLETED.id:
            assessed = clock.local_date(moment)
        else:
            begun = None if kind == TREATMENT_ENDED.id else begun or clock.local_date(moment)
    return Days(assessed, begun)


def last_day_of(episode: Episode, kind: str) -> date | None:
    """The Danish day of the latest event of a kind that has not been corrected since (one query)."""
    moment: datetime | None = (
        Event.objects.filter(episode=episode, kind=kind, corrected_by__isnull=True, retracted=False)
        .order_by("-occurred_at")
        .values_list("occurred_at", flat=True)
        .first()
    )
    return clock.local_date(moment) if moment else None
