"""A decision whose letter came back: the case cannot be closed, and it stands on My day."""

from datetime import timedelta

from brobygger.care.plans import services as plans
from brobygger.records.letters import services as letters
from brobygger.records.letters.access import RECEIPT
from brobygger.web.demo.showcase import words
from brobygger.web.demo.showcase.acts import begin
from brobygger.web.demo.showcase.stage import Case, Stage


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
            reason="wished-to-stop",
            result="reduced",
            reached="Du er gået en tredjedel ned i dosis og har fået en fast aftale med lægen.",
            follow_up_consent=False,
        )
        ending = plans.end_treatment(case.by, case.episode, new)
    stage.printed(ending.closing_status, ended)
    with stage.at(stage.yesterday, 9, 30):
        if ending.closing_status:
            letters.returned(stage["lone"], RECEIPT, ending.closing_status, "Kom retur: adressaten er flyttet")


WORK = (peter,)
