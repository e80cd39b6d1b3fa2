"""Longer courses: plans in versions, follow-ups in time and late, an end and what follows, an alias."""

from datetime import date, timedelta

from brobygger.care.plans import services as plans
from brobygger.demo import setting
from brobygger.demo.showcase import words
from brobygger.demo.showcase.acts import begin
from brobygger.demo.showcase.cast import open_before
from brobygger.demo.showcase.stage import Case, Stage
from brobygger.records.consents import partners
from brobygger.records.notes import services as notes
from brobygger.standard.working_days import add_months

DONE = {"talks": "reached", "weekend": "under-way", "sister": "reached", "sleep": "under-way"}


def follow_up(stage: Stage, case: Case, day: date, situation: str, states: dict[str, str], **other: object) -> None:
    """Hold a follow-up talk."""
    new = plans.NewFollowUp(
        how="centre",
        situation=situation,
        plan_status="Planen holder. Vi bliver ved med weekenderne.",
        contacts=11,
        rhythm="weekly",
        goals=tuple(plans.NewGoalStatus(key, state) for key, state in states.items()),
        **other,  # type: ignore[arg-type]
    )
    with stage.at(day, 10, 30):
        plans.hold_follow_up(case.by, case.episode, new)


def bo(stage: Stage, case: Case) -> None:
    """Three answerings that improve, two versions of the plan, and a follow-up that should have been held."""
    should_have = open_before(stage.today - timedelta(days=5))
    held = open_before(add_months(should_have, -3))
    started = begin(stage, case, words.plan(case.role, case.contact, aim_kind="stop"), level=0.74)
    stage.answer(case, started, "who-5", 0.28)
    middle = stage.day(started + timedelta(days=(held - started).days // 2))
    stage.answer(case, middle, "dudit", 0.5)
    stage.answer(case, middle, "who-5", 0.44)
    follow_up(
        stage,
        case,
        held,
        "Bor i lejligheden med sin søn. Har røget to gange på en måned.",
        DONE,
        own_words="Jeg sover igen.",
    )
    with stage.at(held, 11, 15):
        second = words.plan(
            case.role,
            held,
            aim="At leve uden hash og have sønnen boende hver anden uge.",
            family_involvement="takes-part",
        )
        plans.agree_plan(case.by, case.episode, second)
    stage.answer(case, held, "dudit", 0.2)
    stage.answer(case, held, "who-5", 0.7)
    talk = notes.NoteText("Aflyste samtalen. Har fået vagt. Vil gerne have en ny tid efter kl. 15.", kind="phone")
    with stage.at(stage.day(should_have - timedelta(days=2)), 9, 5):
        notes.write(case.by, case.episode, talk)


def susanne(stage: Stage, case: Case) -> None:
    """The plan is nearly half a year old: it is to be gone through within two weeks."""
    agreed = stage.day(open_before(add_months(stage.today + timedelta(days=10), -6)))
    begin(
        stage,
        case,
        words.plan(case.role, agreed, aim_kind="reduce", aim="At trappe ned i et tempo, jeg kan være med i."),
        plan_on=agreed,
    )
    first = stage.day(add_months(agreed, 2))
    follow_up(stage, case, first, "Er gået en fjerdedel ned. Sover dårligere, men går tur hver dag.", DONE)
    with stage.at(stage.day(first + timedelta(days=20)), 10):
        new = plans.NewMeeting(
            about="other",
            partners=(partners.own_doctor(),),
            participants="Susanne, praktiserende læge Birk og Mette Lund",
            agreed="Lægen skriver recepterne for 14 dage ad gangen. Vi taler sammen hver måned.",
        )
        plans.hold_network_meeting(case.by, case.episode, new)
        plans.offer_action_plan(case.by, case.episode, "declined", text="Vil hellere nøjes med én plan.")
    follow_up(stage, case, stage.day(add_months(first, 2)), "Halvvejs. Har fået tid hos søvnklinikken.", DONE)


def henrik(stage: Stage, case: Case) -> None:
    """Ended a month ago and said yes to a call: the first follow-up after the end is due tomorrow."""
    started = begin(stage, case, words.plan(case.role, case.contact), level=0.6)
    follow_up(stage, case, stage.day(started + timedelta(days=60)), "Har holdt fri fra kokain i syv uger.", DONE)
    ended = open_before(add_months(stage.today + timedelta(days=1), -1))
    stage.answer(case, ended, "dudit", 0.15)
    with stage.at(ended, 13):
        new = plans.NewEnding(
            reason=setting.ending("completed", followed_up=True),
            result=setting.result(0),
            reached="Du har holdt op med kokain og er tilbage på arbejde. Det er dig, der har gjort det.",
            follow_up_consent=True,
            advice="Ring, hvis weekenderne bliver svære igen. Du behøver ikke begynde forfra.",
        )
        ending = plans.end_treatment(case.by, case.episode, new)
    stage.printed(ending.closing_status, ended)


def svale(stage: Stage, case: Case) -> None:
    """Alcohol treatment under an alias: no number, letters handed over in person, AUDIT going down."""
    started = begin(
        stage,
        case,
        words.plan(case.role, case.contact, aim_kind="reduce", aim="At drikke højst to dage om ugen."),
        level=0.7,
    )
    follow_up(
        stage, case, stage.day(started + timedelta(days=70)), "Tre dage om ugen uden. Kollegerne har ikke spurgt.", DONE
    )
    stage.answer(case, stage.day(started + timedelta(days=70)), "audit", 0.42)
    with stage.at(stage.day(stage.today - timedelta(days=9)), 10):
        plans.record_change(
            case.by, case.episode, setting.change("move"), "Er flyttet sammen med sin kæreste, som ikke drikker."
        )


WORK = (susanne, bo, svale, henrik)
