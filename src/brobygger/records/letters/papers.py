"""What the letters add to the papers of a case: their locked words, and how far each came."""

from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import dispatch
from brobygger.records.letters.models import Letter
from brobygger.records.letters.typesetting import MEANS_IN_WORDS
from brobygger.records.papers.parts import Paper, Part, Reader, when_and_by

# What is written and stands in no part: encrypted columns, each with why.
OUTSIDE = {
    "Letter.pdf": "the letter as it was printed; its words are there",
    "Letter.facts": "what a letter was about, which its words say",
    "Letter.recipient_number": "the citizen's own number, to which Digital Post was addressed",
    "Letter.recipient_address": "where it went: the citizen's address, or a place that is named",
}


def of_case(reader: Reader, episode: Episode) -> Part:
    """Every letter, oldest first (one query)."""
    rows = Letter.objects.filter(episode=episode).defer("pdf").select_related("episode__person", "written_by")
    return Part(tuple(_paper(letter) for letter in rows.order_by("id") if not reader.keeps_back(letter.facts)))


def _paper(letter: Letter) -> Paper:
    text = dispatch.text_of(letter)
    words: list[str] = [text.greeting]
    for section in text.sections:
        words += [section.heading] if section.heading else []
        words += section.paragraphs
    words.append(", ".join(part for part in (text.closing, text.sender, text.sender_title) if part))
    words += [f"Vedlagt: {name}" for name in text.enclosures]
    means = MEANS_IN_WORDS[letter.means]
    way = [_to(letter), means[:1].lower() + means[1:]]
    if letter.handed_over_at:
        way.append(f"afsendt {when_and_by(clock.local_date(letter.handed_over_at))}")
    if letter.delivered_on:
        way.append(f"modtaget {when_and_by(letter.delivered_on)}")
    way += [f"kom ikke frem: {letter.failure}"] if letter.state == Letter.State.FAILED else []
    written_by = letter.written_by.name if letter.written_by else ""
    return Paper(text.title, " · ".join([when_and_by(letter.queued_at, written_by), *way]), tuple(words))


def _to(letter: Letter) -> str:
    return "til borgeren" if letter.recipient_kind == "citizen" else f"til {letter.recipient_name}"
