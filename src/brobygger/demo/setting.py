"""Where the demo takes place: the units, kinds, partners, words of ending and days of the standard in use.

The stories know what they need (somebody who takes inquiries about alcohol, a partner besides the doctor), and ask here
what this municipality has of it. What it has not, they do without.
"""

from datetime import date
from functools import lru_cache

from brobygger import standard
from brobygger.care.plans.events import AFTER_FOLLOW_UP_HELD
from brobygger.demo import names
from brobygger.ground import clock
from brobygger.ground.events import EventKind
from brobygger.records.consents import partners
from brobygger.records.episodes import documentation
from brobygger.records.episodes.events import INQUIRY_RECEIVED
from brobygger.records.episodes.milestones import TREATMENT_STARTED
from brobygger.standard import Standard
from brobygger.standard.clocks import ClockVersion
from brobygger.standard.purposes import CHILDREN, ENROLMENT

# Whom a story needs; each is a unit of the file, and in a small centre the same one.
DRUG, ALCOHOL, YOUNG, VISITING = "drug", "alcohol", "young", "visiting"
WHOSE = (DRUG, ALCOHOL, YOUNG, VISITING)
GROWN, YOUNGSTER = 45, 22

# The stories' own words for what a file may call otherwise: the first of these that it has, else one of its own.
ENDINGS = (
    ("completed", 58),
    ("other-offer", 8),
    ("stayed-away", 16),
    ("wished-to-stop", 11),
    ("moved", 5),
    ("hospital", 2),
)
TALKS, GROUP, DAY, STAY, AT_HOME = "ambulatory-individual", "ambulatory-group", "day", "residential", "outreach"
KINDS = ((TALKS, 68), (GROUP, 8), (DAY, 20), (STAY, 4))
RESULTS = (27, 34, 27, 12)
DAYS_OF = {"days": 1.0, "working-days": 1.4, "weeks": 7.0, "months": 92 / 3}
FORTNIGHT = 14  # what the stories' own days are told for
MEETING, TUESDAY = "visitation", 1


def unit(whose: str) -> str:
    """The unit that a story takes place in; a file without those who visit lets the others do it."""
    return _units(standard.load())[whose]


def units() -> tuple[str, ...]:
    """The units that somebody in the demo works in, each once."""
    return tuple(dict.fromkeys(unit(whose) for whose in WHOSE))


def has(whose: str) -> bool:
    """Whether the file has a unit of its own for it."""
    return unit(whose) != unit(DRUG) or whose == DRUG


@lru_cache(maxsize=4)
def _units(of: Standard) -> dict[str, str]:
    first = of.units[0].id
    found = {
        DRUG: standard.route(of, GROWN, "drug").unit or first,
        ALCOHOL: standard.route(of, GROWN, "alcohol").unit or first,
        YOUNG: standard.route(of, YOUNGSTER, "drug").unit or first,
    }
    visiting = (one.id for one in of.units if not one.takes_inquiries)
    return found | {VISITING: next(visiting, found[DRUG])}


def unit_name(whose: str) -> str:
    """What the unit is called."""
    return standard.load().unit(unit(whose)).name.da


def phone(number: int) -> str:
    """A direct number of the house, which belongs to nobody: the main number's first four digits and others after."""
    return f"{standard.load().municipality.phone[:5]} 49 {number:02d}"


def towns() -> tuple[tuple[str, str], ...]:
    """Where the citizens live."""
    address = standard.load().municipality.address
    return names.TOWNS_AROUND.get(address.postal_code, ((address.postal_code, address.city),))


def doctors() -> tuple[str, ...]:
    """The houses of doctors."""
    address = standard.load().municipality.address
    return names.DOCTORS + names.DOCTORS_AROUND.get(address.postal_code, (f"Lægehuset {address.city}",))


def youngest() -> int:
    """The age from which the centre is for somebody."""
    return standard.load().routing.adult_from


def may_be_anonymous(line: str) -> bool:
    """Whether one may come under another name."""
    return standard.load().line(line).may_be_anonymous


def has_meeting() -> bool:
    """Whether some treatment is decided at a meeting: the file has a standing one for it."""
    return any(one.id == MEETING for one in standard.load().conferences)


def meeting_weekday() -> int:
    """The day of the week of the treatment meeting; where the file names none, Tuesday."""
    found = (one.weekday for one in standard.load().conferences if one.id == MEETING)
    day = next(found, None)
    return TUESDAY if day is None else day


def kinds() -> tuple[list[str], list[int]]:
    """The kinds of treatment that are told of, and how common each is."""
    return [kind(told) for told, _often in KINDS], [often for _told, often in KINDS]


