"""How a letter is shown: what of its words is covered, until the act that is noted (trap 14).

The words and the PDF that are locked stay as they were sent. A letter from before the protection is covered as well.
"""

from dataclasses import dataclass, replace

from brobygger.records.letters import rules
from brobygger.records.letters.dispatch import text_of
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText
from brobygger.records.people import covering
from brobygger.records.people.covering import Cover
from brobygger.records.people.models import Person

COVERED_GREETING = f"Kære {covering.NAME}"


@dataclass(frozen=True)
class Seen:
    """A letter as a page shows it. `seals` says whether its PDF tells what the page covers."""

    text: LetterText
    shown: LetterText
    seals: bool

    @property
    def hides(self) -> bool:
        """Whether the page covers words that the letter itself says: seeing them is an act of its own."""
        return self.shown != self.text


def seen(letter: Letter) -> Seen:
    """A letter with what is covered of it now; the PDF bears name and address beside the words."""
    cover = covering.of(letter.episode.covered_person)
    text = text_of(letter)
    shown = _covered(text, cover)
    around = (letter.recipient_name, letter.recipient_address)
    return Seen(text, shown, shown != text or any(cover(words) != words for words in around))


def shown_text_of(letter: Letter) -> LetterText:
    """The locked words as a page shows them."""
    return seen(letter).shown


def as_shown(text: LetterText, person: Person) -> LetterText:
    """The words of a letter that is not sent yet, as a page shows them beforehand."""
    return _covered(text, covering.of(person))


def _covered(text: LetterText, cover: Cover) -> LetterText:
    """Everything but who signs: a colleague may bear the citizen's name."""
    called = text.greeting.removeprefix("Kære ")
    sections = tuple(
        replace(part, heading=cover(part.heading), paragraphs=tuple(cover(words) for words in part.paragraphs))
        for part in text.sections
    )
    return replace(
        text,
        title=cover(text.title),
        greeting=COVERED_GREETING if called != text.greeting and cover.is_called(called) else cover(text.greeting),
        sections=sections,
        enclosures=tuple(cover(words) for words in text.enclosures),
        to_sign=tuple(cover(words) for words in text.to_sign),
    )


def as_addressed(person: Person) -> covering.NamesToCover:
    """What letters called the citizen, and where they went: also the names and addresses of before (one query)."""
    rows = Letter.objects.filter(episode__person=person, recipient_kind=rules.CITIZEN)
    told = set(rows.values_list("recipient_name", "recipient_address"))
    return covering.NamesToCover(tuple({name for name, _where in told}), tuple({where for _name, where in told}))
