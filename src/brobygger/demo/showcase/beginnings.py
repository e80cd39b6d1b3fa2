"""The first weeks: an assessment half written, a plan in draft, treatment that must begin, a concern for children."""

from datetime import timedelta

from brobygger.care.assessment import services as assessment
from brobygger.care.assessment.models import Referral
from brobygger.care.assessment.rules import meetings
from brobygger.care.intake.access import CONCERN
from brobygger.care.intake.services import concerns
from brobygger.care.plans import services as plans
from brobygger.care.plans.drafts import PLAN
from brobygger.demo import setting
from brobygger.demo.showcase import words
from brobygger.demo.showcase.acts import decide
from brobygger.demo.showcase.cast import open_after
from brobygger.demo.showcase.stage import YES, Case, Stage
from brobygger.ground import clock
from brobygger.records.consents import partners
from brobygger.records.consents import services as consents
from brobygger.records.consents.access import CHANGE as CHANGE_CONSENT
from brobygger.records.drafts import services as drafts
from brobygger.standard import load


def jens(stage: Stage, case: Case) -> None:
    """Decided yesterday; treatment must begin by tomorrow. Consents given, limited and withdrawn."""
    answers = dict.fromkeys(setting.consent_partners(), YES)
    limited, taken_back = setting.partner(), setting.consent_partners()[-1]
    enrolled = stage.enrol(case, stage.day(case.soon(1)), answers | {limited: ("limited", ("attendance",))})
    done = stage.assess(case, enrolled, stage.day(case.soon(8), enrolled), words.assessment(case.role))
    stage.answer(case, done, "dudit", 0.62)
    stage.answer(case, done, "who-5", 0.3)
    with stage.at(stage.yesterday, 9, 20):
        answer = consents.NewAnswer(taken_back, "cooperation", "withdrawn", remark="Vil selv tage kontakten.")
        consents.answer(case.by, CHANGE_CONSENT, case.episode, answer)
    stage.printed(decide(stage, case, stage.yesterday).letter, stage.yesterday)


def karina(stage: Stage, case: Case) -> None:
    """In treatment for some days; the plan is to be agreed today, and stands as a draft."""
    enrolled = stage.enrol(case, stage.day(case.soon(1)))
    done = stage.assess(case, enrolled, stage.day(case.soon(5), enrolled), words.assessment(case.role))
    stage.answer(case, done, "dudit", 0.5)
    decided = stage.day(case.soon(6), done)
    stage.printed(decide(stage, case, decided).letter, stage.day(decided + timedelta(days=1)))
    started = stage.day(case.soon(9), decided)
    with stage.at(started, 15):
        plans.start_treatment(case.by, case.episode, plans.NewStart(setting.kind(setting.TALKS)))
    with stage.at(stage.yesterday, 14, 40):
        drafts.save_draft(case.by, case.episode, PLAN, words.typed_plan(stage.today))


def tina(stage: Stage, case: Case) -> None:
    """Half through the assessment: nothing is written yet about the body."""
    enrolled = stage.enrol(case, stage.day(case.soon(1)), {partners.own_doctor(): ("given", ())})
    begun = stage.day(case.soon(3), enrolled)
    fields = words.some(case.role, "substances", "social", "work", "own_words")
    with stage.at(begun, 13, 30):
        assessment.save(case.by, case.episode, assessment.Written(fields))
    stage.answer(case, begun, "dudit", 0.7)


def piotr(stage: Stage, case: Case) -> None:
    """Assessed with an interpreter; waits for the doctor, and for a decision."""
    enrolled = stage.enrol(case, stage.day(case.soon(2)))
    done = stage.day(case.soon(7), enrolled)
    stage.assess(case, enrolled, done, words.assessment(case.role), needs=("medical",))
    stage.answer(case, done, "audit", 0.75)
    with stage.at(stage.yesterday, 12, 40):
        visit = clock.at_noon(open_after(stage.today + timedelta(days=1))) - timedelta(hours=2)
        assessment.book(stage["ida"], Referral.objects.get(episode=case.episode, need="medical"), visit)


def nanna(stage: Stage, case: Case) -> None:
    """On the agenda of the next conference with psychiatry, with consent; and referred to the psychologist."""
    enrolled = stage.enrol(case, stage.day(case.soon(1)))
    with stage.at(enrolled, 11):
        answer = consents.NewAnswer(partners.psychiatry(), "conference", "given", how="written")
        consents.answer(case.by, CHANGE_CONSENT, case.episode, answer)
    begun = stage.day(case.soon(3), enrolled)
    with stage.at(begun, 10, 30):
        fields = words.some(case.role, "substances", "social", "mental")
        assessment.save(case.by, case.episode, assessment.Written(fields))
        reason = "Angst siden gymnasiet. Ønsker at lære at være i et rum med mange mennesker."
        assessment.refer(case.by, case.episode, assessment.NewReferral("psychologist", reason))
    open_days = [one.day for one in meetings(load(), stage.today + timedelta(days=1), 8) if one.closed is None]
    with stage.at(stage.yesterday, 13):
        question = "Kan angsten udredes samtidig med hashbehandlingen, og hvem begynder?"
        assessment.put_on(case.by, case.episode, open_days[0], question)


def line(stage: Stage, case: Case) -> None:
    """Protected name and address; a concern for the children was sent at once."""
    enrolled = stage.enrol(case, stage.day(case.soon(1)))
    with stage.at(enrolled, 12, 20):
        new = concerns.NewConcern(
            about="child",
            seen="Den yngste på fem år har været alene hjemme to aftener i sidste uge.",
            told="yes",
            child="Dreng på 5 år, går i børnehave",
            said="Hun sagde selv, at det ikke må ske igen, og bad om hjælp til aftenerne.",
        )
        concerns.notify(case.by, CONCERN, case.episode, new)
    stage.post_goes(enrolled, 12, 20)
    done = stage.day(case.soon(7), enrolled)
    stage.assess(case, enrolled, done, words.assessment(case.role), needs=("detox",))
    with stage.at(stage.day(case.soon(9), done), 10):
        assessment.hold_appointment(stage["ida"], Referral.objects.get(episode=case.episode, need="detox"))
    decided = stage.day(case.soon(9), done)
    stage.printed(decide(stage, case, decided).letter, stage.day(decided + timedelta(days=1)))
    started = stage.day(case.soon(12), decided)
    with stage.at(started, 15):
        plans.start_treatment(case.by, case.episode, plans.NewStart(setting.kind(setting.TALKS)))
        plans.agree_plan(
            case.by, case.episode, words.plan(case.role, started, family="Bor med sine to børn på en hemmelig adresse.")
        )


WORK = (line, karina, jens, piotr, nanna, tina)