def kind(told: str) -> str:
    """The kind of treatment that the stories call so, else the file's first that is most like it."""
    known = standard.load().kinds_of_treatment
    like = [
        one.id
        for one in known
        if one.elsewhere is (told == STAY)
        and one.at_home is (told == AT_HOME)
        and (one.at_meeting if told == DAY else one.meanwhile or told not in (TALKS, GROUP))
    ]
    usual = [one.id for one in known if one.meanwhile]
    return told if any(one.id == told for one in known) else [*like, *usual][0]


def decided_at_meeting(kind_of_treatment: str) -> bool:
    """Whether such treatment waits for the meeting to grant it."""
    found = standard.load().kind_of_treatment(kind_of_treatment)
    return found is not None and found.at_meeting and has_meeting()


def consent_partners() -> list[str]:
    """Those whom the stories' enrolment asks about: the doctor, psychiatry, and the file's own, families apart."""
    known = [partners.own_doctor(), partners.psychiatry()]
    asked = [one.id for one in standard.load().partners if one.serves(ENROLMENT) and not one.serves(CHILDREN)]
    return [*known, *(one for one in asked if one not in known)]


def partner() -> str:
    """A partner who comes to network meetings: the first beyond the doctor and psychiatry, else the doctor."""
    return [*consent_partners()[2:3], partners.own_doctor()][0]


def families() -> str:
    """What those who help children and families are called."""
    return standard.load().partner_for(CHILDREN).name.da


def areas() -> list[str]:
    """The areas of an assessment."""
    return [one.id for one in standard.load().assessment_areas]


# What the stories call an area, by what another file may call it.
AREAS_ALSO = {"use": "substances", "livelihood": "work", "home": "housing", "more": "other"}


def area(told: str) -> str:
    """The area of the file that the stories call so; "" where it has none."""
    return next((one for one in areas() if told in (one, AREAS_ALSO.get(one))), "")


def endings() -> tuple[list[str], list[int]]:
    """Why courses end, and how often: the reasons that the stories know, else the file's own in their order."""
    known = [one.id for one in standard.load().ending_reasons if one.id != "died"]
    often = [weight for _reason, weight in ENDINGS]
    if all(reason in known for reason, _weight in ENDINGS):
        return [reason for reason, _weight in ENDINGS], often
    return known[: len(often)], often[: len(known)]


def ending(known: str, *, followed_up: bool) -> str:
    """A reason for an end that is followed up, or is not: the one that the stories know, else the file's first."""
    fitting = [one.id for one in standard.load().ending_reasons if one.asks_follow_up is followed_up]
    return known if known in fitting else fitting[0]


def asks_follow_up(reason: str) -> bool:
    """Whether the standard follows up after an end for this reason."""
    return any(one.id == reason and one.asks_follow_up for one in standard.load().ending_reasons)


def results() -> tuple[list[str], list[int]]:
    """How courses go, and how often."""
    found = [one.id for one in standard.load().closing_statuses][: len(RESULTS)]
    return found, list(RESULTS[: len(found)])


def result(place: int) -> str:
    """The best result (0) of the file, or one that is less (1)."""
    found = results()[0]
    return found[min(place, len(found) - 1)]


def changes() -> list[str]:
    """The important changes after which one follows up."""
    return [one.id for one in standard.load().important_changes]


def change(known: str) -> str:
    """An important change: the one that the stories know, else the file's first."""
    return known if known in changes() else changes()[0]


def months_after() -> list[int]:
    """The months after the end in which one calls."""
    turn = next((turn for turn in standard.load().turns if turn.event == AFTER_FOLLOW_UP_HELD.id), None)
    return list(turn.values) if turn else []


def counts_from_documentation() -> bool:
    """Whether some time counts from when a case is fully documented."""
    return documentation.counts()


def guarantee(line: str) -> int:
    """The days from first contact within which treatment is to begin."""
    return days(INQUIRY_RECEIVED, TREATMENT_STARTED, line, FORTNIGHT)


def scaled(number: int, to: int, of: int = FORTNIGHT) -> int:
    """A number of days that is told for a limit of `of` days, in a municipality where it is `to`."""
    return number if to == of else round(number * to / of)


def days(start: EventKind, end: EventKind, line: str, usual: int) -> int:
    """The days that the standard allows from one event to another on a line; `usual` where it says nothing of it."""
    return _days(standard.load(), clock.today(), start.id, end.id, line) or usual


@lru_cache(maxsize=64)
def _days(of: Standard, today: date, start: str, end: str, line: str) -> int:
    holding = (one for one in of.clocks if one.covers(today) and (not one.lines or line in one.lines))
    return next((amount for version in holding if (amount := _from_to(version, start, end))), 0)


def _from_to(version: ClockVersion, start: str, end: str) -> int:
    """The days of a clock that one event starts and another meets; 0 for every other."""
    kinds_of = {trigger.event for trigger in version.starts}, {trigger.event for trigger in version.met_by}
    if start not in kinds_of[0] or end not in kinds_of[1] or version.within.unit not in DAYS_OF:
        return 0
    return round(version.within.amount * DAYS_OF[version.within.unit])
