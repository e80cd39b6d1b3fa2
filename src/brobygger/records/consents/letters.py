"""The consent declaration: what the citizen is asked, to read through, fill in and sign. Danish, as letters are."""

from dataclasses import replace

from django.utils import translation

from brobygger.records.consents import rules, words
from brobygger.records.consents.rules import Question
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters import rules as letter_rules
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.records.letters.senders import Signature, unit_phone

BOXES = "Sæt kryds:   [   ] Ja     [   ] Ja, men kun om: ________________________     [   ] Nej"


def declaration(episode: Episode, questions: list[Question], by: Signature) -> NewLetter:
    """The declaration with its questions. It is handed over in a talk, since it comes back signed (KS 5.4)."""
    told = (
        "Vi taler kun med andre om dig, når du siger ja. Du kan sige ja til nogle og nej til andre, og du kan kun sige "
        "ja til noget af det.",
        f"Du kan altid trække dit ja tilbage. Ring {unit_phone(episode.unit)}, eller sig det til os. Det, vi har sagt "
        "før, kan ikke kaldes tilbage.",
    )
    name = episode.person.name.split(" ")[0] or "borger"
    text = LetterText(
        title="Samtykke: hvem må vi tale med?",
        greeting=f"Kære {name}",
        sections=(Section("", told), *(_asked(question) for question in questions)),
        to_sign=("Dato og underskrift",),
    )
    to = replace(recipients.citizen(episode.person), means=letter_rules.IN_PERSON, address=(), number="")
    return NewLetter("consent-declaration", by.under(text), to)


# What a no means for the citizen, where it is more than that we do not talk with them.
_NEEDED = {
    (rules.OWN_DOCTOR, rules.COOPERATION): "Substitutionsbehandling kræver, at vi må samarbejde med din egen læge.",
}


def _asked(question: Question) -> Section:
    needed = _NEEDED.get((question.partner, question.purpose), "")
    with translation.override("da"):
        return Section(words.long_question(question), (*((needed,) if needed else ()), BOXES))
