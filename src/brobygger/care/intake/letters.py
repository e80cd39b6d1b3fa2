"""The words of intake's two letters, in Danish.

The notice of an enrolment, and the child-welfare notification.
"""

from collections.abc import Sequence
from datetime import date

from brobygger import standard
from brobygger.care.intake.models import Concern
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section
from brobygger.records.people.rules import written

CHILDREN_AND_FAMILIES = "children-and-families"

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def _day(day: date) -> str:
    """A day as a Danish letter writes it."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def recipient() -> Recipient:
    """Center for Børn og Familie, as the standard file names it."""
    for partner in standard.load().partners:
        if partner.id == CHILDREN_AND_FAMILIES:
            return recipients.authority(partner.name.da)
    return recipients.authority(standard.load().routing.under_age_to.da)


def _whom(episode: Episode) -> str:
    """Who the letter is about.

    A protected name stays out: the number is enough for an authority (trap 14).
    """
    number = written(episode.person.cpr)
    name = "" if episode.name_protected else episode.person_name
    if not number:
        return name
    protected = " (navnet er beskyttet)" if episode.name_protected else ""
    return ", ".join(part for part in (name, f"CPR-nummer {number}") if part) + protected


def enrolment_notice(episode: Episode, children: Sequence[date], day: date, *, sender: str = "") -> NewLetter:
    """The notice that a parent is enrolled (KS 3.4). It says itself that it is no notification."""
    born = [f"Barn født {_day(child)}" for child in sorted(children)]
    text = LetterText(
        title="Orientering om en forælder, der er indskrevet hos os",
        greeting=f"Til {recipient().name}",
        sections=(
            Section("Hvem det handler om", (f"{_whom(episode)} er indskrevet hos os den {_day(day)}.",)),
            Section("Børn, der bor hjemme", tuple(born)),
            Section(
                "Det er ikke en underretning",
                (
                    "Vi orienterer jer altid, når en borger med hjemmeboende børn bliver indskrevet hos os. "
                    "Orienteringen betyder ikke, at vi er bekymrede for børnene.",
                    "Bliver vi bekymrede for et barn, sender vi en underretning for sig.",
                ),
            ),
        ),
        sender=sender,
    )
    return NewLetter("enrolment-notice", text, recipient(), {"to": CHILDREN_AND_FAMILIES})


def notification(episode: Episode, concern: Concern, known_on: date, *, sender: str = "") -> NewLetter:
    """The notification (underretning) of a concern for a child (KS 3.3).

    Under the law of the day of knowledge.
    """
    about = (
        "Vi er bekymrede for et ufødt barn, fordi en vordende forælder har et misbrug."
        if concern.about == Concern.About.EXPECTANT
        else "Vi er bekymrede for, om et barn eller en ung under 18 år trives."
    )
    children = (concern.child,) if concern.child else ("Vi kender ikke barnets navn eller fødselsdag.",)
    told = {
        Concern.Told.YES: "Borgeren ved, at vi underretter.",
        Concern.Told.LATER: f"Borgeren ved det ikke endnu. {concern.why_not_told}",
        Concern.Told.NO: f"Borgeren ved det ikke. {concern.why_not_told}",
    }[Concern.Told(concern.told)]
    parts = [
        Section("Hvem det handler om", (f"{_whom(episode)}.", *children)),
        Section("Hvad vi er bekymrede for", (about, concern.seen), written_here=True),
    ]
    if concern.said:
        parts.append(Section("Hvad der er sagt", (concern.said,), written_here=True))
    parts.append(Section("Ved borgeren det?", (told.strip(),)))
    parts.append(
        Section(
            "Hvorfor vi skriver",
            (
                f"Vi fik kendskab til det den {_day(known_on)} og underretter efter {concern.law}.",
                "Ring til os, hvis I har brug for at vide mere.",
            ),
        )
    )
    text = LetterText(title="Underretning", greeting=f"Til {recipient().name}", sections=tuple(parts), sender=sender)
    facts = {"about": concern.about, "concern_id": concern.pk, "to": CHILDREN_AND_FAMILIES}
    return NewLetter("notification", text, recipient(), facts)
