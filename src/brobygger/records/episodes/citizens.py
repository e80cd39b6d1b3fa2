"""Verbs that change the citizen of a case: asked of the case's access, and copied to what lists show."""

from collections.abc import Collection, Sequence

from django.db import transaction

from brobygger import standard
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes import following, meeting
from brobygger.records.episodes.models import PROTECTIONS, Episode
from brobygger.records.episodes.services import copy_person, settlement_of
from brobygger.records.people import services as people
from brobygger.records.people.models import Person
from brobygger.records.people.services import AtHome, ChildDraft, PersonDraft
from brobygger.trust import access, audit
from brobygger.trust.access import Action, Actor


class ProtectionKept(Refusal):
    """Another unit has an open case with the citizen, so the protection is not lifted here."""


def may_be_anonymous(line: str) -> bool:
    """Whether treatment of a line may be anonymous all the way, as the standard in use says."""
    return standard.load().line(line).may_be_anonymous


@transaction.atomic
def update_citizen(actor: Actor, action: Action, episode: Episode, draft: PersonDraft, *, read_version: int) -> Person:
    """Write the citizen's facts and copy name and protection to every episode of theirs; a row stands on each.

    A protection that is lifted stays on a case that the actor may not know of, and nothing is said of it.

    Raises access.Refused, ProtectionKept, and as `people.update_person`.
    """
    access.require(actor, action, episode)
    before = episode.person
    touched = list(Episode.objects.select_for_update(of=("self",)).filter(person_id=before.pk).order_by("id"))
    lifted = _lifted(episode, draft)
    if lifted and not all(_leaves_it(actor, action, other) for other in touched):
        raise ProtectionKept
    person = people.update_person(before, draft, read_version=read_version, may_know=meeting.may_know(actor))
    for other in touched:
        _copy(person, other, kept=PROTECTIONS if access.is_hidden(actor, action, other) else set(PROTECTIONS) - lifted)
        if other.is_open:
            other.settlement_municipality = settlement_of(person)
        other.save()
    following.citizen_changed(before, person)
    changed = [name for name in draft.__dataclass_fields__ if getattr(before, name) != getattr(person, name)]
    audit.changed(actor, action, touched, fields=changed)
    return person


def _lifted(episode: Episode, draft: PersonDraft) -> set[str]:
    """The protections that are taken away: they stand in this case, and not in the draft."""
    return {name for name in PROTECTIONS if getattr(episode.covered_person, name) and not getattr(draft, name)}


def _leaves_it(actor: Actor, action: Action, other: Episode) -> bool:
    """Whether another case of the citizen leaves a protection to the actor: it is theirs as well, or it is closed.

    One that the actor may not know of is not asked, for a refusal would tell of it: it keeps its own mark instead.
    """
    return not other.is_open or access.is_hidden(actor, action, other) or access.may(actor, action, other)


def _copy(person: Person, episode: Episode, *, kept: Collection[str]) -> None:
    """Copy what an episode shows of its person; a mark that is to be kept goes on standing, whatever the person's."""
    standing = [name for name in kept if getattr(episode, name)]
    copy_person(episode, person)
    for name in standing:
        setattr(episode, name, True)


@transaction.atomic
def set_children_at_home(
    actor: Actor, action: Action, episode: Episode, answer: str, children: Sequence[ChildDraft] = ()
) -> AtHome:
    """Write whether children live at home with the citizen, and who (KS 3.4: it decides whether a notice is owed)."""
    access.require(actor, action, episode)
    home = people.set_children(episode.person, answer, children)
    audit.changed(actor, action, episode, children_at_home=answer or "not-asked", children=len(home.minors))
    return home


@transaction.atomic
def belongs_to(actor: Actor, action: Action, episode: Episode, person: Person) -> None:
    """Lay an episode on somebody the record knows already: the caller turned out to be the same person.

    Whoever it stood on stays as they were, so that it can be undone (trap 23). Never done under an alias that
    may last: becoming known there is a new episode, by the person's own wish. Raises access.Refused to whom
    none of the citizen's cases is open: a number is no key.
    """
    access.require(actor, action, episode)
    theirs = meeting.require(actor, person)
    if episode.is_alias and may_be_anonymous(episode.line):
        raise ValueError("alias")
    # As it stands now, and held: what a colleague has written since the page was drawn is not undone.
    locked = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    before = locked.person
    locked.person = person
    copy_person(locked, person)
    locked.settlement_municipality = settlement_of(person)
    locked.save()
    following.citizen_changed(before, person)
    episode.refresh_from_db()
    audit.changed(
        actor, action, [episode, *(case for case in theirs if case.pk != episode.pk)], person_before=before.pk
    )
