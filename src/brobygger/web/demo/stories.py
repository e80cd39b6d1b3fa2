"""What happens to an invented citizen: a course as steps in time, some promises kept and some not.

A story goes on for as long as there are days: what would happen after today has not happened yet, and so
every phase is met with in a centre of some size.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from brobygger import standard
from brobygger.trust import clock
from brobygger.web.demo import words
from brobygger.web.demo.people import Citizen

MONTHS_BACK = 18
WEEKLY_MEETING = 1  # Tuesday


@dataclass(frozen=True)
class Step:
    """One event of a story. `doer` is who does it: counsellor, authority or system."""

    kind: str
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    doer: str = "counsellor"


@dataclass(frozen=True)
class Story:
    """A citizen's course."""

    citizen: Citizen
    line: str
    unit: str
    counsellor: int
    taken: bool
    steps: tuple[Step, ...]


class Teller:
    """Tells one story; keeps the time that the story has come to."""

    def __init__(self, random: Random, citizen: Citizen, line: str, today: date) -> None:
        self.random, self.citizen, self.line, self.today = random, citizen, line, today
        self.calendar = standard.load().calendar
        back = random.randint(0, MONTHS_BACK * 30)
        self.day = self.open_day(today - timedelta(days=back))
        self.letter = 0
        outreach = random.random() < 0.05
        route = standard.route(standard.load(), citizen.age, line).unit or line
        self.unit = "outreach-team" if outreach else route
        self.kind = self._kind()

    def _kind(self) -> str:
        if self.unit == "outreach-team":
            return "outreach"
        return self.random.choices(
            ("ambulatory-individual", "ambulatory-group", "day", "residential"), (68, 8, 20, 4)
        )[0]

    def chance(self, share: float) -> bool:
        """Whether something happens that happens to this share of people."""
        return self.random.random() < share

    def open_day(self, day: date) -> date:
        """The day itself, or the next on which the house works (never past today)."""
        while not self.calendar.is_open(day) and day < self.today:
            day += timedelta(days=1)
        return day

    def later(self, least: int, most: int) -> date:
        """Go on some days, to a day on which the house works."""
        self.day = self.open_day(self.day + timedelta(days=self.random.randint(least, most)))
        return self.day

    def moment(self, day: date | None = None) -> datetime:
        """An hour of the working day; today only hours that have been."""
        day = day or self.day
        at = datetime.combine(day, clock.at_noon(day).time(), clock.DENMARK) + timedelta(
            minutes=5 * self.random.randint(-36, 34)
        )
        return min(at, clock.now() - timedelta(minutes=self.random.randint(1, 50))) if day >= self.today else at

    def step(
        self, kind: str, /, *, day: date | None = None, doer: str = "counsellor", text: str = "", **facts: Any
    ) -> Step:
        """A step on the day that the story has come to, or on another."""
        return Step(kind, self.moment(day), facts, text, doer)


def tell(random: Random, citizen: Citizen, line: str, today: date, counsellor: int) -> Story:
    """Tell one story up to today."""
    teller = Teller(random, citizen, line, today)
    told = list(_course(teller))
    happened = _in_order([*told, *_notes(teller, told)])
    steps = [step for step in happened if step.at <= clock.now()]
    taken = len(steps) > 1 or teller.chance(0.35)
    return Story(citizen, line, teller.unit, counsellor, taken, tuple(steps))


def _in_order(told: list[Step]) -> list[Step]:
    """The steps by day, and within a day in the order they were told, each at a later hour than the one before."""
    days: dict[date, list[Step]] = {}
    for step in told:
        days.setdefault(clock.local_date(step.at), []).append(step)
    ordered = []
    for day in sorted(days):
        hours = sorted(step.at for step in days[day])
        ordered += [replace(step, at=hour) for step, hour in zip(days[day], hours, strict=True)]
    return ordered


