"""What the episode itself adds to its papers: everything that happened, one line for each thing."""

from brobygger.records.episodes import journal
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.papers.parts import Paper, Part, Reader, when_and_by

# What is written and stands in no part: encrypted columns, each with why.
OUTSIDE = {
    "Episode.person_name": "the citizen's name once more, as lists show it",
    "Event.facts": "what a thing was about, which its line says in words",
    "StoredDeadline.reason": "worked out from the timeline, where it stands",
    "Draft.content": "a draft: the papers say that drafts are not in them",
    "Grant.place": "read off the timeline, and told with the decision",
    "Grant.provider": "read off the timeline, where it stands",
    "ChosenProvider.provider": "read off the timeline, where it stands",
}


def of_case(reader: Reader, episode: Episode) -> Part:
    """The timeline, oldest first, with what was corrected since (two queries, three where something stays out)."""
    kept_back = _kept_back(reader, episode) if reader.unknown else set()
    found = [line for line in journal.lines(episode) if line.id not in kept_back]
    entries = journal.page(journal.choose(found, size=len(found) or 1))
    lines: list[str] = []
    for entry in reversed(entries):
        words = f"{when_and_by(entry.occurred_at)}: {entry.title}"
        words += f" ({entry.by})" if entry.by else ""
        words += " · rettet siden" if entry.struck else ""
        words += f" · skrevet {when_and_by(entry.recorded_at)}" if entry.written_late else ""
        lines += [words, *(line.strip() for line in entry.text.splitlines() if line.strip())]
    return Part((Paper("Hvad der er sket", "", tuple(lines)),) if lines else ())


def _kept_back(reader: Reader, episode: Episode) -> set[int]:
    """The events of what stays out, and what corrects them."""
    rows = list(Event.objects.filter(episode=episode).values_list("id", "facts", "corrects_id"))
    found = {number for number, facts, _corrects in rows if reader.keeps_back(facts or {})}
    return found | {number for number, _facts, corrects in rows if corrects in found}
