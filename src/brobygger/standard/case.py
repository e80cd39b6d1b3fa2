"""A timeline laid out for counting: events by kind, letters with their receipts, facts of the case."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from brobygger.standard.clocks import ClockVersion, Trigger, Undoing, whole_number
from brobygger.standard.courses import CourseKind, course_of
from brobygger.standard.events import BEGINNING, END_OF_DAY, At, Happening
from brobygger.standard.known import LETTER_DELIVERED, LETTER_FAILED, LETTER_SENT
from brobygger.standard.model import Standard
from brobygger.standard.naming import name_decisions, same
from brobygger.standard.receipt import presumed_deliveries, without_failed


class Case:
    """What is asked about one timeline while its deadlines are worked out."""

    def __init__(self, happenings: list[Happening], standard: Standard, course: CourseKind | None = None) -> None:
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
        self._course = (course or course_of(by_kind)).id
        name_decisions(by_kind)
        if LETTER_SENT in by_kind:
            self._settle_letters()
        for turn in standard.turns:
            if turn.event in by_kind:
                self._take_turns(turn.event, turn.fact, turn.values, turn.since)
        self._undone = self._taken_back()
        self._closed = self._moments(standard.round_ends)
        self._round_ends = sorted({*self._closed, *self._moments(standard.counts_anew_after)})

    @property
    def kinds(self) -> Iterable[str]:
        """The kinds of event on the timeline, with the receipts that are presumed."""
        return self._by_kind

    def _settle_letters(self) -> None:
        """A letter that failed was not sent; one without a receipt has a presumed one."""
        by_kind = self._by_kind
        sent = without_failed(by_kind[LETTER_SENT], by_kind.get(LETTER_FAILED, []))
        by_kind[LETTER_SENT] = sent
        delivered = by_kind.get(LETTER_DELIVERED, [])
        presumed = presumed_deliveries(sent, delivered, self.standard.receipts, self.standard.calendar)
        if presumed:
            by_kind[LETTER_DELIVERED] = sorted(delivered + presumed, key=lambda letter: letter.at)

    def _take_turns(self, kind: str, fact: str, values: tuple[Any, ...], since: str) -> None:
        """Give events that do not say which one they are the first turn that is still open."""
        filled = []
        begins = [happening.at for happening in self._by_kind.get(since, ())]
        taken: dict[int, set[Any]] = {}
        for happening in self._by_kind[kind]:
            value = happening.facts.get(fact)
            if isinstance(value, int | str):
                taken.setdefault(_round_of(begins, happening.at), set()).add(value)
        for happening in self._by_kind[kind]:
            used = taken.setdefault(_round_of(begins, happening.at), set())
            if happening.facts.get(fact) is None:
                turn = next((value for value in values if value not in used), None)
                used.add(turn)
                happening = happening.saying({**happening.facts, fact: turn or 0})
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
        if other.at <= happening.at or not same(trigger.pairs_by, happening, other):
            return False
        if trigger.on_later_day if other.on == happening.on else trigger.on_same_day:
            return False
        if _names(undoing, other, happening):
            return True
        parting = self.first(undoing.unless_between, happening.at)
        return parting is None or parting.at > other.at

    def _moments(self, triggers: tuple[Trigger, ...]) -> list[At]:
        return [
            happening.at
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
                        and self._is_ready(version, trigger, happening)
                    ):
                        found.append((happening, version))
        if len(found) > 1:
            found.sort(key=lambda pair: pair[0].at)
        return found

    def _is_ready(self, version: ClockVersion, trigger: Trigger, start: Happening) -> bool:
        """What starts a clock only ``after`` something else (a yes that came later) counts when that came in time."""
        if not trigger.after:
            return True
        ready = self.first(trigger.after, start.at)
        due_on = self.due_on(version, start.on, start.facts)
        return ready is not None and (due_on is None or ready.on <= due_on)

    def holds_for(self, version: ClockVersion, start: Happening) -> bool:
        """Whether the clock runs in this kind of course, and holds for this citizen as far as it is known."""
        if self._course not in version.courses:
            return False
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
        begun = (event.at for kind in rule.until for event in self._by_kind.get(kind, ()))
        if any(origin.at < moment < start.at for moment in begun):
            due_on = self.due_on(version, origin.on, start.facts)
            if due_on is not None and due_on < start.on:
                return start
        return origin

    def _origin(self, trigger: Trigger, start: Happening, ends: list[At]) -> Happening | None:
        """The first such event since the last of ``ends`` before the start."""
        since = max((end for end in ends if end < start.at), default=BEGINNING)
        for event in self._by_kind.get(trigger.event, ()):
            if since < event.at <= start.at and trigger.matches(event.facts):
                return event
        return None

    def met_from(self, version: ClockVersion, start: Happening, counted: Happening) -> At:
        """The moment after which something can meet a deadline: that of the event counted from, or earlier.

        An appeal may come before the letter: from the day it was sent, where its receipt is only presumed,
        and from the day of the decision, when that was told at the meeting.
        """
        sent_on = start.facts.get("presumed_from")
        first_day = min(counted.on, sent_on) if isinstance(sent_on, date) else counted.on
        before = [event.at for event in self._by_kind.get(version.met_since, ()) if event.on <= first_day]
        if before:
            return max(before)
        return (first_day, 0) if version.met_since or first_day < counted.on else counted.at

    def due_on(self, version: ClockVersion, start: date, facts: Any) -> date | None:
        """The version's due date from ``start``; None where it is unknown or past the end of the calendar."""
        try:
            return version.due_on(self.standard.calendar, start, facts)
        except (OverflowError, ValueError):
            return None

    def round_began(self, moment: At) -> At:
        """When the round before the one of ``moment`` ended; else before all."""
        return max((end for end in self._round_ends if end < moment), default=BEGINNING)

    def round_end(self, start: At, position: int) -> tuple[int, At | None]:
        """The end of the round that begins with ``start``, looking from the ``position``-th end on."""
        for index in range(position, len(self._round_ends)):
            if self._round_ends[index] > start:
                return index, self._round_ends[index]
        return len(self._round_ends), None

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
        found.sort(key=lambda happening: happening.at)
        return found

    def first_stop(self, version: ClockVersion, start: Happening) -> Happening | None:
        """What stops a deadline first, after its start.

        What was taken back stops nothing. What names another start does not stop this one: an appeal that is
        withdrawn leaves the others standing.
        """
        stops = [
            happening
            for trigger in version.voided_by
            for happening in self._by_kind.get(trigger.event, ())
            if happening.at > start.at
            and not (trigger.on_later_day and happening.on == start.on)
            and trigger.matches(happening.facts)
            and same(trigger.pairs_by, start, happening)
            and id(happening) not in self._undone
            and self.may_concern(version, start, happening)
        ]
        return min(stops, key=lambda happening: happening.at, default=None)

    def departures(self, version: ClockVersion, start: Happening, counted: At) -> list[tuple[At, Happening]]:
        """The choices that may depart from a deadline, each with the moment from which it counts.

        A choice that asks for something ``after`` which it may be made (the decision) counts from then on.
        """
        found = []
        for trigger in version.departed_by:
            ready = self.first(trigger.after, self.round_began(counted)) if trigger.after else None
            if trigger.after and ready is None:
                continue
            for choice in self._by_kind.get(trigger.event, ()):
                if choice.at > counted and trigger.matches(choice.facts) and self.may_concern(version, start, choice):
                    found.append((max(choice.at, ready.at) if ready else choice.at, choice))
        found.sort(key=lambda pair: pair[0])
        return found

    def is_taken_back(self, version: ClockVersion, start: Happening, choice: Happening, until: At) -> bool:
        """Whether a choice was taken back, after it was made and while the deadline could still be met."""
        return any(
            choice.at < other.at <= until
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
            rival.at <= other.at and rival.facts.get(version.named_by) == name
            for trigger in version.starts
            for rival in self._by_kind.get(trigger.event, ())
        )

    def first(self, triggers: tuple[Trigger, ...], moment: At) -> Happening | None:
        """The first event after ``moment`` that one of the triggers asks for."""
        best: Happening | None = None
        for trigger in triggers:
            for happening in self._by_kind.get(trigger.event, ()):
                if happening.at > moment and trigger.matches(happening.facts):
                    if best is None or happening.at < best.at:
                        best = happening
                    break
        return best

    def first_later(self, triggers: tuple[Trigger, ...], day: date) -> list[Happening]:
        """All that the triggers ask for on the first later day on which anything does, in its order."""
        first = self.first(triggers, (day, END_OF_DAY))
        return [event for event in self.all(triggers) if event.on == first.on] if first is not None else []


def _round_of(begins: list[At], moment: At) -> int:
    return sum(begin <= moment for begin in begins)


def _names(undoing: Undoing, one: Happening, other: Happening) -> bool:
    """Whether one event says that it came in the place of the other."""
    for fact, name in undoing.newer_names:
        told = one.facts.get(fact)
        if told is not None and told == other.facts.get(name):
            return True
    return False