def _notes(t: Teller, told: list[Step]) -> Iterator[Step]:
    """Notes from talks, here and there between the first contact and the end."""
    if len(told) < 3:
        return
    first, last = clock.local_date(told[1].at), min(clock.local_date(told[-1].at), t.today)
    span = (last - first).days
    for number in range(t.random.randint(1, 5)):
        day = t.open_day(first + timedelta(days=t.random.randint(0, max(span, 1))))
        yield t.step("note.signed", day=day, note=number + t.random.randint(0, 5))


def _course(t: Teller) -> Iterator[Step]:
    contact = t.day
    yield t.step(
        "inquiry.received",
        line=t.line, age=t.citizen.age, unit=t.unit, by="citizen",
        channel=t.random.choice(("phone", "phone", "in-person", "open-counselling", "web", "authority")),
        text=t.random.choice(words.INQUIRIES[t.line]),
    )  # fmt: skip
    if t.chance(0.07):
        t.later(3, 11)
        yield t.step("inquiry.withdrawn", reason=t.random.choice(("citizen", "not-reached")))
        return
    yield from _enrolment(t)
    yield from _assessment(t, contact)
    refused = t.chance(0.03)
    yield from _decision(t, refused)
    if refused:
        yield from _appeal(t)
        return
    yield from _treatment(t, contact)


def _enrolment(t: Teller) -> Iterator[Step]:
    t.later(0, 4)
    children = len(t.citizen.children)
    yield t.step("enrolment.completed", children_at_home=children, family_oriented=True, line=t.line, unit=t.unit)
    for partner in ("own-doctor", "psychiatry", "jobcentre", "volunteer-centre"):
        if t.citizen.draft.is_alias:
            break
        if t.chance(0.62):
            yield t.step("consent.given", partner=partner, purpose="cooperation")
    if children and t.chance(0.94):
        yield from _letter(t, "enrolment-notice", "secure-mail")
        yield t.step("enrolment-notice.sent", doer="system")
    if children and t.chance(0.06):
        yield t.step("child-concern.noted", about="child")
        yield from _letter(t, "notification", "secure-mail")
        yield t.step("notification.dispatched", about="child", doer="system")


def _assessment(t: Teller, contact: date) -> Iterator[Step]:
    t.later(0, 3)
    yield t.step("assessment.started", line=t.line)
    late = t.chance(0.10)
    if t.chance(0.18):
        yield t.step("referral.made", to="clinic")
        yield t.step("medical-need.found", kind="medical", line=t.line, age=t.citizen.age)
        offered = t.open_day(contact + timedelta(days=t.random.randint(9, 13)))
        yield t.step("medical-offer.started", day=offered, kind="medical")
    t.day = max(t.day, t.open_day(contact + timedelta(days=t.random.randint(15, 24) if late else t.random.randint(5, 11))))
    instrument = "audit" if t.line == "alcohol" else "dudit"
    yield t.step("instrument.answered", instrument=instrument)
    yield t.step("instrument.answered", instrument="who-5")
    yield t.step("assessment.completed", areas=["substances", "social", "health", "work", "housing", "other"])


def _decision(t: Teller, refused: bool) -> Iterator[Step]:
    if t.kind in ("day", "residential"):
        yield t.step("recommendation.submitted", kind_of_treatment=t.kind)
        while t.day.weekday() != WEEKLY_MEETING or not t.calendar.is_open(t.day):
            t.day += timedelta(days=1)
    else:
        t.later(0, 2)
    outcome = "refused" if refused else "granted"
    yield t.step(
        "decision.made", doer="authority",
        outcome=outcome, kind_of_treatment="" if refused else t.kind, favourable=not refused, line=t.line,
    )  # fmt: skip
    decided = t.day
    late = t.chance(0.06)
    paper = t.citizen.draft.digital_post_exempt or t.citizen.draft.is_alias
    sent = t.calendar.add_working_days(decided, t.random.randint(8, 11) if late else t.random.randint(0, 5))
    yield from _letter(t, "decision", "physical" if paper else "digital-post", written=decided, sent=sent, receipt=not paper)


