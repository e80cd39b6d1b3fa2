"""What the standard and the law say about a decision. Pure: no database, no clock of its own.

Sources: KS 2, 3.1, 3.6, 4.2, 4.3, 5.8 and 6.5; serviceloven § 101, sundhedsloven § 141; forvaltningsloven
§§ 19 (hearing), 22 and 24 (reasons), 25 (appeal guidance); retssikkerhedsloven §§ 66–67 (appeals).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from brobygger import standard
from brobygger.standard.model import KindOfTreatment

DRUG, ALCOHOL = "drug", "alcohol"
GRANTED, PARTLY, REFUSED = "granted", "partly", "refused"
OUTCOMES = (GRANTED, PARTLY, REFUSED)
MAX_WEEKS = 104

# What became of the citizen's wish.
FOLLOWED, FOLLOWED_PARTLY, NOT_FOLLOWED, NO_WISH = "followed", "partly", "not", "none"
WISHES = (FOLLOWED, FOLLOWED_PARTLY, NOT_FOLLOWED, NO_WISH)

# The sentence that a followed wish is begun with in the letter; it must not be left standing under a no.
SAYS_FOLLOWED = "Det ønske er fulgt."

# How the citizen was heard over facts that weigh against them (forvaltningsloven § 19).
ANSWERED, NO_REPLY, WAIVED, NOT_OWED = "answered", "no-reply", "waived", "not-owed"
HEARINGS = (ANSWERED, NO_REPLY, WAIVED, NOT_OWED)
NEEDS_REASON = frozenset({WAIVED, NOT_OWED})

# What Ankestyrelsen can rule that leaves no choice but to grant.
CHANGED = "changed"

# To whom a decision can be appealed: the guidance that its letter must carry (forvaltningsloven § 25).
TO_ANKESTYRELSEN, NO_APPEAL = "ankestyrelsen", "no-appeal"


@dataclass(frozen=True)
class Hearing:
    """A hearing that was opened: the day the citizen is asked to reply by, and whether they had replied.

    `over_on` is the last day they have for it, counted from the letter's receipt too; None while no letter has gone.
    """

    reply_by: date
    answered: bool = False
    over_on: date | None = None


@dataclass(frozen=True)
class DecisionDraft:
    """A decision as it stands before it is made: everything that the rules look at, nothing else.

    `on` is the day of the decision; `weeks` the length granted; `own_payment` kroner a month;
    `contacted_on` the day of the first contact; `assessed_on` the day the assessment was completed;
    `at_meeting` whether a treatment meeting takes it. `at` is its moment, and `hearing` the hearing as it stood then;
    `asks_day`, `recorded_later` as in dating.Dating; `previous_at` when the decision that it replaces was made,
    `appealed_at` when the appeal or the ruling that it answers came, `ruled` what that ruling says. `begun_on` the
    day on which the treatment that
    runs began, None when none runs; `place` where it is to begin, as it was written.
    `unfinished`: the assessment cannot be finished in time, for a reason that is stated.
    """

    line: str
    on: date
    age: int | None = None
    outcome: str = ""
    kind_of_treatment: str = ""
    also: tuple[str, ...] = ()
    at_meeting: bool = False
    weeks: int | None = None
    start_on: date | None = None
    begun_on: date | None = None
    place: str = ""
    contacted_on: date | None = None
    assessed_on: date | None = None
    heard: bool = False
    wish_met: str = ""
    wish: str = ""
    reasons: str = ""
    facts: str = ""
    legal_basis: str = ""
    appeal_guidance: str = ""
    hearing: Hearing | None = None
    hearing_kind: str = ""
    hearing_reason: str = ""
    choice_limited: bool = False
    choice_limit_reason: str = ""
    own_payment: int | None = None
    budget_on: date | None = None
    exhausted: str = ""
    at: datetime | None = None
    asks_day: bool = False
    recorded_later: bool | None = False
    previous_at: datetime | None = None
    ruled: str = ""
    appealed_at: datetime | None = None
    unfinished: bool = False


@dataclass(frozen=True)
class Problem:
    """What keeps a decision from being made: the field that it belongs to, and a code for its sentence."""

    field: str
    code: str


def outcome_of(refused: bool, wish_met: str) -> str:
    """Refused, granted as wished, or granted in part: less or other than the citizen asked for is "partly"."""
    if refused:
        return REFUSED
    return PARTLY if wish_met in (FOLLOWED_PARTLY, NOT_FOLLOWED) else GRANTED


def fully_favourable(outcome: str, wish_met: str, choice_limited: bool = False) -> bool:
    """Whether the citizen gets all that was asked for; only then may reasons and guidance be left out (§§ 22, 25)."""
    return outcome == GRANTED and wish_met in (FOLLOWED, NO_WISH) and not choice_limited


def kind(kind_id: str) -> KindOfTreatment | None:
    """A kind of treatment as the standard has it; None while none is chosen, and for what it no longer grants."""
    return standard.load().kind_of_treatment(kind_id)


def kinds() -> tuple[str, ...]:
    """What a decision can grant (KS 4.3)."""
    return tuple(one.id for one in standard.load().kinds_of_treatment)


def beside() -> tuple[str, ...]:
    """Kinds that may stand beside the main one in one decision: talks while the group is waited for, and so on."""
    return tuple(one.id for one in standard.load().kinds_of_treatment if one.beside)


def at_meeting() -> tuple[str, ...]:
    """What a treatment meeting must take (KS 4.2, KS 6.5); the rest may be decided at once."""
    return tuple(one.id for one in standard.load().kinds_of_treatment if one.at_meeting)


def holds_meetings() -> bool:
    """Whether anything waits for a treatment meeting here; else each decision is made at once, and there is none."""
    return bool(at_meeting())


def holds_no_meetings() -> bool:
    """Whether what is to be decided waits on a list of its own."""
    return not holds_meetings()


def needs_meeting(kinds: Iterable[str]) -> bool:
    """Whether a treatment meeting must take it (KS 4.2, KS 6.5)."""
    return not set(at_meeting()).isdisjoint(kinds)


def is_open_ended(kind_id: str) -> bool:
    """Whether it may be granted without a length: talks are the citizen's own, and for some they last (KS 4.2)."""
    return bool((found := kind(kind_id)) and found.open_ended)


