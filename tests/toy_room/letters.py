"""The words of the room's letters; what they are called stands in letters.toml, which a standard file may overrule."""

from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText, NewLetter, Section, heading
from brobygger.records.letters.senders import Signature

INVITATION = "walk-invitation"


def invitation(episode: Episode, by: Signature) -> NewLetter:
    """The letter that asks the citizen out."""
    words = Section("", ("Vi vil gerne gå en tur med dig. Ring, når det passer dig.",))
    text = LetterText(heading(INVITATION), f"Kære {recipients.called(episode.person)}", (words,))
    return NewLetter(INVITATION, by.under(text), recipients.citizen(episode.person))
