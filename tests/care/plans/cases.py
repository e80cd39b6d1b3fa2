"""A case as this room meets it, and what one types in its forms."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from brobygger.care.plans import services
from brobygger.ground import clock
from brobygger.records.consents import services as consents
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.people import services as people
from brobygger.trust import access
from brobygger.trust.access import SYSTEM

PREPARE = access.declare("tests.prepare-plans", roles=("counsellor",), scope="case", kind="change")
GOAL = {"specific": "Møder hver tirsdag", "measurable": "Tolv fremmøder", "accepted": "Det giver ro"}


def noon(day: str) -> datetime:
    return clock.at_noon(date.fromisoformat(day))


def decided_case(
    counsellor: Any,
    on_day: Callable[[str], None],
    *,
    line: str = "drug",
    until: str = "decided",
    kind: str = "day",
    **person: Any,
) -> Any:
    """A case from 27 March 2023, looked at on 4 April; until: "inquiry", "decided", "started", "planned"."""
    on_day("2023-04-04")
    draft = {"cpr": "0107501AB1", "address": "Møllevej 3\n4200 Slagelse", **person}
    citizen = people.create_person(people.PersonDraft(name="Jens Aagaard", **draft))
    unit = counsellor.units[0]
    facts = {"channel": "phone", "age": 41}
    new = episodes.NewEpisode(citizen, line, unit, counsellor.pk, noon("2023-03-27"), facts)
    episode = episodes.open_episode(SYSTEM, PREPARE, new)
    case = SimpleNamespace(episode=episode, number=episode.number, counsellor=counsellor)
    if until == "inquiry":
        return case
    granted = {"outcome": "granted", "kind_of_treatment": kind, "favourable": True}
    episodes.record(SYSTEM, PREPARE, episode, "decision.made", occurred_at=noon("2023-03-31"), facts=granted)
    if until in ("started", "planned"):
        services.start_treatment(SYSTEM, episode, services.NewStart(kind), occurred_at=noon("2023-04-03"))
    if until == "planned":
        services.agree_plan(SYSTEM, episode, new_plan(), occurred_at=noon("2023-04-03"))
    return case


def new_plan(**changes: Any) -> services.NewPlan:
    goals = (
        services.NewGoal(
            "a1",
            "Stoffri i hverdagen",
            "Rene prøver to uger i træk",
            "Jeg vil være far",
            "Kæresten hjælper",
            date(2023, 7, 1),
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


def typed_plan(**changes: Any) -> dict[str, Any]:
    """What one types for a whole plan with a goal and a sub-goal."""
    fields: dict[str, Any] = {
        "own_words": "Jeg vil have ro",
        "aim_kind": "stop",
        "aim": "At kunne være far uden stoffer",
        "effort": "Samtale hver uge",
        "duration_weeks": "16",
        "services": "Individuelle samtaler",
        "methods": "Kognitive samtaler",
        "partners": ["jobcentre"],
        "partner_work": "Holder fast i praktikken",
        "family": "Kæreste og to børn",
        "family_involvement": "takes-part",
        "family_agreement": "Kæresten kommer med en gang om måneden",
        "housing": "Egen lejlighed",
        "evaluation_weeks": "8",
        "agreed_how": "in-talk",
        "day": "2023-04-04",
        "goal": ["a1", "b2"],
        "goal-a1-parent": "",
        "goal-b2-parent": "a1",
    }
    for key in ("a1", "b2"):
        fields |= {f"goal-{key}-{name}": value for name, value in GOAL.items()}
        fields |= {f"goal-{key}-realistic": "Bussen kører", f"goal-{key}-due_on": "2023-06-01"}
    return {**fields, **changes}


def typed_talk(**changes: Any) -> dict[str, Any]:
    """What one types for a whole follow-up talk."""
    fields = {
        "how": "centre",
        "situation": "Ingen kokain i tre uger",
        "plan_status": "Planen holder",
        "contacts": "9",
        "rhythm": "weekly",
        "status-a1-state": "under-way",
        "status-a1-note": "",
        "status-b2-state": "reached",
        "status-b2-note": "Tolv gange",
    }
    return {**fields, **changes}
