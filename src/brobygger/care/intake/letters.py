"""The words of intake's two letters, in Danish.

The notice of an enrolment, and the child-welfare notification.
"""

from datetime import date

from django.utils import translation

from brobygger import standard
from brobygger.care.intake import rules
from brobygger.care.intake.models import Channel, Concern
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section, heading
from brobygger.records.letters.senders import Signature, unit_phone
from brobygger.records.people.models import Child
from brobygger.records.people.services import AtHome
from brobygger.standard.purposes import CHILDREN, Partner
from brobygger.standard.words import short_day_words


def _day(day: date) -> str:
    """A day as a Danish letter writes it."""
    return short_day_words(day, year=True).da


def recipient() -> Recipient:
    """Those who help children and families, as the standard file names them."""
    return recipients.authority(_families().name.da)


def _families() -> Partner:
    return standard.load().partner_for(CHILDREN)


def _where(episode: Episode) -> tuple[str, ...]:
    """Where the family lives, when nobody knows a number by which the authority finds them."""
    person = episode.person
    if person.cpr or person.address_protected or not person.address:
        return ()
    return (f"Adresse: {', '.join(person.address.splitlines())}.",)


def _child(child: Child, *, named: bool) -> str:
    """A child as the notice names it; under a parent's protected name the child's own stays out too (trap 14)."""
    name = child.name if named else ""
    if child.birth_date is None:
        return f"{name}; vi kender ikke fødselsdagen" if name else "Et barn, hvis fødselsdag vi ikke kender"
    return f"{name}, født {_day(child.birth_date)}" if name else f"Barn født {_day(child.birth_date)}"


def enrolment_notice(episode: Episode, home: AtHome, day: date, *, by: Signature | None = None) -> NewLetter:
    """The notice that a parent is enrolled (KS 3.4). It says itself that it is no notification."""
    born = [_child(child, named=not episode.name_protected) for child in home.minors]
    text = LetterText(
        title=heading("enrolment-notice"),
        greeting=f"Til {recipient().name}",
        sections=(
            Section(
                "Hvem det handler om",
                (f"{recipients.named_in_a_sentence(episode.person)} er indskrevet hos os fra {_day(day)}.",),
            ),
            Section("Børn, der bor hjemme", tuple(born or ["Vi kender ikke børnenes navne og fødselsdage."])),
            Section(
                "Det er ikke en underretning",
                (
                    "Vi orienterer jer altid, når en borger med hjemmeboende børn bliver indskrevet hos os. "
                    "Orienteringen betyder ikke, at vi er bekymrede for børnene. Borgeren ved, at vi sender den.",
                    "Bliver vi bekymrede for et barn, sender vi en underretning for sig.",
                ),
            ),
        ),
    )
    return NewLetter(
        "enrolment-notice",
        by.under(text) if by else text,
        recipient(),
        {"to": _families().id},
    )


# How we came to know of it from a contact without a case: who told us, and by which way.
TOLD_BY = {
    rules.RELATIVE: "En pårørende har fortalt os det",
    rules.PROFESSIONAL: "En fagperson har fortalt os det",
    rules.CITIZEN: "Den, det handler om, har fortalt os det, eller vi har selv set det",
}


def _knows(concern: Concern, *, family: bool) -> str:
    """Whether they know that we notify: the citizen of a case, or the family that a contact told us of."""
    who = "Familien" if family else "Borgeren"
    return {
        Concern.Told.YES: f"{who} ved, at vi underretter.",
        Concern.Told.LATER: f"{who} ved det ikke endnu. {concern.why_not_told}",
        Concern.Told.NO: f"{who} ved det ikke. {concern.why_not_told}",
        Concern.Told.NOT_KNOWN: "Vi ved ikke, om familien ved det.",
    }[Concern.Told(concern.told)].strip()


def _source(told_by: str, channel: str) -> list[Section]:
    """Who told us and how, where nobody who is in treatment here did; nothing for a case of our own."""
    if not told_by:
        return []
    with translation.override("da"):
        way = str(Channel(channel).label)
    return [Section("Hvem der har fortalt os det", (f"{TOLD_BY[told_by]} ({way[:1].lower()}{way[1:]}).",))]


def notification(
    episode: Episode,
    concern: Concern,
    known_on: date,
    *,
    by: Signature | None = None,
    told_by: str = "",
    channel: str = "",
) -> NewLetter:
    """The notification (underretning) of a concern for a child (KS 3.3), under the law of the day of knowledge.

    `told_by` and `channel` are of the contact without a case that told us: then it is about a family, not a citizen.
    """
    about = (
        "Vi er bekymrede for et ufødt barn, fordi en vordende forælder har et misbrug."
        if concern.about == Concern.About.EXPECTANT
        else "Vi er bekymrede for, om et barn eller en ung under 18 år trives."
    )
    children = (concern.child,) if concern.child else ("Vi kender ikke barnets navn eller fødselsdag.",)
    parts = [
        Section(
            "Hvem det handler om", (f"{recipients.named_to_authority(episode.person)}.", *_where(episode), *children)
        ),
        Section("Hvad vi er bekymrede for", (about, concern.seen), written_here=True),
    ]
    if concern.said:
        parts.append(Section("Hvad der er sagt", (concern.said,), written_here=True))
    parts += _source(told_by, channel)
    family = bool(told_by)
    asked = "Ved familien det?" if family else "Ved borgeren det?"
    parts.append(Section(asked, (_knows(concern, family=family),)))
    parts.append(
        Section(
            "Hvorfor vi skriver",
            (
                f"Vi fik kendskab til det den {_day(known_on)} og underretter efter {concern.law}.",
                f"Ring på {unit_phone(episode.unit)}, hvis I har brug for at vide mere.",
            ),
        )
    )
    text = LetterText(title=heading("notification"), greeting=f"Til {recipient().name}", sections=tuple(parts))
    facts = {"about": concern.about, "concern_id": concern.pk, "to": _families().id}
    return NewLetter("notification", by.under(text) if by else text, recipient(), facts)