def is_elsewhere(kind_id: str) -> bool:
    """Whether it is a stay with an approved provider, which asks why ambulatory treatment is not enough (KS 6.5)."""
    return bool((found := kind(kind_id)) and found.elsewhere)


def is_at_home(kind_id: str) -> bool:
    """Whether it takes place in the citizen's own home."""
    return bool((found := kind(kind_id)) and found.at_home)


def appeal_guidance(line: str) -> str:
    """The guidance that a decision of this line carries, as the file has it: in drugs to Ankestyrelsen (KS 5.8)."""
    return TO_ANKESTYRELSEN if standard.load().line(line).may_appeal else NO_APPEAL


def may_appeal(line: str) -> bool:
    """Whether decisions of the line can be appealed to another authority (KS 5.8)."""
    return appeal_guidance(line) == TO_ANKESTYRELSEN


def legal_basis(line: str, on: date, age: int | None = None) -> str:
    """The paragraphs that a decision made on a day rests on, as its letter writes them (KS 3.1)."""
    return standard.load().law("decision", on, line, age)


def choice_basis(line: str, on: date, age: int | None = None) -> str:
    """What gives the free choice of provider, and lets the time to begin be departed from for it (KS 3.5 and 3.6)."""
    return standard.load().law("choice", on, line, age)


def limit_basis(line: str, on: date, age: int | None = None) -> str:
    """The paragraph by which the choice may be limited out of regard for the person (KS 3.1, § 101, stk. 7)."""
    return standard.load().law("choice-limit", on, line, age)


def owes_own_payment(line: str, kind: str) -> bool:
    """Whether board and lodging must be worked out first: where the citizen pays for it on this line (KS 6.5.6)."""
    found = standard.load().kind_of_treatment(kind)
    return found is not None and line in found.own_payment_on


def may_owe_payment(line: str) -> bool:
    """Whether anything that can be granted on the line is paid for (KS 6.5.6)."""
    return any(line in one.own_payment_on for one in standard.load().kinds_of_treatment)


def is_charged(draft: DecisionDraft) -> bool:
    """Whether the decision lays a payment on the citizen: then it gives its reasons, also where all is granted (§ 22).

    The citizen is not heard over it: the sum rests on the budget that was made together with them (KS 6.5.6).
    """
    return owes_own_payment(draft.line, draft.kind_of_treatment) and bool(draft.own_payment)