def _letter(
    t: Teller, kind: str, means: str, *, written: date | None = None, sent: date | None = None, receipt: bool = False
) -> Iterator[Step]:
    """A letter's way: queued, handed over, and for Digital Post the receipt that came back."""
    t.letter += 1
    facts = {"letter": kind, "letter_id": t.letter, "means": means}
    yield t.step("letter.queued", day=written or t.day, **facts)
    yield t.step("letter.sent", day=sent or t.day, doer="system", **facts)
    if receipt:
        yield t.step("letter.delivered", day=sent or t.day, doer="system", **facts)


def _appeal(t: Teller) -> Iterator[Step]:
    if t.line == "drug" and t.chance(0.5):
        t.later(8, 26)
        yield t.step("appeal.received", means=t.random.choice(("oral", "written")))
        t.later(9, 34)
        yield t.step("appeal.reassessed", outcome="upheld", doer="authority")
        yield t.step("appeal.forwarded", doer="authority")
    t.later(30, 60)
    yield t.step("episode.closed", reason="other")


def _treatment(t: Teller, contact: date) -> Iterator[Step]:
    if t.chance(0.05):
        yield t.step("provider.chosen", provider=t.random.choice(words.PROVIDERS), approved=True, reason=words.CHOSEN)
        t.later(12, 24)
    elif t.chance(0.07):
        t.day = max(t.day, t.open_day(contact + timedelta(days=t.random.randint(15, 29))))
    else:
        t.day = max(t.day, t.open_day(contact + timedelta(days=t.random.randint(8, 12))))
    yield t.step("treatment.started", kind_of_treatment=t.kind, provider="own", line=t.line)
    if t.chance(0.10):
        t.later(3, 12)
    started = t.day
    yield t.step("plan.agreed", version=1, line=t.line)
    if t.chance(0.4):
        yield t.step("action-plan.offered", accepted=t.chance(0.5))
    yield from _follow_ups(t, started, started + timedelta(days=t.random.randint(70, 330)))
    yield from _ending(t)


def _follow_ups(t: Teller, started: date, ends: date) -> Iterator[Step]:
    version, reviewed = 1, started
    while True:
        late = t.chance(0.08)
        following = t.day + timedelta(days=t.random.randint(94, 120) if late else t.random.randint(42, 88))
        if following > ends:
            break
        t.day = t.open_day(following)
        if t.chance(0.06):
            change = t.random.choice(("imprisonment", "move", "other"))
            yield t.step("change.recorded", day=t.open_day(t.day - timedelta(days=9)), kind=change)
        yield t.step("follow-up.held", text=t.random.choice(words.SITUATIONS))
        if t.chance(0.12):
            yield t.step("network-meeting.held")
        if (t.day - reviewed).days > 100:
            version, reviewed = version + 1, t.day
            yield t.step("plan.agreed", version=version, line=t.line)
    t.day = t.open_day(max(t.day, ends))


def _ending(t: Teller) -> Iterator[Step]:
    reason = t.random.choices(
        ("completed", "other-offer", "stayed-away", "wished-to-stop", "moved", "hospital"), (58, 8, 16, 11, 5, 2)
    )[0]
    agreed = reason in ("completed", "other-offer", "hospital") and t.chance(0.78)
    result = t.random.choices(("drug-free", "reduced", "other", "unknown"), (24, 34, 30, 12))[0]
    if agreed:
        yield t.step("consent.given", partner="centre", purpose="follow-up")
    yield t.step("treatment.ended", reason=reason, follow_up_consent=agreed, result=result)
    yield from _letter(t, "closing-status", "physical" if t.citizen.draft.is_alias else "digital-post")
    yield t.step("closing-status.sent", doer="system")
    ended = t.day
    if not agreed:
        t.later(10, 30)
        yield t.step("episode.closed", reason="ended")
        return
    for month, least, most in ((1, 22, 33), (6, 165, 186)):
        t.day = t.open_day(ended + timedelta(days=t.random.randint(least, most)))
        led_to = "advice" if t.chance(0.12) else "nothing"
        yield t.step("after-follow-up.held", month=month, led_to=led_to, text=t.random.choice(words.AFTERWARDS))
    t.later(1, 9)
    yield t.step("episode.closed", reason="ended")
