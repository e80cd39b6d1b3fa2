"""Writes stories in bulk: people, episodes, events and the deadlines that the rules compute, a batch at a time.

The rules are the same as everywhere (records.episodes.derivation); only the writing is many rows at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from brobygger.care.assessment.events import INSTRUMENT_ANSWERED
from brobygger.care.assessment.models import InstrumentVersion
from brobygger.care.intake.events import ENROLMENT_COMPLETED
from brobygger.demo import copying, instruments, records_rows
from brobygger.demo.case import Case
from brobygger.demo.telling import Step, Story
from brobygger.ground import clock, room
from brobygger.ground.events import RETRACTED
from brobygger.records.episodes import derivation
from brobygger.records.episodes.events import CASE_HANDED_OVER, FIRST
from brobygger.records.episodes.facts import LETTER_ID
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.projecting import projections
from brobygger.records.episodes.services import checked, copy_person, settlement_of
from brobygger.records.letters.models import Letter
from brobygger.records.people.indexes import cpr_index, phone_index
from brobygger.records.people.models import Child, Person
from brobygger.trust.models import Account

WRITTEN_AFTER = timedelta(minutes=7)


class Writer:
    """Writes batches of stories for a given staff."""

    def __init__(self, counsellors: dict[str, list[Account]], authority: Account, manager: Account) -> None:
        self.counsellors, self.authority, self.manager = counsellors, authority, manager
        self.numbers = copying.Numbers()
        self.instruments = instruments.keep()

    @transaction.atomic
    def write(self, stories: Sequence[Story]) -> int:
        """Write a batch, everything of it or nothing; gives the number of events."""
        cases = [self._case(story) for story in stories]
        copying.write((row for case in cases for row in self._rows(case)), self.numbers)
        return sum(len(case.events) for case in cases)

    def _case(self, story: Story) -> Case:
        person = self._person(story)
        opened_on = clock.local_date(story.steps[0].at)
        pool = self.counsellors[story.unit]
        counsellor = pool[story.serial % len(pool)] if story.taken else None
        episode = Episode(
            id=self.numbers.next(Episode),
            number=story.number,
            person_id=person.pk,
            line=story.line,
            unit=story.unit,
            responsible_id=counsellor.pk if counsellor else None,
            opened_on=opened_on,
            settlement_municipality=settlement_of(person),
        )
        episode.person = person
        copy_person(episode, person)
        moved = any(step.kind == CASE_HANDED_OVER.id and not FIRST.read(step.facts) for step in story.steps)
        before = pool[(story.serial + 1) % len(pool)] if moved else counsellor
        case = Case(story, person, episode, counsellor, before, self.authority, self.manager, self.numbers)
        _add_events(case, self.instruments)
        return case

    def _person(self, story: Story) -> Person:
        draft = story.citizen.draft
        person = Person(id=self.numbers.next(Person), **vars(draft))
        person.cpr_index = cpr_index(draft.cpr) if draft.cpr else None
        person.phone_index = phone_index(draft.phone, alias=draft.is_alias)
        person.created_at = story.steps[0].at
        if any(step.kind == ENROLMENT_COMPLETED.id for step in story.steps):
            person.children_at_home = Person.AtHome.YES if story.citizen.children else Person.AtHome.NO
        return person

    def _rows(self, case: Case) -> Iterator[Model]:
        yield case.person
        for day in case.story.citizen.children if case.person.children_at_home else ():
            yield Child(person_id=case.person.pk, birth_date=day, recorded_at=case.story.steps[0].at)
        behind = list(rows_behind(case))  # which write onto the events which decision and appeal they are about
        for event in case.events:
            checked(event.kind, event.facts, correcting=event.corrects_id is not None)
        timeline = derivation.timeline_of(case.events)
        rows = derivation.computed_rows(timeline, case.episode.course)
        derivation.apply(case.episode, timeline, rows)
        yield case.episode
        yield from case.events
        yield from derivation.stored_deadlines(case.episode, rows)
        for projection in projections():
            yield from projection.wanted(case.episode, timeline)
        yield from behind


def rows_behind(case: Case) -> Iterator[Model]:
    """Every row of a case beside its person, episode, events and deadlines: the records', and what each room keeps."""
    yield from records_rows.rows(case)
    for rows in room.answers("demo"):
        yield from rows(case)


def _add_events(case: Case, kept: Mapping[str, InstrumentVersion]) -> None:
    """Make the events of the story: who wrote each, and the facts that only the rows know."""
    tagged: dict[str, int] = {}
    doers = {"authority": case.authority, "system": None}
    counsellor = case.before
    for step in case.story.steps:
        if step.kind == CASE_HANDED_OVER.id and not FIRST.read(step.facts):
            counsellor = case.counsellor
        by = doers.get(step.doer, counsellor)
        event = Event(
            id=case.numbers.next(Event),
            episode_id=case.episode.pk,
            kind=step.kind,
            occurred_at=step.at,
            recorded_at=_written_at(step),
            recorded_by_id=by.pk if by else None,
            facts=_facts(case, step),
            text=step.text,
            retracted=bool(RETRACTED.read(step.facts)),
            corrects_id=tagged.get(step.corrects),
        )
        if step.tag:
            tagged[step.tag] = event.pk
        case.events.append(event)
        if step.kind == INSTRUMENT_ANSWERED.id:
            answered = instruments.answered(case.story, step, kept)
            case.answers[event.pk] = answered
            event.facts = answered.facts


def _written_at(step: Step) -> datetime:
    return clock.at_noon(step.written_on) if step.written_on else step.at + WRITTEN_AFTER


def _facts(case: Case, step: Step) -> dict[str, Any]:
    """The story's facts with the numbers of rows: of letters, and of colleagues."""
    facts = dict(step.facts)
    letter = LETTER_ID.read(facts)
    if letter is not None:
        if letter not in case.letters:
            case.letters[letter] = case.numbers.next(Letter)
        facts[LETTER_ID.name] = case.letters[letter]
    if step.kind == CASE_HANDED_OVER.id and case.counsellor and case.before:
        first = bool(FIRST.read(facts))
        to = case.before if first else case.counsellor
        facts |= {"from": None if first else case.before.pk, "to": to.pk, "to_name": to.name}
    return facts
