"""What the episode itself adds to its papers: everything that happened, one line for each thing."""

from brobygger.records.episodes import journal
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, told


def of_case(_reader: Reader, episode: Episode) -> Part:
    """The timeline, oldest first, with what was corrected since (two queries)."""
    found = journal.lines(episode)
    entries = journal.page(journal.choose(found, size=len(found) or 1))
    lines: list[str] = []
    for entry in reversed(entries):
        words = f"{told(entry.occurred_at)}: {entry.title}"
        words += f" ({entry.by})" if entry.by else ""
        words += " · rettet siden" if entry.struck else ""
        words += f" · skrevet {told(entry.recorded_at)}" if entry.written_late else ""
        lines += [words, *(line.strip() for line in entry.text.splitlines() if line.strip())]
    return Part((Paper("Hvad der er sket", "", tuple(lines)),) if lines else ())
