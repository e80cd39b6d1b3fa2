"""The words of the demo's letters, from the rooms' own builders: none says what a real one would not."""

from brobygger import standard
from brobygger.care.intake import letters as intake_letters
from brobygger.care.visitation import letters as visitation_letters
from brobygger.care.visitation import rules as visitation
from brobygger.care.visitation.demo import COMPLAINTS, FACTS, REASONS, UPHELD, WISH
from brobygger.demo import setting
from brobygger.demo.case import Case
from brobygger.ground import clock
from brobygger.records.episodes.facts import KIND_OF_TREATMENT
from brobygger.records.episodes.milestones import DECISION_MADE, OUTCOME
from brobygger.records.episodes.models import Event
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText, Recipient, Section
from brobygger.records.letters.senders import signature
from brobygger.records.people.models import Child, Person
from brobygger.records.people.services import AtHome

TO_FAMILIES = ("enrolment-notice", "notification")


def appeal_body(line: str) -> str:
    """Where a decision of a line can be appealed."""
    return standard.load().line(line).appeal_body.da


def recipient(kind: str, person: Person) -> Recipient:
    """Whom a letter of a kind goes to."""
    if kind == "forwarding":
        return recipients.authority(appeal_body(setting.DRUG))
    return intake_letters.recipient() if kind in TO_FAMILIES else recipients.citizen(person)


def text(case: Case, kind: str, queued: Event) -> LetterText:
    """The words of one letter."""
    if kind == "decision":
        return _decision(case, queued)
    if kind == "enrolment-notice":
        day = clock.local_date(queued.occurred_at)
        by = signature(case.counsellor, case.episode.unit)
        children = tuple(Child(birth_date=born) for born in sorted(case.story.citizen.children))
        home = AtHome(Person.AtHome.YES, children, day)
        new = intake_letters.enrolment_notice(case.episode, home, day, by=by)
        return new.text
    return _plain(case, kind)


def _decision(case: Case, queued: Event) -> LetterText:
    day = clock.local_date(queued.occurred_at)
    made = next(event for event in case.events if event.kind == DECISION_MADE.id)
    line = case.story.line
    refused = OUTCOME.read(made.facts) == "refused"
    draft = visitation.DecisionDraft(
        line=line,
        on=day,
        outcome=OUTCOME.read(made.facts),
        kind_of_treatment=KIND_OF_TREATMENT.read(made.facts) or "",
        reasons=REASONS["refused" if refused else "granted"],
        facts=FACTS,
        wish_met="not" if refused else "followed",
        wish=WISH["refused" if refused else "granted"],
        heard=True,
        hearing_kind="waived" if refused else "",
        legal_basis=visitation.legal_basis(line, day),
    )
    by = visitation_letters.sender(standard.load(), case.episode.unit, signature(case.authority, case.episode.unit))
    words = visitation_letters.DecisionWords(
        draft=draft, first_name=case.person.name.split(" ")[0], place="", decided_on=day, written_on=day
    )
    return visitation_letters.decision(words, by)


def _plain(case: Case, kind: str) -> LetterText:
    first = case.person.name.split(" ")[0]
    by = signature(case.counsellor, case.episode.unit)
    body = {
        "closing-status": (
            "Status på dit forløb",
            "Dit forløb er slut. Her er en kort status på det, vi har arbejdet med sammen.",
        ),
        "reassessment": (
            "Vi har genvurderet afgørelsen",
            f"{UPHELD} Derfor holder vi fast i afgørelsen og sender din klage videre.",
        ),
        "forwarding": ("Oversendelse af klage", f"Vi sender en klage over en afgørelse til jer. {UPHELD}"),
        "complaint-answer": ("Svar på din klage", COMPLAINTS[0][1]),
        "notification": (
            "Underretning",
            "Vi underretter om et barn i familien. Oplysningerne er givet ved samtale i dag.",
        ),
    }
    title, words = body.get(kind, ("Brev", "Vi skriver til dig om dit forløb."))
    to = {"forwarding": f"Til {appeal_body(setting.DRUG)}"} | dict.fromkeys(TO_FAMILIES, f"Til {setting.families()}")
    greeting = to.get(kind, f"Kære {first}")
    return by.under(LetterText(title, greeting, (Section("", (words,)),)))
