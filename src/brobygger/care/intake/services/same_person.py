"""Laying a case on the citizen that the record knew, when two turn out to be one (trap 14, trap 23)."""

from dataclasses import fields

from django.db import transaction

from brobygger.records.episodes import citizens
from brobygger.records.episodes.models import Episode
from brobygger.records.people import services as people
from brobygger.records.people.models import Person
from brobygger.records.people.services import PersonDraft
from brobygger.trust.access import Action, Actor

# What somebody may have told in the first talk, and what the known citizen may lack. Where both have it, what stands
# stays, and who lays them together is told of the other.
_TOLD = (
    "phone", "email", "address", "municipality", "own_doctor", "interpreter_language", "contact_by", "contact_wishes",
)  # fmt: skip
# Whoever told it, it holds: a protection or a care that one has asked for is lost by no joining.
_CARES = ("name_protected", "address_protected", "no_messages", "digital_post_exempt")


@transaction.atomic
def join(actor: Actor, action: Action, episode: Episode, known: Person) -> list[tuple[str, str]]:
    """Lay the case on the known citizen; what they lacked is filled in with what was told, protections are kept.

    Gives what was told and stands otherwise with them, as (field, told): nothing is overwritten. Raises access.Refused
    to whom none of the citizen's cases is open.
    """
    told = episode.covered_person
    citizens.belongs_to(actor, action, episode, known)
    held = {field.name: getattr(known, field.name) for field in fields(PersonDraft)}
    new = {name: getattr(told, name) for name in _TOLD if getattr(told, name) and not held[name]}
    new |= {name: True for name in _CARES if getattr(told, name) and not held[name]}
    if new:
        draft = PersonDraft(**{**held, **new})
        citizens.update_citizen(actor, action, episode, draft, read_version=known.version)
        episode.refresh_from_db()
    home = people.united(people.at_home(known), people.at_home(told))
    if home is not None:
        citizens.set_children_at_home(actor, action, episode, *home)
    pairs = ((name, getattr(told, name)) for name in _TOLD)
    return [(name, value) for name, value in pairs if value and held[name] and value != held[name]]
