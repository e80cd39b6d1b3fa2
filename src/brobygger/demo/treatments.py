"""What happens to an invented citizen from the start of treatment to the last follow-up."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from brobygger.care.assessment.events import INSTRUMENT_ANSWERED
from brobygger.care.plans.demo import AFTERWARDS
from brobygger.care.plans.events import (
    ACTION_PLAN_OFFERED,
    AFTER_FOLLOW_UP_HELD,
    CHANGE_RECORDED,
    CLOSING_STATUS_SENT,
    FOLLOW_UP_HELD,
    NETWORK_MEETING_HELD,
    PLAN_REVIEWED,
)
from brobygger.demo import setting, words
from brobygger.demo.telling import Step, Teller, letter
from brobygger.records.consents.events import CONSENT_GIVEN
from brobygger.records.episodes.events import CASE_HANDED_OVER, EPISODE_CLOSED, INQUIRY_RECEIVED, PROVIDER_CHOSEN
from brobygger.records.episodes.milestones import PLAN_AGREED, TREATMENT_ENDED, TREATMENT_STARTED
from brobygger.standard.working_days import add_months

QUARTER, HALF_YEAR = 92, 184  # what the days between talks and reviews are told for


def tell(t: Teller, late: bool) -> Iterator[Step]:
    """The treatment, its follow-ups, its end and what comes after."""
    yield from _start(t, late)
    started = t.day
    yield from _plan(t)
    ends = started + timedelta(days=t.random.randint(70, 330))
    moves = t.open_day(started + timedelta(days=t.random.randint(20, 60))) if t.chance(0.06) else None
    if moves and moves < ends:
        yield t.step(CASE_HANDED_OVER, day=moves, text=t.random.choice(words.HAND_OVERS))
    yield from _follow_ups(t, started, ends)
    yield from _ending(t)


def _start(t: Teller, late: bool) -> Iterator[Step]:
    if t.chance(0.05):
        yield t.step(PROVIDER_CHOSEN, provider=t.random.choice(words.PROVIDERS), approved=True, reason=words.CHOSEN)
        t.later(12, 24)
    elif late or t.chance(0.01):
        t.day = max(t.day, t.open_day(t.days_after_contact(t.told_for(t.random.randint(15, 26)))))
    else:
        t.within(t.days_after_contact(t.guarantee - 2), 4)
    facts: dict[str, Any] = {"kind_of_treatment": t.kind, "provider": "own", "line": t.line}
    if not t.chance(0.02):
        yield t.step(TREATMENT_STARTED, **facts)
        return
    # Written on the wrong day at first, and corrected: both stay readable.
    noted = t.open_day(t.day + timedelta(days=2))
    yield t.step(TREATMENT_STARTED, tag="start", **facts)
    true_day = t.calendar.last_open_day(t.day - timedelta(days=1))
    yield t.step(TREATMENT_STARTED, day=true_day, corrects="start", written_on=noted, **facts)


def _plan(t: Teller) -> Iterator[Step]:
    in_time = t.days_after_contact(setting.days(INQUIRY_RECEIVED, PLAN_AGREED, t.line, setting.FORTNIGHT))
    if t.day > in_time or t.chance(0.04):
        t.later(1, 9)
    else:
        t.within(in_time, 4)
    yield t.step(PLAN_AGREED, version=1, line=t.line)
    if t.chance(0.4):
        answer = t.random.choice(("accepted", "declined", "has-one"))
        yield t.step(ACTION_PLAN_OFFERED, answer=answer, accepted=answer == "accepted", coordinated=answer == "has-one")


def _follow_ups(t: Teller, started: date, ends: date) -> Iterator[Step]:
    between = setting.days(PLAN_AGREED, FOLLOW_UP_HELD, t.line, QUARTER)
    review_after = setting.scaled(95, setting.days(PLAN_AGREED, PLAN_REVIEWED, t.line, HALF_YEAR), HALF_YEAR)
    version, reviewed, wellbeing = 1, started, t.random.uniform(0.25, 0.5)
    while True:
        late = t.chance(0.06)
        days = t.random.randint(94, 112) if late else t.random.randint(45, 86)
        following = t.day + timedelta(days=setting.scaled(days, between, QUARTER))
        if following > ends:
            break
        t.day = t.open_day(following)
        if t.chance(0.08):
            before = t.random.randint(15, 19) if t.chance(0.06) else t.random.randint(4, 12)
            change = t.random.choice(setting.changes())
            yield t.step(CHANGE_RECORDED, day=t.calendar.last_open_day(t.day - timedelta(days=before)), kind=change)
        yield t.step(FOLLOW_UP_HELD, plan_version=version, text=t.random.choice(words.SITUATIONS))
        wellbeing = min(0.9, wellbeing + t.random.uniform(-0.05, 0.2))
        if t.chance(0.5):
            yield t.step(INSTRUMENT_ANSWERED, instrument="who-5", level=wellbeing)
        if t.chance(0.10) and not t.citizen.draft.is_alias:
            about = t.random.choice(("employment", "kip", "other"))
            yield t.step(NETWORK_MEETING_HELD, about=about, partners=[setting.partner()], citizen_took_part=True)
        if (t.day - reviewed).days > review_after and not t.chance(0.05):
            reviewed = t.day
            if t.chance(0.4):
                yield t.step(PLAN_REVIEWED, version=version)
            else:
                version += 1
                yield t.step(PLAN_AGREED, version=version, line=t.line)
    t.day = t.open_day(max(t.day, ends))


def _ending(t: Teller) -> Iterator[Step]:
    reason = t.random.choices(*setting.endings())[0]
    agreed = setting.asks_follow_up(reason) and t.chance(0.74)
    result = t.random.choices(*setting.results())[0]
    if agreed:
        yield t.step(CONSENT_GIVEN, partner="centre", purpose="follow-up")
    yield t.step(TREATMENT_ENDED, reason=reason, follow_up_consent=agreed, result=result)
    paper = t.citizen.draft.is_alias or t.citizen.draft.digital_post_exempt
    yield from letter(t, "closing-status", "physical" if paper else "digital-post")
    yield t.step(CLOSING_STATUS_SENT, doer="system", letter_id=t.letter)
    ended = t.day
    if not agreed:
        t.later(5, 20)
        yield t.step(EPISODE_CLOSED, reason=reason)
        return
    for month in setting.months_after():
        slack = 7 if month == 1 else 20
        due = add_months(ended, month)
        if t.chance(0.06):
            t.day = t.open_day(due + timedelta(days=t.random.randint(2, 12)))
        else:
            t.within(due, slack)
        led_to = "advice" if t.chance(0.12) else "nothing"
        facts: dict[str, Any] = {"month": month, "led_to": led_to, "result": result}
        yield t.step(AFTER_FOLLOW_UP_HELD, text=t.random.choice(AFTERWARDS), **facts)
    t.later(1, 9)
    yield t.step(EPISODE_CLOSED, reason=reason)
