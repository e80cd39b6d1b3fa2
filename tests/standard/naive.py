"""A second reckoning of the same deadlines, slow and plain, written to be held against the first.

It walks day by day through what happened, as a clerk would with a calendar, and shares nothing with the engine but the
standard file as it was read, the corrected timeline, and which days are working days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from brobygger.standard import ClockVersion, Standard
from brobygger.standard.events import Happening
from tests.standard.naive_words import (
    DAY,
    NOTHING,
    agree,
    count,
    is_asked_for,
    one_letter,
    rhythm_fact,
    weeks_told,
    within,
    working,
)

Told = tuple[str, date, date, date | None, date | None, date | None, str]


@dataclass
class Slip:
    """A deadline on a slip of paper: what began it, and what has been noted on it so far."""

    rule: ClockVersion
    start: Happening
    counted: Happening
    due: date
    met: date | None = None
    stopped: date | None = None
    round_over: date | None = None


@dataclass
class Clerk:
    """One timeline, and the standard by which it is read."""

    standard: Standard
    events: list[Happening]
    fallen: list[Happening] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.written = list(self.events)  # facts of the case are those that somebody wrote down
        self._appeals()
        self._post()
        self._turns()
        self.fallen = [event for event in self.events if any(self._falls(event, rule) for rule in self.standard.undone)]

    # appeals, letters and turns

    def _appeals(self) -> None:
        """An appeal about the 14 days is of no decision; what comes of an appeal is of the decision that it is of."""
        of: dict[Any, Any] = {}
        for place, event in enumerate(self.events):
            if event.kind == "appeal.received":
                decision = "" if event.facts.get("about") == "guarantee" else event.facts.get("decision_id")
                self.events[place] = Happening(event.kind, event.on, {**event.facts, "decision_id": decision})
                of[event.facts.get("appeal_id")] = decision
        for place, event in enumerate(self.events):
            decision = of.get(event.facts.get("appeal_id", "none"))
            if event.kind.startswith("appeal.") and event.kind != "appeal.received" and decision is not None:
                self.events[place] = Happening(event.kind, event.on, {**event.facts, "decision_id": decision})

    def _post(self) -> None:
        letters = [event for event in self.events if event.kind == "letter.sent"]
        for failed in [event for event in self.events if event.kind == "letter.failed"]:
            lost = [letter for letter in letters if letter.on <= failed.on and one_letter(letter, failed)]
            if lost:
                letters.remove(lost[-1])
        self.events = [event for event in self.events if event.kind != "letter.sent" or event in letters]
        for receipt in [event for event in self.events if event.kind == "letter.delivered"]:
            came = [letter for letter in letters if letter.on <= receipt.on and one_letter(letter, receipt)]
            if came:
                letters.remove(came[0])
        for letter in letters:
            for rule in self.standard.receipts:
                if rule.means == letter.facts.get("means") and within(letter.on, rule.valid_from, rule.valid_to):
                    day = letter.on
                    if rule.working_days is not None:
                        day = working(self.standard.calendar, day, rule.working_days)
                    else:
                        while rule.days_by_weekday[day.weekday()] is None:
                            day += DAY
                        day += timedelta(days=rule.days_by_weekday[day.weekday()] or 0)
                    self.events.append(Happening("letter.delivered", day, {**letter.facts, "presumed_from": letter.on}))
                    break
        self.events.sort(key=lambda event: event.on)

    def _turns(self) -> None:
        for turn in self.standard.turns:
            starts = [event.on for event in self.events if event.kind == turn.since]
            used: dict[int, list[Any]] = {}
            these = [event for event in self.events if event.kind == turn.event]
            for event in these:
                used.setdefault(sum(day <= event.on for day in starts), []).append(event.facts.get(turn.fact))
            for event in these:
                if event.facts.get(turn.fact) is None:
                    taken = used[sum(day <= event.on for day in starts)]
                    free = [value for value in turn.values if value not in taken]
                    taken.append(free[0] if free else None)
                    place = self.events.index(event)
                    number = free[0] if free else 0
                    self.events[place] = Happening(event.kind, event.on, {**event.facts, turn.fact: number})

    # what was taken back, and the rounds

    def _falls(self, event: Happening, rule: Any) -> bool:
        if not is_asked_for(event, rule.event):
            return False
        for other in self.events:
            for trigger in rule.by:
                if other is event or not is_asked_for(other, trigger) or not agree(trigger.pairs_by, event, other):
                    continue
                names = any(
                    other.facts.get(a) is not None and other.facts.get(a) == event.facts.get(b)
                    for a, b in rule.newer_names
                )
                named = any(
                    event.facts.get(a) is not None and event.facts.get(a) == other.facts.get(b)
                    for a, b in rule.newer_names
                )
                if other.on == event.on and not trigger.on_later_day and (names or not named):
                    return True
                between = [
                    e
                    for e in self.events
                    if event.on < e.on <= other.on and any(is_asked_for(e, t) for t in rule.unless_between)
                ]
                if other.on > event.on and not trigger.on_same_day and (names or not between):
                    return True
        return False

    def _over(self, events: Sequence[Happening], *, refusals: bool = True) -> list[Happening]:
        ends = (*self.standard.round_ends, *(self.standard.counts_anew_after if refusals else ()))
        return [event for event in events if event not in self.fallen and any(is_asked_for(event, end) for end in ends)]

    def _round_began(self, day: date, *, refusals: bool = True) -> date:
        return max([e.on for e in self._over(self.events, refusals=refusals) if e.on < day], default=date.min)

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
                since = self._round_began(start.on, refusals=refusals)
                earlier = [
                    e for e in self.events if since <= e.on <= start.on and is_asked_for(e, rule.counted_from.trigger)
                ]
                counted = earlier[0] if earlier else counted
            begun = [e for e in self.events if e.kind in rule.counted_from.until and counted.on <= e.on <= start.on]
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
        rivals = [e for e in self.events if any(e.kind == t.event for t in slip.rule.starts) and e.on <= event.on]
        return all(rival.facts.get(fact) != event.facts[fact] for rival in rivals)

    def _stops(self, slip: Slip, day: date) -> bool:
        return any(
            e.on == day and e not in self.fallen and is_asked_for(e, t) and self._about(slip, e)
            for e in self.events
            for t in slip.rule.voided_by
            if not (t.on_later_day and day == slip.start.on) and agree(t.pairs_by, slip.start, e)
        )

    def _meets(self, slip: Slip, day: date) -> list[Happening]:
        return [e for e in self.events if e.on == day and any(is_asked_for(e, t) for t in slip.rule.met_by)]

    # the kinds of clock, each a walk through the days

    def slips(self, clock: str) -> list[Slip]:
        """The slips of a clock, in the order in which they were begun."""
        versions = self.standard.clocks_by_id[clock]
        days = sorted({event.on for event in self.events})
        kind = versions[0].repeats
        walk = {"once": self._once, "each-start": self._each, "restarts": self._chain, "renewed": self._renewed}[kind]
        return walk(versions, days)

    def _starts(self, versions: Sequence[ClockVersion], day: date) -> list[tuple[ClockVersion, Happening]]:
        return [
            (rule, e)
            for rule in versions
            for t in rule.starts
            for e in self.events
            if e.on == day and within(day, rule.valid_from, rule.valid_to) and is_asked_for(e, t) and self._for(rule, e)
        ]

    def _note(self, slip: Slip | None, day: date, meets: Sequence[Happening], *, stops: bool = True) -> None:
        """Note on an open slip what happened today: what meets it goes before what stops it."""
        if slip is not None and slip.met is None and slip.stopped is None:
            if meets:
                slip.met = day
            elif stops and self._stops(slip, day):
                slip.stopped = day

    def _once(self, versions: Sequence[ClockVersion], days: list[date]) -> list[Slip]:
        slips: list[Slip] = []
        under_way = False
        for day in days:
            enders = self._over([event for event in self.events if event.on == day])
            most = 1 if enders or not under_way else 0
            most += 1 if enders and not under_way else 0
            new = [slip for rule, e in self._starts(versions, day)[:most] if (slip := self._slip(rule, e))]
            one_after_the_other = bool(enders) and len(new) == most
            for slip in slips[:-1]:
                self._note(slip, day, [])
            for slip in slips[-1:]:
                if not new:
                    self._note(slip, day, self._meets(slip, day))
                else:  # a round that begins today takes all but what ended the one before
                    self._note(slip, day, [e for e in self._meets(slip, day) if under_way and e in enders])
            for slip in new[:-1]:
                self._note(slip, day, [e for e in self._meets(slip, day) if e in enders])
            for slip in new[-1:]:
                if one_after_the_other:
                    self._note(slip, day, [e for e in self._meets(slip, day) if e not in enders], stops=False)
                else:
                    self._note(slip, day, self._meets(slip, day))
            for slip in [*(slips[-1:] if under_way else []), *(new[:-1] if one_after_the_other else new)]:
                slip.round_over = day if enders and slip.round_over is None else slip.round_over
            slips += new
            under_way = one_after_the_other if enders else under_way or bool(new)
        return slips

    def _each(self, versions: Sequence[ClockVersion], days: list[date]) -> list[Slip]:
        begun = [pair for day in days for pair in self._starts(versions, day)]
        slips = [slip for rule, e in begun if (slip := self._slip(rule, e)) is not None]
        for slip in slips:
            slip.stopped = next((day for day in days if day >= slip.start.on and self._stops(slip, day)), None)
        for event in (e for day in days for e in self._in_order(versions, day)):
            asked = [
                s
                for s in slips
                if any(
                    is_asked_for(event, t) and not (t.on_later_day and event.on <= s.start.on) for t in s.rule.met_by
                )
                and s.met is None
                and event.on >= self._open_from(s)
                and (s.stopped is None or event.on <= s.stopped)
                and self._about(s, event)
            ]
            rule = versions[0]
            if rule.lapses or rule.in_time_first:
                asked = ([s for s in asked if event.on <= s.due] or asked[-1:])[:1]
            for slip in asked if rule.one_meets_all else asked[:1]:
                slip.met = event.on
        for slip in slips:
            slip.stopped = None if slip.met else slip.stopped
        return slips

    def _in_order(self, versions: Sequence[ClockVersion], day: date) -> list[Happening]:
        kinds = list(dict.fromkeys(t.event for rule in versions for t in rule.met_by))
        todays = [e for e in self.events if e.on == day and e.kind in kinds]
        return sorted(todays, key=lambda e: kinds.index(e.kind))

    def _open_from(self, slip: Slip) -> date:
        sent = slip.start.facts.get("presumed_from")
        day = min(slip.counted.on, sent) if isinstance(sent, date) else slip.counted.on
        return max([e.on for e in self.events if e.kind == slip.rule.met_since and e.on <= day], default=day)

    def _version(self, versions: Sequence[ClockVersion], start: Happening) -> ClockVersion | None:
        for rule in versions:
            if within(start.on, rule.valid_from, rule.valid_to):
                return rule if self._for(rule, start) else None
        return None

    def _chain(self, versions: Sequence[ClockVersion], days: list[date]) -> list[Slip]:
        slips: list[Slip] = []
        running: Slip | None = None
        for day in days:
            if running is not None:
                meets = self._meets(running, day)
                if meets:
                    running.met = day
                    rule = self._version(versions, meets[0])
                    following = self._slip(rule, meets[0]) if rule else None
                    probe = Slip(rule or running.rule, meets[0], meets[0], day)
                    running = None if following is None or self._stops(probe, day) else following
                    slips += [running] if running else []
                elif self._stops(running, day):
                    running.stopped, running = day, None
                continue
            for rule, e in self._starts(versions, day)[:1]:
                running = self._slip(rule, e)
                if running is not None:
                    slips.append(running)
                    if self._stops(running, day):
                        running.stopped, running = day, None
        return slips

    def _renewed(self, versions: Sequence[ClockVersion], days: list[date]) -> list[Slip]:
        slips: list[Slip] = []
        weeks, over = None, False
        for day in days:
            starts = self._starts(versions, day)
            before = slips[-1] if slips else None
            self._note(before, day, self._meets(before, day) if before else [])
            stops_today = any(self._stops(Slip(rule, NOTHING, NOTHING, day), day) for rule in versions)
            if starts and (over or stops_today):
                weeks = None
            weeks = min([w for rule, e in starts if (w := weeks_told(rule, e.facts))], default=weeks)
            fresh = [slip for rule, e in starts if (slip := self._slip(rule, e))]
            if not fresh and weeks is not None:
                held = [(r, e) for r, e in starts if any(is_asked_for(e, t) for t in r.met_by)]
                copies = [(r, Happening(e.kind, e.on, {**e.facts, rhythm_fact(r): weeks})) for r, e in held]
                fresh = [slip for rule, e in copies if (slip := self._slip(rule, e))]
            if fresh:
                if before is not None and before.met is None and before.stopped is None:
                    before.stopped = day
                slips.append(min(fresh, key=lambda slip: slip.due))
                self._note(slips[-1], day, [])
            over = stops_today or (over and not starts)
        return slips

    # what depart, and what is told in the end

    def _departed(self, slip: Slip) -> date | None:
        ended = min(day or date.max for day in (slip.met, slip.stopped, slip.round_over))
        best: date | None = None
        for trigger in slip.rule.departed_by:
            since = self._round_began(slip.counted.on + DAY)
            decided = [e.on for e in self.events if e.on >= since and any(is_asked_for(e, t) for t in trigger.after)]
            for choice in self.events:
                if choice.on < slip.counted.on or not is_asked_for(choice, trigger) or not self._about(slip, choice):
                    continue
                if trigger.after and not decided:
                    continue
                day = max(choice.on, min(decided)) if trigger.after else choice.on
                taken = any(
                    choice.on <= e.on <= ended
                    and is_asked_for(e, t)
                    and agree(t.pairs_by, choice, e)
                    and self._about(slip, e)
                    for e in self.events
                    for t in slip.rule.departure_undone_by
                )
                if not taken and day <= min(slip.due, slip.stopped or slip.due):
                    best = min(best or day, day)
        return best

    def told(self, as_of: date) -> list[Told]:
        """Every deadline: clock, counted from, due, met, departed, stopped, state."""
        found = []
        for clock in self.standard.clocks_by_id:
            for slip in self.slips(clock):
                departed = self._departed(slip)
                if slip.met and slip.met <= slip.due:
                    state, departed = "met", None
                elif departed:
                    state = "departed"
                elif slip.stopped and slip.stopped <= slip.due:
                    state = "void"
                elif slip.met:
                    state = "met-late"
                elif as_of > slip.due:
                    state = "void" if slip.rule.lapses else "late"
                else:
                    practical = slip.due
                    while not self.standard.calendar.is_open(practical):
                        practical -= DAY
                    act_by = max(practical, min(slip.start.on, slip.due))
                    state = "due" if as_of >= act_by else "running"
                key = slip.rule.version
                found.append((key, slip.counted.on, slip.due, slip.met, departed, slip.stopped, state))
        return sorted(found, key=str)
