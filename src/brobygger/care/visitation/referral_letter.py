"""The letter that refers a citizen to the place of their own choice (KS 3.6), in Danish."""

from dataclasses import dataclass
from datetime import date

from brobygger.care.visitation.granted import enumerated, line_words
from brobygger.care.visitation.letters import Sender, written
from brobygger.records.letters.rules import LetterText, Section, heading
from brobygger.records.letters.senders import full_stop
from brobygger.standard.words import short_day_words


@dataclass(frozen=True)
class Referred:
    """A citizen on the way to a place of their own choice: what we granted, and how the citizen is reached."""

    provider: str
    whom: str
    phone: str
    line: str
    granted: str = ""
    decided_on: tuple[date, ...] = ()


def referral(citizen: Referred, words: str, by: Sender) -> LetterText:
    """The referral to the place that the citizen has chosen: who, what is granted, what to answer (KS 3.6)."""
    chosen = f"{citizen.whom} har valgt at blive behandlet hos jer, og vi henviser hermed."
    granted = []
    if citizen.granted:
        days = enumerated([f"den {short_day_words(day, year=True).da}" for day in citizen.decided_on])
        granted = [f"Vi har {days} bevilget {line_words(citizen.line)}: {citizen.granted}."]
    reached = [f"Borgeren kan kontaktes på telefon {citizen.phone}."] if citizen.phone else []
    asked = "Svar os, om I kan tage imod, hvilken dag behandlingen kan begynde, og om I har en læge."
    parts = [
        Section("", (chosen,)),
        *([Section("Det er bevilget", tuple(granted))] if granted else []),
        *written("Om borgeren", words),
        Section("Sådan svarer I", (*reached, f"{asked} Ring {by.call}, eller skriv til {full_stop(by.address)}")),
    ]
    return LetterText(
        title=heading("referral"),
        greeting=f"Til {citizen.provider}",
        sections=tuple(parts),
        sender=by.name,
        sender_title=by.title,
        sender_phone=by.phone,
    )
