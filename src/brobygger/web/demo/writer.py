"""Writes stories in bulk: people, episodes, events and the deadlines that the rules compute, a batch at a time.

The rules are the same as everywhere (records.episodes.derivation); only the writing is many rows at once.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from brobygger.records.episodes import derivation
from brobygger.records.episodes.models import Episode, EpisodeCounter, Event, StoredDeadline
from brobygger.records.episodes.services import copy_person
from brobygger.records.people.models import Child, Person
from brobygger.records.people.services import cpr_index
from brobygger.standard import load
from brobygger.trust import clock
from brobygger.trust.models import Account
from brobygger.web.demo.rows import RoomRows
from brobygger.web.demo.stories import Story

CHUNK = 5000


@dataclass
class Case:
    """One story with what has been written of it so far."""

    story: Story
    person: Person
    episode: Episode
    events: list[Event]
    counsellor: Account | None
    authority: Account


class Writer:
    """Writes batches of stories; remembers the last episode number of each year."""

    def __init__(self, counsellors: dict[str, list[Account]], authority: Account) -> None:
        self.counsellors, self.authority = counsellors, authority
        self.numbers = dict(EpisodeCounter.objects.values_list("year", "last"))
        self.municipality = load().municipality.code

    @transaction.atomic
    def write(self, stories: Sequence[Story]) -> list[Case]:
        """Write a batch; everything of it, or nothing."""
        people = Person.objects.bulk_create([self._person(story) for story in stories], batch_size=CHUNK)
        Child.objects.bulk_create(
            Child(person=person, birth_date=day)
            for person, story in zip(people, stories, strict=True)
            for day in story.citizen.children
        )
        cases = [self._case(story, person) for story, person in zip(stories, people, strict=True)]
        rows_of = [self._derive(case) for case in cases]
        Episode.objects.bulk_create([case.episode for case in cases], batch_size=CHUNK)
        rooms = RoomRows(cases)
        rooms.write_letters()
        Event.objects.bulk_create([event for case in cases for event in case.events], batch_size=CHUNK)
        StoredDeadline.objects.bulk_create(
            (
                deadline
                for case, rows in zip(cases, rows_of, strict=True)
                for deadline in derivation.stored_deadlines(case.episode, rows)
            ),
            batch_size=CHUNK,
        )
        rooms.write_rest()
        for year, last in self.numbers.items():
            EpisodeCounter.objects.update_or_create(year=year, defaults={"last": last})
        return cases

    def _person(self, story: Story) -> Person:
        draft = story.citizen.draft
        person = Person(**asdict(draft))
        person.cpr_index = cpr_index(draft.cpr) if draft.cpr else None
        return person

    def _case(self, story: Story, person: Person) -> Case:
        opened_on = clock.local_date(story.steps[0].at)
        year = opened_on.year
        self.numbers[year] = self.numbers.get(year, 0) + 1
        pool = self.counsellors[story.unit]
        counsellor = pool[story.counsellor % len(pool)] if story.taken else None
        elsewhere = person.municipality not in ("", self.municipality)
        episode = Episode(
            number=f"{year}-{self.numbers[year]:04d}",
            person=person,
            line=story.line,
            unit=story.unit,
            responsible=counsellor,
            opened_on=opened_on,
            settlement_municipality=person.municipality if elsewhere else "",
        )
        copy_person(episode, person)
        case = Case(story, person, episode, [], counsellor, self.authority)
        case.events = [self._event(case, step) for step in story.steps]
        return case

    def _event(self, case: Case, step: Any) -> Event:
        by = {"authority": case.authority, "system": None}.get(step.doer, case.counsellor)
        return Event(
            episode=case.episode,
            kind=step.kind,
            occurred_at=step.at,
            recorded_at=step.at + timedelta(minutes=7),
            recorded_by=by,
            facts=dict(step.facts),
            text=step.text,
        )

    def _derive(self, case: Case) -> list[derivation.Row]:
        timeline = derivation.timeline_of(case.events)
        rows = derivation.computed_rows(timeline)
        derivation.apply(case.episode, timeline, rows)
        return rows
