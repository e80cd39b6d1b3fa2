"""What must hold between the parts of a standard file, so that no promise in it is empty words."""

import re
from collections.abc import Iterable
from datetime import date

from brobygger.standard.clocks import ClockVersion, Condition, Trigger
from brobygger.standard.events import EVENT_KINDS
from brobygger.standard.model import Standard
from brobygger.standard.reading import FileReader
from brobygger.standard.source_lines import Path

AUDIENCES = ("citizen", "relative", "professional")
_REQUIREMENT = re.compile(r"(KS|LT)-\d+(\.\d+)*(-\d+)?")


def check(standard: Standard, reader: FileReader) -> None:
    """Write down every fault that is no matter of a single key."""
    _Check(standard, reader).run()


class _Check:
    def __init__(self, standard: Standard, reader: FileReader) -> None:
        self.standard = standard
        self.reader = reader
        self.paths = _clock_paths(reader)

    def run(self) -> None:
        self.vocabulary()
        self.unique_ids()
        self.sections()
        self.references()
        for version, path in self.versions():
            self.clock(version, path)
        self.overlaps()
        self.cycles()
        self.receipts()

    def versions(self) -> Iterable[tuple[ClockVersion, Path]]:
        return zip(self.standard.clocks, self.paths, strict=True)

    def fault(self, path: Path, da: str, en: str, text: str | None = None) -> None:
        self.reader.fault(path, da, en, text=text)

    def vocabulary(self) -> None:
        """The software records exactly the events in ``EVENT_KINDS``; the file must name them all."""
        for index, kind in enumerate(event["kind"] for event in self._raw("events") if "kind" in event):
            if kind not in EVENT_KINDS:
                self._unknown_event(("events", index, "kind"), str(kind))
        for kind in sorted(EVENT_KINDS - set(self.standard.events)):
            self.fault(
                ("events",),
                f"Hændelsen '{kind}' mangler i listen over hændelser.",
                f"The event '{kind}' is missing from the list of events.",
            )
        for index, kind in enumerate(self.standard.round_ends):
            self.event(("round_ends", index), kind)
        for index, turn in enumerate(self.standard.turns):
            self.event(("turns", index, "event"), turn.event)
            self.event(("turns", index, "since"), turn.since)

    def event(self, path: Path, kind: str) -> None:
        if kind not in EVENT_KINDS:
            self._unknown_event(path, kind)

    def _unknown_event(self, path: Path, kind: str) -> None:
        self.fault(
            path,
            f"Hændelsen '{kind}' findes ikke.",
            f"The event '{kind}' does not exist (unknown event).",
            text=kind,
        )

    def _raw(self, key: str) -> list[dict[str, object]]:
        items = self.reader.root.data.get(key)
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def unique_ids(self) -> None:
        """No two things of one list may share an id."""
        for key, field in [*((name, "id") for name in _LISTS), ("sections", "number")]:
            seen: set[object] = set()
            for index, item in enumerate(self._raw(key)):
                name = item.get(field)
                if isinstance(name, str) and name in seen:
                    self.fault(
                        (key, index, field),
                        f"'{name}' er brugt to gange i '{key}'.",
                        f"'{name}' is used twice in '{key}' (duplicate id).",
                    )
                if isinstance(name, str):
                    seen.add(name)

    def sections(self) -> None:
        numbers = {section.number for section in self.standard.sections}
        for index, section in enumerate(self.standard.sections):
            path: Path = ("sections", index)
            if not re.fullmatch(r"\d+(\.\d+)*", section.number):
                self.fault(
                    (*path, "number"),
                    f"'{section.number}' er ikke et afsnitsnummer som 3.5.",
                    f"'{section.number}' is no section number such as 3.5.",
                )
            for audience in section.audience:
                if audience not in AUDIENCES:
                    self.fault(
                        (*path, "audience"),
                        f"'{audience}' er ikke en læser; brug {', '.join(AUDIENCES)}.",
                        f"'{audience}' is no reader; use {', '.join(AUDIENCES)}.",
                        text=audience,
                    )
            self.requirements(path, section.requirements)
        for index, unit in enumerate(self.standard.units):
            self.section(("units", index), unit.section, numbers)
        for version, path in self.versions():
            self.section(path, version.section, numbers)
            self.requirements(path, version.requirements)

    def section(self, path: Path, number: str, numbers: set[str]) -> None:
        if number and number not in numbers:
            self.fault(
                (*path, "section"),
                f"Afsnit '{number}' findes ikke i standarden.",
                f"Section '{number}' does not exist in the standard.",
            )

    def requirements(self, path: Path, names: tuple[str, ...]) -> None:
        for name in names:
            if not _REQUIREMENT.fullmatch(name):
                self.fault(
                    (*path, "requirements"),
                    f"'{name}' er ikke et krav som KS-3.5-1.",
                    f"'{name}' is no requirement such as KS-3.5-1.",
                    text=name,
                )

    def references(self) -> None:
        units = {unit.id for unit in self.standard.units}
        lines = {line.id for line in self.standard.lines}
        for index, rule in enumerate(self.standard.routing.rules):
            path: Path = ("routing", "rules", index)
            self.known(path, "unit", [rule.unit], units, "afdeling", "unit")
            self.known(path, "line", [rule.line] if rule.line else [], lines, "linje", "line")
        for index, unit in enumerate(self.standard.units):
            self.known(("units", index), "lines", unit.lines, lines, "linje", "line")
        kinds = {kind.id for kind in self.standard.kinds_of_treatment}
        for version, path in self.versions():
            if not version.lines <= lines or not version.units <= units:
                self.known(path, "holds_for", sorted(version.lines), lines, "linje", "line")
                self.known(path, "holds_for", sorted(version.units), units, "afdeling", "unit")
            named = sorted(version.kinds_of_treatment)
            self.known(path, "holds_for", named, kinds, "behandlingsform", "kind of treatment")
            if version.answers not in self.standard.roles:
                self.fault(
                    (*path, "answers"),
                    f"Rollen '{version.answers}' har intet navn i [roles].",
                    f"The role '{version.answers}' has no name in [roles].",
                )

    def known(self, path: Path, key: str, names: Iterable[str], known: set[str], da: str, en: str) -> None:
        for name in names:
            if name not in known:
                self.fault((*path, key), f"'{name}' er ikke en kendt {da}.", f"'{name}' is no known {en}.", text=name)

    def clock(self, version: ClockVersion, path: Path) -> None:
        """Known events and facts, and something that can start it and something that can meet it."""
        for key in ("starts", "met_by", "departed_by", "voided_by"):
            for trigger in getattr(version, key):
                self.trigger((*path, key), trigger)
        if version.counted_from is not None:
            for kind in (version.counted_from.event, *version.counted_from.until):
                self.event((*path, "counted_from"), kind)
        if not version.starts:
            self.fault(
                (*path, "starts"),
                f"Intet kan starte uret '{version.id}'.",
                f"Nothing can start the clock '{version.id}'.",
            )
        if not any(self.possible(trigger) for trigger in version.met_by):
            self.fault(
                (*path, "met_by"),
                f"Intet kan opfylde uret '{version.id}'.",
                f"Nothing can meet the clock '{version.id}'.",
            )

    def trigger(self, path: Path, trigger: Trigger) -> None:
        self.event(path, trigger.event)
        event = self.standard.events.get(trigger.event)
        for condition in trigger.conditions:
            if event is not None and condition.fact not in event.facts:
                self.fault(
                    path,
                    f"Hændelsen '{trigger.event}' har ikke oplysningen '{condition.fact}'.",
                    f"The event '{trigger.event}' has no fact '{condition.fact}'.",
                )
            for value in sorted(self.impossible(condition), key=str):
                self.fault(
                    path,
                    f"Oplysningen '{condition.fact}' kan ikke være '{value}'.",
                    f"The fact '{condition.fact}' cannot be '{value}'.",
                    text=str(value),
                )

    def impossible(self, condition: Condition) -> set[object]:
        known = self.standard.fact_values.get(condition.fact)
        if known is None:
            return set()
        return set((condition.among or frozenset()) | condition.not_among) - set(known)

    def possible(self, trigger: Trigger) -> bool:
        """Whether such an event can happen at all."""
        if trigger.event not in EVENT_KINDS:
            return False
        return all(
            condition.among is None or condition.among - self.impossible(condition) for condition in trigger.conditions
        )

    def overlaps(self) -> None:
        """Two versions of one clock may leave a gap, but never hold on the same day."""
        seen: list[ClockVersion] = []
        for version, path in self.versions():
            for other in seen:
                first = max(version.valid_from or date.min, other.valid_from or date.min)
                last = min(version.valid_to or date.max, other.valid_to or date.max)
                if other.id == version.id and first <= last:
                    self.fault(
                        (*path, "valid_from"),
                        f"To versioner af uret '{version.id}' gælder på samme tid (overlapper).",
                        f"Two versions of the clock '{version.id}' hold at the same time (overlap).",
                    )
            seen.append(version)

    def cycles(self) -> None:
        """What meets one clock may start another, but never lead back to the first: that would not end.

        Only a clock that says so itself (``repeats = "restarts"``) begins again where it was met.
        """
        next_of: dict[str, set[str]] = {}
        for clock_id, versions in self.standard.clocks_by_id.items():
            met = {trigger.event for version in versions for trigger in version.met_by}
            next_of[clock_id] = {
                other.id
                for other in self.standard.clocks
                for trigger in other.starts
                if trigger.event in met and not (other.id == clock_id and other.repeats == "restarts")
            }
        for version, path in self.versions():
            ring = _ring(version.id, next_of)
            if ring:
                way = " → ".join(ring)
                self.fault(
                    (*path, "starts"),
                    f"Urene går i ring: {way}.",
                    f"The clocks run in a ring (cycle): {way}.",
                )
            if version.counted_from and any(t.event == version.counted_from.event for t in version.met_by):
                self.fault(
                    (*path, "counted_from"),
                    f"Uret '{version.id}' går i ring: det regnes fra det, som opfylder det.",
                    f"The clock '{version.id}' runs in a ring (cycle): it is counted from what meets it.",
                )

    def receipts(self) -> None:
        rules = self.standard.receipts
        for index, rule in enumerate(rules):
            for other in rules[:index]:
                first = max(rule.valid_from or date.min, other.valid_from or date.min)
                last = min(rule.valid_to or date.max, other.valid_to or date.max)
                if rule.means == other.means and first <= last:
                    self.fault(
                        ("presumed_receipt", index),
                        f"To regler om modtagelse af '{rule.means}' gælder på samme tid (overlapper).",
                        f"Two rules on the receipt of '{rule.means}' hold at the same time (overlap).",
                    )


_LISTS = (
    "units",
    "target_groups",
    "lines",
    "values",
    "principles",
    "goals",
    "kinds_of_treatment",
    "assessment_areas",
    "partners",
    "important_changes",
    "ending_reasons",
    "closing_statuses",
    "conferences",
    "clocks",
)


def _clock_paths(reader: FileReader) -> list[Path]:
    """Where each clock version stands in the file, in the order in which they are read."""
    paths: list[Path] = []
    clocks = reader.root.data.get("clocks")
    if not isinstance(clocks, list) or not all(isinstance(clock, dict) for clock in clocks):
        return []
    for index, clock in enumerate(clocks):
        versions = clock.get("versions")
        if isinstance(versions, list) and all(isinstance(part, dict) for part in versions):
            paths.extend(("clocks", index, "versions", number) for number in range(len(versions)))
        elif "versions" not in clock:
            paths.append(("clocks", index))
    return paths


def _ring(start: str, next_of: dict[str, set[str]]) -> list[str]:
    """The shortest way from a clock back to itself, empty when there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for step in sorted(next_of.get(way[-1], ())):
            if step == start:
                return [*way, start]
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return []
