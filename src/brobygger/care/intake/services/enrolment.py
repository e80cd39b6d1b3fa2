"""Enrolment: the consent declaration, who the citizen is, the children at home, and the notice about them."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction

from brobygger.care.intake import letters
from brobygger.care.intake.events import ENROLMENT_COMPLETED
from brobygger.ground import clock
from brobygger.ground.refusals import Refusal
from brobygger.records.consents import services as consents
from brobygger.records.consents.services import NewAnswer
from brobygger.records.episodes import citizens
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import INQUIRY_RECEIVED, UNNAMED
from brobygger.records.episodes.facts import ANONYMOUS
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.senders import signature
from brobygger.records.people import services as people
from brobygger.records.people.models import Person
from brobygger.records.people.services import AtHome, ChildDraft, NumberTaken, PersonDraft
from brobygger.trust.access import Action, Actor


class EnrolmentRefused(Refusal):
    """An enrolment that cannot stand; `code` tells which sentence the form shows.

    Codes: "family" (the citizen must be told of the family orientation, KS 6.2.4), "anonymous" (treatment of
    this line may not be anonymous here), "known" (a number under an alias that the citizen has wished), "unnamed"
    (nobody has asked for a name), "notice" (no children at home, or no one to write about under an alias), "not-told"
    (the citizen does not know of the notice).
    """


@dataclass(frozen=True)
class Enrolment:
    """What an enrolment writes. `read_version` is the person's version as the form was drawn.

    `children_at_home` is an answer of Person.AtHome, `children` who they are.
    `wants_no_name`: the citizen has said that they want to stay anonymous, where nobody had asked in the first talk.
    `same_person`: when the number turns out to be somebody the record knows, lay the episode on them.
    """

    person: PersonDraft
    read_version: int
    children_at_home: str = Person.AtHome.NOT_ASKED
    children: tuple[ChildDraft, ...] = ()
    answers: tuple[NewAnswer, ...] = ()
    family_oriented: bool = False
    same_person: bool = False
    wants_no_name: bool = False


@transaction.atomic
def enrol(
    actor: Actor, action: Action, episode: Episode, new: Enrolment, *, occurred_at: datetime | None = None
) -> AtHome:
    """Enrol the citizen (KS 5.4, 6.2.4). Where children live at home the notice is shown next, and sent (KS 3.4).

    Raises EnrolmentRefused, Stale, BadNumber, NumberTaken (unless `same_person`), access.Refused,
    EventRefused.
    """
    if not new.family_oriented:
        raise EnrolmentRefused("family")
    if new.person.is_alias and not citizens.may_be_anonymous(episode.line):
        raise EnrolmentRefused("anonymous")
    if (
        episode.is_alias
        and citizens.may_be_anonymous(episode.line)
        and not new.person.is_alias
        and wished_alias(episode)
    ):
        raise EnrolmentRefused("known")
    if new.person.is_alias and not new.wants_no_name and not wished_alias(episode):
        raise EnrolmentRefused("unnamed")
    told = people.completed(episode.person, new.children)
    if not _write_person(actor, action, episode, new):
        home = citizens.set_children_at_home(actor, action, episode, new.children_at_home, new.children)
    elif new.children_at_home:
        home = citizens.set_children_at_home(actor, action, episode, new.children_at_home, told)
    else:  # what the form did not ask changes nothing of what the record knows
        home = people.at_home(episode.person)
    at = occurred_at or clock.now()
    consents.answer_all(actor, action, episode, new.answers, occurred_at=at)
    facts = {
        "line": episode.line, "unit": episode.unit, "family_oriented": True,
        "children_at_home": home.answer or "not-asked", "children": len(home.minors),
    }  # fmt: skip
    if new.person.is_alias:
        facts["anonymous"] = True  # their own wish, told now or in the first talk
    episodes.record(actor, action, episode, ENROLMENT_COMPLETED.id, occurred_at=at, facts=facts)
    return home


def wished_alias(episode: Episode) -> bool:
    """Whether the alias is the citizen's wish: then becoming known is a new episode, by their own wish (§ 141, stk. 7).

    Who only was not asked for a name in the first talk gives it at the enrolment, or says there that they want none.
    """
    told = episode.events.filter(kind__in=(INQUIRY_RECEIVED.id, ENROLMENT_COMPLETED.id))
    facts = [event.facts for event in told.order_by("occurred_at", "id")]
    return any(ANONYMOUS.read(told) and not UNNAMED.read(told) for told in facts) or not any(
        UNNAMED.read(told) for told in facts
    )


def _write_person(actor: Actor, action: Action, episode: Episode, new: Enrolment) -> bool:
    """Write the citizen's facts, on the known person when it turns out to be them; says whether it did."""
    joined = False
    try:
        with transaction.atomic():
            citizens.update_citizen(actor, action, episode, new.person, read_version=new.read_version)
    except NumberTaken as taken:
        if not new.same_person:
            raise
        joined = True
        citizens.belongs_to(actor, action, episode, taken.person)
        citizens.update_citizen(
            actor, action, episode, _as_known(new.person, taken.person), read_version=taken.person.version
        )
    episode.person.refresh_from_db()
    episode.refresh_from_db()
    return joined


def _as_known(written: PersonDraft, known: Person) -> PersonDraft:
    """What is written now, on top of what the record knows of the same citizen.

    The form knew nothing of them: what it left empty stays as it is, a protected name or address stays protected,
    and their present number stays theirs even when it was found by an earlier one.
    """
    held = {field.name: getattr(known, field.name) for field in fields(PersonDraft)}
    told = {name: value for name, value in asdict(written).items() if value not in ("", None, False)}
    kept = {"cpr": known.cpr}
    if known.name_protected:
        kept["name"] = known.name
    if known.address_protected:
        kept["address"] = known.address or written.address
    return PersonDraft(**{**held, **told, **kept})


@transaction.atomic
def send_notice(
    actor: Actor, action: Action, episode: Episode, *, told: bool, occurred_at: datetime | None = None
) -> Letter:
    """Make the enrolment notice as a letter (KS 3.4); the timeline says "sent" when it has been handed over.

    `told`: the citizen has been told that it goes. Raises EnrolmentRefused: "not-told", or "notice" without children
    at home, or under an alias (sundhedsloven § 141, stk. 7).
    """
    home = people.at_home(episode.person)
    if not home.any_minor or episode.is_alias:
        raise EnrolmentRefused("notice")
    if not told:
        raise EnrolmentRefused("not-told")
    at = occurred_at or clock.now()
    letter = letters.enrolment_notice(episode, home, clock.local_date(at), by=signature(actor, episode.unit))
    return post.queue(actor, action, episode, letter, occurred_at=at)
