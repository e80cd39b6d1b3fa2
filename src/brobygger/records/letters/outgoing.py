"""The words of letters that belong to no room, in Danish as all letters are."""

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText, Section, heading
from brobygger.records.letters.senders import unit_phone
from brobygger.standard.promised import allowed

KIND = "case-papers"


def papers(episode: Episode, pages: int, *, left_out: bool) -> LetterText:
    """The answer to somebody who wants to see their own file, with the papers enclosed."""
    size = "1 side" if pages == 1 else f"{pages} sider"
    told = "Forrest står, hvad der ikke er med, og hvorfor."
    parts = [
        Section("", (f"Du har bedt om at se papirerne i dit forløb. De er vedlagt som én PDF på {size}. {told}",)),
        Section("Din ret", (_right(episode),)),
    ]
    if left_out:
        parts.append(Section("Hvis du er uenig", _appeal(episode)))
    parts.append(
        Section("Har du spørgsmål", (f"Ring {unit_phone(episode.unit)}, så går vi papirerne igennem med dig.",))
    )
    title = heading(KIND)
    return LetterText(title, f"Kære {recipients.called(episode.person)}", tuple(parts), enclosures=(title,))


def _right(episode: Episode) -> str:
    """By which right the citizen sees the file. Health treatment has rules of its own, which we do not cite."""
    known = standard.load()
    if known.line(episode.line).may_appeal:
        return f"Du har ret til at se papirerne efter {known.law('own-papers', clock.today(), episode.line)}."
    return "Du har ret til at få at vide, hvad vi har skrevet om dig."


def _appeal(episode: Episode) -> tuple[str, ...]:
    """What is left out is refused: to whom one complains of that, by when and how (forvaltningsloven § 25).

    It is the body that hears appeals of the case itself; in health treatment nobody hears those, and complaints go to
    Styrelsen for Patientklager.
    """
    line = standard.load().line(episode.line)
    ring = f"Ring {unit_phone(episode.unit)}, så hjælper vi dig med at klage."
    if line.may_appeal:
        time = allowed("appeal-period", clock.today()).da
        body, law = line.appeal_body.da, line.appeal_law
        return (
            "Du kan klage over, at noget er udeladt, skriftligt eller mundtligt. Klagen sendes til os, og vi skal "
            f"have den inden {time} fra den dag, du har fået brevet. Holder vi fast, sender vi den videre til "
            f"{body} ({law}).",
            ring,
        )
    return ("Du kan klage til Styrelsen for Patientklager over, at noget er udeladt.", ring)
