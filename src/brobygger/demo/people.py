"""Invented citizens. Numbers are replacement numbers (erstatnings-CPR): no real person can have one."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from string import ascii_uppercase

from brobygger.demo import names, setting
from brobygger.records.people.services import PersonDraft

LETTERS = len(ascii_uppercase)
NUMBERS_A_DAY = 2 * LETTERS * LETTERS * 5
TURNS = 160
LANGUAGES = ("arabisk", "polsk", "tyrkisk", "ukrainsk")
OTHER_MUNICIPALITIES = ("0316", "0329", "0340")


@dataclass(frozen=True)
class Citizen:
    """An invented citizen: what is written about the person, and the children at home."""

    draft: PersonDraft
    children: tuple[date, ...]
    age: int


def replacement_number(birth_date: date, serial: int, sex: str) -> str:
    """A replacement number of the national form (ddmmyy + 1 or 7 + two letters + digit).

    Unique by its serial among those of one birth date; see `on_a_turn`.
    """
    first, second = divmod(serial // 5 % (LETTERS * LETTERS), LETTERS)
    seventh = "1" if serial // (5 * LETTERS * LETTERS) % 2 == 0 else "7"
    last = serial % 5 * 2 + (1 if sex == "M" else 0)
    return f"{birth_date:%d%m%y}{seventh}{ascii_uppercase[first]}{ascii_uppercase[second]}{last}"


def on_a_turn(birth_date: date, serial: int) -> date:
    """The birth date, moved back by less than TURNS days to one that serials with the same letters never share."""
    return birth_date - timedelta(days=(birth_date.toordinal() - serial // NUMBERS_A_DAY) % TURNS)


def invent(random: Random, serial: int, today: date, *, line: str) -> Citizen:
    """Invent one citizen. The same random state and serial give the same person."""
    young = random.random() < 0.22
    age = random.randint(setting.youngest(), 29) if young else min(78, int(random.triangular(30, 76, 44)))
    birth_date = on_a_turn(today - timedelta(days=int(age * 365.25) + random.randint(2, 200)), serial)
    sex = "F" if random.random() < 0.34 else "M"
    first = random.choice(names.WOMEN if sex == "F" else names.MEN)
    alias = setting.may_be_anonymous(line) and random.random() < 0.14
    children = _children(random, age, today)
    if alias:
        name = random.choice(names.ALIASES)
        return Citizen(PersonDraft(name=name, is_alias=True, birth_date=birth_date, sex=sex), (), age)
    code, town = random.choice(setting.towns())
    protected = random.random() < 0.04
    elsewhere = random.random() < 0.05
    draft = PersonDraft(
        name=_name(random, first),
        cpr=replacement_number(birth_date, serial, sex),
        birth_date=birth_date,
        sex=sex,
        name_protected=protected and random.random() < 0.5,
        address_protected=protected,
        address=f"{random.choice(names.STREETS)} {random.randint(1, 90)}\n{code} {town}",
        phone=f"00 00 {random.randint(10, 99)} {random.randint(10, 99)}",
        municipality=random.choice(OTHER_MUNICIPALITIES) if elsewhere else "",
        own_doctor=random.choice(setting.doctors()),
        interpreter_language=random.choice(LANGUAGES) if random.random() < 0.03 else "",
        contact_by=random.choice(("", "", "phone", "text", "digital-post")),
        digital_post_exempt=random.random() < 0.08,
    )
    return Citizen(draft, children, age)


def _name(random: Random, first: str) -> str:
    """A name that nobody in the showcase has."""
    while (name := f"{first} {random.choice(names.LAST)}") in names.KEPT:
        continue
    return name


def _children(random: Random, age: int, today: date) -> tuple[date, ...]:
    """The children at home: about every fourth has some."""
    if not 22 <= age <= 55 or random.random() > 0.32:
        return ()
    return tuple(today - timedelta(days=random.randint(200, 17 * 365)) for _ in range(random.choice((1, 1, 2, 2, 3))))
