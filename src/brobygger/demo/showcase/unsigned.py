"""Notes that wait for their author's signature, of different authors and ages."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from brobygger.demo.showcase.cast import open_before
from brobygger.demo.showcase.stage import Case, Stage
from brobygger.records.notes import services as notes

# Whose case, who writes, how many days ago, what kind, the words.
NOTES = (
    (
        "susanne",
        "mette",
        7,
        "talk",
        "Fortalte om nedtrapningen og om natten, hvor hun ringede til sin søster i stedet.",
    ),
    ("bo", "mette", 1, "phone", "Ringede efter kl. 15. Kan komme på torsdag. Lyder godt."),
    ("claus", "jonas", 3, "talk", "Talte om at være væk hjemmefra. Er bange for, at drengen glemmer ham."),
    ("svale", "sara", 4, "talk", "Har haft en fødselsdag uden vin. Vi gennemgik, hvad der gjorde det muligt."),
    ("emma", "amina", 2, "contact", "Talt med UU-vejlederen efter aftale med Emma. Skolen holder pladsen til januar."),
    ("piotr", "ida", 2, "observation", "Blodtryk og vægt målt. Sover tre timer. Aftalt ny måling på mandag."),
)
HEALTH = ("line", "ida", 6, "observation", "Let abstinens, blodtryk normalt. Får tid hos lægen i morgen.")


def write(stage: Stage, cases: dict[str, Case]) -> None:
    """Begin the notes and leave them unsigned; one of the clinic's is signed and stays in the health record."""
    for number, (handle, author, back, kind, text) in enumerate(NOTES):
        if handle not in cases:
            continue
        with stage.at(open_before(stage.today - timedelta(days=back)), 14, 10):
            key = uuid5(NAMESPACE_URL, f"demo:unsigned:{number}")
            notes.keep(stage[author], cases[handle].episode, key, notes.NoteText(text, kind=kind))
    handle, author, back, kind, text = HEALTH
    with stage.at(open_before(stage.today - timedelta(days=back)), 11, 30):
        notes.write(stage[author], cases[handle].episode, notes.NoteText(text, kind=kind))
    _corrected(stage, cases["henrik"])


def _corrected(stage: Stage, case: Case) -> None:
    """A note that was corrected: the old one stays, struck and readable."""
    day = open_before(stage.today - timedelta(days=40))
    with stage.at(day, 13, 15):
        wrong = notes.NoteText("Har været uden kokain i seks uger. Aftalt at slutte om ti dage.", kind="talk")
        note = notes.write(case.by, case.episode, wrong)
    with stage.at(day, 15):
        right = notes.NoteText(
            "Har været uden kokain i ni uger. Aftalt at slutte om ti dage.",
            kind="talk",
            reason="Skrev forkert antal uger.",
        )
        notes.correct(case.by, note, right)
