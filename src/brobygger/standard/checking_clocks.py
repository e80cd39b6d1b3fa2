"""What must hold for the clocks of a standard file: each can start, can be met, and comes to an end."""

import re
from datetime import date

from brobygger.standard.checking_base import Checker
from brobygger.standard.checking_facts import wrong_lengths
from brobygger.standard.clocks import ClockVersion
from brobygger.standard.source_lines import Path

# What a clock may say only if it runs at each start: elsewhere it would be read and never asked.
_AT_EACH_START = ("pairs_by", "named_by", "one_meets_all", "in_time_first", "met_since", "counted_from")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


_SAID_IN = {
    "starts": ("after",),
    "departed_by": ("after",),
    "departure_undone_by": ("pairs_by",),
    "voided_by": ("on_later_day", "pairs_by"),
}


class ClockCheck(Checker):
    """The checks of clocks."""

    def run(self) -> None:
        """Write down the faults of every clock."""
        self.lines = {line.id for line in self.standard.lines}
        for version, path in self.versions():
            self.clock(version, path)
        self.overlaps()
        self.cycles()

    def clock(self, version: ClockVersion, path: Path) -> None:
        """Known events and facts, and something that can start it and something that can meet it."""
        if version.id and not _NAME.fullmatch(version.id):
            self.fault(
                (*path, "id"),
                f"'{version.id}' er ikke et navn af små bogstaver, tal og bindestreger.",
                f"'{version.id}' is no name of small letters, digits and hyphens.",
            )
        for key in ("starts", "met_by", "departed_by", "departure_undone_by", "voided_by"):
            for trigger in getattr(version, key):
                self.trigger((*path, key), trigger)
        if version.counted_from is not None:
            self.trigger((*path, "counted_from"), version.counted_from.trigger)
            for kind in version.counted_from.until:
                self.event((*path, "counted_from"), kind)
        if version.met_since:
            self.event((*path, "met_since"), version.met_since)
        self.named_facts(version, path)
        self.combinations(version, path)
        self.places(version, path)
        self.known((*path,), "law_for", [line for line, _law in version.law_by_line], self.lines, "linje", "line")
        if not any(self.possible(trigger) for trigger in version.starts):
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

    def named_facts(self, version: ClockVersion, path: Path) -> None:
        """Facts that a clock reads are facts that its events have."""
        for key, within in (("within", version.within), ("or_within", version.or_within)):
            for trigger in version.starts if within is not None and within.fact else ():
                self.fact((*path, key), trigger.event, within.fact or "" if within else "")
        for key, name, fault in wrong_lengths(version):
            self.fault((*path, key), fault.da, fault.en, text=name)
        for fact in (*version.pairs_by, *([version.named_by] if version.named_by else [])):
            for triggers in (version.starts, version.met_by):
                events = [self.standard.events.get(trigger.event) for trigger in triggers]
                if all(event is not None and fact not in event.facts for event in events):
                    key = "pairs_by" if fact in version.pairs_by else "named_by"
                    self.fault(
                        (*path, key),
                        f"Oplysningen '{fact}' i '{key}' findes ikke på begge sider af uret '{version.id}'.",
                        f"The fact '{fact}' in '{key}' is not on both sides of the clock '{version.id}'.",
                        text=fact,
                    )
        for stop in version.voided_by:
            for fact in stop.pairs_by:
                self.fact((*path, "voided_by"), stop.event, fact)

    def combinations(self, version: ClockVersion, path: Path) -> None:
        """What a clock says must mean something for the kind of clock that it is."""
        refused = []
        if version.repeats != "each-start":
            refused = [(key, f'repeats = "{version.repeats}"') for key in _AT_EACH_START if getattr(version, key)]
        if version.one_meets_all:
            refused += [("one_meets_all", key) for key in ("in_time_first", "lapses") if getattr(version, key)]
        if version.departure_undone_by and not version.departed_by:
            refused.append(("departure_undone_by", "departed_by = []"))
        for key, other in refused:
            self.fault(
                (*path, key),
                f"'{key}' kan ikke stå sammen med {other} i uret '{version.id}'.",
                f"'{key}' cannot stand together with {other} in the clock '{version.id}'.",
            )

    def places(self, version: ClockVersion, path: Path) -> None:
        """What an event may say beside its conditions has a meaning in some places only."""
        for key in ("starts", "met_by", "departed_by", "departure_undone_by", "voided_by"):
            for trigger in getattr(version, key):
                self.place((*path, key), trigger, _SAID_IN.get(key, ()))
        if version.counted_from is not None:
            self.place((*path, "counted_from"), version.counted_from.trigger, ())

    def overlaps(self) -> None:
        """Two versions of one clock never hold on the same day."""
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

        Only a clock that says so itself (``repeats = "restarts"`` or ``"renewed"``) begins again where it was met.
        """
        next_of: dict[str, set[str]] = {}
        for clock_id, versions in self.standard.clocks_by_id.items():
            met = {trigger.event for version in versions for trigger in version.met_by}
            next_of[clock_id] = {
                other.id
                for other in self.standard.clocks
                for trigger in other.starts
                if trigger.event in met and not (other.id == clock_id and other.repeats in ("restarts", "renewed"))
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
