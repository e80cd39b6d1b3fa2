"""The cases by which a standard is proved, read from TOML files: what happened, and what then must be so.

A case is written for a lawyer: a timeline, a day to look from, the last day reckoned by hand, and the sentence of
the standard that it speaks of. Faults are told as those of a standard file are, each with its line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from brobygger.standard.events import DANISH_TIME, Event, danish_day
from brobygger.standard.known import RETRACTED
from brobygger.standard.loading import read_file
from brobygger.standard.problems import Problem, StandardFileError
from brobygger.standard.reading import FileReader, Table
from brobygger.standard.text import Text
from brobygger.standard.timeline_json import FIRST_YEAR, LAST_YEAR, read_facts
from brobygger.standard.vocabulary import vocabulary

STATES = ("running", "due", "late", "met", "met-late", "departed", "void")
DAYS = ("started_on", "due_on", "act_by", "met_on", "departed_on", "stopped_on", "presumed_from")
WORDS = ("state", "reason", "law")
# Facts of the whole case: any event may tell them (docs/timelines.md).
_ANYWHERE = ("line", "age", "unit", "kind_of_treatment")


@dataclass(frozen=True, slots=True)
class ProofCase:
    """One case: what happened, and what one clock must say about it.

    Attributes:
        id: its name, used once among all cases that are proved together.
        clock: the clock that it asks.
        section: where the sentence stands, and ``quote`` the sentence itself.
        says: what happened, in plain words.
        reckoning: the day reckoned by hand, in words that a lawyer can check.
        timeline: what happened, as data.
        as_of: the day to look from.
        number: which deadline of the clock is asked, where it has several; None where it must have just one.
        no_deadline: the clock must say nothing at all.
        must: what must be so, by the names of docs/timelines.md ("due_on", "state" …).
        is_example: it is shown to citizens beside the promise.
        source: the file, and ``line`` where it stands there.
    """

    id: str
    clock: str
    section: str
    quote: str
    says: Text
    reckoning: Text
    timeline: tuple[Event, ...]
    as_of: date
    number: int | None
    no_deadline: bool
    must: Mapping[str, Any]
    is_example: bool
    source: str
    line: int


def own_cases(standard: Path | None) -> Path | None:
    """The folder of the cases that ship with a standard file: ``cases/slagelse`` beside ``slagelse.toml``."""
    folder = standard.parent / "cases" / standard.stem if standard is not None else None
    return folder if folder is not None and folder.is_dir() else None


def files_in(folder: Path) -> list[Path]:
    """The case files of a folder, in the order of their names."""
    return sorted(path for path in folder.iterdir() if path.suffix == ".toml")


def load_cases(paths: Iterable[Path]) -> tuple[ProofCase, ...]:
    """The cases of several files, each id used once among them all.

    Raises:
        StandardFileError: a file is faulty; it carries every fault of that file with its line.
        OSError: a file cannot be read.
    """
    cases: list[ProofCase] = []
    taken: dict[str, str] = {}
    for path in paths:
        cases.extend(read_cases(path.read_bytes(), source=str(path), taken=taken))
    return tuple(cases)


def read_cases(content: bytes, *, source: str, taken: dict[str, str] | None = None) -> tuple[ProofCase, ...]:
    """The cases in the bytes of one file; ``taken`` holds the ids used so far, by the file that uses them.

    Raises:
        StandardFileError: the content is faulty.
    """
    reader = read_file(content, source)
    reading = _Reading(reader, source, taken if taken is not None else {})
    cases = [case for sentence in reader.root.tables("sentences") for case in reading.sentence(sentence)]
    reader.root.done()
    if not cases and not reader.problems:
        message = Text("Filen har ingen eksempler.", "The file has no cases.")
        reader.problems.append(Problem(1, "", message))
    if reader.problems:
        raise StandardFileError(source, reader.problems)
    return tuple(cases)


@dataclass(frozen=True, slots=True)
class _Reading:
    reader: FileReader
    source: str
    taken: dict[str, str]

    def sentence(self, table: Table) -> list[ProofCase]:
        """The cases of one sentence of the standard."""
        clock, section, quote = (table.string(key) for key in ("clock", "section", "quote"))
        cases = [self.case(case, clock, section, quote) for case in table.tables("cases")]
        table.done()
        return cases

    def case(self, table: Table, clock: str, section: str, quote: str) -> ProofCase:
        """One case, with what must be so."""
        timeline = tuple(event for part in table.tables("timeline") if (event := self.event(part)) is not None)
        must = table.table("must")
        asked = self.must(must) if must is not None else {}
        case = ProofCase(
            id=self.name(table),
            clock=clock,
            section=section,
            quote=table.string("quote", quote),
            says=table.text("says"),
            reckoning=table.text("reckoning"),
            timeline=timeline,
            as_of=_day(table, "as_of"),
            number=asked.pop("number", None),
            no_deadline=bool(asked.pop("no_deadline", False)),
            must=asked,
            is_example=table.boolean("example", False),
            source=self.source,
            line=self.reader.lines.of(table.path),
        )
        table.done()
        return case

    def name(self, table: Table) -> str:
        """Its id, which no other case has."""
        name = table.string("id")
        if name in self.taken:
            where = self.taken[name]
            table.fault(
                f"Eksemplet '{name}' findes allerede (i {where}).",
                f"The case '{name}' is there already (in {where}).",
                key="id",
            )
        self.taken[name] = self.source
        return name

    def event(self, table: Table) -> Event | None:
        """One event of the timeline, by the names of docs/timelines.md; None where its kind or day is faulty."""
        kind, moment = table.string("event"), table.moment("occurred_on")
        recorded = _recorded(table)
        facts = table.table("facts", optional=True)
        told = read_facts({key: _iso(value) for key, value in facts.data.items()}) if facts is not None else {}
        names = {key: table.string(key) for key in ("id", "corrects") if table.has(key)}
        table.done()
        if kind and kind not in vocabulary():
            da, en = f"Hændelsen '{kind}' findes ikke.", f"The event '{kind}' does not exist (unknown event)."
            table.fault(da, en, text=kind)
            return None
        self.facts(table, kind, told)
        if moment is None or not kind:
            return None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            da, en = f"uden for årene {FIRST_YEAR}-{LAST_YEAR}", f"outside the years {FIRST_YEAR}-{LAST_YEAR}"
            table.fault(f"'occurred_on' ligger {da}.", f"'occurred_on' lies {en}.", key="occurred_on")
            return None
        return Event(kind, moment, recorded_at=recorded, facts=told, **names)

    def facts(self, table: Table, kind: str, told: Mapping[str, Any]) -> None:
        """Each is a fact that the event can carry, with a value of its type: a misspelt one would prove nothing."""
        declared = vocabulary()[kind].facts if kind else {}
        for fact, value in told.items() if kind else ():
            if fact not in (*declared, *_ANYWHERE, RETRACTED.name):
                table.fault(
                    f"Hændelsen '{kind}' har ikke oplysningen '{fact}'.",
                    f"The event '{kind}' has no fact '{fact}'.",
                    key="facts",
                )
            elif fact in declared and not declared[fact].fits(value):
                table.fault(
                    f"Oplysningen '{fact}' kan ikke være '{value}'.",
                    f"The fact '{fact}' cannot be '{value}'.",
                    key="facts",
                )

    def must(self, table: Table) -> dict[str, Any]:
        """What must be so: no deadline at all, or at least the last day and the state."""
        if table.boolean("no_deadline", False):
            table.done()
            return {"no_deadline": True}
        asked: dict[str, Any] = {}
        for key in ("due_on", *(key for key in DAYS if key != "due_on" and table.has(key))):
            asked[key] = _day(table, key)
        for key in ("state", *(key for key in WORDS if key != "state" and table.has(key))):
            asked[key] = table.string(key)
        if asked["state"] and asked["state"] not in STATES:
            known = ", ".join(STATES)
            table.fault(
                f"'state' skal være en af {known}, ikke '{asked['state']}'.",
                f"'state' must be one of {known}, not '{asked['state']}'.",
                key="state",
            )
        asked["number"] = table.integer("number", optional=True)
        table.done()
        return asked


def _day(table: Table, key: str) -> date:
    """A day that must be there."""
    if not table.has(key):
        table.fault(f"'{key}' mangler; det skal være en dato.", f"'{key}' is missing; it must be a date.", key=key)
    return danish_day(table.day(key) or date.max)


def _recorded(table: Table) -> datetime | None:
    """When the event was written down, where that is told; a time without a zone is Danish."""
    if not table.has("recorded_at"):
        return None
    moment = table.moment("recorded_at")
    if isinstance(moment, datetime):
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=DANISH_TIME)).astimezone(UTC)
        except OverflowError:
            moment = moment.date()
    if moment is not None:
        da, en = "et tidspunkt som 2024-01-01T10:30", "a time such as 2024-01-01T10:30"
        table.fault(f"'recorded_at' skal være {da}.", f"'recorded_at' must be {en}.", key="recorded_at")
    return None


def _iso(value: object) -> object:
    """A day that is written as a TOML date, as a fact carries it."""
    return value.isoformat() if isinstance(value, date) else value
