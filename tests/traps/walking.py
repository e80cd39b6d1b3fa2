"""Every page of a centre with something behind it: the addresses that a person with every role can open."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from brobygger.care.assessment.models import AnswerSet, ConferenceItem, Referral
from brobygger.care.intake.models import Inquiry
from brobygger.care.visitation.models import AgendaItem, Appeal, Decision, Meeting, Question, ServiceComplaint
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.models import Letter
from brobygger.records.notes.models import Note
from brobygger.records.papers.models import Papers
from tests.traps.conftest import patterns

# What stands under a case's number, by the argument that names it; "pk" and "key" mean another thing in each room.
CHILDREN: dict[str, Any] = {
    "letter_id": Letter,
    "papers_id": Papers,
    "decision_id": Decision,
    "appeal_id": Appeal,
    "complaint_id": ServiceComplaint,
    "question_id": Question,
    "notes:pk": Note,
    "notes:key": Note,
    "assessment:pk": AnswerSet,
    "assessment:referral_act": Referral,
    "intake:pk": Inquiry,
    "meeting_id": Meeting,
    "item_id": AgendaItem,
    "assessment:conference_item": ConferenceItem,
    "assessment:take_off": ConferenceItem,
}
PLAIN: dict[str, tuple[Any, ...]] = {
    "version": (1, 2),
    "before": (1,),
    "after": (2,),
    "month": (1, 6),
    "instrument": ("dudit", "audit", "who-5"),
    "kind": ("plan", "follow-up"),
    "form_key": ("concern", "assessment"),
    "key": ("psychiatry.conference", "own-doctor.cooperation"),
    "act": ("svar", "tid", "plan"),
}


def child_of(name: str, argument: str) -> Any:
    """The model behind an argument of an address, None when it is no row."""
    room = name.partition(":")[0]
    return (
        CHILDREN.get(name)
        if argument == "pk" and name in CHILDREN
        else CHILDREN.get(argument, CHILDREN.get(f"{room}:{argument}"))
    )


def episode_of(row: Any) -> Episode | None:
    """The case that a row belongs to."""
    if isinstance(row, Question):
        return row.recommendation.episode
    return getattr(row, "episode", None)


def key_of(row: Any, argument: str) -> Any:
    """What stands for a row in an address."""
    return row.key if argument == "key" else row.pk


def of_case(episode: Episode) -> Iterator[tuple[str, str, Any]]:
    """Every address under one case: (name, address, view)."""
    for name, _route, arguments, view in patterns():
        if "number" not in arguments or view.action.scope == "public":
            continue
        values = [_values(name, argument, episode) for argument in arguments]
        for chosen in _together(values):
            yield name, reverse(name, args=chosen), view


def _values(name: str, argument: str, episode: Episode) -> list[Any]:
    if argument == "number":
        return [episode.number]
    model = child_of(name, argument)
    if model is not None:
        path = "recommendation__episode" if model is Question else "episode"
        return [key_of(row, argument) for row in model._default_manager.filter(**{path: episode})[:2]]
    return list(PLAIN.get(argument, (1,))[:1])


def _together(values: list[list[Any]]) -> list[tuple[Any, ...]]:
    if any(not some for some in values):
        return []
    longest = max(len(some) for some in values)
    return [tuple(some[min(at, len(some) - 1)] for some in values) for at in range(longest)]


def outside_cases() -> Iterator[tuple[str, str, Any]]:
    """Every address that is under no case: lists, meetings, inquiries, and what belongs to oneself."""
    for name, _route, arguments, view in patterns():
        if "number" in arguments or view.action.scope == "public":
            continue
        for chosen in _rows_of(name, arguments):
            yield name, reverse(name, args=chosen), view


def _rows_of(name: str, arguments: tuple[str, ...]) -> list[tuple[Any, ...]]:
    if not arguments:
        return [()]
    if arguments == ("meeting_id", "item_id"):
        return list(AgendaItem.objects.order_by("-pk").values_list("meeting_id", "pk")[:12])
    if len(arguments) == 1:
        model = child_of(name, arguments[0])
        if model is not None:
            return list(model._default_manager.order_by("-pk").values_list("pk")[:12])
    return []