def problems(draft: DecisionDraft) -> list[Problem]:
    """Everything that keeps this decision from being made, in the order of the form; empty when it may be."""
    found = [*_day(draft), *_form(draft), *_ground(draft), *_wish(draft), *_limits(draft)]
    if not fully_favourable(draft.outcome, draft.wish_met, draft.choice_limited):
        found += _unfavourable(draft)
    elif is_charged(draft):
        found += _reasoned(draft)
    return found


def _day(draft: DecisionDraft) -> list[Problem]:
    """A decision has the day on which it is made.

    What a meeting decided may be written down later when somebody says so, and when all that a decision rests on had
    come by then: the assessment, the answer to the hearing or its end (forvaltningsloven § 19), the decision that it
    replaces, the appeal that it answers.
    """
    if draft.asks_day and draft.recorded_later is None:
        return [Problem("recorded_later", "missing")]
    if not draft.recorded_later:
        return []
    found = []
    if draft.assessed_on is not None and draft.assessed_on > draft.on:
        found.append(Problem("recorded_later", "before-assessment"))
    if draft.hearing is not None and not draft.hearing.answered and not ran_out(draft.hearing, draft.on):
        found.append(Problem("recorded_later", "before-hearing"))
    for earlier, code in ((draft.previous_at, "before-last"), (draft.appealed_at, "before-appeal")):
        if earlier is not None and draft.at is not None and draft.at <= earlier:
            found.append(Problem("recorded_later", code))
    return found


def _form(draft: DecisionDraft) -> list[Problem]:
    """What is granted, for how long, and whether this is the place to grant it."""
    found = []
    if draft.outcome not in OUTCOMES:
        found.append(Problem("choice", "missing"))
    if draft.outcome == REFUSED and draft.ruled == CHANGED:
        found.append(Problem("choice", "ruled"))
    if draft.outcome not in (GRANTED, PARTLY):
        return found
    if draft.kind_of_treatment not in kinds():
        found.append(Problem("choice", "missing"))
    if needs_meeting([draft.kind_of_treatment, *draft.also]) and not draft.at_meeting:
        found.append(Problem("choice", "needs-meeting"))
    if draft.weeks is None:
        if not is_open_ended(draft.kind_of_treatment):
            found.append(Problem("weeks", "missing"))
    elif not 1 <= draft.weeks <= MAX_WEEKS:
        found.append(Problem("weeks", "out-of-range"))
    if draft.start_on is None:
        found.append(Problem("start_on", "missing"))
    elif draft.contacted_on is not None and draft.start_on < draft.contacted_on:
        found.append(Problem("start_on", "before-contact"))
    elif draft.start_on < min(draft.on, draft.begun_on or draft.on):
        found.append(Problem("start_on", "past"))
    if is_elsewhere(draft.kind_of_treatment):
        found += [
            Problem(field, "missing")
            for field, text in (("place", draft.place), ("exhausted", draft.exhausted))
            if not text.strip()
        ]
    if owes_own_payment(draft.line, draft.kind_of_treatment):
        if draft.budget_on is None:
            found.append(Problem("budget_on", "missing"))
        if draft.own_payment is None:
            found.append(Problem("own_payment", "missing"))
        elif draft.own_payment < 0:
            found.append(Problem("own_payment", "out-of-range"))
    return found


def _ground(draft: DecisionDraft) -> list[Problem]:
    """What every decision rests on: the holistic assessment (KS 3.1) and that the citizen was heard (KS 2)."""
    found = []
    assessed = draft.assessed_on is not None and (draft.assessed_on <= draft.on or draft.recorded_later)
    if not assessed and not rests_on_what_is_known(draft):
        found.append(Problem("assessment", "missing"))
    if not draft.heard:
        found.append(Problem("heard", "missing"))
    if draft.appeal_guidance != appeal_guidance(draft.line):
        found.append(Problem("appeal_guidance", "wrong" if draft.appeal_guidance else "missing"))
    return found


def rests_on_what_is_known(draft: DecisionDraft) -> bool:
    """Whether treatment is granted before the assessment is finished, for a stated reason.

    The 14 days hold all the same, and it is finished as soon as possible after the start (BEK 1477/2019 § 1, stk. 6).
    A no rests on a whole assessment.
    """
    return draft.unfinished and draft.assessed_on is None and draft.outcome in (GRANTED, PARTLY)


