"""The ids of a standard file that code asks for by name, and why: the one list of them.

Partners and standing meetings are found by what they are for (``purposes``).

Everything else in the file is a municipality's own to name. A file that lacks one of these, or has renamed it, is
refused, for a page or a letter would fail or leave out what it is for. Each that leaves the code leaves this list
(tests/standard/test_asked_for.py).
"""

from dataclasses import dataclass

from brobygger.standard.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Some ids of one list of the file, and what they are asked for."""

    list: str
    ids: tuple[str, ...]
    why: Text


WHAT = {
    "lines": Text("linjen", "the line"),
    "clocks": Text("uret", "the clock"),
    "assessment_areas": Text("området i afdækningen", "the area of the assessment"),
    "ending_reasons": Text("årsagen til afslutning", "the ending reason"),
}

ASKED_FOR = (
    Asked(
        "lines",
        ("drug", "alcohol"),
        Text("en henvendelse handler om stoffer eller alkohol", "an inquiry is about drugs or about alcohol"),
    ),
    Asked(
        "clocks",
        ("treatment-guarantee-drug", "treatment-guarantee-alcohol"),
        Text(
            "de offentlige sider og tal, og om behandlingen er begyndt for sent, når nogen klager over det",
            "the public pages and figures, and whether treatment began too late when somebody appeals that",
        ),
    ),
    Asked(
        "clocks",
        ("decision", "decision-letter", "appeal-period", "reassessment"),
        Text("fristerne i visitationen og ved klage", "the deadlines of visitation and appeals"),
    ),
    Asked(
        "clocks",
        ("provider-referral", "provider-answer", "provider-start", "start-after-choice"),
        Text("det næste skridt efter et frit valg", "the next step after a free choice"),
    ),
    Asked(
        "clocks",
        ("appeal-ruling", "ruling-carried-out", "decision-anew", "after-refusal", "after-ruling"),
        Text("det næste skridt efter en klage og et afslag", "the next step after an appeal and a refusal"),
    ),
    Asked(
        "clocks",
        ("holistic-assessment", "medical-offer"),
        Text(
            "fristerne på afdækningens sider, og lægens på de offentlige",
            "the deadlines on the pages of the assessment, and the doctor's on the public ones",
        ),
    ),
    Asked(
        "clocks",
        ("child-welfare-notification",),
        Text("paragraffen i en underretning", "the paragraph in a child-welfare notification"),
    ),
    Asked(
        "assessment_areas",
        ("social", "health"),
        Text(
            "en afdækning er fysisk, psykisk og social (krop og sind skrives under 'health')",
            "an assessment is physical, psychological and social (body and mind are written under 'health')",
        ),
    ),
    Asked(
        "ending_reasons",
        ("died",),
        Text("afslutningen, som borgeren ikke er med til", "the ending in which the citizen takes no part"),
    ),
)
