"""A case as this room meets it, and what one types in its forms."""

from collections.abc import Callable
from typing import Any

from brobygger.records.episodes.milestones import DECISION_MADE
from tests.cases import Case, case

GOAL = {"specific": "Møder hver tirsdag", "measurable": "Tolv fremmøder", "accepted": "Det giver ro"}


def decided_case(
    counsellor: Any,
    on_day: Callable[[str], None],
    *,
    line: str = "drug",
    until: str = "decided",
    kind: str = "day",
    **person: Any,
) -> Case:
    """A case from 27 March 2023, looked at on 4 April; until: "inquiry", "decided", "started", "planned"."""
    on_day("2023-04-04")
    told = {"channel": "phone", "age": 41}
    citizen = {"address": "Møllevej 3\n4200 Slagelse", **person}
    found = case(line=line, unit=counsellor.units[0], on="2023-03-27", counsellor=counsellor, facts=told, **citizen)
    if until == "inquiry":
        return found
    found.happened(DECISION_MADE, on="2023-03-31", outcome="granted", kind_of_treatment=kind, favourable=True)
    if until in ("started", "planned"):
        found.started(kind, on="2023-04-03")
    return found.planned(on="2023-04-03") if until == "planned" else found


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
