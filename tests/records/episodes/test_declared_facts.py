"""What is recorded is what its room declares: anything else is refused and leaves nothing behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger.ground import clock, events
from brobygger.ground.events import EventKind, Fact, FactType, Text
from brobygger.records.episodes import services, units
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import EventRefused, FactsRefused, NewEpisode, NewEvent
from brobygger.records.people.services import PersonDraft, create_person
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK

OpenCase = Callable[..., Episode]

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("plan.agreed", {"version": 1, "every_week": 6}, "declares no fact 'every_week'"),
    ("plan.agreed", {"every_weeks": 6}, "needs the fact 'version'"),
    ("plan.agreed", {"version": "1"}, "the fact 'version' of 'plan.agreed' is of another type"),
    ("plan.agreed", {"version": 1, "next_follow_up": "snart"}, "the fact 'next_follow_up'"),
    ("decision.made", {"outcome": "upheld"}, "the fact 'outcome'"),
    ("treatment.ended", {"reason": "completed", "retracted": True}, "declares no fact 'retracted'"),
]


@pytest.mark.wrong_facts
@pytest.mark.parametrize(("kind", "facts", "why"), WRONG)
def test_facts_that_no_room_declares_are_refused(open_case: OpenCase, kind: str, facts: Any, why: str) -> None:
    episode = open_case()
    before = list(episode.events.values_list("kind", flat=True)), AuditEntry.objects.count()
    with pytest.raises(FactsRefused, match=why) as refused:
        services.record_all(SYSTEM, WORK, episode, [NewEvent("follow-up.held"), NewEvent(kind, facts=facts)])
    assert refused.value.code == "facts" and isinstance(refused.value, EventRefused)
    assert (list(episode.events.values_list("kind", flat=True)), AuditEntry.objects.count()) == before


@pytest.mark.wrong_facts
def test_no_case_is_opened_with_them(db: None) -> None:
    person = create_person(PersonDraft(name="Jens Aagaard"))
    with pytest.raises(FactsRefused, match=r"'age' of 'inquiry\.received'"):
        services.open_episode(SYSTEM, WORK, NewEpisode(person, "drug", "drug", facts={"age": "41"}))
    assert not Episode.objects.exists()


def test_a_correction_says_only_what_it_changes(open_case: OpenCase) -> None:
    episode = open_case()
    plan = services.record(SYSTEM, WORK, episode, "plan.agreed", facts={"version": 1, "every_weeks": 6})
    services.record(SYSTEM, WORK, episode, "plan.agreed", facts={"every_weeks": 8}, corrects=plan)
    assert episode.events.count() == 3


def test_what_an_earlier_version_wrote_is_read_and_can_be_gone_on_from(open_case: OpenCase) -> None:
    episode = open_case(days_ago=2)
    first = episode.events.get()
    at = first.occurred_at + timedelta(minutes=1)
    older = {**first.facts, "age": "41", "referred_from": "læge"}
    Event.objects.create(
        episode=episode, kind="inquiry.received", occurred_at=at, recorded_at=at, facts=older, corrects=first
    )
    units.move(SYSTEM, WORK, episode, "alcohol")
    moved = episode.events.order_by("id").last()
    assert moved is not None
    assert moved.facts == {"line": "drug", "unit": "alcohol", "channel": "phone", "by": "citizen", "moved_from": "drug"}


@pytest.mark.wrong_facts
def test_a_page_says_so_and_loses_nothing(
    client_as: Callable[..., Client], open_case: OpenCase, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    """As when a room writes a fact that it forgot to declare: the note stays a draft, and the log names the fact."""
    kinds = {"note.signed": EventKind("note.signed", Text("Notat", "Note"), (Fact("note", FactType.ROW, of="note"),))}
    monkeypatch.setattr(events, "_declared", {**events._declared, **kinds})
    episode, client = open_case(), client_as("counsellor")
    then = (clock.now() - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M")
    typed = {"occurred_at": then, "kind": "talk", "heading": "Påske", "text": "Jens sover dårligt."}
    page = client.post(f"/forloeb/{episode.number}/notater/0b9c53f6-7d0b-4a0e-9d53-5f4b3a9f2c11/skriv/", typed)
    assert page.status_code == 422
    assert "Notatet kunne ikke gemmes." in page.text and "Jens sover dårligt." in page.text
    assert not episode.events.filter(kind="note.signed").exists()
    assert "'note.signed' declares no fact 'compartment'" in caplog.text and "Jens" not in caplog.text
