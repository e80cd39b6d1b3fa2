"""How a deadline was reckoned, in rows for the box on a page and in one sentence to read aloud.

Everything is made from the clock's version and the stored dates, never from the timeline: so a list of
stored deadlines explains itself without reading a single case.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.standard.clocks import CITIZEN, ClockVersion, Within
from brobygger.standard.model import Standard
from brobygger.standard.receipt import rule_for
from brobygger.standard.text import NO_TEXT, Text
from brobygger.standard.words import amount_words, day_words, short_day_words
from brobygger.standard.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the reckoning: "14 dage efter" · "mandag 10. april, som er 2. påskedag"."""

    label: Text
    text: Text
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """A deadline explained.

    Attributes:
        rows: the reckoning step by step; the last row is the result.
        sentence: the same as one sentence.
        answers: who answers for it, as the file names the role.
        stops: what stops the clock.
        departs: what may depart from it; empty where nothing may.
        law: the paragraph of law.
        section: the section of the standard.
    """

    rows: tuple[Row, ...]
    sentence: Text
    answers: Text
    stops: Text
    departs: Text
    law: str
    section: str


def explain(
    rule: ClockVersion,
    standard: Standard,
    started_on: date,
    *,
    due_on: date | None = None,
    act_by: date | None = None,
    started_by: str | None = None,
    presumed_from: date | None = None,
    presumed_means: str = "",
    line: str = "",
) -> Explanation:
    """Explain one deadline from its stored dates.

    Args:
        rule: the clock's version (``standard.clock_version(key)``).
        standard: the standard it stands in.
        started_on: the day that is counted from.
        due_on: the last day; worked out when not given (which a share of a course's weeks cannot be).
        act_by: the practical day; worked out when not given.
        started_by: the kind of event counted from; the clock's first start when not given.
        presumed_from: the day of sending, when the start is a presumed receipt.
        presumed_means: how that letter was sent, where it is known; else taken for the commonest that fits the days.
        line: the line of treatment of the case, where it is known: the law may be another on each.

    Raises:
        ValueError: no ``due_on`` was given and it cannot be worked out from ``started_on`` alone.
    """
    calendar = standard.calendar
    if due_on is None:
        due_on = rule.due_on(calendar, started_on, {})
        if due_on is None:
            raise ValueError(f"{rule.id}: the due date depends on a fact and must be given")
    if act_by is None:
        act_by = practical_day(rule, calendar, due_on, started_on)
    kind = started_by or (rule.counted_from.event if rule.counted_from else rule.starts[0].event)
    reckoning = _Reckoning(rule, standard, started_on, due_on, act_by, kind, presumed_from, presumed_means)
    return Explanation(
        rows=reckoning.rows(),
        sentence=reckoning.sentence(),
        answers=standard.roles.get(rule.answers, NO_TEXT),
        stops=rule.stops,
        departs=rule.departure,
        law=rule.law_of(line),
        section=rule.section,
    )


def practical_day(rule: ClockVersion, calendar: Calendar, due_on: date, started_on: date) -> date:
    """The last open day on or before the last day, but never before the start: "at once" is the same day.

    What the citizen answers can be done on the last lawful day whether the house is open or not.
    """
    if rule.answers == CITIZEN:
        return due_on
    return max(calendar.last_open_day(due_on), min(started_on, due_on))


