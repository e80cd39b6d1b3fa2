"""What happens seldom, each once: rulings, a place that said no, a relapse, tries in vain, the less usual letters."""

from datetime import date, timedelta

from brobygger.care.assessment import services as assessment
from brobygger.care.assessment.rules import meetings
from brobygger.care.intake.access import TAKE
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import inquiries
from brobygger.care.plans import letters as plan_letters
from brobygger.care.plans import selectors as plans_of
from brobygger.care.plans import services as plans
from brobygger.care.plans.access import SEND_COPY
from brobygger.care.plans.models import Plan
from brobygger.care.visitation import services as visitation
from brobygger.care.visitation.models import Appeal, Decision
from brobygger.demo import setting
from brobygger.demo.showcase import words
from brobygger.demo.showcase.acts import assessed, begin, decide
from brobygger.demo.showcase.appeals import delivered
from brobygger.demo.showcase.cast import open_after, open_before
from brobygger.demo.showcase.stage import Case, Stage
from brobygger.ground import clock
from brobygger.records.consents import letters as consent_letters
from brobygger.records.consents import partners
from brobygger.records.consents import selectors as consents_of
from brobygger.records.consents import services as consents
from brobygger.records.consents.access import CHANGE as CHANGE_CONSENT
from brobygger.records.letters import recipients
from brobygger.records.letters import services as letters
from brobygger.records.letters.rules import NewLetter
from brobygger.records.letters.senders import signature
from brobygger.records.papers import services as papers
from brobygger.records.papers.access import TAKE_OUT
from brobygger.records.papers.models import Papers
from brobygger.standard import load
from brobygger.standard.working_days import add_months


def troels(stage: Stage, case: Case) -> None:
    """Chose one place, which said no; another said yes, and then he thought better of it: he begins here."""
    done = assessed(stage, case)
    decided = stage.day(case.soon(8), done)
    stage.printed(decide(stage, case, decided).letter, stage.day(decided + timedelta(days=1)))
    day = stage.day(decided + timedelta(days=1))
    for place, answer in (("Behandlingshuset Vest", "no"), ("Behandlingshuset Syd", "yes")):
        with stage.at(day, 11):
            choice = visitation.choose_provider(
                case.by, case.episode, place, approved=True, similar=True, doctor="unknown"
            )
            wish, address = "Ønsker samtaler om eftermiddagen.", ("Engvej 4", "4700 Næstved")
            visitation.refer(case.by, choice, wish, agreed=True, address=address)
        stage.post_goes(day, 11, 20)
        day = stage.day(day + timedelta(days=1))
        with stage.at(day, 14):
            if answer == "no":
                visitation.declined(case.by, choice, "Har ingen ledig tid før om seks uger.")
            else:
                visitation.accepted(case.by, choice, open_after(day + timedelta(days=6)), doctor="yes")
        day = stage.day(day + timedelta(days=1))
    with stage.at(stage.yesterday, 10):
        visitation.give_up(case.by, choice, "Vil alligevel gå, hvor han kender behandleren.")


def _appealed(stage: Stage, case: Case, refused: Decision, text: str) -> Appeal:
    """Appealed a week after the letter, looked at again, and sent on with the case's papers."""
    sent = stage.day(case.soon(14))
    delivered(stage, refused, sent)
    with stage.at(stage.day(sent + timedelta(days=8)), 10):
        new = visitation.NewAppeal(about="refusal", means="written", text=text, decision=refused)
        appeal = visitation.receive(case.by, case.episode, new)
    looked = stage.day(sent + timedelta(days=18))
    with stage.at(looked, 11):
        upheld = visitation.uphold(stage["dorte"], appeal, "Vi har set på det igen og fundet det samme.")
    stage.post_goes(looked, 11)
    for letter in (upheld.letter, upheld.forwarding):
        if letter is not None:
            letter.refresh_from_db()
        stage.printed(letter, looked)
    upheld.refresh_from_db()
    return upheld


def _refused(stage: Stage, case: Case) -> Decision:
    """Heard by letter, answered by telephone, and refused."""
    done = assessed(stage, case)
    heard = stage.day(case.soon(7), done)
    with stage.at(heard, 12):
        about = "Vi overvejer at give afslag, fordi forbruget er lille."
        hearing = visitation.open_hearing(stage["dorte"], case.episode, about, open_after(heard + timedelta(days=21)))
    stage.post_goes(heard, 12)
    stage.printed(hearing.letter, heard)
    answered = stage.day(heard + timedelta(days=1))
    with stage.at(answered, 14):
        visitation.answer_hearing(
            stage["dorte"], hearing, "Ringede: det skal ses anderledes, og hjælpen er nødvendig nu."
        )
    hearing.refresh_from_db()
    return decide(
        stage, case, stage.day(case.soon(11), answered + timedelta(days=1)),
        refused=True,
        reasons="Vi har lagt vægt på, at rådgivning og de samtaler, du allerede har, rækker for tiden.",
        facts="Afdækningen, DUDIT og vores samtaler.",
        wish="Du har ønsket behandling. Du er i stedet tilbudt rådgivning.",
        wish_met="not",
        hearing=hearing,
        hearing_kind="answered",
    )  # fmt: skip


def bjarne(stage: Stage, case: Case) -> None:
    """Ankestyrelsen has changed the refusal: the new decision is to be made."""
    appeal = _appealed(stage, case, _refused(stage, case), "Rådgivning har jeg prøvet i to år.")
    with stage.at(stage.yesterday, 10):
        ruled_on = open_before(stage.yesterday - timedelta(days=2))
        words_of_it = "Borgeren har ret til behandling. Kommunen skal træffe en ny afgørelse."
        visitation.note_ruling(stage["dorte"], appeal, "changed", ruled_on=ruled_on, text=words_of_it)


