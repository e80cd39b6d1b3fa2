"""The words of letters that belong to no room, in Danish as all letters are."""

from brobygger.records.episodes.models import Episode
from brobygger.records.letters.rules import LetterText, Section
from brobygger.records.letters.senders import unit_phone

PAPERS = "Papirerne i dit forløb"


def first_name(episode: Episode) -> str:
    """What a letter calls its reader."""
    return episode.person.name.split(" ")[0] or "borger"


def papers(episode: Episode, pages: int, *, left_out: bool) -> LetterText:
    """The answer to somebody who wants to see their own file, with the papers enclosed."""
    size = "1 side" if pages == 1 else f"{pages} sider"
    told = "Forrest står, hvad der ikke er med, og hvorfor."
    parts = [
        Section("", (f"Du har bedt om at se papirerne i dit forløb. De er vedlagt som én PDF på {size}. {told}",)),
        Section("Loven", ("Du har ret til at se papirerne efter forvaltningslovens § 9.",)),
    ]
    if left_out:
        words = "Er du uenig i, at noget er udeladt, kan du klage over det, skriftligt eller mundtligt."
        parts.append(Section("Hvis du er uenig", (f"{words} Ring {unit_phone(episode.unit)}.",)))
    parts.append(
        Section("Har du spørgsmål", (f"Ring {unit_phone(episode.unit)}, så går vi papirerne igennem med dig.",))
    )
    return LetterText(PAPERS, f"Kære {first_name(episode)}", tuple(parts), enclosures=(PAPERS,))
