"""What happens to an invented citizen from the first word to the decision: some promises kept, some not.

A story goes on for as long as there are days: what would happen today or later has not happened yet, and so every
phase is met with in a centre of some size. Nothing happens today, so that a centre does not depend on the hour.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from brobygger import standard
from brobygger.care.assessment.events import (
    ASSESSMENT_STARTED,
    INSTRUMENT_ANSWERED,
    MEDICAL_NEED_FOUND,
    MEDICAL_NEED_RULED_OUT,
    REFERRAL_MADE,
)
from brobygger.care.intake.events import (
    CHILD_CONCERN_NOTED,
    ENROLMENT_COMPLETED,
    NOTIFICATION_DISPATCHED,
)
from brobygger.care.visitation.demo import RULED
from brobygger.care.visitation.events import (
    APPEAL_FORWARDED,
    APPEAL_REASSESSED,
    APPEAL_RECEIVED,
    APPEAL_RULED,
    COMPLAINT_ANSWERED,
    COMPLAINT_RECEIVED,
    RECOMMENDATION_SUBMITTED,
)
from brobygger.demo import setting, treatments, words
from brobygger.demo.people import Citizen
from brobygger.demo.schedule import Place
from brobygger.demo.telling import Step, Story, Teller, in_order, letter, until
from brobygger.ground import clock
from brobygger.records.consents.events import CONSENT_GIVEN, CONSENT_LIMITED, CONSENT_WITHDRAWN
from brobygger.records.episodes.events import CASE_HANDED_OVER, EPISODE_CLOSED, INQUIRY_RECEIVED
from brobygger.records.episodes.facts import LETTER
from brobygger.records.episodes.milestones import (
    ASSESSMENT_COMPLETED,
    DECISION_MADE,
    DOCUMENTATION_COMPLETE,
    ENROLMENT_NOTICE_SENT,
    INQUIRY_WITHDRAWN,
    LETTER_SENT,
    MEDICAL_OFFER_STARTED,
    PLAN_AGREED,
)
from brobygger.records.notes.events import NOTE_SIGNED

FORGOTTEN = 0.10


def tell(random: Random, citizen: Citizen, line: str, place: Place, today: date) -> Story:
    """Tell one story up to yesterday."""
    teller = Teller(random, citizen, line, place.day, today)
    course = list(_course(teller))
    steps = until(in_order([*course, *_notes(teller, course)]), _stops(teller, course))
    taken = any(step.kind == CASE_HANDED_OVER.id for step in steps)
    return Story(place.serial, place.number, citizen, line, teller.unit, taken, tuple(steps))


def _stops(t: Teller, course: list[Step]) -> date:
    """Today; for a few a little earlier: what should have been done since has been left undone."""
    if not t.chance(FORGOTTEN):
        return t.today
    stop = t.today - timedelta(days=t.random.randint(3, 25))
    begun = {(step.kind, LETTER.read(step.facts)) for step in course if clock.local_date(step.at) < stop}
    under_way = {(PLAN_AGREED.id, None), (LETTER_SENT.id, "decision")} <= begun
    return stop if under_way and (EPISODE_CLOSED.id, None) not in begun else t.today


def _notes(t: Teller, course: list[Step]) -> Iterator[Step]:
    """Notes from talks, here and there between the first contact and the end."""
    if len(course) < 4:
        return
    first, last = clock.local_date(course[1].at), min(clock.local_date(course[-1].at), t.today)
    span = (last - first).days
    for number in range(t.random.randint(1, 5)):
        day = t.open_day(first + timedelta(days=t.random.randint(0, max(span, 1))))
        yield t.step(NOTE_SIGNED, day=day, note=number + t.random.randint(0, 5))


def _course(t: Teller) -> Iterator[Step]:
    yield t.step(
        INQUIRY_RECEIVED,
        line=t.line, age=t.citizen.age, unit=t.unit, by="citizen", wants="treatment",
        channel=t.random.choice(("phone", "phone", "in-person", "open-counselling", "web", "authority")),
        anonymous=t.citizen.draft.is_alias,
        text=t.random.choice(words.INQUIRIES[t.line]),
    )  # fmt: skip
    waits = t.random.choice((0, 0, 0, 1, 1, 2, 4))
    t.later(waits, waits)
    yield t.step(CASE_HANDED_OVER, first=True)
    if t.chance(0.07):
        t.later(3, 9)
        reason = t.random.choice(("citizen", "not-reached"))
        yield t.step(INQUIRY_WITHDRAWN, reason=reason)
        yield t.step(EPISODE_CLOSED, reason=f"inquiry-{reason}")
        return
    yield from _enrolment(t)
    late = t.chance(0.04)
    yield from _assessment(t, late)
    refused = t.chance(0.035)
    yield from _decision(t, refused, late)
    if refused:
        yield from _appeal(t)
        return
    yield from treatments.tell(t, late)


def _enrolment(t: Teller) -> Iterator[Step]:
    t.later(0, 3)
    children = len(t.citizen.children)
    answer = "yes" if children else "no"
    yield t.step(
        ENROLMENT_COMPLETED,
        children_at_home=answer,
        children=children,
        family_oriented=True,
        line=t.line,
        unit=t.unit,
    )
    yield from _consents(t)
    if children and t.chance(0.94):
        yield from letter(t, "enrolment-notice", "secure-mail")
        yield t.step(ENROLMENT_NOTICE_SENT, doer="system", letter_id=t.letter)
    if children and t.chance(0.06):
        yield t.step(CHILD_CONCERN_NOTED, about="child")
        dispatched = t.open_day(t.day + timedelta(days=1)) if t.chance(0.08) else t.day
        yield from letter(t, "notification", "secure-mail", sent=dispatched)
        yield t.step(NOTIFICATION_DISPATCHED, day=dispatched, about="child", doer="system", letter_id=t.letter)


def _consents(t: Teller) -> Iterator[Step]:
    """The declaration at the enrolment; a few take a consent back later."""
    if t.citizen.draft.is_alias:
        return
    for partner in setting.consent_partners():
        if not t.chance(0.62):
            continue
        if t.chance(0.10):
            topics = [t.random.choice(("attendance", "plan", "medicine", "work"))]
            yield t.step(CONSENT_LIMITED, partner=partner, purpose="cooperation", topics=topics)
        else:
            yield t.step(CONSENT_GIVEN, partner=partner, purpose="cooperation")
        if t.chance(0.05):
            day = t.open_day(t.day + timedelta(days=t.random.randint(10, 120)))
            yield t.step(CONSENT_WITHDRAWN, day=day, partner=partner, purpose="cooperation")


def _assessment(t: Teller, late: bool) -> Iterator[Step]:
    t.later(0, 2)
    yield t.step(ASSESSMENT_STARTED, line=t.line, number=1)
    ready = t.days_after_contact(t.told_for(t.random.randint(15, 22) if late else t.random.randint(6, 9)))
    if not late and t.at_meeting:
        ready = min(ready, _last_meeting(t) - timedelta(days=1))
    done = max(t.day, min(t.open_day(ready), t.calendar.last_open_day(ready)) if not late else t.open_day(ready))
    yield from _medical(t)
    t.day = done
    instrument = "audit" if t.line == "alcohol" else "dudit"
    yield t.step(INSTRUMENT_ANSWERED, instrument=instrument, level=t.random.uniform(0.35, 0.85))
    yield t.step(INSTRUMENT_ANSWERED, instrument="who-5", level=t.random.uniform(0.1, 0.45))
    areas = setting.areas()
    yield t.step(ASSESSMENT_COMPLETED, areas=areas, sides=["physical", "psychological", "social"], number=1)
    if setting.counts_from_documentation():
        yield t.step(DOCUMENTATION_COMPLETE)


def _medical(t: Teller) -> Iterator[Step]:
    """A need for the doctor, found in some; kept waiting in a few."""
    if not t.chance(0.18):
        yield t.step(MEDICAL_NEED_RULED_OUT, kind="assessment")
        return
    need = "detox" if t.chance(0.2) else "medical"
    yield t.step(REFERRAL_MADE, to="health-clinic", need=need)
    yield t.step(MEDICAL_NEED_FOUND, kind=need, line=t.line, age=t.citizen.age)
    wait = t.told_for(t.random.randint(15, 20) if t.chance(0.05) else t.random.randint(7, 12))
    offered = max(t.day, t.open_day(t.days_after_contact(wait)))
    yield t.step(MEDICAL_OFFER_STARTED, day=offered, kind=need)


def _last_meeting(t: Teller) -> date:
    """The last weekly meeting within the guarantee that leaves time for an assessment, else the first one after."""
    day = t.calendar.last_open_day(t.days_after_contact(t.guarantee - 1))
    while day > t.day + timedelta(days=2):
        if day.weekday() == setting.meeting_weekday() and t.calendar.is_open(day):
            return day
        day -= timedelta(days=1)
    return next_meeting(t, t.day + timedelta(days=2))


def next_meeting(t: Teller, day: date) -> date:
    """The first weekly meeting on or after a day."""
    while day.weekday() != setting.meeting_weekday() or not t.calendar.is_open(day):
        day += timedelta(days=1)
    return day


def _decision(t: Teller, refused: bool, late: bool) -> Iterator[Step]:
    if t.at_meeting:
        submitted = t.day
        t.day = next_meeting(t, t.day + timedelta(days=1))
        # A recommendation waits for its meeting only in cases that are written by hand (showcase).
        if t.day < t.today:
            yield t.step(RECOMMENDATION_SUBMITTED, day=submitted, kind_of_treatment=t.kind)
    elif late:
        t.later(0, 2)
    else:
        t.within(t.days_after_contact(t.guarantee - 2), 3)
    outcome = "refused" if refused else "granted"
    yield t.step(
        DECISION_MADE, doer="authority",
        outcome=outcome, kind_of_treatment="" if refused else t.kind, favourable=not refused, line=t.line,
    )  # fmt: skip
    yield from _decision_letter(t)


def _decision_letter(t: Teller) -> Iterator[Step]:
    decided = t.day
    lag = t.random.randint(8, 11) if t.chance(0.05) else t.random.randint(0, 5)
    sent = t.calendar.add_working_days(decided, lag)
    if t.citizen.draft.digital_post_exempt or t.citizen.draft.is_alias:
        yield from letter(t, "decision", "physical", sent=sent)
        return
    # A digital letter leaves when it is written: one that is late was written late. None waits to be written today.
    written = decided if sent >= t.today else sent
    yield from letter(t, "decision", "digital-post", written=written, sent=written, receipt=True)


def _appeal(t: Teller) -> Iterator[Step]:
    """After a refusal: some appeal (drug), some complain (alcohol), and then it ends."""
    may_appeal = standard.load().line(t.line).may_appeal
    if may_appeal and t.chance(0.6):
        t.later(8, 24)
        received = t.day
        yield t.step(APPEAL_RECEIVED, means=t.random.choice(("oral", "written")), about="refusal")
        late = t.chance(0.08)
        wait = t.random.randint(30, 36) if late else t.random.randint(12, 26)
        t.day = t.open_day(received + timedelta(days=wait))
        yield t.step(APPEAL_REASSESSED, outcome="upheld", doer="authority")
        yield from letter(t, "reassessment", "digital-post")
        yield from letter(t, "forwarding", "secure-mail")
        yield t.step(APPEAL_FORWARDED, doer="system", letter_id=t.letter)
        ruled = t.open_day(t.day + timedelta(days=t.random.randint(50, 85)))
        yield t.step(APPEAL_RULED, day=ruled, outcome="upheld", doer="authority", text=RULED)
    elif not may_appeal and t.chance(0.4):
        t.later(5, 20)
        yield t.step(COMPLAINT_RECEIVED, about="offers", means="written")
        t.later(6, 18)
        yield t.step(COMPLAINT_ANSWERED, doer="authority")
        yield from letter(t, "complaint-answer", "digital-post")
    t.later(30, 45)
    yield t.step(EPISODE_CLOSED, reason="no-treatment")