def _wish(draft: DecisionDraft) -> list[Problem]:
    """The citizen's wish, and how it was met (KS 2)."""
    if draft.wish_met not in WISHES:
        return [Problem("wish_met", "missing")]
    if draft.outcome == REFUSED and draft.wish_met in (FOLLOWED, FOLLOWED_PARTLY):
        return [Problem("wish_met", "refused")]
    if draft.wish_met in (FOLLOWED_PARTLY, NOT_FOLLOWED) and SAYS_FOLLOWED in draft.wish:
        return [Problem("wish", "contradicts")]
    if draft.wish_met != NO_WISH and not draft.wish.strip():
        return [Problem("wish", "missing")]
    return []


def _limits(draft: DecisionDraft) -> list[Problem]:
    """The free choice may be limited out of regard for the person, with a stated reason (KS 3.1, § 101, stk. 7)."""
    if not draft.choice_limited:
        return []
    if draft.line == ALCOHOL:
        return [Problem("choice_limited", "not-alcohol")]
    return [] if draft.choice_limit_reason.strip() else [Problem("choice_limit_reason", "missing")]


def _unfavourable(draft: DecisionDraft) -> list[Problem]:
    """What forvaltningsloven §§ 19, 22 and 24 ask of every decision that is not fully favourable."""
    hearing = hearing_problem(draft)
    return [*_reasoned(draft), hearing] if hearing else _reasoned(draft)


def _reasoned(draft: DecisionDraft) -> list[Problem]:
    """The law, the reasons and the facts, which a decision must give (§§ 22 and 24)."""
    return [
        Problem(field, "missing")
        for field, text in (("legal_basis", draft.legal_basis), ("reasons", draft.reasons), ("facts", draft.facts))
        if not text.strip()
    ]


def hearing_problem(draft: DecisionDraft) -> Problem | None:
    """Whether the hearing that is owed was held, ran out, was waived, or is not owed for a stated reason (§ 19)."""
    opened = draft.hearing
    if draft.hearing_kind in NEEDS_REASON:
        return None if draft.hearing_reason.strip() else Problem("hearing_reason", "missing")
    if opened is None:
        return Problem("hearing_kind", "owed")
    if opened.answered:
        return None
    if opened.over_on is None:
        return Problem("hearing_kind", "not-sent")
    return None if ran_out(opened, draft.on) else Problem("hearing_kind", "running")


def ran_out(hearing: Hearing, on: date) -> bool:
    """Whether the time to answer is over: it never began for a letter that was not sent (§ 19)."""
    return hearing.over_on is not None and on > hearing.over_on


def appeal_is_late(received_on: date, period_ends: date | None) -> bool:
    """Whether an appeal came after the four weeks from receipt (KS 5.8.1; retssikkerhedsloven § 67)."""
    return period_ends is not None and received_on > period_ends


@dataclass(frozen=True)
class RecommendationView:
    """A recommendation as the rules look at it."""

    line: str
    kind_of_treatment: str = ""
    text: str = ""
    own_words: str = ""
    wished_kind: str = ""
    wish: str = ""
    written_on: date | None = None
    read_by_citizen: bool = False
    exhausted: str = ""
    own_payment: int | None = None
    budget_on: date | None = None


def recommendation_problems(view: RecommendationView) -> list[Problem]:
    """What a recommendation lacks before it can be submitted (KS 2, 4.2 and 6.5); empty when it may be."""
    wanted = [
        ("kind_of_treatment", view.kind_of_treatment in kinds()),
        *((name, bool(getattr(view, name).strip())) for name in ("text", "own_words")),
        ("wish", bool(view.wish.strip() or view.wished_kind)),
        ("written_on", view.written_on is not None),
        ("read_by_citizen", view.read_by_citizen),
        ("exhausted", not is_elsewhere(view.kind_of_treatment) or bool(view.exhausted.strip())),
    ]
    if owes_own_payment(view.line, view.kind_of_treatment):
        wanted += [("budget_on", view.budget_on is not None), ("own_payment", view.own_payment is not None)]
    return [Problem(field, "missing") for field, there in wanted if not there]
