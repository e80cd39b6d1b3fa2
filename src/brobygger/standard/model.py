"""What stands in a standard file, as frozen data: the centre, its people-facing facts and its clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from brobygger.standard.clocks import ClockVersion, Trigger, Undoing, version_on
from brobygger.standard.letters import Law, LetterKind, law_on
from brobygger.standard.offers import EntryCondition, GiftCards, Lasting, PublicOffer
from brobygger.standard.purposes import MEDICINE, Conference, Partner, serving
from brobygger.standard.receipt import PresumedReceipt
from brobygger.standard.text import NO_TEXT, Text
from brobygger.standard.working_days import Calendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id, a name and perhaps a text: a value, a principle, a partner, a goal."""

    id: str
    name: Text
    text: Text
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address."""

    name: str
    street: str
    postal_code: str
    city: str

    def lines(self) -> tuple[str, str, str]:
        """The address as it is written on a letter."""
        return (self.name, self.street, f"{self.postal_code} {self.city}")


@dataclass(frozen=True, slots=True)
class Municipality:
    """Whose standard it is, and how the centre is reached."""

    name: str
    centre: str
    phone: str
    address: Address
    complaints: Address
    website: str
    website_for_young: str
    code: str
    cvr: str
    edition: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one weekday (0 is Monday), local Danish time."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the centre.

    ``menu_choice`` is the number to press; None when the unit is reached through the main line.
    ``age_from`` and ``age_to`` are whole years, both included; None is no limit.
    """

    id: str
    name: Text
    address: Address
    floor: Text
    phone: str
    menu_choice: int | None
    hours: tuple[Hours, ...]
    open_counselling: tuple[Hours, ...]
    individual_agreements: bool
    hours_note: Text
    target_group: Text
    aims: tuple[Text, ...]
    lines: tuple[str, ...]
    age_from: int | None
    age_to: int | None
    takes_inquiries: bool
    section: str


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """Which unit a first contact is offered: by age (both ends included) and line (None is any).

    ``words`` say what holds for these ages in particular, where it is more than whom the unit is for.
    """

    unit: str
    age_from: int
    age_to: int | None
    line: str | None
    words: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Routing:
    """How an inquiry finds its unit; people may always choose another."""

    adult_from: int
    rules: tuple[RoutingRule, ...]
    under_age: Text
    under_age_to: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of treatment, and what differs in law between them.

    ``may_appeal`` says whether a treatment decision can be brought before another authority.
    ``in_letter`` is what stands before "behandling" and "misbrug" in a Danish letter.
    ``own_payment`` says what the citizen pays, and ``own_payment_law`` by which rule; empty where all of it is free.
    """

    id: str
    name: Text
    in_letter: str
    law: str
    may_be_anonymous: bool
    contacts_centre_first: bool
    may_appeal: bool
    appeal_body: Text
    appeal_text: Text
    appeal_law: str
    free_choice: Text
    free_choice_law: str
    may_limit_choice: bool
    own_payment: Text = NO_TEXT
    own_payment_law: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfTreatment(Named):
    """A kind of treatment that a decision can grant, whole: how it is named, and what a decision on it asks for.

    ``choice`` is its name where staff choose it. The rest is as it stands in a Danish letter: ``in_letter`` alone,
    ``of_line`` with "{line}" in place of the line, ``wished`` as what somebody wished. ``at_meeting``: only a treatment
    meeting decides it. ``open_ended``: it may be without a length. ``beside``: it may be granted beside another.
    ``elsewhere``: a stay with an approved provider, for whom ambulatory treatment is not enough. ``at_home``: in the
    citizen's own home. ``meanwhile``: it may begin before what was granted does. ``own_payment_on``: the lines on
    which the citizen pays for it. ``lasts``: how long it usually lasts. ``entry``: what must be so before it begins.
    """

    choice: Text
    in_letter: str
    of_line: str
    wished: str
    at_meeting: bool
    open_ended: bool
    beside: bool
    elsewhere: bool
    at_home: bool
    meanwhile: bool
    own_payment_on: tuple[str, ...]
    lasts: Lasting | None = None
    entry: tuple[EntryCondition, ...] = ()

    def entry_on(self, line: str) -> tuple[EntryCondition, ...]:
        """What must be so before it begins, for somebody on this line of treatment."""
        return tuple(one for one in self.entry if one.holds_on(line))


@dataclass(frozen=True, slots=True)
class EndingReason:
    """Why a course ended; ``asks_follow_up`` where the standard follows up after it."""

    id: str
    name: Text
    asks_follow_up: bool
    register_status: str


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event of the vocabulary: its name, how a reckoning begins with it, and the facts it may carry."""

    kind: str
    label: Text
    began: Text
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Events that are numbered by turn when they do not say their number themselves."""

    event: str
    fact: str
    values: tuple[Any, ...]
    since: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the published standard, in citizens' words.

    ``audience`` says whom it concerns: citizen, relative, professional. ``contents`` says which of the contents that
    the law asks of a standard it describes (``contents.CONTENTS``).
    """

    number: str
    title: Text
    text: Text
    audience: tuple[str, ...]
    requirements: tuple[str, ...]
    contents: tuple[str, ...] = ()

    @property
    def chapter(self) -> str:
        """The chapter that the section belongs to: "3" for "3.5"."""
        return self.number.split(".")[0]

    @property
    def level(self) -> int:
        """1 for a chapter, 2 for "3.5", 3 for "5.8.1"."""
        return self.number.count(".") + 1

    def paragraphs(self, language: str) -> list[str]:
        """The text in paragraphs; a line that begins with "- " is an item of a list."""
        return [part.strip() for part in self.text.in_(language).split("\n\n") if part.strip()]


