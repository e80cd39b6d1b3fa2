"""The next treatment meeting, the one before it, and the cases on the agenda."""

from datetime import date, timedelta

from brobygger.care.visitation import services as visitation
from brobygger.care.visitation.models import AgendaItem, Meeting
from brobygger.demo import meetings, setting
from brobygger.demo.showcase.acts import assessed, recommend
from brobygger.demo.showcase.cast import open_before
from brobygger.demo.showcase.stage import Case, Stage

EXHAUSTED = "Har haft to ambulante forløb og et dagforløb. Pauserne har højst varet ti dage."


def plan(stage: Stage) -> None:
    """Plan the two next meetings, and the last one where the bulk had no case for it."""
    last, following = last_day(stage), meetings.next_day(stage.today)
    for day in (last, following, meetings.next_day(following)):
        starts_at = meetings.begins(day)
        if not Meeting.objects.filter(starts_at=starts_at).exists():
            with stage.at(min(open_before(day - timedelta(days=14)), stage.yesterday), 9):
                visitation.plan_meeting(stage["dorte"], starts_at, starts_at + meetings.LASTS, place=meetings.place())


def last_day(stage: Stage) -> date:
    """The day of the last treatment meeting before today."""
    day = stage.today - timedelta(days=7)
    while meetings.next_day(day) >= stage.today:
        day -= timedelta(days=7)
    return meetings.next_day(day)


def lars(stage: Stage, case: Case) -> None:
    """Day treatment, from Mette; the citizen comes to the meeting."""
    assessed(stage, case)
    recommend(stage, case, stage.yesterday, setting.kind(setting.DAY))


def michael(stage: Stage, case: Case) -> None:
    """Residential treatment with its budget and own payment; the authority has asked something more."""
    assessed(stage, case)
    submitted = recommend(
        stage, case, stage.yesterday, setting.kind(setting.STAY),
        weeks=6, place="Behandlingshuset Vest", exhausted=EXHAUSTED, own_payment=3200, budget_on=stage.yesterday,
        own_words="Jeg kan ikke gøre det herhjemme. Jeg har prøvet.", wish="Vil gerne til Jylland, væk fra det hele.",
    )  # fmt: skip
    with stage.at(stage.yesterday, 15, 30):
        visitation.ask(stage["dorte"], submitted, "Hvem passer lejligheden og hunden imens?")


def emma(stage: Stage, case: Case) -> None:
    """A young citizen of another unit, to day treatment for the young."""
    assessed(stage, case, 5)
    recommend(
        stage, case, stage.yesterday, setting.kind(setting.DAY),
        weeks=10, tried="Åben rådgivning i to måneder.", takes_part="no",
        own_words="Jeg vil gerne tilbage i skole, men jeg kan ikke være i klassen endnu.",
    )  # fmt: skip


def kirsten(stage: Stage, case: Case) -> None:
    """Alcohol: postponed from the last meeting, since the doctor's word was missing."""
    last = last_day(stage)
    done = assessed(stage, case, 3)
    submitted_on = max(done, open_before(last - timedelta(days=1)))
    submitted = recommend(stage, case, submitted_on, setting.kind(setting.DAY), weeks=8)
    item = AgendaItem.objects.get(recommendation=submitted, state="waiting")
    following = Meeting.objects.get(starts_at=meetings.begins(meetings.next_day(stage.today)))
    with stage.at(last, 14):
        visitation.postpone(stage["dorte"], item, "Lægens vurdering af leverprøverne mangler.", following)


def claus(stage: Stage, case: Case) -> None:
    """Asks for residential, but day treatment is what is thought of: heard by letter, and the answer is waited for."""
    assessed(stage, case)
    recommend(
        stage, case, stage.yesterday, setting.kind(setting.STAY),
        weeks=8, exhausted="Dagbehandling er ikke prøvet.", own_payment=2900, budget_on=stage.yesterday,
    )  # fmt: skip
    with stage.at(stage.yesterday, 15, 40):
        about = "Vi overvejer dagbehandling i stedet for døgnbehandling, fordi dagbehandling ikke har været prøvet."
        reply_by = visitation.reply_day(case.episode, stage.yesterday)
        visitation.open_hearing(stage["dorte"], case.episode, about, reply_by)


WORK = (kirsten, claus, michael, lars, emma)
