"""A timeline laid out for counting: events by kind, letters with their receipts, facts of the case."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from brobygger.standard.clocks import ClockVersion, Trigger, Undoing, whole_number
from brobygger.standard.events import Happening
from brobygger.standard.model import Standard
from brobygger.standard.naming import name_decisions, same
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
        name_decisions(by_kind)
        if "letter.sent" in by_kind:
            self._settle_letters()
        for turn in standard.turns:
            if turn.event in by_kind:
                self._take_turns(turn.event, turn.fact, turn.values, turn.since)
        self._undone = self._taken_back()
        self._closed = self._days(standard.round_ends)
        self._round_ends = sorted({*self._closed, *self._days(standard.counts_anew_after)})

    @property
    def kinds(self) -> Iterable[str]:
        """The kinds of event on the timeline, with the receipts that are presumed."""
        return self._by_kind

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

    def _taken_back(self) -> set[int]:
        """What something later took back: it stops nothing and ends no round; the first day stands."""
        return {
            id(happening)
            for undoing in self.standard.undone
            for happening in self._by_kind.get(undoing.event.event, ())
            if undoing.event.matches(happening.facts)
            and any(
                trigger.matches(other.facts) and self._takes_back(undoing, trigger, other, happening)
                for trigger in undoing.by
                for other in self._by_kind.get(trigger.event, ())
            )
        }

    def _takes_back(self, undoing: Undoing, trigger: Trigger, other: Happening, happening: Happening) -> bool:
        """Whether ``other``, of the right kind, came after what it is to take back and is about the same."""
        if other is happening or other.on < happening.on or not same(trigger.pairs_by, happening, other):
            return False
        on_one_day = other.on == happening.on
        if trigger.on_later_day if on_one_day else trigger.on_same_day:
            return False
        if _names(undoing, other, happening):
            return True
        if on_one_day:
            return not _names(undoing, happening, other)
        parting = self.first_after(undoing.unless_between, happening.on)
        return parting is None or parting.on > other.on

    def _days(self, triggers: tuple[Trigger, ...]) -> list[date]:
        return [
            happening.on
            for trigger in triggers
            for happening in self._by_kind.get(trigger.event, ())
            if trigger.matches(happening.facts) and id(happening) not in self._undone
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
                        and self.holds_for(version, happening)
                    ):
                        found.append((happening, version))
        if len(found) > 1:
            found.sort(key=lambda pair: pair[0].on)
        return found

    def holds_for(self, version: ClockVersion, start: Happening) -> bool:
        """Whether the clock holds for this citizen, as far as it is known."""
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

    def line(self, start: Happening) -> str:
        """The line of treatment of the case, empty while nobody has told it."""
        told = self._fact("line", start)
        return told if isinstance(told, str) else ""

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

    def round_began(self, day: date) -> date:
        """The day on which the round before the one of ``day`` ended, at the latest that day; else the first of all."""
        return max((end for end in self._round_ends if end <= day), default=date.min)

    def round_end(self, start: date, position: int) -> tuple[int, date | None]:
        """The end of the round that begins on ``start``, looking from the ``position``-th end on."""
        for index in range(position, len(self._round_ends)):
            if self._round_ends[index] >= start:
                return index, self._round_ends[index]
        return len(self._round_ends), None

    def ends_round(self, happening: Happening) -> bool:
        """Whether this is what ended a round: a refusal that stands is the decision of the round that it ended."""
        return id(happening) not in self._undone and any(
            trigger.event == happening.kind and trigger.matches(happening.facts)
            for trigger in (*self.standard.round_ends, *self.standard.counts_anew_after)
        )

    def all(self, triggers: Iterable[Trigger]) -> list[Happening]:
        """Every event that one of the triggers asks for, oldest first; each once."""
        asked: dict[str, list[Trigger]] = {}
        for trigger in triggers:
            asked.setdefault(trigger.event, []).append(trigger)
        found = [
            happening
            for kind, those in asked.items()
            for happening in self._by_kind.get(kind, ())
            if any(trigger.matches(happening.facts) for trigger in those)
        ]
        found.sort(key=lambda happening: happening.on)
        return found

    def first_stop(self, version: ClockVersion, start: Happening, *, after: date | None = None) -> Happening | None:
        """What stops a deadline first: on or after its start, or only ``after`` a day.

        What was taken back stops nothing. What names another start does not stop this one: an appeal that is
        withdrawn leaves the others standing.
        """
        stops = [
            happening
            for trigger in version.voided_by
            for happening in self._by_kind.get(trigger.event, ())
            if happening.on >= start.on
            and (after is None or happening.on > after)
            and not (trigger.on_later_day and happening.on == start.on)
            and trigger.matches(happening.facts)
            and same(trigger.pairs_by, start, happening)
            and id(happening) not in self._undone
            and self.may_concern(version, start, happening)
        ]
        return min(stops, key=lambda happening: happening.on, default=None)

    def departures(self, version: ClockVersion, start: Happening, counted: date) -> list[tuple[date, Happening]]:
        """The choices that may depart from a deadline, each with the day from which it counts.

        A choice that asks for something ``after`` which it may be made (the decision) counts from that day on.
        """
        found = []
        for trigger in version.departed_by:
            ready = self.first(trigger.after, self.round_began(counted)) if trigger.after else None
            if trigger.after and ready is None:
                continue
            for choice in self._by_kind.get(trigger.event, ()):
                if choice.on >= counted and trigger.matches(choice.facts) and self.may_concern(version, start, choice):
                    found.append((max(choice.on, ready.on) if ready else choice.on, choice))
        found.sort(key=lambda pair: pair[0])
        return found

    def is_taken_back(self, version: ClockVersion, start: Happening, choice: Happening, until: date) -> bool:
        """Whether a choice was taken back, from its own day on and while the deadline could still be met."""
        return any(
            choice.on <= other.on <= until
            and trigger.matches(other.facts)
            and same(trigger.pairs_by, choice, other)
            and self.may_concern(version, start, other)
            for trigger in version.departure_undone_by
            for other in self._by_kind.get(trigger.event, ())
        )

    def may_concern(self, version: ClockVersion, start: Happening, other: Happening) -> bool:
        """Whether an event may be about that start: where both name something, it is the same.

        What names by ``named_by`` another start that had come by then is about that one; a doctor who rules out
        one need says nothing about the other.
        """
        if not same(version.pairs_by, start, other):
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


def _names(undoing: Undoing, one: Happening, other: Happening) -> bool:
    """Whether one event says that it came in the place of the other."""
    for fact, name in undoing.newer_names:
        told = one.facts.get(fact)
        if told is not None and told == other.facts.get(name):
            return True
    return False
