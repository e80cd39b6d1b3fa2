"""A case as this room meets it: decided on, and written by the room's own verbs."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from brobygger.care.plans import services
from brobygger.records.consents import services as consents
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.people import services as people
from brobygger.trust import access, clock
from brobygger.trust.access import SYSTEM

PREPARE = access.declare("tests.prepare-plans", roles=("counsellor",), scope="case", kind="change")


def noon(day: str) -> datetime:
    return clock.at_noon(date.fromisoformat(day))


@pytest.fixture
def open_case(make_account: Callable[..., Any], on_day: Callable[[str], None]) -> Callable[..., Any]:
    """`open_case(line="drug", until="decided")` on 27 March 2023; until: "inquiry", "decided", "started", "planned"."""

    def open_(
        *, line: str = "drug", unit: str = "drug", until: str = "decided", kind: str = "day", **person: Any
    ) -> Any:
        on_day("2023-03-27")
        counsellor = make_account("counsellor", unit=unit, name="Mette Lund")
        draft = {"cpr": "0107501AB1", "address": "Møllevej 3\n4200 Slagelse", **person}
        citizen = people.create_person(people.PersonDraft(name="Jens Aagaard", **draft))
        new = episodes.NewEpisode(
            citizen, line, unit, counsellor.pk, noon("2023-03-27"), {"channel": "phone", "age": 41}
        )
        on_day("2023-04-04")
        episode = episodes.open_episode(SYSTEM, PREPARE, new)
        case = SimpleNamespace(episode=episode, number=episode.number, counsellor=counsellor)
        if until == "inquiry":
            return case
        facts = {"outcome": "granted", "kind_of_treatment": kind, "favourable": True}
        episodes.record(
            SYSTEM, PREPARE, episode, "decision.made", occurred_at=noon("2023-03-31"), facts=facts
        )
        if until in ("started", "planned"):
            start = services.NewStart(kind)
            services.start_treatment(SYSTEM, episode, start, occurred_at=noon("2023-04-03"))
        if until == "planned":
            services.agree_plan(SYSTEM, episode, new_plan(), occurred_at=noon("2023-04-03"))
        return case

    return open_


def new_plan(**changes: Any) -> services.NewPlan:
    goals = (
        services.NewGoal(
            "a1", "Stoffri i hverdagen", "Rene prøver to uger i træk", "Jeg vil være far", "Kæresten hjælper", date(2023, 7, 1)
        ),
        services.NewGoal(
            "b2", "Møder hver tirsdag", "Tolv fremmøder", "Det giver ro", "Bussen kører", date(2023, 6, 1), parent="a1"
        ),
    )
    fields = {
        "aim_kind": "stop",
        "aim": "At kunne være far uden stoffer",
        "own_words": "Jeg vil gerne have ro i weekenden",
        "effort": "Samtale hver uge",
        "duration_weeks": 16,
        "services": "Individuelle samtaler",
        "methods": "Kognitive samtaler",
        "family": "Kæreste og to børn",
        "family_involvement": "takes-part",
        "evaluation_weeks": 8,
        "agreed_how": "in-talk",
        "goals": goals,
        **changes,
    }
    return services.NewPlan(**fields)


def events(episode: Episode) -> list[str]:
    return list(episode.events.order_by("occurred_at", "id").values_list("kind", flat=True))


def say_yes(episode: Episode, partner: str, purpose: str = "cooperation") -> None:
    consents.answer(SYSTEM, PREPARE, episode, consents.NewAnswer(partner, purpose, "given"))