@dataclass(frozen=True, slots=True)
class _Reckoning:
    rule: ClockVersion
    standard: Standard
    started_on: date
    due_on: date
    act_by: date
    kind: str
    presumed_from: date | None
    presumed_means: str

    @property
    def counted_on(self) -> date:
        """The day before any weekend rule moved it; the due day itself where that cannot be told."""
        return self.counted_by(self.within) or self.due_on

    @property
    def within(self) -> Within:
        """How it was counted: the clock's first way, unless only the other one gives the day."""
        first, other = self.rule.within, self.rule.or_within
        told = other is not None and self.counted_by(first) is None and self.counted_by(other) is not None
        return other if told and other is not None else first

    def counted_by(self, within: Within) -> date | None:
        """The counted day, if that way of counting gives the due day; None where it depends on a fact."""
        try:
            counted = within.counted(self.standard.calendar, self.started_on, {})
        except OverflowError:
            return None
        if counted is None or counted == self.due_on or self.rule.weekend == "none":
            return counted if counted == self.due_on else None
        return counted if self.standard.calendar.next_working_day(counted) == self.due_on else None

    def began(self) -> Text:
        event = self.standard.events.get(self.kind)
        return event.began if event else Text(self.kind, self.kind)

    def long(self) -> Text:
        worded = self.rule.within_words if self.within is self.rule.within else NO_TEXT
        return worded if worded.da else self.amount()

    def amount(self) -> Text:
        return amount_words(self.within.amount, self.within.unit)

    def after(self) -> Text:
        """The label of the counted day: "14 dage efter"."""
        if self.within.amount == 0 or self.within.unit in ("fraction-of-weeks", "date"):
            return Text(_capital(self.long().da), _capital(self.long().en))
        amount = self.amount()
        return Text(f"{amount.da} efter", f"{amount.en} later")

    def day(self, day: date) -> Text:
        """A day in words, with its year where that is not the year of the start."""
        return day_words(day, year=day.year != self.started_on.year)

    def named(self, day: date) -> Text:
        """A day in words and what it is called: "mandag 10. april, som er 2. påskedag"."""
        words, holiday = self.day(day), self.standard.calendar.holiday(day)
        if holiday is None:
            return words
        return Text(f"{words.da}, som er {holiday.da}", f"{words.en}, which is {holiday.en}")

    def skipped(self) -> list[tuple[date, Text]]:
        """The holidays that a count of working days passes over."""
        if self.within.unit != "working-days":
            return []
        return self.standard.calendar.holidays_between(self.started_on, self.due_on)

    def start_text(self) -> Text:
        words = day_words(self.started_on, year=True)
        if self.presumed_from is None:
            return words
        sent = short_day_words(self.presumed_from, year=self.presumed_from.year != self.started_on.year)
        return Text(f"{words.da} (formodet: sendt {sent.da})", f"{words.en} (presumed: sent on {sent.en})")

    def why_practical(self) -> Text:
        """Why the practical day is the last one: "sidste hverdag før påske"."""
        if self.act_by == self.started_on:
            return Text("samme dag", "the same day")
        after = self.act_by + timedelta(days=1)
        while after <= self.due_on:
            name = self.standard.calendar.season(after)
            if name is not None:
                return Text(f"sidste hverdag før {name.da}", f"the last working day before {name.en}")
            closing = self.standard.calendar.closing(after)
            if closing is not None:
                return Text(f"sidste åbne dag før {closing.da}", f"the last open day before {closing.en}")
            after += timedelta(days=1)
        return Text("sidste hverdag før weekenden", "the last working day before the weekend")

    def rows(self) -> tuple[Row, ...]:
        counted = self.counted_on
        rows = [Row(self.began(), self.start_text())]
        if self.skipped():
            names = [(short_day_words(day), name) for day, name in self.skipped()]
            rows.append(
                Row(
                    Text("Tæller ikke med", "Not counted"),
                    Text(
                        ", ".join(f"{day.da} ({name.da})" for day, name in names),
                        ", ".join(f"{day.en} ({name.en})" for day, name in names),
                    ),
                )
            )
        moved = counted != self.due_on
        practical = self.act_by != self.due_on
        rows.append(Row(self.after(), self.named(counted), is_result=not moved and not practical))
        if moved:
            day = self.day(self.due_on)
            text = Text(f"senest {day.da}, næste hverdag", f"by {day.en}, the next working day")
            rows.append(Row(Text("Flyttes til", "Moved to"), text, is_result=not practical))
        if practical:
            day, why = self.day(self.act_by), self.why_practical()
            text = Text(f"senest {day.da}, {why.da}", f"by {day.en}, {why.en}")
            rows.append(Row(Text("I praksis", "In practice"), text, is_result=True))
        return tuple(rows)

    def sentence(self) -> Text:
        began, start, long, counted = self.began(), self.start_text(), self.long(), self.counted_on
        da, en = f"{began.da} {start.da}; {long.da}", f"{began.en} {start.en}; {long.en}"
        if skipped := self.skipped():
            da += ", uden " + _joined([f"{short_day_words(d).da} ({n.da})" for d, n in skipped], "og")
            en += ", without " + _joined([f"{short_day_words(d).en} ({n.en})" for d, n in skipped], "and")
        named = self.named(counted)
        if counted != self.due_on:
            day = self.day(self.due_on)
            da += f"; det er {named.da}, så senest næste hverdag, {day.da}"
            en += f"; that is {named.en}, so by the next working day, {day.en}"
        else:
            da += f"; senest {named.da}"
            en += f"; by {named.en}"
        if self.act_by != self.due_on:
            day = self.day(self.act_by)
            da += f", så i praksis senest {day.da}"
            en += f", so in practice by {day.en}"
        return Text(da + self.presumption().da, en + self.presumption().en)

    def presumption(self) -> Text:
        """The rule by which the letter counts as received, as a closing sentence."""
        if self.presumed_from is None:
            return NO_TEXT
        known = (self.presumed_means,) if self.presumed_means else ("physical", "physical-quick", "digital-post")
        for means in known:
            rule = rule_for(self.standard.receipts, means, self.presumed_from)
            if rule and rule.received_on(self.standard.calendar, self.presumed_from) == self.started_on:
                return Text(f". {rule.words.da} ({rule.law})", f". {rule.words.en} ({rule.law})")
        return NO_TEXT


def _joined(parts: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
