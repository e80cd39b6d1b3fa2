"""What the second reckoning does before it counts: the timeline as a clerk lays it out on the desk."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from brobygger.standard import Standard
from brobygger.standard.events import At, Happening
from tests.standard.naive_words import DAY, agree, is_asked_for, one_letter, within, working


@dataclass
class Desk:
    """One timeline and the standard by which it is read, put in order: whose letters came, what was taken back."""

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
                self.events[place] = event.saying({**event.facts, "decision_id": decision})
                of[event.facts.get("appeal_id")] = decision
        for place, event in enumerate(self.events):
            decision = of.get(event.facts.get("appeal_id", "none"))
            if event.kind.startswith("appeal.") and event.kind != "appeal.received" and decision is not None:
                self.events[place] = event.saying({**event.facts, "decision_id": decision})

    def _post(self) -> None:
        letters = [event for event in self.events if event.kind == "letter.sent"]
        for failed in [event for event in self.events if event.kind == "letter.failed"]:
            lost = [letter for letter in letters if letter.at < failed.at and one_letter(letter, failed)]
            if lost:
                letters.remove(lost[-1])
        self.events = [event for event in self.events if event.kind != "letter.sent" or event in letters]
        for receipt in [event for event in self.events if event.kind == "letter.delivered"]:
            came = [letter for letter in letters if letter.at < receipt.at and one_letter(letter, receipt)]
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
        self.events.sort(key=lambda event: event.at)

    def _turns(self) -> None:
        for turn in self.standard.turns:
            starts = [event.at for event in self.events if event.kind == turn.since]
            used: dict[int, list[Any]] = {}
            these = [event for event in self.events if event.kind == turn.event]
            for event in these:
                used.setdefault(sum(moment <= event.at for moment in starts), []).append(event.facts.get(turn.fact))
            for event in these:
                if event.facts.get(turn.fact) is None:
                    taken = used[sum(moment <= event.at for moment in starts)]
                    free = [value for value in turn.values if value not in taken]
                    taken.append(free[0] if free else None)
                    place = self.events.index(event)
                    number = free[0] if free else 0
                    self.events[place] = event.saying({**event.facts, turn.fact: number})

    # what was taken back, and the rounds

    def _falls(self, event: Happening, rule: Any) -> bool:
        if not is_asked_for(event, rule.event):
            return False
        for other in self.events:
            for trigger in rule.by:
                if (
                    other.at <= event.at
                    or not is_asked_for(other, trigger)
                    or not agree(trigger.pairs_by, event, other)
                ):
                    continue
                if trigger.on_later_day if other.on == event.on else trigger.on_same_day:
                    continue
                names = any(
                    other.facts.get(a) is not None and other.facts.get(a) == event.facts.get(b)
                    for a, b in rule.newer_names
                )
                between = [
                    e
                    for e in self.events
                    if event.at < e.at <= other.at and any(is_asked_for(e, t) for t in rule.unless_between)
                ]
                if names or not between:
                    return True
        return False

    def _over(self, *, refusals: bool = True) -> list[Happening]:
        ends = (*self.standard.round_ends, *(self.standard.counts_anew_after if refusals else ()))
        return [e for e in self.events if e not in self.fallen and any(is_asked_for(e, end) for end in ends)]

    def _round_began(self, moment: At, *, refusals: bool = True) -> At:
        return max([e.at for e in self._over(refusals=refusals) if e.at < moment], default=(date.min, 0))
