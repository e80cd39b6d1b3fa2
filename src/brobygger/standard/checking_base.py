"""What the checks of a standard file share: the file, its faults, and where its clocks stand."""

import re
from collections.abc import Iterable

from brobygger.standard.checking_facts import impossible_values, outside_values, wrong_types
from brobygger.standard.clocks import ClockVersion, Condition, Trigger
from brobygger.standard.model import Standard
from brobygger.standard.reading import FileReader
from brobygger.standard.source_lines import Path
from brobygger.standard.vocabulary import vocabulary

_REQUIREMENT = re.compile(r"(KS|LT)-\d+(\.\d+)*(-\d+)?")


class Checker:
    """A standard as it was read, and the file in which its faults are written down."""

    def __init__(self, standard: Standard, reader: FileReader) -> None:
        self.standard = standard
        self.reader = reader
        self.paths = _clock_paths(reader)

    def versions(self) -> Iterable[tuple[ClockVersion, Path]]:
        """Every version of a clock, with the place where it stands."""
        return zip(self.standard.clocks, self.paths, strict=True)

    def fault(self, path: Path, da: str, en: str, text: str | None = None) -> None:
        """Write down a fault at ``path``, on the line of ``text`` within it where that is given."""
        self.reader.fault(path, da, en, text=text)

    def of_unit(self, index: int) -> Path:
        """Where a unit stands; the only one of a centre without units stands as its team."""
        return ("units", index) if "units" in self.reader.root.data else ("team",)

    def event(self, path: Path, kind: str) -> None:
        """The software records such an event."""
        if kind not in vocabulary():
            self._unknown_event(path, kind)

    def _unknown_event(self, path: Path, kind: str) -> None:
        self.fault(
            path,
            f"Hændelsen '{kind}' findes ikke.",
            f"The event '{kind}' does not exist (unknown event).",
            text=kind,
        )

    def trigger(self, path: Path, trigger: Trigger) -> None:
        """A known event, with facts that it has and values that they can have."""
        self.event(path, trigger.event)
        for condition in trigger.conditions:
            self.fact(path, trigger.event, condition.fact)
            for fault in wrong_types(trigger.event, condition):
                self.fault(path, fault.da, fault.en, text=condition.fact)
            for value in sorted(outside_values(self.standard, trigger.event, condition), key=str):
                self.fault(
                    path,
                    f"Oplysningen '{condition.fact}' kan ikke være '{value}'.",
                    f"The fact '{condition.fact}' cannot be '{value}'.",
                    text=str(value),
                )

        for fact in trigger.pairs_by:
            self.fact(path, trigger.event, fact)
        for earlier in trigger.after:
            self.trigger(path, earlier)
            self.place(path, earlier, ())

    def place(self, path: Path, trigger: Trigger, said: tuple[str, ...]) -> None:
        """Beside its conditions the event says only what has a meaning there."""
        for key in ("on_later_day", "on_same_day", "pairs_by", "after"):
            if getattr(trigger, key) and key not in said:
                self.fault(
                    path,
                    f"'{key}' siger intet om '{trigger.event}' her.",
                    f"'{key}' says nothing of '{trigger.event}' here.",
                    text=key,
                )

    def fact(self, path: Path, kind: str, fact: str) -> None:
        """An event of that kind can carry the fact."""
        event = self.standard.events.get(kind)
        if event is not None and fact not in event.facts:
            self.fault(
                path,
                f"Hændelsen '{kind}' har ikke oplysningen '{fact}'.",
                f"The event '{kind}' has no fact '{fact}'.",
                text=fact,
            )

    def impossible(self, trigger: Trigger, condition: Condition) -> set[object]:
        """The values of a condition that the fact never has."""
        return impossible_values(self.standard, trigger.event, condition)

    def possible(self, trigger: Trigger) -> bool:
        """Whether such an event can happen at all."""
        if trigger.event not in vocabulary():
            return False
        left: dict[str, frozenset[object]] = {}
        for condition in trigger.conditions:
            if condition.among is not None:
                among = condition.among - self.impossible(trigger, condition)
                left[condition.fact] = left.get(condition.fact, among) & among
        for condition in trigger.conditions:
            if condition.fact in left:
                left[condition.fact] -= condition.not_among
        return all(left.values())

    def _raw(self, key: str) -> list[dict[str, object]]:
        items = self.reader.root.data.get(key)
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    def section(self, path: Path, number: str, numbers: set[str]) -> None:
        """The standard has such a section."""
        if number and number not in numbers:
            self.fault(
                (*path, "section"),
                f"Afsnit '{number}' findes ikke i standarden.",
                f"Section '{number}' does not exist in the standard.",
            )

    def requirements(self, path: Path, names: tuple[str, ...]) -> None:
        """Each is written as an id of the register is."""
        for name in names:
            if not _REQUIREMENT.fullmatch(name):
                self.fault(
                    (*path, "requirements"),
                    f"'{name}' er ikke et krav som KS-3.5-1.",
                    f"'{name}' is no requirement such as KS-3.5-1.",
                    text=name,
                )

    def known(self, path: Path, key: str, names: Iterable[str], known: set[str], da: str, en: str) -> None:
        """Each name stands in the list that it points into."""
        for name in names:
            if name not in known:
                self.fault((*path, key), f"'{name}' er ikke en kendt {da}.", f"'{name}' is no known {en}.", text=name)


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
