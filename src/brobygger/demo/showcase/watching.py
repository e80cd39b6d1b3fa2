"""What the house looks at itself: cases opened outside the unit, a right asked for; and advice given to relatives."""

from datetime import timedelta

from brobygger.care.intake.access import RECORD
from brobygger.care.intake.services import inquiries
from brobygger.demo import setting
from brobygger.demo.setting import ALCOHOL, DRUG, YOUNG
from brobygger.demo.showcase.cast import open_before
from brobygger.demo.showcase.stage import Case, Stage
from brobygger.ground import clock
from brobygger.trust import glass, proposals, roles
from brobygger.trust.models import Proposal

# To whom, about what, how, whose unit, what substance, how many days ago, by whom.
ADVICE = (
    ("relative", "living-with", "phone", ALCOHOL, "alcohol", 1, "sara"),
    ("relative", "getting-help", "phone", DRUG, "cannabis", 3, "mette"),
    ("young", "own-use", "open-counselling", YOUNG, "mdma", 6, "amina"),
    ("professional", "rules-and-rights", "phone", DRUG, "", 8, "jonas"),
    ("relative", "children", "open-counselling", ALCOHOL, "alcohol", 15, "bent"),
)
# Whose case was opened, by whom, how many days ago, why, and whether the manager has looked at it.
GLASSES = (
    ("kirsten", "jonas", 5, "Kirsten ringede til stofbehandlingen og bad om hjælp med det samme.", True),
    ("jens", "bent", 1, "Jens kom beruset til åben rådgivning, og hans behandler var gået hjem.", False),
)
REVIEWED_HOURS = 20


def look(stage: Stage, cases: dict[str, Case]) -> None:
    """Open cases outside the unit, ask for a right that another is to confirm, and advise."""
    for handle, who, back, reason, reviewed in GLASSES:
        if handle in cases and cases[handle].episode.unit not in stage[who].units:  # in a house of one unit it is open
            _glass(stage, cases[handle], who, back, reason, reviewed=reviewed)
    with stage.at(stage.yesterday, 14, 10):
        mads = stage["mads"]
        wanted = [*mads.roles, roles.COUNSELLOR]
        proposals.ask(stage["stine"], mads, Proposal.Kind.ROLES, held=wanted, units=mads.units)
    for to, topic, channel, whose, substance, back, by in ADVICE:
        with stage.at(open_before(stage.today - timedelta(days=back)), 13, 20):
            inquiries.give_advice(
                stage[by], RECORD, inquiries.NewAdvice(to, topic, channel, setting.unit(whose), substance)
            )


def _glass(stage: Stage, case: Case, who: str, back: int, reason: str, *, reviewed: bool) -> None:
    episode = case.episode
    content = {
        "episode": episode.pk,
        "person": episode.person_id,
        "number": episode.number,
        "unit": episode.unit,
        "compartment": episode.compartment,
    }
    with stage.at(open_before(stage.today - timedelta(days=back)), 10, 50) as moment:
        opened = glass.break_glass(stage[who], content, reason)
    if reviewed:
        with clock.stopped_at(moment + timedelta(hours=REVIEWED_HOURS)):
            glass.review(stage["hanne"], opened, "accepted", "Rigtigt gjort. Tak fordi du skrev hvorfor.")
