"""Letters, consents and notes of the demo's stories."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Model

from brobygger.demo import letter_texts, words
from brobygger.demo.case import Case
from brobygger.ground import clock
from brobygger.records.consents.events import (
    CONSENT_GIVEN,
    CONSENT_LIMITED,
    CONSENT_WITHDRAWN,
    PARTNER,
    PURPOSE,
    TOPICS,
)
from brobygger.records.consents.models import Consent
from brobygger.records.episodes.facts import LETTER, LETTER_ID, MEANS
from brobygger.records.episodes.milestones import LETTER_SENT
from brobygger.records.episodes.models import Event
from brobygger.records.episodes.words_that_stand import digest
from brobygger.records.letters import standing as of_letters
from brobygger.records.letters.events import LETTER_DELIVERED, LETTER_QUEUED
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import neutral_title
from brobygger.records.notes import standing as of_notes
from brobygger.records.notes.events import NOTE, NOTE_SIGNED
from brobygger.records.notes.models import Note

STATES = {LETTER_QUEUED.id: "to-print", LETTER_SENT.id: "handed-over", LETTER_DELIVERED.id: "delivered"}
ANSWERS = {CONSENT_GIVEN.id: "given", CONSENT_LIMITED.id: "limited", CONSENT_WITHDRAWN.id: "withdrawn"}


def rows(case: Case) -> Iterator[Model]:
    """The letters with how far each has come, the answers of consent, the signed notes."""
    by_letter: dict[int, list[Event]] = defaultdict(list)
    for place, event in enumerate(case.events):
        if event.kind in STATES:
            by_letter[LETTER_ID.read(event.facts)].append(event)
        elif event.kind in ANSWERS:
            yield _consent(event)
        elif event.kind == NOTE_SIGNED.id:
            yield _note(case, event, place)
    for number, (key, events) in enumerate(by_letter.items()):
        yield _letter(case, key, number, events)


def _letter(case: Case, key: int, number: int, events: Sequence[Event]) -> Letter:
    first, last = events[0], events[-1]
    means, kind = MEANS.read(first.facts), LETTER.read(first.facts)
    sent = next((event for event in events if event.kind == LETTER_SENT.id), None)
    received = next((event for event in events if event.kind == LETTER_DELIVERED.id), None)
    to = letter_texts.recipient(kind, case.person)
    letter = Letter(
        id=key,
        episode_id=case.episode.pk,
        kind=kind,
        title=neutral_title(kind),
        content=json.dumps(letter_texts.text(case, kind, first).as_data(), ensure_ascii=False),
        recipient_kind=to.kind,
        recipient_name=to.name,
        recipient_address="\n".join(to.address) if means == "physical" else "",
        recipient_number=case.person.cpr if means == "digital-post" else "",
        means=means,
        state=STATES[last.kind],
        pdf=b"",
        # Derived, so that the same demo is the same centre to the last message.
        message_id=uuid5(NAMESPACE_URL, f"demo:{case.episode.number}:{number}"),
        written_by_id=first.recorded_by_id,
        queued_at=first.occurred_at,
        handed_over_at=sent.occurred_at if sent else None,
        delivered_on=clock.local_date(received.occurred_at) if received else None,
        unit=case.episode.unit,
        responsible_id=case.episode.responsible_id,
    )
    first.digest = digest(of_letters.WORDS, letter)
    return letter


def _consent(event: Event) -> Consent:
    return Consent(
        episode_id=event.episode_id,
        partner=PARTNER.read(event.facts),
        purpose=PURPOSE.read(event.facts),
        state=ANSWERS[event.kind],
        topics=TOPICS.read(event.facts) or [],
        how="oral" if event.kind == CONSENT_WITHDRAWN.id else "written",
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        recorded_by_id=event.recorded_by_id,
    )


def _note(case: Case, event: Event, place: int) -> Note:
    kind, text = words.NOTES[NOTE.read(event.facts) % len(words.NOTES)]
    note = Note(
        id=case.numbers.next(Note),
        key=uuid5(NAMESPACE_URL, f"demo:{case.episode.number}:note:{place}"),
        episode_id=case.episode.pk,
        compartment=case.episode.compartment,
        author_id=event.recorded_by_id,  # type: ignore[misc] # a note of a story has an author
        kind=kind,
        text=text,
        occurred_at=event.occurred_at,
        begun_at=event.occurred_at,
        saved_at=event.recorded_at,
        signed_at=event.recorded_at,
        event_id=event.pk,
    )
    event.facts = {"note": note.pk, "kind": kind, "compartment": note.compartment}
    event.digest = digest(of_notes.WORDS, note)
    return note