@dataclass(frozen=True, eq=False)
class Standard:
    """A municipality's quality standard as data. Two are the same only when they are the same object.

    ``source`` is the name of its file, and ``digest`` the SHA-256 of what was read there: what is stored by one
    standard is known to be another's. What the house sets above its file changes neither.
    """

    municipality: Municipality
    units: tuple[Unit, ...]
    target_groups: tuple[Named, ...]
    routing: Routing
    lines: tuple[Line, ...]
    values: tuple[Named, ...]
    principles: tuple[Named, ...]
    goals: tuple[Named, ...]
    kinds_of_treatment: tuple[KindOfTreatment, ...]
    assessment_areas: tuple[Named, ...]
    partners: tuple[Partner, ...]
    important_changes: tuple[Named, ...]
    ending_reasons: tuple[EndingReason, ...]
    closing_statuses: tuple[Named, ...]
    gift_cards: GiftCards
    conferences: tuple[Conference, ...]
    sections: tuple[Section, ...]
    roles: Mapping[str, Text]
    events: Mapping[str, EventKind]
    turns: tuple[Turn, ...]
    round_ends: tuple[Trigger, ...]
    counts_anew_after: tuple[Trigger, ...]
    undone: tuple[Undoing, ...]
    receipts: tuple[PresumedReceipt, ...]
    hearing_days: int
    letters: Mapping[str, LetterKind]
    laws: tuple[Law, ...]
    calendar: Calendar
    clocks: tuple[ClockVersion, ...]
    clocks_by_id: Mapping[str, tuple[ClockVersion, ...]]
    clocks_by_start: Mapping[str, tuple[str, ...]]
    source: str
    digest: str
    content: bytes = field(default=b"", repr=False)  # of the file, for what is laid over it
    rooms: tuple[Named, ...] = ()  # where a meeting may be held
    themes: tuple[Named, ...] = ()  # what a note may be about
    phrases: tuple[Named, ...] = ()  # sentences that one may take over into a note
    offers: tuple[PublicOffer, ...] = ()  # what the public pages say that relatives and the young can get
    path: Path | None = None  # where the file lies, and its cases beside it; None for what was no file

    @property
    def one_team(self) -> bool:
        """Whether there is nothing to choose between: pages then say no unit."""
        return len(self.units) == 1

    def offers_to(self, reader: str) -> list[PublicOffer]:
        """What a reader of the public pages can get ("relative", "young")."""
        return [offer for offer in self.offers if offer.to == reader]

    def unit(self, unit_id: str) -> Unit:
        """The unit with that id.

        Raises:
            KeyError: the file has no such unit.
        """
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)

    def line(self, line_id: str) -> Line:
        """The line with that id ("drug", "alcohol").

        Raises:
            KeyError: the file has no such line.
        """
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def kind_of_treatment(self, kind_id: str) -> KindOfTreatment | None:
        """The kind of treatment with that id; None for what the file no longer has, which old rows may name."""
        return next((kind for kind in self.kinds_of_treatment if kind.id == kind_id), None)

    def letter(self, kind: str) -> LetterKind:
        """What a kind of letter is called, inside and outside the secure mailbox.

        Raises:
            KeyError: there is no such kind.
        """
        return self.letters[kind]

    def law(self, use: str, day: date, line: str = "", age: int | None = None) -> str:
        """The paragraph that a letter rests on for a use on a day, as it stands in the letter; empty without one."""
        return law_on(self.laws, use, day, line, age)

    def partner_for(self, purpose: str) -> Partner:
        """The one partner for something, such as the own doctor (``purposes.PURPOSES``).

        Raises:
            KeyError: the file names none; `check` refuses that.
        """
        return serving(self.partners, purpose)

    def conference_for(self, purpose: str) -> Conference:
        """The one standing meeting for something.

        Raises:
            KeyError: the file names none; `check` refuses that.
        """
        return serving(self.conferences, purpose)

    @property
    def medicine_by(self) -> Partner | None:
        """The house that gives medicine in the centre's place (KS 6.2.7); None where it is the centre's own clinic."""
        return next((one for one in self.partners if one.serves(MEDICINE)), None)

    def section(self, number: str) -> Section:
        """The published section with that number.

        Raises:
            KeyError: the file has no such section.
        """
        for section in self.sections:
            if section.number == number:
                return section
        raise KeyError(number)

    def clock(self, clock_id: str, day: date) -> ClockVersion:
        """The version of a clock that an event on ``day`` starts.

        Raises:
            KeyError: no such clock, or no version of it on that day.
        """
        version = version_on(self.clocks_by_id[clock_id], day)
        if version is None:
            raise KeyError(f"{clock_id} on {day.isoformat()}")
        return version

    def has_clock_version(self, key: str) -> bool:
        """Whether the file has that version: what was stored under another file may name one that it lacks."""
        return any(version.version == key for version in self.clocks_by_id.get(key.split("@")[0], ()))

    def clock_version(self, key: str) -> ClockVersion:
        """The clock version with that key ("treatment-guarantee-drug@2020-01-01"), for stored deadlines.

        Raises:
            KeyError: the file has no such version.
        """
        for version in self.clocks_by_id[key.split("@")[0]]:
            if version.version == key:
                return version
        raise KeyError(key)
