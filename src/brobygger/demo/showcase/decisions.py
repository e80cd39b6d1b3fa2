"""What became of two decisions: a letter that came back, and a citizen who chose another place.

The case whose letter came back cannot be closed, and it stands on My day; so does the place that has not answered.
"""

from datetime import timedelta

from brobygger.care.plans import services as plans
from brobygger.care.visitation import services as visitation
from brobygger.demo import setting
from brobygger.demo.showcase import words
from brobygger.demo.showcase.acts import assessed, begin, decide
from brobygger.demo.showcase.stage import Case, Stage
from brobygger.records.letters import services as letters
from brobygger.records.letters.access import RECEIPT


def peter(stage: Stage, case: Case) -> None:
    """Ended early by his own wish; the closing status came back from the post."""
    begin(
        stage,
        case,
        words.plan(case.role, case.contact, aim_kind="harm-reduction", aim="At ned i dosis uden at få ondt igen."),
    )
    ended = stage.day(stage.today - timedelta(days=8))
    with stage.at(ended, 11):
        new = plans.NewEnding(
            reason=setting.ending("wished-to-stop", followed_up=False),
            result=setting.result(1),
            reached="Du er gået en tredjedel ned i dosis og har fået en fast aftale med lægen.",
            follow_up_consent=False,
        )
        ending = plans.end_treatment(case.by, case.episode, new)
    stage.printed(ending.closing_status, ended)
    with stage.at(stage.yesterday, 9, 30):
        if ending.closing_status:
            letters.returned(stage["lone"], RECEIPT, ending.closing_status, "Kom retur: adressaten er flyttet")


def morten(stage: Stage, case: Case) -> None:
    """Granted talks, chose to have them elsewhere and was referred there; the place has not answered yet."""
    done = assessed(stage, case)
    decided = stage.day(case.soon(8), done)
    stage.printed(decide(stage, case, decided).letter, stage.day(decided + timedelta(days=1)))
    chosen = stage.day(decided + timedelta(days=2))
    with stage.at(chosen, 11, 15):
        choice = visitation.choose_provider(
            case.by, case.episode, "Behandlingshuset Syd", approved=True, similar=True, doctor="yes"
        )
    with stage.at(chosen, 11, 40):
        words = "Morten ønsker samtaler efter arbejdstid. Han kan begynde i den kommende uge."
        step = visitation.refer(case.by, choice, words, agreed=True, address=("Engvej 4", "4700 Næstved"))
    stage.post_goes(chosen, 11, 40)
    if step.letter is not None:
        step.letter.refresh_from_db()
    stage.printed(step.letter, chosen)


WORK = (morten, peter)
