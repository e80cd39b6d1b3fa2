"""An inquiry from the first word to the colleague who takes it (KS 4.1, KS 6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from brobygger import standard
from brobygger.care.intake import rules
from brobygger.care.intake.events import APPOINTMENT_AGREED, FIRST_TALK_NOT_REACHED
from brobygger.care.intake.models import AdviceGiven, Inquiry
from brobygger.care.intake.unnamed import stand_in
from brobygger.ground import clock
from brobygger.ground.events import RETRACTED
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes import meeting, units
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.events import EPISODE_CLOSED, PROVIDER_CHOSEN
from brobygger.records.episodes.facts import REASON
from brobygger.records.episodes.milestones import INQUIRY_WITHDRAWN
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.episodes.services import NewEpisode, NewEvent
from brobygger.records.people import services as people
from brobygger.records.people.models import Person
from brobygger.records.people.services import NumberTaken, PersonDraft
from brobygger.trust import access, audit
from brobygger.trust.access import Action, Actor

OTHER_PLACE = "other-provider"  # why a case is closed whose citizen went straight to another place


class TakenAlready(Refusal):
    """Somebody else took the inquiry first; `inquiry` says who and when."""

    def __init__(self, inquiry: Inquiry) -> None:
        super().__init__("taken")
        self.inquiry = inquiry


class ProviderRefused(Refusal):
    """In drug treatment the citizen contacts the centre first ("centre-first")."""


class NotForUs(Refusal):
    """The person is under 18: guided on with `give_advice`, never a case (KS 1)."""


@dataclass(frozen=True)
class NewInquiry:
    """A citizen's first contact, as it was told.

    `age` is what `rules.read_age` read. `unit` overrides the standard's routing and then has a `unit_reason`.
    `person` is somebody the record knows already, and the actor too; otherwise one is made of name, age and phone.
    Without a name, or `anonymous`, it is an alias without a number. A number that the record has under somebody whom
    the actor may not know stays with the new person as it was told.
    """

    channel: str
    substance: str
    age: rules.Age
    name: str = ""
    anonymous: bool = False
    phone: str = ""
    words: str = ""
    also: tuple[str, ...] = ()
    unit: str = ""
    unit_reason: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class NewAdvice:
    """Advice given to somebody who becomes no case: `to` and `topic` as in AdviceGiven."""

    to: str
    topic: str
    channel: str
    unit: str
    substance: str = ""


@transaction.atomic
def receive(actor: Actor, action: Action, new: NewInquiry, *, occurred_at: datetime | None = None) -> Inquiry:
    """Write an inquiry down and open its episode: the 14 days count from `occurred_at` (KS 3.5).

    Raises NotForUs under 18, KeyError for an unknown unit, access.Refused, BadNumber.
    """
    if new.person is not None:
        meeting.require(actor, new.person)
    line = rules.line_of(new.substance)
    route = standard.route(standard.load(), new.age.years, line)
    if route.guided_on:
        raise NotForUs
    unit = standard.load().unit(new.unit or route.unit or line).id
    known = new.person is not None
    person = new.person or _person(actor, new)
    at = occurred_at or clock.now()
    facts = {
        "channel": new.channel, "by": "citizen", "wants": "treatment", "substance": new.substance,
        "age": new.age.years, "anonymous": person.is_alias,
    }  # fmt: skip
    if person.is_alias and not new.anonymous:
        facts["unnamed"] = True  # not asked yet, and so not the citizen's wish (sundhedsloven § 141, stk. 7)
    episode = episodes.open_episode(
        actor, action, NewEpisode(person, line, unit, occurred_at=at, facts=facts, text=_words(new, person))
    )
    return Inquiry.objects.create(
        episode=episode,
        channel=new.channel,
        line=line,
        substance=new.substance,
        also=[code for code in new.also if code != new.substance],
        age=new.age.years,
        sex=person.sex,
        is_anonymous=person.is_alias,
        returning=known,
        suggested_unit=route.unit or "",
        unit_reason=new.unit_reason,
        received_at=at,
        received_by_id=actor.pk,
        compartment=episode.compartment,
        unit=unit,
    )


def _words(new: NewInquiry, person: Person) -> str:
    """What was said, and what somebody whom the record knows told otherwise than it stands there: to be looked at.

    A protected name is left as it is: what stands on the timeline is read without the act that shows one (trap 14).
    """
    anew = []
    if new.phone and new.phone != person.phone:
        anew.append(f"Telefon oplyst nu: {new.phone}. Det er ikke den, vi kender.")
    if new.name and new.name.casefold() != person.name.casefold() and not person.name_protected:
        anew.append(f"Navn oplyst nu: {new.name}. Det er ikke det, vi kender.")
    return "\n".join([new.words, *anew]).strip() if anew else new.words


def _person(actor: Actor, new: NewInquiry) -> Person:
    """The citizen as far as they told; the same person when the number is known already, and to the actor."""
    number = new.age.number
    alias = new.anonymous or not (new.name or number)
    draft = PersonDraft(
        name=new.name or stand_in(anonymous=new.anonymous),
        is_alias=alias,
        cpr="" if alias or number is None else number.digits,
        birth_date=None if alias else new.age.birth_date,
        sex=_sex(new) if not alias else "",
        phone=new.phone,
    )
    try:
        with transaction.atomic():
            return people.create_person(draft, may_know=meeting.may_know(actor))
    except NumberTaken as taken:
        return taken.person


def _sex(new: NewInquiry) -> str:
    """What a real personal number tells; a replacement number tells nothing."""
    number = new.age.number
    if number is None or number.is_replacement:
        return ""
    return Person.Sex.MALE if int(number.digits[-1]) % 2 else Person.Sex.FEMALE


@transaction.atomic
def give_advice(actor: Actor, action: Action, new: NewAdvice, *, occurred_at: datetime | None = None) -> AdviceGiven:
    """Write down that somebody was advised, or a young person guided on. No person, no case, no free text."""
    is_relative = new.to == AdviceGiven.To.RELATIVE
    advice = AdviceGiven(
        to=new.to,
        topic=new.topic,
        channel=new.channel,
        line=rules.line_of(new.substance) if new.substance else "",
        compartment="relatives" if is_relative else "social",
        unit=standard.load().unit(new.unit).id,
        given_on=clock.local_date(occurred_at) if occurred_at else clock.today(),
        given_by_id=actor.pk,
    )
    access.require(actor, action, advice)
    advice.save(force_insert=True)
    audit.changed(actor, action, advice, to=new.to)
    return advice


@transaction.atomic
def take(
    actor: Actor,
    action: Action,
    inquiry: Inquiry,
    *,
    taker: Actor | None = None,
    occurred_at: datetime | None = None,
) -> Inquiry:
    """Take an inquiry and become its counsellor; of two who press at once the second gets TakenAlready.

    `taker` is given when somebody takes it for another (the demo, or a manager); otherwise it is the actor.
    """
    access.require(actor, action, inquiry)
    receiver = taker or actor
    locked = _waiting(inquiry)
    locked.state, locked.taken_by_id, locked.taken_at = (
        Inquiry.State.TAKEN,
        receiver.pk,
        occurred_at or clock.now(),
    )
    locked.responsible_id = receiver.pk
    locked.save(update_fields=["state", "taken_by", "taken_at", "responsible_id"])
    units.give_to(actor, action, locked.episode, receiver, occurred_at=occurred_at)
    return locked


def _waiting(inquiry: Inquiry) -> Inquiry:
    """The inquiry, held for this transaction; raises TakenAlready when it waits no more."""
    queryset = Inquiry.objects.select_for_update(of=("self",)).select_related("episode", "taken_by")
    locked = queryset.get(pk=inquiry.pk)
    if locked.state != Inquiry.State.WAITING:
        raise TakenAlready(locked)
    return locked


@transaction.atomic
def move(actor: Actor, action: Action, inquiry: Inquiry, unit: str, *, reason: str) -> Inquiry:
    """Send a waiting inquiry to another unit, with a reason (KS 6: people may override the routing)."""
    locked = _waiting(inquiry)
    locked.unit = standard.load().unit(unit).id
    locked.unit_reason = reason
    units.move(actor, action, locked.episode, locked.unit)
    locked.save(update_fields=["unit", "unit_reason"])
    return locked


@transaction.atomic
def book_first_talk(actor: Actor, action: Action, inquiry: Inquiry, at: datetime) -> Inquiry:
    """Agree a time for the first talk with the citizen (KS 4.1). The page warns when it lies after the guarantee.

    The timeline tells of each time that was agreed, the last of which holds; lists read that one on the inquiry.
    """
    access.require(actor, action, inquiry)
    facts = {"what": rules.FIRST_TALK, "at": at.isoformat(timespec="minutes")}
    episodes.record(actor, action, inquiry.episode, APPOINTMENT_AGREED.id, facts=facts)
    inquiry.first_talk_at = at
    inquiry.save(update_fields=["first_talk_at"])
    audit.changed(actor, action, inquiry, first_talk=at)
    return inquiry


@transaction.atomic
def try_first_talk(
    actor: Actor, action: Action, inquiry: Inquiry, how: str, *, text: str = "", occurred_at: datetime | None = None
) -> None:
    """Note that the first talk was tried in vain; the deadline stays open. `how` is a choice of the fact HOW."""
    episodes.record(
        actor,
        action,
        inquiry.episode,
        FIRST_TALK_NOT_REACHED.id,
        occurred_at=occurred_at,
        facts={"how": how},
        text=text,
    )


@transaction.atomic
def withdraw(
    actor: Actor,
    action: Action,
    inquiry: Inquiry,
    reason: str,
    *,
    text: str = "",
    occurred_at: datetime | None = None,
) -> Inquiry:
    """End an inquiry that leads to no treatment: it is withdrawn and its episode closed, with the reason."""
    locked = Inquiry.objects.select_for_update(of=("self",)).select_related("episode").get(pk=inquiry.pk)
    if locked.state == Inquiry.State.WITHDRAWN:
        raise TakenAlready(locked)
    events = [
        NewEvent(INQUIRY_WITHDRAWN.id, occurred_at, {"reason": reason}, text),
        NewEvent(EPISODE_CLOSED.id, occurred_at, {"reason": f"inquiry-{reason}"}),
    ]
    episodes.record_all(actor, action, locked.episode, events)
    locked.state, locked.withdrawn_reason = Inquiry.State.WITHDRAWN, reason
    locked.save(update_fields=["state", "withdrawn_reason"])
    return locked


@transaction.atomic
def take_back_end(
    actor: Actor, action: Action, inquiry: Inquiry, reason: str, *, occurred_at: datetime | None = None
) -> Inquiry:
    """Take back the end of an inquiry that was recorded by mistake: its case is open again, from the first day.

    Nothing is deleted: each event is corrected by one that says why. Raises TakenAlready when none stands.
    """
    access.require(actor, action, inquiry)
    locked = Inquiry.objects.select_for_update(of=("self",)).select_related("episode").get(pk=inquiry.pk)
    wrong = _recorded_end(locked.episode)
    if not wrong:
        raise TakenAlready(locked)
    new = [NewEvent(event.kind, occurred_at, {RETRACTED.name: True}, reason, event) for event in wrong]
    episodes.record_all(actor, action, locked.episode, new)
    locked.state = Inquiry.State.TAKEN if locked.taken_at else Inquiry.State.WAITING
    locked.withdrawn_reason = ""
    locked.save(update_fields=["state", "withdrawn_reason"])
    return locked


def _recorded_end(episode: Episode) -> list[Event]:
    """What this room recorded as the end: that it is withdrawn, or that the citizen went straight to another place."""
    kinds = (INQUIRY_WITHDRAWN.id, PROVIDER_CHOSEN.id, EPISODE_CLOSED.id)
    rows = Event.objects.filter(episode=episode, kind__in=kinds, corrected_by__isnull=True, retracted=False)
    last = {event.kind: event for event in rows.order_by("occurred_at", "id")}
    closed = last.get(EPISODE_CLOSED.id)
    if closed is None:
        return []
    began = last.get(PROVIDER_CHOSEN.id if REASON.read(closed.facts) == OTHER_PLACE else INQUIRY_WITHDRAWN.id)
    return [closed, began] if began is not None else []


@transaction.atomic
def choose_provider(
    actor: Actor,
    action: Action,
    episode: Episode,
    provider: str,
    *,
    approved: bool,
    close: bool = False,
    occurred_at: datetime | None = None,
) -> None:
    """An alcohol citizen goes straight to another provider, which refers itself (KS 3.6).

    The guarantee is departed from when the provider is approved by Socialtilsynet. With `close` the episode
    ends here.
    Raises ProviderRefused for drug treatment: there the citizen contacts the centre first, which refers.
    """
    if standard.load().line(episode.line).contacts_centre_first:
        raise ProviderRefused("centre-first")
    facts = {"provider": provider, "approved": approved, "reason": "citizen-chose", "direct": True}
    events = [NewEvent(PROVIDER_CHOSEN.id, occurred_at, facts)]
    if close:
        events.append(NewEvent(EPISODE_CLOSED.id, occurred_at, {"reason": OTHER_PLACE}))
    episodes.record_all(actor, action, episode, events)
