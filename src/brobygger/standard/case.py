"""A timeline laid out for counting: events by kind, letters with their receipts, facts of the case."""

from datetime import date
from typing import Any

from brobygger.standard.clocks import ClockVersion, Trigger, whole_number
from brobygger.standard.events import Happening
from brobygger.standard.model import Standard
from brobygger.standard.receipt import presumed_deliveries, without_failed


class Case:
    """What is asked about one timeline while its deadlines are worked out."""

    def __init__(self, happenings: list[Happening], standard: Standard) -> None:
        self.standard = standard
        self._happenings = happenings
        by_kind: dict[str, list[Happening]] = {}
        for happening in happenings:
            known = by_kind.get(happening.kind)
            if known is None:
                by_kind[happening.kind] = [happening]
            else:
                known.append(happening)
        self._by_kind = by_kind
        if "letter.sent" in by_kind:
            self._settle_letters()
        for turn in standard.turns:
            if turn.event in by_kind:
                self._take_turns(turn.event, turn.fact, turn.values, turn.since)
        self._closed = self._days(standard.round_ends)
        self._round_ends = sorted(self._closed + self._days(standard.counts_anew_after))

    def _settle_letters(self) -> None:
        """A letter that failed was not sent; one without a receipt has a presumed one."""
        by_kind = self._by_kind
        sent = without_failed(by_kind["letter.sent"], by_kind.get("letter.failed", []))
        by_kind["letter.sent"] = sent
        delivered = by_kind.get("letter.delivered", [])
        presumed = presumed_deliveries(sent, delivered, self.standard.receipts, self.standard.calendar)
        if presumed:
            by_kind["letter.delivered"] = sorted(delivered + presumed, key=lambda letter: letter.on)

    def _take_turns(self, kind: str, fact: str, values: tuple[Any, ...], since: str) -> None:
        """Give events that do not say which one they are the first turn that is still open."""
        filled = []
        begins = [happening.on for happening in self._by_kind.get(since, ())]
        taken: dict[int, set[Any]] = {}
        for happening in self._by_kind[kind]:
            value = happening.facts.get(fact)
            if isinstance(value, int | str):
                taken.setdefault(_round_of(begins, happening.on), set()).add(value)
        for happening in self._by_kind[kind]:
            used = taken.setdefault(_round_of(begins, happening.on), set())
            if happening.facts.get(fact) is None:
                turn = next((value for value in values if value not in used), None)
                used.add(turn)
                happening = Happening(kind, happening.on, {**happening.facts, fact: turn or 0})
            filled.append(happening)
        self._by_kind[kind] = filled

    def _days(self, triggers: tuple[Trigger, ...]) -> list[date]:
        return [
            happening.on
            for trigger in triggers
            for happening in self._by_kind.get(trigger.event, ())
            if trigger.matches(happening.facts)
        ]

    def starts(self, versions: tuple[ClockVersion, ...]) -> list[tuple[Happening, ClockVersion]]:
        """What starts a clock, oldest first, each with the version of its day."""
        found = []
        for version in versions:
            for trigger in version.starts:
                for happening in self._by_kind.get(trigger.event, ()):
                    if (
                        version.covers(happening.on)
                        and trigger.matches(happening.facts)
                        and self._holds_for(version, happening)
                    ):
                        found.append((happening, version))
        if len(found) > 1:
            found.sort(key=lambda pair: pair[0].on)
        return found

    def _holds_for(self, version: ClockVersion, start: Happening) -> bool:
        if version.lines and self._fact("line", start) not in version.lines:
            return False
        if version.not_lines and self._fact("line", start, told_later=False) in version.not_lines:
            return False
        if version.age_from is not None:
            age = whole_number(self._fact("age", start, told_later=False))
            if age is not None and age < version.age_from:
                return False
        if version.units and self._fact("unit", start) not in version.units | {None}:
            return False
        kinds = version.kinds_of_treatment
        return not kinds or self._fact("kind_of_treatment", start) in kinds | {None}

    def _fact(self, name: str, start: Happening, *, told_later: bool = True) -> Any:
        """A fact of the case as known at the start, else as first told after it; None when never told.

        What excludes is read without ``told_later``: a later event may let a clock run, but never takes back
        a start that stood.
        """
        value = start.facts.get(name)
        if value is not None:
            return value if isinstance(value, str | int) else None
        for happening in self._happenings:
            if happening.on > start.on and (value is not None or not told_later):
                break
            told = happening.facts.get(name)
            if isinstance(told, str | int):
                value = told
        return value

    def counted_from(self, version: ClockVersion, start: Happening) -> Happening:
        """The event whose day is counted from: the start, or the earlier one that the clock names."""
        rule = version.counted_from
        if rule is None:
            return start
        origin = self._origin(rule.trigger, start, self._round_ends) or self._origin(rule.trigger, start, self._closed)
        if origin is None:
            return start
        begun = (event.on for kind in rule.until for event in self._by_kind.get(kind, ()))
        if any(origin.on <= day <= start.on for day in begun):
            due_on = self.due_on(version, origin.on, start.facts)
            if due_on is not None and due_on < start.on:
                return start
        return origin

    def _origin(self, trigger: Trigger, start: Happening, ends: list[date]) -> Happening | None:
        """The first such event since the last of ``ends`` before the start."""
        since = max((end for end in ends if end < start.on), default=date.min)
        for event in self._by_kind.get(trigger.event, ()):
            if since <= event.on <= start.on and trigger.matches(event.facts):
                return event
        return None

    def met_from(self, version: ClockVersion, start: Happening, counted: Happening) -> date:
        """The first day on which something can meet a deadline: the day counted from, or earlier.

        An appeal may come before the letter: from the day it was sent, where its receipt is only presumed,
        and from the day of the decision, when that was told at the meeting.
        """
        sent_on = start.facts.get("presumed_from")
        days = [counted.on, sent_on if isinstance(sent_on, date) else counted.on]
        before = [event.on for event in self._by_kind.get(version.met_since, ()) if event.on <= min(days)]
        return max(before) if before else min(days)

    def due_on(self, version: ClockVersion, start: date, facts: Any) -> date | None:
        """The version's due date from ``start``; None where it is unknown or past the end of the calendar."""
        try:
            return version.due_on(self.standard.calendar, start, facts)
        except (OverflowError, ValueError):
            return None

    def round_end(self, start: date, position: int) -> tuple[int, date | None]:
        """The end of the round that begins on ``start``, looking from the ``position``-th end on."""
        for index in range(position, len(self._round_ends)):
            if self._round_ends[index] >= start:
                return index, self._round_ends[index]
        return len(self._round_ends), None

    def all(self, triggers: tuple[Trigger, ...]) -> list[Happening]:
        """Every event that one of the triggers asks for, oldest first."""
        found = [
            happening
            for trigger in triggers
            for happening in self._by_kind.get(trigger.event, ())
            if trigger.matches(happening.facts)
        ]
        found.sort(key=lambda happening: happening.on)
        return found

    def first_stop(self, version: ClockVersion, start: Happening, *, after: date | None = None) -> Happening | None:
        """What stops a deadline first: on or after its start, or only ``after`` a day.

        What names another start does not stop this one: an appeal that is withdrawn leaves the others standing.
        """
        stops = [
            happening
            for trigger in version.voided_by
            for happening in self._by_kind.get(trigger.event, ())
            if happening.on >= start.on
            and (after is None or happening.on > after)
            and not (trigger.on_later_day and happening.on == start.on)
            and trigger.matches(happening.facts)
            and self.may_concern(version, start, happening)
        ]
        return min(stops, key=lambda happening: happening.on, default=None)

    def may_concern(self, version: ClockVersion, start: Happening, other: Happening) -> bool:
        """Whether an event may be about that start: where both name something, it is the same.

        What names by ``named_by`` another start that had come by then is about that one; a doctor who rules out
        one need says nothing about the other.
        """
        for fact in version.pairs_by:
            one, two = start.facts.get(fact), other.facts.get(fact)
            if one is not None and two is not None and one != two:
                return False
        name = other.facts.get(version.named_by) if version.named_by else None
        if name is None or start.facts.get(version.named_by) == name:
            return True
        return not any(
            rival.on <= other.on and rival.facts.get(version.named_by) == name
            for trigger in version.starts
            for rival in self._by_kind.get(trigger.event, ())
        )

    def first(self, triggers: tuple[Trigger, ...], day: date) -> Happening | None:
        """The first event on or after ``day`` that one of the triggers asks for."""
        best: Happening | None = None
        for trigger in triggers:
            for happening in self._by_kind.get(trigger.event, ()):
                if happening.on >= day and trigger.matches(happening.facts):
                    if best is None or happening.on < best.on:
                        best = happening
                    break
        return best

    def first_after(self, triggers: tuple[Trigger, ...], day: date) -> Happening | None:
        """The first event after ``day`` that one of the triggers asks for."""
        best: Happening | None = None
        for trigger in triggers:
            for happening in self._by_kind.get(trigger.event, ()):
                if happening.on > day and trigger.matches(happening.facts):
                    if best is None or happening.on < best.on:
                        best = happening
                    break
        return best


def _round_of(begins: list[date], day: date) -> int:
    return sum(begin <= day for begin in begins)
