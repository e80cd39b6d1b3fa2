"""Appeals and a complaint: in time, too late, sent on to Ankestyrelsen; one about the service."""

from datetime import date, timedelta

from brobygger.care.plans import services as plans
from brobygger.care.visitation import services as visitation
from brobygger.care.visitation.models import Decision
from brobygger.demo import setting
from brobygger.demo.showcase import words
from brobygger.demo.showcase.acts import assessed, begin, decide
from brobygger.demo.showcase.stage import Case, Stage
from brobygger.records.letters import services as letters
from brobygger.records.letters.access import RECEIPT

UNFAVOURABLE = {
    "hearing_kind": "waived",
    "hearing_reason": "Blev hørt i samtalen samme dag og ønskede ikke mere tid.",
    "wish_met": "not",
}


def delivered(stage: Stage, decision: Decision, day: date) -> None:
    """The letter is posted, and a receipt comes back some days later."""
    stage.printed(decision.letter, day)
    got = stage.day(day + timedelta(days=3))
    with stage.at(got, 15):
        decision.letter.refresh_from_db()  # type: ignore[union-attr]
        letters.received(stage["lone"], RECEIPT, decision.letter, got)  # type: ignore[arg-type]


def rasmus(stage: Stage, case: Case) -> None:
    """Refused; has appealed within the four weeks, so the authority looks at it again."""
    done = assessed(stage, case)
    refused = decide(
        stage, case, stage.day(case.soon(9), done),
        refused=True,
        reasons="Vi har lagt vægt på, at forbruget er lille, og at rådgivning og samtaler uden indskrivning rækker.",
        facts="Afdækningen, DUDIT og vores to samtaler.",
        wish="Du har ønsket behandling. Du er i stedet tilbudt rådgivning.",
        **UNFAVOURABLE,
    )  # fmt: skip
    delivered(stage, refused, stage.day(case.soon(12)))
    with stage.at(stage.day(stage.today - timedelta(days=9)), 11, 20):
        new = visitation.NewAppeal(
            about="refusal",
            means="written",
            text="Jeg synes ikke, I har set på, hvordan weekenderne er. Jeg vil gerne have behandling.",
            decision=refused,
        )
        visitation.receive(case.by, case.episode, new)


def vibeke(stage: Stage, case: Case) -> None:
    """Refused and appealed; we stood by it, and Ankestyrelsen's ruling is waited for."""
    done = assessed(stage, case)
    refused = decide(
        stage, case, stage.day(case.soon(9), done),
        refused=True,
        reasons="Vi har lagt vægt på, at støtten hos det nuværende tilbud ikke er afsluttet og dækker behovet.",
        facts="Afdækningen, DUDIT og oplysningerne fra det nuværende tilbud.",
        wish="Du har ønsket døgnbehandling. Du er i stedet tilbudt at fortsætte, hvor du er.",
        **UNFAVOURABLE,
    )  # fmt: skip
    sent = stage.day(case.soon(12))
    delivered(stage, refused, sent)
    came = stage.day(case.contact + timedelta(days=24), sent)
    with stage.at(came, 9, 40):
        new = visitation.NewAppeal(
            about="refusal",
            means="written",
            text="Det sted, jeg går nu, kan ikke hjælpe mig med kokain. Det har de selv sagt.",
            decision=refused,
        )
        appeal = visitation.receive(case.by, case.episode, new)
    looked = stage.day(came + timedelta(days=12))
    with stage.at(looked, 10, 30):
        answered = visitation.uphold(
            stage["dorte"], appeal, "Vi har talt med det nuværende tilbud igen. Det kan rumme behandlingen."
        )
    stage.post_goes(looked, 10, 30)
    for letter in (answered.letter, answered.forwarding):
        if letter is not None:
            letter.refresh_from_db()
        stage.printed(letter, looked)


def anders(stage: Stage, case: Case) -> None:
    """Got talks where he had asked for residential; the appeal came too late and is to be examined."""
    done = assessed(stage, case)
    decided = decide(
        stage, case, stage.day(case.soon(9), done),
        reasons="Vi har lagt vægt på, at ambulante samtaler ikke har været prøvet før.",
        facts="Afdækningen og vores samtaler.",
        wish="Du har ønsket døgnbehandling. Vi begynder med samtaler og ser på det igen om to måneder.",
        choice_limited=True,
        choice_limit_reason="Du har selv sagt, at et sted i byen er nødvendigt, for at du kan møde frem.",
        **{**UNFAVOURABLE, "wish_met": "partly"},
    )  # fmt: skip
    sent = stage.day(case.soon(12))
    delivered(stage, decided, sent)
    with stage.at(stage.day(case.soon(13), sent), 15, 10):
        plans.start_treatment(case.by, case.episode, plans.NewStart(setting.kind(setting.TALKS)))
        plans.agree_plan(case.by, case.episode, words.plan(case.role, case.soon(13)))
    with stage.at(stage.day(case.contact + timedelta(days=70)), 10):
        goals = tuple(plans.NewGoalStatus(key, "under-way") for key in ("talks", "weekend", "sister", "sleep"))
        talk = plans.NewFollowUp(
            "centre", "Kommer hver uge. Vil stadig gerne væk.", "Planen følges.", 9, "weekly", goals
        )
        plans.hold_follow_up(case.by, case.episode, talk)
    with stage.at(stage.day(stage.today - timedelta(days=4)), 10, 45):
        new = visitation.NewAppeal(
            about="change",
            means="oral",
            text="Siger, at brevet lå hos hans mor, og at han først så det i sidste uge. Vil stadig i døgnbehandling.",
            decision=decided,
        )
        visitation.receive(case.by, case.episode, new)


def jette(stage: Stage, case: Case) -> None:
    """Alcohol: in treatment, and has complained that there is no group in the evening."""
    begin(
        stage,
        case,
        words.plan(case.role, case.contact, aim_kind="reduce", aim="At have alkoholfri hverdage."),
        level=0.6,
    )
    with stage.at(stage.day(stage.today - timedelta(days=6)), 13):
        new = visitation.NewComplaint(
            about="offers", means="written", text="Jeg arbejder til kl. 17. Hvorfor er der ingen gruppe om aftenen?"
        )
        visitation.receive_complaint(case.by, case.episode, new)


WORK = (anders, vibeke, jette, rasmus)
