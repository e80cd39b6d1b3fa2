"""The consent declaration: what the citizen is asked, to read through, fill in and sign. Danish, as letters are."""

from dataclasses import replace

from django.utils import translation

from brobygger import standard
from brobygger.records.consents import partners, rules, words
from brobygger.records.consents.rules import Question
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters import rules as letter_rules
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.records.letters.senders import Signature, unit_phone
from brobygger.records.letters.typesetting import reference_words
from brobygger.standard.purposes import CHILDREN

BOXES = "Sæt kryds:   [   ] Ja     [   ] Ja, men kun om: ________________________     [   ] Nej"


def declaration(episode: Episode, questions: list[Question], by: Signature) -> NewLetter:
    """The declaration with its questions. It is handed over in a talk, since it comes back signed (KS 5.4)."""
    told = (
        "Vi vil gerne kunne tale med andre om dig, når du siger ja. Du kan sige ja til nogle og nej til andre, og du "
        "kan sige ja til noget af det.",
        *_unasked(episode),
        f"Du kan altid trække dit ja tilbage. Ring {unit_phone(episode.unit)}, eller sig det til os. Det, vi har sagt "
        "før, kan ikke kaldes tilbage.",
    )
    text = LetterText(
        title=letter_rules.heading("consent-declaration"),
        greeting=f"Kære {recipients.called(episode.person)}",
        sections=(Section("", told), *(_asked(question) for question in questions)),
        closing="",  # it is the citizen who declares, and signs
        to_sign=(f"Dato og underskrift · {episode.person.name} · {reference_words(episode.number)}",),
    )
    to = replace(recipients.citizen(episode.person), means=letter_rules.IN_PERSON, address=(), number="")
    return NewLetter("consent-declaration", by.under(text), to)


def _unasked(episode: Episode) -> tuple[str, ...]:
    """What we pass on without a yes, so that the declaration says what is so (KS 3.3, 3.4 and 5.8.1)."""
    house = standard.load()
    families = house.partner_for(CHILDREN).name.da
    found = []
    if not episode.is_alias:
        found.append(
            f"Når du bliver indskrevet og har børn under 18 år hjemme, orienterer vi {families}. Du får det at vide."
        )
    found.append("Bliver vi bekymrede for et barn, har vi pligt til at underrette.")
    line = house.line(episode.line)
    if line.may_appeal:
        found.append(f"Klager du, og holder vi fast, sender vi papirerne i dit forløb til {line.appeal_body.da}.")
    return ("Noget gør vi, uden at du skal sige ja:", *found)


# What a no means for the citizen, where it is more than that we do not talk with them.
_NEEDED = "Substitutionsbehandling kræver, at vi må samarbejde med din egen læge."


def _asked(question: Question) -> Section:
    needed = _NEEDED if question == Question(partners.own_doctor(), rules.COOPERATION) else ""
    with translation.override("da"):
        return Section(words.long_question(question), (*((needed,) if needed else ()), BOXES))
