"""What the notes add to the papers of a case: those that are signed and that the reader may read."""

from brobygger.records.episodes.models import Episode
from brobygger.records.notes.models import Note
from brobygger.records.notes.selectors import readable, title_of
from brobygger.records.papers.parts import Paper, Part, Reader, when_and_by


def of_case(reader: Reader, episode: Episode) -> Part:
    """The signed notes, oldest first, corrected ones in their place (two queries)."""
    signed = Note.objects.filter(episode=episode, signed_at__isnull=False)
    shown = readable(reader.actor, signed).select_related("author").order_by("occurred_at", "id")
    notes = list(shown)
    corrected = {note.corrects_id for note in notes}
    papers = tuple(_paper(note, corrected=note.pk in corrected) for note in notes)
    hidden = signed.count() - len(notes)
    if not hidden:
        return Part(papers)
    words = "1 notat" if hidden == 1 else f"{hidden} notater"
    return Part(papers, (f"Notater: {words} i en journal, som den, der har samlet papirerne, ikke har adgang til.",))


def _paper(note: Note, *, corrected: bool) -> Paper:
    title = f"{title_of(note)} (rettet siden)" if corrected else title_of(note)
    reason = (f"Hvorfor der er rettet: {note.reason}",) if note.corrects_id and note.reason else ()
    words = tuple(line.strip() for line in note.text.splitlines() if line.strip())
    when = f"{when_and_by(note.occurred_at, note.author.name)} · underskrevet {when_and_by(note.signed_at)}"
    return Paper(title, when, (*reason, *words))
