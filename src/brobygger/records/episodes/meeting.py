"""The only way from a CPR number to a citizen. A number is no key: it opens what one has access to already.

Whoever asks leaves a row on each case of the citizen. To whom none of the cases is open, nothing is said of the
citizen; a role that may break the glass is shown the way there (a reason, the manager is told), others nothing.
Source: docs/decisions/0013-breaking-the-glass.md
"""

from collections.abc import Iterable
from dataclasses import dataclass

from brobygger.records.episodes.access import ASK_NUMBER, MEET
from brobygger.records.episodes.models import Episode
from brobygger.records.people import services as people
from brobygger.records.people.models import Person
from brobygger.trust import access, audit
from brobygger.trust.access import Actor


@dataclass(frozen=True)
class Asked:
    """What somebody is told who asks for a number.

    `persons` are those whom they may know, first the one whose number it is; `own` says whether that one is among them.
    `behind` is a case of that one which a reason would open, None when there is none or it is open already.
    """

    persons: tuple[Person, ...]
    own: bool
    behind: Episode | None


def ask(actor: Actor, number: str) -> Asked:
    """Find out who has a number, within what the actor may know (four queries). Raises BadNumber."""
    found, named = people.all_with_number(number)
    persons = [*([found] if found else []), *named]
    cases = _cases(persons)
    audit.asked(actor, ASK_NUMBER, cases)
    known = [person for person in persons if _meets(actor, person, cases)]
    own = found is not None and found in known
    behind = None
    if found is not None and not own:
        theirs = (case for case in cases if case.person_id == found.pk)
        behind = next((case for case in theirs if access.glass_would_help(actor, MEET, case)), None)
    return Asked(tuple(known), own, behind)


def is_told(actor: Actor, person: Person) -> bool:
    """Whether a mark says to the actor that the number, as it was told, is known (it names nobody).

    So it does to whom a case behind the number is open, or would be for a reason.
    """
    found = people.find_by_index(bytes(person.told_index)) if person.told_index else None
    return found is not None and any(access.glass_would_help(actor, MEET, case) for case in _cases([found]))


def may_know(actor: Actor) -> people.MayKnow:
    """Give the question of the writers of people: may this actor know of that person? Asking leaves its rows."""

    def question(person: Person) -> bool:
        cases = _cases([person])
        audit.asked(actor, ASK_NUMBER, cases)
        return _meets(actor, person, cases)

    return question


def require(actor: Actor, person: Person) -> list[Episode]:
    """Go on only if the actor may know of the person; gives the person's cases. Raises access.Refused."""
    cases = _cases([person])
    if _meets(actor, person, cases):
        return cases
    closed = next((case for case in cases if access.glass_would_help(actor, MEET, case)), cases[0] if cases else None)
    access.require(actor, MEET, closed)
    raise access.Refused(MEET, actor)


def _cases(persons: Iterable[Person]) -> list[Episode]:
    """Every case of some persons, open and latest ones first (one query)."""
    return list(Episode.objects.filter(person__in=list(persons)).order_by("-is_open", "-opened_on", "-id"))


def _meets(actor: Actor, person: Person, cases: Iterable[Episode]) -> bool:
    if actor is access.SYSTEM:
        return True
    return any(access.may(actor, MEET, case) for case in cases if case.person_id == person.pk)
