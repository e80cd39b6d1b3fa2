"""The stage of the showcase: the staff, the clock that stands where an act happened, and acts that many cases share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from brobygger.care.assessment import services as assessment
from brobygger.care.assessment.instruments.library import packaged
from brobygger.care.intake import rules as intake_rules
from brobygger.care.intake.access import ENROL, RECORD, TAKE
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import documentation, enrolment, inquiries
from brobygger.demo import instruments, setting
from brobygger.demo.people import NUMBERS_A_DAY, TURNS, on_a_turn, replacement_number
from brobygger.demo.schedule import Place
from brobygger.demo.showcase.cast import Role, open_after, open_before
from brobygger.ground import clock
from brobygger.records.consents import partners
from brobygger.records.consents.services import NewAnswer
from brobygger.records.episodes.models import Episode, EpisodeCounter
from brobygger.records.letters import services as letters
from brobygger.records.letters.access import PRINT
from brobygger.records.letters.models import Letter
from brobygger.records.people.models import Person
from brobygger.records.people.rules import parse_personal_number
from brobygger.records.people.services import ChildDraft, PersonDraft
from brobygger.trust import jobs
from brobygger.trust.models import Account

FIRST_SERIAL = NUMBERS_A_DAY * (TURNS - 1)  # a turn that no citizen of the bulk has
CHILDREN = ("Alma", "Noah", "Ella", "Oscar")
POST_TAKES = timedelta(minutes=6)
YES = ("given", ())


@dataclass
class Case:
    """A role with its case as it comes to be."""

    role: Role
    place: Place
    by: Account
    episode: Episode

    @property
    def contact(self) -> date:
        """The day of the first contact."""
        return self.place.day

    def soon(self, days: int) -> date:
        """A day after the contact, told for a guarantee of a fortnight, in the one that this municipality gives."""
        return self.contact + timedelta(days=setting.scaled(days, setting.guarantee(self.role.line)))


class Stage:
    """Today, the staff by handle, and who comes when."""

    def __init__(self, accounts: dict[str, Account], places: dict[str, Place]) -> None:
        self.accounts, self.places = accounts, places
        self.today = clock.today()
        self.yesterday = open_before(self.today - timedelta(days=1))

    def __getitem__(self, handle: str) -> Account:
        return self.accounts[handle]

    def day(self, wished: date, after: date | None = None) -> date:
        """A working day at or after the wished one, not before `after`, and always before today."""
        found = open_after(max(wished, after) if after else wished)
        return min(found, self.yesterday)

    @contextmanager
    def at(self, day: date, hour: int = 10, minute: int = 0) -> Iterator[datetime]:
        """Stand at an hour of a day: what is done here happened then, and was written then."""
        moment = clock.at_noon(day) + timedelta(hours=hour - 12, minutes=minute)
        with clock.stopped_at(moment):
            yield moment

    def post_goes(self, day: date, hour: int, minute: int = 0) -> None:
        """Let the outbox hand over what waits."""
        with self.at(day, hour, minute), clock.stopped_at(clock.now() + POST_TAKES):
            jobs.run_waiting_jobs()

    def printed(self, letter: Letter | None, day: date) -> None:
        """The secretary puts a printed letter in the post."""
        if letter is not None and letter.state == Letter.State.TO_PRINT:
            with self.at(day, 14, 30):
                letters.posted(self["lone"], PRINT, letter)

    def receive(self, role: Role) -> Inquiry:
        """Somebody calls or comes: the inquiry is written down, under the number that was kept for it."""
        place = self.places[role.handle]
        year, last = place.number.split("-")
        EpisodeCounter.objects.update_or_create(year=int(year), defaults={"last": int(last) - 1})
        taker = self[role.counsellor] if role.counsellor else self["lone"]
        with self.at(place.day, 15 if not role.counsellor else 9, 10):
            number = None if role.is_alias else parse_personal_number(number_of(role, place))
            born = None if role.is_alias else birth_date(role, place)
            new = inquiries.NewInquiry(
                channel=role.channel,
                substance=role.substance,
                age=intake_rules.Age(role.age, born, number),
                name=role.name,
                anonymous=role.is_alias,
                phone="" if role.is_alias else f"00 00 10 {10 + place.serial}",
                words=role.words,
                unit=role.unit,
                unit_reason="Teamet kender borgeren" if role.whose == setting.VISITING else "",
            )
            inquiry = inquiries.receive(taker, RECORD, new)
        # A replacement number tells nothing of this; the enrolment asks for it.
        Person.objects.filter(pk=inquiry.episode.person_id).update(sex=role.sex)
        Inquiry.objects.filter(pk=inquiry.pk).update(sex=role.sex)
        return inquiry

    def open(self, role: Role) -> Case:
        """Receive an inquiry and let its counsellor take it the same morning."""
        inquiry = self.receive(role)
        by = self[role.counsellor]
        with self.at(self.places[role.handle].day, 9, 40):
            inquiries.take(by, TAKE, inquiry)
        return Case(role, self.places[role.handle], by, Episode.objects.get(pk=inquiry.episode_id))

    def enrol(self, case: Case, day: date, answers: dict[str, tuple[str, tuple[str, ...]]] | None = None) -> date:
        """Enrol the citizen with the declaration of consent; the notice about children leaves the house."""
        role, person = case.role, case.episode.person
        said = (
            dict.fromkeys((partners.own_doctor(), partners.psychiatry()), YES)
            if answers is None and not role.is_alias
            else answers or {}
        )
        new = enrolment.Enrolment(
            person=_draft(role, case.place, person.phone),
            read_version=person.version,
            children_at_home=Person.AtHome.YES if role.children else Person.AtHome.NO,
            children=children_of(role, case.place),
            answers=tuple(
                NewAnswer(partner, "cooperation", state, topics, how="written")
                for partner, (state, topics) in said.items()
            ),
            family_oriented=True,
        )
        with self.at(day, 10, 15):
            home = enrolment.enrol(case.by, ENROL, case.episode, new)
            if home.any_minor and not case.episode.is_alias:
                enrolment.send_notice(case.by, ENROL, case.episode, told=True)
        self.post_goes(day, 10, 15)
        case.episode.refresh_from_db()
        return day

    def answer(self, case: Case, day: date, instrument: str, level: float) -> None:
        """Answer an instrument about a level between 0 and 1 of its points."""
        definition = packaged()[instrument]
        random = Random(f"{case.role.handle}.{instrument}.{level}")  # noqa: S311
        answers = instruments.about(definition, level, random)
        with self.at(day, 11):
            assessment.answer(case.by, case.episode, definition, assessment.NewAnswers(answers))

    def assess(self, case: Case, begun: date, done: date, fields: dict[str, str], needs: tuple[str, ...] = ()) -> date:
        """Write an assessment, begun one day and made complete another."""
        first = {name: fields[name] for name in (setting.area("substances"), "social") if name}
        with self.at(begun, 10, 45):
            assessment.save(case.by, case.episode, assessment.Written(first))
        with self.at(done, 11, 20):
            assessment.save(case.by, case.episode, assessment.Written(fields))
            assessment.complete(case.by, case.episode, needs=needs)
        if setting.counts_from_documentation():
            with self.at(done, 11, 40):
                documentation.note(case.by, case.episode)
        return done


def birth_date(role: Role, place: Place) -> date:
    """A birth date that makes the age true on the day of the contact."""
    return on_a_turn(place.day - timedelta(days=int(role.age * 365.25) + 10 + place.serial * 7), FIRST_SERIAL)


def number_of(role: Role, place: Place) -> str:
    """The replacement number of a role."""
    return replacement_number(birth_date(role, place), FIRST_SERIAL + place.serial * 5, role.sex)


def children_of(role: Role, place: Place) -> tuple[ChildDraft, ...]:
    """The children at home, by their ages at the contact."""
    born = [place.day - timedelta(days=int(age * 365.25) + 60) for age in role.children]
    last = role.name.rpartition(" ")[2]
    return tuple(ChildDraft(f"{first} {last}", day) for first, day in zip(CHILDREN, born, strict=False))


def _draft(role: Role, place: Place, phone: str) -> PersonDraft:
    if role.is_alias:
        return PersonDraft(name=role.name, is_alias=True, sex=role.sex)
    return PersonDraft(
        name=role.name,
        cpr=number_of(role, place),
        birth_date=birth_date(role, place),
        sex=role.sex,
        name_protected=role.name_protected,
        address_protected=role.address_protected,
        address="\n".join(role.address),
        phone=phone,
        municipality=role.municipality,
        own_doctor=role.doctor,
        interpreter_language=role.interpreter,
    )
