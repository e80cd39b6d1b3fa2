"""Laying a case on the citizen that the record knew, when two turn out to be one (trap 14, trap 23)."""

from dataclasses import fields

from django.db import transaction

from brobygger.records.episodes import citizens
from brobygger.records.episodes.models import Episode
from brobygger.records.people.models import Person
from brobygger.records.people.services import PersonDraft
from brobygger.trust.access import Action, Actor

# What somebody may have told in the first talk, and what the known citizen may lack.
_TOLD = ("phone", "email", "address", "own_doctor", "interpreter_language", "contact_wishes")


@transaction.atomic
def join(actor: Actor, action: Action, episode: Episode, known: Person) -> list[tuple[str, str]]:
    """Lay the case on the known citizen; what they lacked is filled in with what was told.

    Gives what was told and stands otherwise with them, as (field, told): nothing is overwritten. Raises access.Refused
    to whom none of the citizen's cases is open.
    """
    told = episode.person
    citizens.belongs_to(actor, action, episode, known)
    held = {field.name: getattr(known, field.name) for field in fields(PersonDraft)}
    new = {name: getattr(told, name) for name in _TOLD if getattr(told, name) and not held[name]}
    if new:
        draft = PersonDraft(**{**held, **new})
        citizens.update_citizen(actor, action, episode, draft, read_version=known.version)
    pairs = ((name, getattr(told, name)) for name in ("phone", "email"))
    return [(name, value) for name, value in pairs if value and held[name] and value != held[name]]
