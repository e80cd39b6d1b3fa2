"""What the rooms keep beside the timeline: inquiries, consents, letters, and through `care_rows` the rest."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Model

from brobygger.care.intake.models import Inquiry
from brobygger.records.consents.models import Consent
from brobygger.records.episodes.models import Event
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import NEUTRAL_TITLES
from brobygger.trust import clock
from brobygger.web.demo import letter_texts
from brobygger.web.demo.care_rows import CareRows

if TYPE_CHECKING:
    from brobygger.web.demo.writer import Case

CHUNK = 5000
SUBSTANCES = ("cannabis", "cocaine", "amphetamine", "opioids", "benzodiazepines", "mdma")
STATES = {"letter.queued": "queued", "letter.sent": "handed-over", "letter.delivered": "delivered"}


class RoomRows:
    """Gathers the rows of a batch and writes each table once."""

    def __init__(self, cases: Sequence["Case"]) -> None:
        self.cases = cases
        self.letters: dict[tuple[int, int], Letter] = {}

    def write_letters(self) -> None:
        """Write the letters first, and name them on the events that tell their way."""
        made: list[Letter] = []
        for place, case in enumerate(self.cases):
            for number, events in _by_letter(case.events).items():
                letter = self._letter(case, events)
                self.letters[place, number] = letter
                made.append(letter)
        Letter.objects.bulk_create(made, batch_size=CHUNK)
        for place, case in enumerate(self.cases):
            for event in case.events:
                if "letter_id" in event.facts:
                    event.facts["letter_id"] = self.letters[place, event.facts["letter_id"]].pk

    def _letter(self, case: "Case", events: Sequence[Event]) -> Letter:
        first, last = events[0], events[-1]
        state = STATES[last.kind]
        means = first.facts["means"]
        if state == "queued" and means == "physical":
            state = "to-print"
        sent = next((event for event in events if event.kind == "letter.sent"), None)
        received = next((event for event in events if event.kind == "letter.delivered"), None)
        kind = first.facts["letter"]
        recipient = letter_texts.recipient(kind, case.person)
        return Letter(
            episode=case.episode,
            kind=kind,
            title=NEUTRAL_TITLES[kind],
            content=json.dumps(letter_texts.text(case, kind, first).as_data(), ensure_ascii=False),
            recipient_kind=recipient.kind,
            recipient_name=recipient.name,
            recipient_address="\n".join(recipient.address),
            recipient_number=recipient.number if means == "digital-post" else "",
            means=means,
            state=state,
            pdf="",
            # Derived, so that the same demo is the same centre to the last message.
            message_id=UUID(int=(case.person.pk << 16) + first.facts["letter_id"]),
            written_by=first.recorded_by,
            queued_at=first.occurred_at,
            handed_over_at=sent.occurred_at if sent else None,
            delivered_on=clock.local_date(received.occurred_at) if received else None,
            unit=case.episode.unit,
            responsible_id=case.episode.responsible_id,
        )

    def write_rest(self) -> None:
        """Write what points at events and letters."""
        self._save(self._inquiries())
        self._save(self._consents())
        CareRows(self.cases, self.letters).write()

    def _save(self, rows: Iterator[Model]) -> None:
        gathered: dict[type[Model], list[Any]] = defaultdict(list)
        for row in rows:
            gathered[type(row)].append(row)
        for model, found in gathered.items():
            model._default_manager.bulk_create(found, batch_size=CHUNK)

    def _inquiries(self) -> Iterator[Model]:
        for case in self.cases:
            first = case.events[0]
            withdrawn = next((event for event in case.events if event.kind == "inquiry.withdrawn"), None)
            draft = case.story.citizen.draft
            state = "withdrawn" if withdrawn else "taken" if case.counsellor else "waiting"
            yield Inquiry(
                episode=case.episode,
                channel=first.facts["channel"],
                line=case.story.line,
                substance="alcohol" if case.story.line == "alcohol" else SUBSTANCES[case.person.pk % len(SUBSTANCES)],
                age=case.story.citizen.age,
                sex=draft.sex,
                is_anonymous=draft.is_alias,
                suggested_unit=case.story.unit,
                received_at=first.occurred_at,
                received_by=case.counsellor,
                state=state,
                taken_by=case.counsellor,
                taken_at=first.occurred_at if case.counsellor else None,
                withdrawn_reason=withdrawn.facts["reason"] if withdrawn else "",
                unit=case.episode.unit,
                responsible_id=case.episode.responsible_id,
            )

    def _consents(self) -> Iterator[Model]:
        for case in self.cases:
            for event in case.events:
                if event.kind == "consent.given":
                    yield Consent(
                        episode=case.episode,
                        partner=event.facts["partner"],
                        purpose=event.facts["purpose"],
                        state="given",
                        how="written",
                        occurred_at=event.occurred_at,
                        recorded_at=event.recorded_at,
                        recorded_by=event.recorded_by,
                    )


def _by_letter(events: Sequence[Event]) -> dict[int, list[Event]]:
    """The events of each letter, in order."""
    found: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind.startswith("letter."):
            found[event.facts["letter_id"]].append(event)
    return found