def gitte(stage: Stage, case: Case) -> None:
    """A first appeal was taken back; the second was sent back by Ankestyrelsen, to be decided anew."""
    refused = _refused(stage, case)
    with stage.at(stage.day(case.contact + timedelta(days=15)), 9):
        new = visitation.NewAppeal(about="refusal", means="oral", text="Er vred over brevet.", decision=refused)
        first = visitation.receive(case.by, case.episode, new)
    with stage.at(stage.day(case.contact + timedelta(days=16)), 9):
        visitation.withdraw_appeal(case.by, first, "Ringede selv og ville tænke over det.")
    appeal = _appealed(stage, case, refused, "Der er ikke set på, at jeg har børn hver anden uge.")
    with stage.at(stage.yesterday, 10, 30):
        ruled_on = open_before(stage.yesterday - timedelta(days=1))
        words_of_it = "Det er ikke oplyst, hvordan behovet er vurderet. Kommunen skal behandle sagen igen."
        visitation.note_ruling(stage["dorte"], appeal, "sent-back", ruled_on=ruled_on, text=words_of_it)


def ulla(stage: Stage, case: Case) -> None:
    """Treated with medicine, taken up with psychiatry, ended, not reached, and back after a relapse."""
    agreed = words.plan(case.role, case.contact, aim_kind="reduce", aim="At trappe ned og sove igen.")
    started = begin(stage, case, agreed)
    _sends_the_plan(stage, case, stage.day(started + timedelta(days=1)))
    _conference(stage, case)
    ended = open_before(add_months(stage.today, -1) - timedelta(days=8))
    with stage.at(ended, 11):
        new = plans.NewEnding(
            reason=setting.ending("completed", followed_up=True),
            result=setting.result(1),
            reached="Du er gået halvt ned og sover de fleste nætter.",
            follow_up_consent=True,
            send_discharge=True,
            medicine="Oxazepam 15 mg, nedtrapning efter aftale med egen læge.",
        )
        ending = plans.end_treatment(case.by, case.episode, new)
    stage.post_goes(ended, 11)
    stage.printed(ending.closing_status, ended)
    for back, how in ((9, "not-reached"), (7, "did-not-come")):
        with stage.at(open_before(stage.today - timedelta(days=back)), 10):
            plans.try_after(case.by, case.episode, 1, how, text="Telefonen er slukket.")
    with stage.at(open_before(stage.today - timedelta(days=5)), 13):
        plans.start_relapse_prevention(case.by, case.episode, setting.kind(setting.TALKS), text="Ringede selv.")


def _sends_the_plan(stage: Stage, case: Case, day: date) -> None:
    plan = Plan.objects.get(episode=case.episode)
    goals = [view.goal for view in plans_of.flat(plans_of.goals_of(plan, {}))]
    with stage.at(day, 9, 30):
        text = plan_letters.plan_copy(case.episode, plan, goals, signature(case.by, case.episode.unit))
        new = NewLetter("plan", text, recipients.citizen(case.episode.person))
        letter = letters.queue(case.by, SEND_COPY, case.episode, new)
    stage.post_goes(day, 9, 30)
    letter.refresh_from_db()
    stage.printed(letter, day)


def _conference(stage: Stage, case: Case) -> None:
    held = [one.day for one in meetings(load(), case.contact + timedelta(days=20), 8) if one.closed is None]
    with stage.at(open_before(held[0] - timedelta(days=3)), 12):
        answer = consents.NewAnswer(partners.psychiatry(), "conference", "given", how="written")
        consents.answer(case.by, CHANGE_CONSENT, case.episode, answer)
        item = assessment.put_on(case.by, case.episode, held[0], "Er søvnen en depression, eller er det nedtrapningen?")
    with stage.at(held[0], 14):
        assessment.hold(case.by, item, "Nedtrapningen. Søvnskema i fire uger, så ses der på det igen.", "Psykiater")


def kaj(stage: Stage, case: Case) -> None:
    """Taken; tried in vain, and then a time was agreed, where the declaration of consent is to be signed."""
    inquiry = Inquiry.objects.get(episode=case.episode)
    with stage.at(stage.yesterday, 11):
        inquiries.try_first_talk(case.by, TAKE, inquiry, "not-reached", text="Lagt besked om, at vi ringer igen.")
    with stage.at(stage.yesterday, 15):
        comes = clock.at_noon(open_after(stage.today + timedelta(days=1))) + timedelta(hours=1)
        inquiries.book_first_talk(case.by, TAKE, inquiry, comes)
        questions = [given.question for given in consents_of.answers(case.episode)]
        new = consent_letters.declaration(case.episode, questions, signature(case.by, case.episode.unit))
        letters.queue(case.by, CHANGE_CONSENT, case.episode, new)
    stage.post_goes(stage.yesterday, 15)


def after_the_others(stage: Stage, cases: dict[str, Case]) -> None:
    """In cases that are there already: a follow-up tried in vain, and the papers for the citizen who asked."""
    bo, susanne = cases["bo"], cases["susanne"]
    with stage.at(open_before(stage.today - timedelta(days=2)), 16):
        plans.try_follow_up(bo.by, bo.episode, "did-not-come", text="Kom ikke og tog ikke telefonen.")
    with stage.at(stage.yesterday, 9):
        asked = papers.ask(stage["lone"], susanne.episode, papers.NewPapers(Papers.Purpose.ACCESS))
        ready = papers.complete(asked.pk)
        letters.send_papers(stage["lone"], TAKE_OUT, ready)
    stage.post_goes(stage.yesterday, 9)


WORK = (ulla, gitte, bjarne, troels, kaj)
