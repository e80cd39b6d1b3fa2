"""What a letter consists of, who may get it, and what it may be called outside the secure mailbox. Pure.

A title leaves the mailbox: it stands in a notification on a locked phone. So the standard file has one for each kind,
and is refused when the word for what the centre treats is in any of them (trap 16).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from brobygger import standard
from brobygger.ground.refusals import Refusal
from brobygger.standard.receipt import rule_for

CITIZEN, AUTHORITY, DOCTOR = "citizen", "authority", "doctor"
DIGITAL_POST, PHYSICAL, SECURE_MAIL, IN_PERSON = "digital-post", "physical", "secure-mail", "in-person"
# What leaves on paper: it is printed here, and somebody says when it went.
ON_PAPER = frozenset({PHYSICAL, IN_PERSON})


def neutral_title(kind: str) -> str:
    """What a letter of a kind is called outside the secure mailbox, in this municipality. Raises LetterRefused."""
    known = standard.load()
    if kind not in known.letters:
        raise LetterRefused("kind")
    return known.letter(kind).label.format(municipality=known.municipality.name)


def heading(kind: str, case: str = "", **words: object) -> str:
    """What a letter of a kind is called inside, as the standard file words it (standard/letters.py)."""
    known = standard.load()
    return known.letter(kind).title(case, municipality=known.municipality.name, **words)


# How long after each try that failed the post is asked again: a folder that was away for a moment, a line that broke.
# Within a working day a person is asked, so that no letter lies for days.
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries that failed; None when it is time to ask a person."""
    return RETRY_AFTER[tries - 1] if tries <= len(RETRY_AFTER) else None


@dataclass(frozen=True)
class Section:
    """One headed part of a letter. `written_here` marks words that a person wrote for this very case."""

    heading: str
    paragraphs: tuple[str, ...]
    written_here: bool = False


@dataclass(frozen=True)
class LetterText:
    """The words of a letter. `title` is its heading inside; outside it is called by its neutral title only.

    `sender` is the named contact, `sender_phone` how to reach them in words ("Direkte telefon 58 57 48 91").
    `to_sign` are the lines under which somebody signs by hand.
    """

    title: str
    greeting: str
    sections: tuple[Section, ...]
    closing: str = "Venlig hilsen"
    sender: str = ""
    sender_title: str = ""
    sender_phone: str = ""
    enclosures: tuple[str, ...] = ()
    to_sign: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The text as plain data, as it is stored."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "LetterText":
        """The text that `as_data` gave."""
        sections = tuple(
            Section(part["heading"], tuple(part["paragraphs"]), part.get("written_here", False))
            for part in data["sections"]
        )
        enclosures, to_sign = tuple(data.get("enclosures", ())), tuple(data.get("to_sign", ()))
        rest = {key: value for key, value in data.items() if key not in ("sections", "enclosures", "to_sign")}
        return cls(sections=sections, enclosures=enclosures, to_sign=to_sign, **rest)


@dataclass(frozen=True)
class Recipient:
    """Who gets the letter. `name` and `address` are printed; a protected address is never filled in here.

    `number` is the CPR number that Digital Post is addressed to, empty for everyone but the citizen.
    """

    kind: str
    name: str
    address: tuple[str, ...] = ()
    number: str = ""
    means: str = DIGITAL_POST


@dataclass(frozen=True)
class NewLetter:
    """A letter to be locked and sent. `papers_id` are the papers of the case that go with it (records/papers)."""

    kind: str
    text: LetterText
    recipient: Recipient
    facts: Mapping[str, Any] = field(default_factory=dict)
    papers_id: int | None = None


class LetterRefused(Refusal):
    """A letter that cannot be sent; `code` tells which sentence the form shows.

    Codes: "kind" (not a known kind), "empty" (a part without words), "no-number" (Digital Post needs a CPR number),
    "no-address" (a physical letter needs an address), "state" (it is not in a state where this can be done), "means"
    (this reader is not reached that way: Digital Post is the citizen's own mailbox, and some are exempt from it),
    "not-told" (the papers are not the citizen's own, or hold what nobody has said that the citizen may learn),
    "papers" (what it encloses is gathered by somebody who may), "signs" (its words hold a sign that cannot be printed:
    `sign`).
    """

    def __init__(self, code: str, sign: str = "") -> None:
        super().__init__(code)
        self.sign = sign


def check(letter: NewLetter) -> None:
    """Raise LetterRefused for what would fail at the post, before anything is locked."""
    neutral_title(letter.kind)
    words = [letter.text.title, letter.text.greeting]
    words += [" ".join(section.paragraphs) for section in letter.text.sections]
    if not letter.text.sections or not all(word.strip() for word in words):
        raise LetterRefused("empty")
    if letter.recipient.means == DIGITAL_POST and not letter.recipient.number:
        raise LetterRefused("no-number")
    if letter.recipient.means == PHYSICAL and not letter.recipient.address:
        raise LetterRefused("no-address")


def means_to(kind: str, usual: str, *, protected: bool = False) -> tuple[str, ...]:
    """The ways a letter can go to a reader of a kind; `usual` is the way that the citizen is reached.

    Digital Post is addressed by the citizen's own number: what is for an authority or a doctor never goes there.
    A `protected` address is written on no envelope (trap 14).
    """
    if kind != CITIZEN:
        return (SECURE_MAIL, PHYSICAL)
    paper = (IN_PERSON,) if protected else (PHYSICAL, IN_PERSON)
    return (DIGITAL_POST, *paper) if usual == DIGITAL_POST else paper


def citizen_means(*, number: str, exempt: bool, is_replacement: bool) -> str:
    """How a letter reaches a citizen: Digital Post, or paper for who is exempt or has no real number."""
    return PHYSICAL if exempt or not number or is_replacement else DIGITAL_POST


def presumed_on(means: str, sent_on: date) -> date | None:
    """The day on which a letter without a receipt counts as received; None for a way that no rule tells of."""
    house = standard.load()
    rule = rule_for(house.receipts, means, sent_on)
    return rule.received_on(house.calendar, sent_on) if rule else None
