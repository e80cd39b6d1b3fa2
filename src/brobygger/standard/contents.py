"""What a standard for social drug treatment must describe, and which of it a file is marked as describing.

BEK nr. 1477 of 17 December 2019 § 4(1) lists fifteen contents. A section of the file names those that it describes
(``contents``): that its words really do so is for people to judge.
"""

from collections.abc import Mapping

from brobygger.standard.model import Standard
from brobygger.standard.text import Text

LAW = "BEK nr. 1477 af 17/12/2019 § 4, stk. 1"
DRUG = "drug"

CONTENTS: Mapping[str, Text] = {
    "tasks": Text("opgaverne", "the tasks"),
    "target-group": Text("målgruppen", "the target group"),
    "aims-and-values": Text("det overordnede mål, værdierne og normerne", "the overall aim, the values and the norms"),
    "organisation": Text("organiseringen og typerne af tilbud", "the organisation and the types of offer"),
    "visitation": Text("visitationen", "the visitation"),
    "guarantee": Text("behandlingsgarantien", "the treatment guarantee"),
    "free-choice": Text("det frie valg", "the free choice"),
    "treatment-plan": Text(
        "hvordan behandlingsplanen laves og følges op", "how the treatment plan is made and followed up"
    ),
    "action-plan": Text("målsætningen for handleplaner", "the aim for action plans"),
    "user-involvement": Text("brugerinddragelsen", "the involvement of users"),
    "board-and-lodging": Text("betaling for kost og logi", "payment for board and lodging"),
    "case-handling": Text("sagsbehandling og klage", "the handling of cases and complaints"),
    "staff": Text("personalets kvalifikationer", "the qualifications of staff"),
    "monitoring": Text("monitoreringen", "the monitoring"),
    "gift-cards": Text("retningslinjer for gavekort", "guidelines for gift cards"),
}


def lacking(standard: Standard) -> dict[str, Text]:
    """The contents that no section is marked with; none is asked for where there is no drug treatment."""
    if not any(line.id == DRUG for line in standard.lines):
        return {}
    described = {name for section in standard.sections for name in section.contents}
    return {name: words for name, words in CONTENTS.items() if name not in described}
