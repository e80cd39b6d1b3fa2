"""What holds for every timeline, whatever happened in it."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.standard import Deadline, Event, deadlines, load, phase_of, state_on, vocabulary

STANDARD = load()
STATES = {"running", "due", "late", "met", "met-late", "departed", "void"}
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)

FACTS = st.fixed_dictionaries(
    {},
    optional={
        "line": st.sampled_from(["drug", "alcohol"]),
        "age": st.one_of(st.integers(0, 110), st.just("unknown"), st.none()),
        "by": st.sampled_from(["citizen", "relative"]),
        "letter": st.sampled_from(["decision", "enrolment-notice"]),
        "means": st.sampled_from(["digital-post", "physical"]),
        "outcome": st.sampled_from(["granted", "refused"]),
        "reason": st.sampled_from(["completed", "stayed-away", "died"]),
        "approved": st.booleans(),
        "follow_up_consent": st.booleans(),
        "month": st.sampled_from([1, 6, 3]),
        "kind": st.sampled_from(["day", "residential", "substitution", "ambulatory-group"]),
        "weeks": st.one_of(st.integers(-5, 100), st.just("twelve"), st.just([1])),
        "purpose": st.sampled_from(["follow-up", "cooperation"]),
    },
)


def event_on(days: st.SearchStrategy[date]) -> st.SearchStrategy[Event]:
    return st.builds(Event, kind=st.sampled_from(sorted(vocabulary())), occurred_on=days, facts=FACTS)


def timelines(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[list[Event]]:
    """Timelines within some two years, so that clocks meet each other."""

    def around(day: date) -> st.SearchStrategy[list[Event]]:
        end = min(day + timedelta(700), last)
        return st.lists(event_on(st.dates(day, end)), max_size=18)

    return st.dates(first, last).flatmap(around)


def told(found: list[Deadline]) -> list[tuple[Any, ...]]:
    return [
        (
            d.version, d.number, d.started_by, d.started_on, d.due_on, d.act_by, d.met_on, d.departed_on,
            d.stopped_on, d.presumed_from, d.reason, d.state, d.explanation_da, d.explanation_en,
        )
        for d in found
    ]  # fmt: skip


def as_of_for(timeline: list[Event], ahead: int = 400) -> date:
    return max((event.occurred_on for event in timeline), default=date(2023, 1, 1)) + timedelta(ahead)


@given(timelines(), st.dates(FIRST, LAST))
def test_a_lawful_timeline_never_raises(timeline: list[Event], as_of: date) -> None:
    for deadline in deadlines(timeline, STANDARD, as_of):
        assert deadline.state in STATES
        assert deadline.act_by <= deadline.due_on
        own = deadline.answers == "citizen"  # the house's closings take no day from the citizen
        practical = deadline.due_on if own else STANDARD.calendar.last_open_day(deadline.due_on)
        assert practical <= deadline.act_by
        assert deadline.explanation_da
        assert deadline.explanation_en
        assert STANDARD.clock_version(deadline.version) is deadline.rule
        if deadline.state == "met":
            assert deadline.met_on is not None
            assert deadline.met_on <= deadline.due_on
        if deadline.state == "late":
            assert as_of > deadline.due_on
    assert phase_of(timeline)


def recorded(timeline: list[Event]) -> list[Event]:
    """The same, each with the moment at which it was written down."""
    begun = datetime(2200, 1, 1, tzinfo=UTC)
    return [replace(event, recorded_at=begun + timedelta(minutes=at)) for at, event in enumerate(timeline)]


@given(timelines(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_given_does_not_matter(timeline: list[Event], chance: random.Random) -> None:
    """Where they say when they were recorded; nor that of different days where they do not."""
    as_of = as_of_for(timeline)
    one_a_day = list({event.occurred_on: event for event in timeline}.values())
    for known in (recorded(timeline), one_a_day):
        shuffled = list(known)
        chance.shuffle(shuffled)
        assert told(deadlines(shuffled, STANDARD, as_of)) == told(deadlines(known, STANDARD, as_of))
        assert phase_of(shuffled) == phase_of(known)


@given(
    st.lists(
        st.builds(
            Event,
            kind=st.sampled_from(
                ["inquiry.received", "provider.chosen", "decision.made", "letter.sent", "letter.delivered"]
            ),
            occurred_on=st.dates(date(2023, 3, 1), date(2023, 3, 2)),
            facts=FACTS,
        ),
        min_size=2,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_nor_does_it_for_many_events_on_one_day(timeline: list[Event], chance: random.Random) -> None:
    as_of = date(2023, 6, 1)
    known = recorded(timeline)
    chance.shuffle(known)
    assert told(deadlines(known, STANDARD, as_of)) == told(deadlines(timeline, STANDARD, as_of))


@given(timelines(), st.lists(st.integers(0, 23), min_size=18, max_size=18))
def test_what_happened_at_an_hour_stands_by_its_hour(timeline: list[Event], hours: list[int]) -> None:
    def at(event: Event, hour: int) -> datetime:
        return datetime(event.occurred_on.year, event.occurred_on.month, event.occurred_on.day, hour)  # noqa: DTZ001

    timed = [replace(event, occurred_on=at(event, hour)) for event, hour in zip(timeline, hours, strict=False)]
    in_order = [
        replace(event, occurred_on=event.occurred_on.date()) for event in sorted(timed, key=lambda e: e.occurred_on)
    ]
    as_of = as_of_for(timeline)
    assert told(deadlines(timed, STANDARD, as_of)) == told(deadlines(in_order, STANDARD, as_of))


@given(timelines(), st.data())
def test_a_correction_replaces_and_a_retraction_removes(timeline: list[Event], data: st.DataObject) -> None:
    named = [replace(event, id=str(number)) for number, event in enumerate(timeline)]
    as_of = as_of_for(timeline)
    if not named:
        return
    place = data.draw(st.integers(0, len(named) - 1))
    old = named[place]
    other_day = old.occurred_on + timedelta(data.draw(st.integers(-30, 0)))
    right = Event(old.kind, other_day, facts={**old.facts}, id="right", corrects=old.id)
    rewritten = [*named[:place], replace(old, occurred_on=other_day), *named[place + 1 :]]
    corrected = [right, *named]
    assert told(deadlines(corrected, STANDARD, as_of)) == told(deadlines(rewritten, STANDARD, as_of))
    withdrawn = [*named, replace(right, facts={"retracted": True})]
    without = [*named[:place], *named[place + 1 :]]
    assert told(deadlines(withdrawn, STANDARD, as_of)) == told(deadlines(without, STANDARD, as_of))


@given(timelines(date(1900, 1, 1), date(2190, 1, 1)), st.data())
def test_a_later_event_never_changes_an_earlier_start(timeline: list[Event], data: st.DataObject) -> None:
    """A receipt is the one exception: once known, it takes the place of a presumed one."""
    last = max((event.occurred_on for event in timeline), default=date(2023, 1, 1))
    later = data.draw(event_on(st.dates(last + timedelta(1), last + timedelta(300))))
    as_of = last + timedelta(800)
    if later.kind in ("letter.delivered", "letter.failed"):
        return

    def starts(events: list[Event]) -> set[tuple[str, date, str]]:
        return {(d.clock, d.started_on, d.version) for d in deadlines(events, STANDARD, as_of)}

    assert starts(timeline) <= starts([*timeline, later])


@given(timelines(), st.integers(0, 900))
def test_what_has_not_happened_yet_is_not_seen(timeline: list[Event], ahead: int) -> None:
    as_of = min((event.occurred_on for event in timeline), default=FIRST) + timedelta(ahead)
    until = [event for event in timeline if event.occurred_on <= as_of]
    assert told(deadlines(timeline, STANDARD, as_of)) == told(deadlines(until, STANDARD, as_of))


@given(timelines(), st.integers(0, 900))
def test_the_state_follows_from_the_stored_dates(timeline: list[Event], ahead: int) -> None:
    as_of = as_of_for(timeline, ahead)
    stored = deadlines(timeline, STANDARD, date(2999, 1, 1))
    for deadline, now in zip(stored, deadlines(timeline, STANDARD, as_of), strict=True):
        assert now.state == state_on(
            as_of,
            due_on=deadline.due_on,
            act_by=deadline.act_by,
            met_on=deadline.met_on,
            departed_on=deadline.departed_on,
            stopped_on=deadline.stopped_on,
            lapses=deadline.rule.lapses,
        )


@given(
    st.dates(date(1900, 1, 1), date(2190, 1, 1)),
    st.lists(st.integers(1, 200), max_size=6),
)
def test_recurring_clocks_restart_from_what_met_them(agreed: date, gaps: list[int]) -> None:
    timeline, day = [Event("plan.agreed", agreed)], agreed
    for gap in gaps:
        day += timedelta(gap)
        timeline.append(Event("follow-up.held", day))
    chain = [d for d in deadlines(timeline, STANDARD, date(2999, 1, 1)) if d.clock == "follow-up"]
    chain.sort(key=lambda d: d.number)
    assert len(chain) == len(gaps) + 1
    assert [d.met_on for d in chain[:-1]] == [d.started_on for d in chain[1:]]
    assert chain[0].started_on == agreed
    assert chain[-1].is_open


@settings(max_examples=200)
@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_counts_on_its_danish_day_in_summer_and_in_winter(moment: datetime) -> None:
    found = deadlines([Event("child-concern.noted", moment)], STANDARD, date(2999, 1, 1))
    ahead = (found[0].started_on - moment.date()).days
    assert ahead in (0, 1)
    if 0 < moment.hour < 22:
        assert ahead == 0


def test_the_clocks_change_of_march_and_october_moves_no_day() -> None:
    for moment, day in (
        (datetime(2023, 3, 25, 22, 59, tzinfo=UTC), date(2023, 3, 25)),
        (datetime(2023, 3, 25, 23, 1, tzinfo=UTC), date(2023, 3, 26)),
        (datetime(2023, 10, 28, 22, 1, tzinfo=UTC), date(2023, 10, 29)),
        (datetime(2023, 10, 29, 22, 59, tzinfo=UTC), date(2023, 10, 29)),
    ):
        found = deadlines([Event("child-concern.noted", moment)], STANDARD, date(2999, 1, 1))
        assert found[0].started_on == day
