"""The journal of a case: what happened, newest first, as entries that read by themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.wording import details_of
from brobygger.trust import readings
from brobygger.trust.readings import Wanted

SHOWN = 20
WRITTEN_LATE = timedelta(hours=2)

STEPS = frozenset(
    {
        "inquiry.received", "enrolment.completed", "assessment.completed", "recommendation.submitted",
        "decision.made", "treatment.started", "plan.agreed", "plan.reviewed", "follow-up.held", "treatment.ended",
        "after-follow-up.held", "relapse-prevention.started", "appeal.received", "appeal.reassessed",
        "appeal.forwarded", "episode.closed", "inquiry.withdrawn", "provider.chosen",
    }
)  # fmt: skip
FILTERS: Mapping[str, tuple[str, ...]] = {
    "trin": tuple(sorted(STEPS)),
    "notater": ("note.signed", "note.corrected"),
    "breve": ("letter.queued", "letter.sent", "letter.delivered", "letter.failed"),
    "samtykker": ("consent.given", "consent.limited", "consent.withdrawn"),
}
ICONS = {
    "inquiry.received": "support-agent",
    "decision.made": "how-to-reg",
    "letter.queued": "email",
    "letter.sent": "send",
    "letter.delivered": "download-done",
    "letter.failed": "error",
    "enrolment-notice.sent": "send",
    "notification.dispatched": "send",
    "consent.given": "check",
    "consent.limited": "check",
    "consent.withdrawn": "close",
    "inquiry.withdrawn": "close",
    "episode.closed": "lock",
    "case.handed-over": "forward",
    "change.recorded": "flag",
    "network-meeting.held": "groups",
    "conference.held": "groups",
}


@dataclass(frozen=True)
class Entry:
    """One entry of the journal, with what components/timeline.html draws."""

    id: str
    kind: str
    icon: str
    step: bool
    title: str
    occurred_at: datetime
    recorded_at: datetime
    by: str
    text: str
    struck: bool
    link: tuple[str, str] | None
    written_late: bool


@dataclass(frozen=True)
class Journal:
    """A page of the journal; `older_than` is the key of the next page, empty when this is the last."""

    entries: Sequence[Entry]
    older_than: str


class Line(NamedTuple):
    """One event in short: enough to count, to page and to know the steps of the way."""

    id: int
    kind: str
    occurred_at: datetime
    corrected: bool


def lines(episode: Episode) -> list[Line]:
    """Every event of a case in short, newest first (one query over the index of its timeline)."""
    build, values = lines_wanted(episode)
    rows = readings.rows(build, *values)
    return [Line(number, kind, at, corrected is not None) for number, kind, at, corrected in rows]


def lines_wanted(episode: Episode) -> Wanted:
    """The reading behind `lines`, for readings.together."""
    return _lines, (episode.pk,)


def _lines(episode: int) -> QuerySet[Any, Any]:
    events = Event.objects.filter(episode_id=episode).order_by("-occurred_at", "-id")
    return events.values_list("id", "kind", "occurred_at", "corrected_by__id")


def counts(found: Sequence[Line]) -> dict[str, int]:
    """How many entries each filter holds, with "alt" for all."""
    by_kind = Counter(line.kind for line in found)
    return {"alt": len(found), **{name: sum(by_kind[kind] for kind in kinds) for name, kinds in FILTERS.items()}}


def page(found: Sequence[Line], which: str = "alt", before: str = "", size: int = SHOWN) -> Journal:
    """The newest entries of a filter, or those before a key given by an earlier page (one query)."""
    kinds = FILTERS.get(which)
    fitting = [line for line in found if kinds is None or line.kind in kinds]
    if before.isdecimal():
        pivot = next((line for line in found if line.id == int(before)), None)
        if pivot is not None:
            fitting = [line for line in fitting if (line.occurred_at, line.id) < (pivot.occurred_at, pivot.id)]
    shown = fitting[:size]
    events: list[Event] = readings.rows(_events, tuple(line.id for line in shown)) if shown else []
    by_id = {event.pk: event for event in events}
    entries = [_entry(by_id[line.id], struck=line.corrected) for line in shown]
    return Journal(entries, str(shown[-1].id) if len(fitting) > size else "")


def _events(numbers: tuple[int, ...]) -> QuerySet[Event]:
    return Event.objects.filter(pk__in=numbers).select_related("recorded_by").only(*COLUMNS)


COLUMNS = (
    "kind", "occurred_at", "recorded_at", "facts", "text", "corrects_id", "episode_id", "recorded_by__name",
)  # fmt: skip


def _entry(event: Event, *, struck: bool) -> Entry:
    label, detail = title_of(event.kind, event.facts)
    title = f"{label}: {detail}" if detail else label
    if event.corrects_id:
        title = _("Correction: %(title)s") % {"title": title[:1].lower() + title[1:]}
    return Entry(
        id=f"e{event.pk}",
        kind=event.kind,
        icon=ICONS.get(event.kind, "check" if event.kind in STEPS else "edit"),
        step=event.kind in STEPS,
        title=title,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        by=event.recorded_by.name if event.recorded_by else "",
        text=event.text,
        struck=struck,
        link=(_("See the original"), f"#e{event.corrects_id}") if event.corrects_id else None,
        written_late=event.recorded_at - event.occurred_at > WRITTEN_LATE,
    )


def title_of(kind: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """What happened, and the one detail that matters about it, in the reader's language."""
    known = standard.load().events.get(kind)
    language = get_language() or "da"
    label = known.label.in_(language) if known else kind
    return label, details_of(kind, facts)
