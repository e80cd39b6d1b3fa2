"""A second reckoning of the same deadlines, slow and plain, written to be held against the first.

It walks event by event through what happened, as a clerk would with a calendar, and shares nothing with the engine but
the standard file as it was read, the corrected timeline, and which days are working days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from brobygger.standard import ClockVersion
from brobygger.standard.events import At, Happening
from tests.standard.naive_desk import Desk
from tests.standard.naive_words import (
    DAY,
    agree,
    count,
    is_asked_for,
    rhythm_fact,
    weeks_told,
    within,
)

Told = tuple[str, date, date, date | None, date | None, date | None, str]


@dataclass
class Slip:
    """A deadline on a slip of paper: what began it, and what has been noted on it so far."""

    rule: ClockVersion
    start: Happening
    counted: Happening
    due: date
    met: Happening | None = None
    stopped: Happening | None = None
    round_over: Happening | None = None


class Clerk(Desk):
    """Counts, event by event, what the desk has in order."""

    # counting

    def _due(self, rule: ClockVersion, day: date, facts: Mapping[str, Any]) -> date | None:
        due = count(self.standard.calendar, rule.within, day, facts)
        if due is None and rule.or_within is not None:
            due = count(self.standard.calendar, rule.or_within, day, facts)
        while due is not None and rule.weekend == "next-working-day" and not self.standard.calendar.is_working_day(due):
            due += DAY
        return due

    def _known(self, name: str, start: Happening, *, later: bool) -> Any:
        if start.facts.get(name) is not None:
            return start.facts[name]
        told = [e for e in self.written if isinstance(e.facts.get(name), str | int)]
        until = [e.facts[name] for e in told if e.on <= start.on]
        after = [e.facts[name] for e in told if e.on > start.on]
        return until[-1] if until else after[0] if after and later else None

    def _for(self, rule: ClockVersion, start: Happening) -> bool:
        kinds = {e.kind for e in self.written}
        of_a_relative = "relative-inquiry.received" in kinds and "inquiry.received" not in kinds
        if ("relative" if of_a_relative else "treatment") not in rule.courses:
            return False
        age = self._known("age", start, later=False)
        too_young = isinstance(age, int) and rule.age_from is not None and age < rule.age_from
        return not (
            (rule.lines and self._known("line", start, later=True) not in rule.lines)
            or (rule.not_lines and self._known("line", start, later=False) in rule.not_lines)
            or (rule.units and self._known("unit", start, later=True) not in (*rule.units, None))
            or too_young
        )

    def _slip(self, rule: ClockVersion, start: Happening) -> Slip | None:
        counted = start
        if rule.counted_from is not None:
            for refusals in (False, True):  # the later one found goes before the earlier
                since = self._round_began(start.at, refusals=refusals)
                earlier = [
                    e for e in self.events if since < e.at <= start.at and is_asked_for(e, rule.counted_from.trigger)
                ]
                counted = earlier[0] if earlier else counted
            begun = [e for e in self.events if e.kind in rule.counted_from.until and counted.at < e.at < start.at]
            past = self._due(rule, counted.on, start.facts)
            if counted is not start and begun and past is not None and past < start.on:
                counted = start
        due = self._due(rule, counted.on, start.facts)
        return Slip(rule, start, counted, due) if due is not None else None

    # which event is about which slip

    def _about(self, slip: Slip, event: Happening) -> bool:
        if not agree(slip.rule.pairs_by, slip.start, event):
            return False
        fact = slip.rule.named_by
        if not fact or event.facts.get(fact) is None or event.facts.get(fact) == slip.start.facts.get(fact):
            return True
        rivals = [e for e in self.events if any(e.kind == t.event for t in slip.rule.starts) and e.at <= event.at]
        return all(rival.facts.get(fact) != event.facts[fact] for rival in rivals)

    def _stops(self, rule: ClockVersion, start: Happening, event: Happening) -> bool:
        """Whether the event stops what that start began."""
        slip = Slip(rule, start, start, start.on)
        return (
            event.at > start.at
            and event not in self.fallen
            and self._about(slip, event)
            and any(
                is_asked_for(event, t)
                and not (t.on_later_day and event.on == start.on)
                and agree(t.pairs_by, start, event)
                for t in rule.voided_by
            )
        )

    def _stop(self, rule: ClockVersion, start: Happening) -> Happening | None:
        return next((event for event in self.events if self._stops(rule, start, event)), None)

    def _meets(self, rule: ClockVersion, event: Happening) -> bool:
        return any(is_asked_for(event, t) for t in rule.met_by)

    # the kinds of clock, each a walk through what happened

    def slips(self, clock: str) -> list[Slip]:
        """The slips of a clock, in the order in which they were begun."""
        versions = self.standard.clocks_by_id[clock]
        kind = versions[0].repeats
        walk = {"once": self._once, "each-start": self._each, "restarts": self._chain, "renewed": self._renewed}[kind]
        return walk(versions)

    def _starts(self, versions: Sequence[ClockVersion], event: Happening) -> list[tuple[ClockVersion, Happening]]:
        return [
            (rule, event)
            for rule in versions
            for t in rule.starts
            if within(event.on, rule.valid_from, rule.valid_to)
            and is_asked_for(event, t)
            and self._for(rule, event)
            and self._ready(rule, t, event)
        ]

    def _ready(self, rule: ClockVersion, trigger: Any, start: Happening) -> bool:
        """What counts only after something else has come, counts when that came in time."""
        if not trigger.after:
            return True
        due = self._due(rule, start.on, start.facts)
        came = [e for e in self.events if e.at > start.at and any(is_asked_for(e, t) for t in trigger.after)]
        return bool(came) and (due is None or came[0].on <= due)

    def _once(self, versions: Sequence[ClockVersion]) -> list[Slip]:
        slips: list[Slip] = []
        over = self._over()
        under_way, current = False, None
        for event in self.events:
            starts = self._starts(versions, event)
            begins = bool(starts) and not under_way
            slip = self._slip(*starts[0]) if begins else None
            for old in slips:
                if old.met is None and old.stopped is None:
                    if old is slips[-1] and slip is None and self._meets(old.rule, event):
                        old.met = event
                    elif self._stops(old.rule, old.start, event):
                        old.stopped = event
            if begins:
                under_way, current = True, slip
                slips += [slip] if slip else []
            elif event in over and under_way:
                if current is not None:
                    current.round_over = event
                under_way, current = False, None
        return slips

    def _each(self, versions: Sequence[ClockVersion]) -> list[Slip]:
        begun = [pair for event in self.events for pair in self._starts(versions, event)]
        slips = [slip for rule, e in begun if (slip := self._slip(rule, e)) is not None]
        for slip in slips:
            slip.stopped = self._stop(slip.rule, slip.start)
        for event in self.events:
            asked = [
                s
                for s in slips
                if self._meets(s.rule, event)
                and s.met is None
                and event.at > self._open_from(s)
                and (s.stopped is None or event.at <= s.stopped.at)
                and self._about(s, event)
            ]
            rule = versions[0]
            if rule.lapses or rule.in_time_first:
                asked = ([s for s in asked if event.on <= s.due] or asked[-1:])[:1]
            for slip in asked if rule.one_meets_all else asked[:1]:
                slip.met = event
        for slip in slips:
            slip.stopped = None if slip.met else slip.stopped
        return slips

    def _open_from(self, slip: Slip) -> At:
        sent = slip.start.facts.get("presumed_from")
        day = min(slip.counted.on, sent) if isinstance(sent, date) else slip.counted.on
        whole_day = bool(slip.rule.met_since) or day < slip.counted.on
        known = [e.at for e in self.events if e.kind == slip.rule.met_since and e.on <= day]
        return max(known, default=(day, 0) if whole_day else slip.counted.at)

    def _version(self, versions: Sequence[ClockVersion], start: Happening) -> ClockVersion | None:
        for rule in versions:
            if within(start.on, rule.valid_from, rule.valid_to):
                return rule if self._for(rule, start) else None
        return None

    def _next_day(self, rule: ClockVersion, start: Happening) -> list[Happening]:
        """What meets the clock on the first later day on which anything does, before it is stopped."""
        meets = [e for e in self.events if e.on > start.on and self._meets(rule, e)]
        stop = self._stop(rule, start)
        return [e for e in meets if e.on == meets[0].on and (stop is None or e.at <= stop.at)]

    def _chain(self, versions: Sequence[ClockVersion]) -> list[Slip]:
        slips: list[Slip] = []
        free: At = (date.min, 0)
        for event in self.events:
            starts = self._starts(versions, event)
            if not starts or event.at <= free:
                continue
            running = self._slip(*starts[0])
            free = event.at
            while running is not None:
                slips.append(running)
                stop = self._stop(running.rule, running.start)
                meets = self._next_day(running.rule, running.start)
                if not meets:
                    running.stopped = stop
                    free = stop.at if stop else (date.max, 0)
                    break
                running.met = meets[0]
                good = [(rule, e) for e in meets if (rule := self._version(versions, e))]
                rule, carrier = good[-1] if good else (None, meets[-1])
                stop = self._stop(rule or running.rule, carrier)
                ends = stop is not None and stop.on == carrier.on
                free = stop.at if stop is not None and ends else carrier.at
                running = self._slip(rule, carrier) if rule and not ends else None
        return slips

    def _renewed(self, versions: Sequence[ClockVersion]) -> list[Slip]:
        slips: list[Slip] = []
        weeks, last = None, None
        for day in sorted({event.on for event in self.events}):
            starts = [pair for event in self.events if event.on == day for pair in self._starts(versions, event)]
            for rule, event in starts:
                stop = self._stop(rule, last) if last else None
                if stop is not None and stop.at < event.at:
                    weeks = None
                last = event
                told = weeks_told(rule, event.facts)
                weeks = weeks if told is None else told
            fresh = [slip for rule, e in starts if (slip := self._slip(rule, e))]
            if not fresh and weeks is not None:
                held = [(r, e) for r, e in starts if self._meets(r, e)]
                copies = [(r, e.saying({**e.facts, rhythm_fact(r): weeks})) for r, e in held]
                fresh = [slip for rule, e in copies if (slip := self._slip(rule, e))]
            slips += fresh[-1:]
        for slip, newer in zip(slips, [*slips[1:], None], strict=False):
            meets = self._next_day(slip.rule, slip.start)
            slip.met = meets[0] if meets else None
            slip.stopped = None if meets else self._stop(slip.rule, slip.start)
            ended = slip.met or slip.stopped
            if newer is not None and (ended is None or ended.on > newer.start.on):
                slip.met, slip.stopped = None, newer.start
        return slips

    # what depart, and what is told in the end

    def _departed(self, slip: Slip) -> date | None:
        never: At = (date.max, 0)
        stopped = slip.stopped.at if slip.stopped else never
        ended = min(e.at if e else never for e in (slip.met, slip.stopped, slip.round_over))
        best: date | None = None
        for trigger in slip.rule.departed_by:
            since = self._round_began(slip.counted.at)
            decided = [e.at for e in self.events if e.at > since and any(is_asked_for(e, t) for t in trigger.after)]
            for choice in self.events:
                if choice.at <= slip.counted.at or not is_asked_for(choice, trigger) or not self._about(slip, choice):
                    continue
                if trigger.after and not decided:
                    continue
                moment = max(choice.at, min(decided)) if trigger.after else choice.at
                taken = any(
                    choice.at < e.at <= ended
                    and is_asked_for(e, t)
                    and agree(t.pairs_by, choice, e)
                    and self._about(slip, e)
                    for e in self.events
                    for t in slip.rule.departure_undone_by
                )
                if not taken and moment[0] <= slip.due and moment <= stopped:
                    best = min(best or moment[0], moment[0])
        return best

    def told(self, as_of: date) -> list[Told]:
        """Every deadline: clock, counted from, due, met, departed, stopped, state."""
        found = []
        for clock in self.standard.clocks_by_id:
            for slip in self.slips(clock):
                departed = self._departed(slip)
                met = slip.met.on if slip.met else None
                stopped = slip.stopped.on if slip.stopped else None
                if met and met <= slip.due:
                    state, departed = "met", None
                elif departed:
                    state = "departed"
                elif stopped and stopped <= slip.due:
                    state = "void"
                elif met:
                    state = "met-late"
                elif as_of > slip.due:
                    state = "void" if slip.rule.lapses else "late"
                else:
                    practical = slip.due
                    while slip.rule.answers != "citizen" and not self.standard.calendar.is_open(practical):
                        practical -= DAY
                    act_by = max(practical, min(slip.start.on, slip.due))
                    state = "due" if as_of >= act_by else "running"
                key = slip.rule.version
                found.append((key, slip.counted.on, slip.due, met, departed, stopped, state))
        return sorted(found, key=str)
