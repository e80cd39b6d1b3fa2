"""Acts that several cases of the showcase share: decide, begin treatment, submit a recommendation."""

from datetime import date, timedelta
from typing import Any

from brobygger.care.plans import services as plans
from brobygger.care.plans.services import NewPlan
from brobygger.care.visitation import services as visitation
from brobygger.care.visitation.models import Decision, Recommendation
from brobygger.demo import setting
from brobygger.demo.showcase import words
from brobygger.demo.showcase.stage import Case, Stage


def decide(stage: Stage, case: Case, day: date, kind: str = "", **values: Any) -> Decision:
    """Decide without a meeting; as the citizen wished, unless `values` say otherwise."""
    known: dict[str, Any] = {
        "kind_of_treatment": kind or setting.kind(setting.TALKS),
        "weeks": 16,
        "start_on": day + timedelta(days=3),
        "reasons": "Vi har lagt vægt på, at du selv ønsker behandlingen, og at den passer til dine behov.",
        "facts": "Afdækningen og vores samtaler.",
        "wish_met": "followed",
        "wish": "Du har ønsket samtaler efter arbejdstid. Det ønske er fulgt.",
        "heard": True,
    }
    with stage.at(day, 13, 10):
        draft = visitation.save_decision(stage["dorte"], case.episode, **{**known, **values})
        made = visitation.make(stage["dorte"], draft)
    stage.post_goes(day, 13, 10)
    return made


def begin(stage: Stage, case: Case, plan: NewPlan, *, level: float = 0.5, plan_on: date | None = None) -> date:
    """From enrolment to an agreed plan within the fortnight; gives the day on which treatment began."""
    enrolled = stage.enrol(case, stage.day(case.soon(1)))
    done = stage.assess(case, enrolled, stage.day(case.soon(6), enrolled), words.assessment(case.role))
    stage.answer(case, done, "audit" if case.episode.line == "alcohol" else "dudit", level)
    decided = stage.day(case.soon(8), done)
    stage.printed(decide(stage, case, decided).letter, stage.day(decided + timedelta(days=1)))
    started = stage.day(case.soon(10), decided)
    with stage.at(started, 15):
        plans.start_treatment(case.by, case.episode, plans.NewStart(setting.kind(setting.TALKS)))
    with stage.at(max(plan_on or started, started), 15, 45):
        plans.agree_plan(case.by, case.episode, plan)
    return started


def assessed(stage: Stage, case: Case, days: int = 6) -> date:
    """Enrolled and assessed; gives the day on which the assessment was complete."""
    enrolled = stage.enrol(case, stage.day(case.soon(1)))
    done = stage.assess(case, enrolled, stage.day(case.soon(days), enrolled), words.assessment(case.role))
    stage.answer(case, done, "audit" if case.episode.line == "alcohol" else "dudit", 0.65)
    stage.answer(case, done, "who-5", 0.3)
    return done


def recommend(stage: Stage, case: Case, day: date, kind: str, hour: int = 15, **values: Any) -> Recommendation:
    """Write a recommendation with the citizen and submit it: it goes on the first meeting that is not over."""
    known: dict[str, Any] = {
        "kind_of_treatment": kind,
        "weeks": 12,
        "start_on": day + timedelta(days=10),
        "text": "Har prøvet samtaler, men ugen er for lang mellem dem. Møder altid op og vil have en fast hverdag.",
        "own_words": "Jeg har brug for at skulle være et sted om morgenen. Ellers bliver jeg i sengen.",
        "wished_kind": kind,
        "wish": "Vil gerne begynde så hurtigt som muligt.",
        "tried": "Ambulante samtaler to gange, senest for et år siden.",
        "written_on": day,
        "read_by_citizen": True,
        "takes_part": "yes",
    }
    with stage.at(day, hour, 5):
        draft = visitation.save_recommendation(case.by, case.episode, **{**known, **values})
        return visitation.submit(case.by, draft)
