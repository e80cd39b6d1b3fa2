"""The journal of a case: what happened, newest first, as entries that read by themselves."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import clock, prepared_queries
from brobygger.ground.events import RETRACTED, declared, every_kind
from brobygger.ground.languages import present_language
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.words import details_of, heading_of

SHOWN = 20
WRITTEN_LATE = timedelta(hours=2)

# What the journal can be narrowed to, by the word in its address: the steps of the case, or a group of events.
STEPS, NOTES = "trin", "notater"
GROUPS: Mapping[str, str] = {NOTES: "notes", "breve": "letters", "samtykker": "consents"}


@cache
def kinds_in(which: str) -> tuple[str, ...] | None:
    """The kinds of event that a choice of the journal shows; None for a choice that shows them all."""
    if which == STEPS:
        return tuple(kind.id for kind in every_kind() if kind.step)
    group = GROUPS.get(which)
    return tuple(kind.id for kind in every_kind() if kind.group == group) if group else None


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


class Line(NamedTuple):
    """One event in short: enough to count, to page and to know the steps of the way.

    `stands` is what happened and still holds: neither corrected since nor itself the taking back of another.
    """

    id: int
    kind: str
    occurred_at: datetime
    stands: bool
    corrected: bool


def lines(episode: Episode) -> list[Line]:
    """Every event of a case in short, newest first (one query over the index of its timeline)."""
    rows = prepared_queries.rows(_lines, episode.pk)
    return [
        Line(number, kind, at, corrected is None and not retracted, corrected is not None)
        for number, kind, at, corrected, retracted in rows
    ]


def _lines(episode: int) -> QuerySet[Any, Any]:
    events = Event.objects.filter(episode_id=episode).order_by("-occurred_at", "-id")
    return events.values_list("id", "kind", "occurred_at", "corrected_by__id", "retracted")


def counts(found: Sequence[Line]) -> dict[str, int]:
    """How many entries each filter holds, with "alt" for all."""
    by_kind = Counter(line.kind for line in found)
    narrowed = {name: sum(by_kind[kind] for kind in kinds_in(name) or ()) for name in (STEPS, *GROUPS)}
    return {"alt": len(found), **narrowed}


class TimelineEntry(NamedTuple):
    """An entry with its words, as components/timeline.html draws it: a tuple, since a page draws many.

    `step` marks a step of the case (else work), `struck` what was corrected since; `link` is (words, address),
    `id` the entry's anchor and `href` its own page.
    """

    title: str
    meta: str
    icon: str = "edit"
    step: bool = False
    text: str = ""
    struck: bool = False
    link: tuple[str, str] | None = None
    id: str = ""
    href: str = ""


@dataclass(frozen=True)
class Chosen:
    """The lines that a page of the journal shows, and the key of the next page."""

    lines: Sequence[Line]
    older_than: str

    def numbers_of(self, kinds: Sequence[str]) -> list[int]:
        """The numbers of the events of some kinds among them."""
        return [line.id for line in self.lines if line.kind in kinds]


def choose(found: Sequence[Line], which: str = "alt", before: str = "", size: int = SHOWN) -> Chosen:
    """The newest lines of a filter, or those before a key given by an earlier page."""
    kinds = kinds_in(which)
    fitting = [line for line in found if kinds is None or line.kind in kinds]
    if before.isdecimal():
        pivot = next((line for line in found if line.id == int(before)), None)
        if pivot is not None:
            fitting = [line for line in fitting if (line.occurred_at, line.id) < (pivot.occurred_at, pivot.id)]
    shown = fitting[:size]
    return Chosen(shown, str(shown[-1].id) if len(fitting) > size else "")


def page(chosen: Chosen, undetailed: Container[str] = ()) -> list[Entry]:
    """The chosen lines as entries that read by themselves (one query).

    Of the kinds `undetailed` only that it happened is told: what came of it stands in a record the reader has not.
    """
    numbers = tuple(line.id for line in chosen.lines)
    by_id = {row[0]: Recorded(*row) for row in prepared_queries.rows(_events, numbers)} if numbers else {}
    return [
        _entry(by_id[line.id], struck=line.corrected, detailed=line.kind not in undetailed) for line in chosen.lines
    ]


class Recorded(NamedTuple):
    """An event as the journal reads it."""

    id: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    facts: Mapping[str, Any]
    text: str
    corrects: int | None
    by: str | None


def _events(numbers: tuple[int, ...]) -> QuerySet[Any, Any]:
    return Event.objects.filter(pk__in=numbers).values_list(
        "id", "kind", "occurred_at", "recorded_at", "facts", "text", "corrects_id", "recorded_by__name"
    )


def _entry(event: Recorded, *, struck: bool, detailed: bool) -> Entry:
    declaration = declared(event.kind)
    step = declaration is not None and declaration.step
    icon = declaration.icon if declaration is not None else ""
    label, detail = title_of(event.kind, event.facts, event.occurred_at)
    title = f"{label}: {detail}" if detail and detailed else label
    return Entry(
        id=f"e{event.id}",
        kind=event.kind,
        icon=icon or ("check" if step else "edit"),
        step=step,
        title=as_correction(title, event.facts) if event.corrects else title,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        by=event.by or "",
        text=event.text,
        struck=struck,
        link=(_("See the original"), f"#e{event.corrects}") if event.corrects else None,
        written_late=event.recorded_at - event.occurred_at > WRITTEN_LATE,
    )


def title_of(kind: str, facts: Mapping[str, Any], occurred_at: datetime) -> tuple[str, str]:
    """What happened, and the one detail that matters about it, in the reader's language."""
    return label_of(kind, facts), details_of(kind, facts, clock.local_date(occurred_at))


def label_of(kind: str, facts: Mapping[str, Any]) -> str:
    """What happened, without any detail."""
    known = standard.load().events.get(kind)
    return heading_of(kind, facts) or (known.label.in_(present_language()) if known else kind)


def as_correction(title: str, facts: Mapping[str, Any]) -> str:
    """The title of an event that corrects another, or takes it back: it did not happen once more."""
    words = _("Taken back: %(title)s") if RETRACTED.read(facts) else _("Correction: %(title)s")
    return words % {"title": title[:1].lower() + title[1:]}
