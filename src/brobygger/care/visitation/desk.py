"""What lies on the desk when a decision is written: the form, the ticks and the letter as it will be."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.care.visitation import forms, rules, selectors, timing
from brobygger.care.visitation.dating import Dating, asks_the_day, dating_of
from brobygger.care.visitation.granted import wished_words
from brobygger.care.visitation.models import AgendaItem, Decision, Hearing, Recommendation
from brobygger.care.visitation.models.kinds import kind_name
from brobygger.care.visitation.services.common import last_day_of
from brobygger.care.visitation.services.decisions import last_made, letter_text, rule_view, set_in_place
from brobygger.care.visitation.services.hearings import over_on
from brobygger.care.visitation.words import offer_words
from brobygger.ground import clock, dates, promised, room
from brobygger.ground.versions import Mark
from brobygger.records.episodes import carrying, documentation
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, DOCUMENTATION_COMPLETE
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText
from brobygger.records.letters.showing import as_shown
from brobygger.records.letters.typesetting import MEANS_IN_WORDS, reference_words
from brobygger.records.pages import shown_name
from brobygger.standard import short_day_words
from brobygger.trust.access import Actor


@dataclass
class Desk:
    """One case in front of the authority, at a meeting (`item`) or alone.

    `in_place_of` is the decision in whose place the draft was begun, by its number.
    """

    episode: Episode
    item: AgendaItem | None
    recommendation: Recommendation | None
    draft: Decision | None
    hearing: Hearing | None
    standing: Decision | None
    in_place_of: int | None = None

    @classmethod
    def of(cls, episode: Episode, item: AgendaItem | None = None) -> "Desk":
        """Lay out the case (four queries)."""
        recommendation = item.recommendation if item else None
        if recommendation is None:
            waiting = episode.recommendations.filter(state="submitted").select_related("written_by")
            recommendation = waiting.first()
        draft = (
            Decision.objects.filter(episode=episode, state="draft")
            .select_related("replaces", "appeal", "ruling", "item__meeting")
            .first()
        )
        hearing = Hearing.objects.filter(episode=episode, used=False).select_related("letter").first()
        holds, named = last_made(episode), None
        if draft is not None:
            named = draft.replaces_id
            draft.episode, draft.item = episode, item
            set_in_place(draft, holds)
        return cls(episode, item, recommendation, draft, hearing, holds, named)

    @property
    def newest(self) -> int:
        """The number of the last decision made, 0 for none: what a form was drawn after."""
        return getattr(self.standing, "newest", 0)

    def form(self, data: Any = None) -> forms.DecisionForm:
        """The form, begun from the draft, else from the recommendation; it carries the decision that holds."""
        initial = {**self._initial(), "standing": self.newest}
        later = selectors.later_meetings(self.item.meeting) if self.item else None
        met_on = clock.local_date(self.item.meeting.starts_at) if self.item and asks_the_day(self.item) else None
        return forms.DecisionForm(
            data, kinds=self.options(), later=later, line=self.episode.line, met_on=met_on, initial=initial
        )

    def options(self) -> list[tuple[str, str]]:
        """What can be decided: the recommended first."""
        kinds = [kind for kind in rules.kinds() if self.item or self._alone_may(kind)]
        first = self.recommendation.kind_of_treatment if self.recommendation else ""
        kinds.sort(key=lambda kind: kind != first)
        found = [(kind, kind_name(kind)) for kind in kinds]
        if self.item:
            found.append((forms.POSTPONE, _("Postpone the case")))
        return [*found, (forms.REFUSE, _("Refusal"))]

    def _alone_may(self, kind: str) -> bool:
        return self.answers or not rules.needs_meeting([kind])

    @property
    def answers(self) -> bool:
        """Whether the decision answers an appeal, or carries out a ruling."""
        return self.draft is not None and (self.draft.appeal_id is not None or self.draft.ruling_id is not None)

    def _refusal(self) -> str:
        """What a refusal refuses, where treatment is granted already."""
        refused = Decision(episode=self.episode, replaces_id=self.in_place_of, refused=True)
        set_in_place(refused, self.standing)
        if refused.beside is not None:
            return _("Only what is asked for now: what was granted goes on. Asks for reasons and a hearing")
        return _("Asks for reasons and a hearing")

    def notes(self) -> dict[str, str]:
        """The line under each option."""
        notes = {
            forms.POSTPONE: _("Write what is missing, and choose a new meeting"),
            forms.REFUSE: self._refusal(),
        }
        for kind in filter(rules.is_elsewhere, rules.kinds()):
            notes[kind] = (
                _("Only when ambulatory treatment is exhausted · asks for a budget")
                if rules.owes_own_payment(self.episode.line, kind)
                else _("Only when ambulatory treatment is exhausted")
            )
        for kind, told in offer_words(self.episode.line).items():
            notes[kind] = " · ".join(part for part in (notes.get(kind, ""), *told) if part)
        recommended = self.recommendation
        if recommended is not None and recommended.kind_of_treatment:
            parts = []
            if recommended.weeks:
                weeks = recommended.weeks
                parts.append(ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks})
            if recommended.start_on:
                parts.append(_("could begin %(day)s") % {"day": _day(recommended.start_on)})
            if recommended.place:
                parts.append(recommended.place)
            if parts:
                told = offer_words(self.episode.line).get(recommended.kind_of_treatment, [])
                notes[recommended.kind_of_treatment] = " · ".join([*parts, *told])
        return notes

    def _initial(self) -> dict[str, Any]:
        begun = self._of_draft(self.draft) if self.draft is not None else self._of_recommendation()
        return {**begun, "version": str(Mark.fresh(self.draft.version if self.draft is not None else 0))}

    def _of_draft(self, draft: Decision) -> dict[str, Any]:
        found = {name: getattr(draft, name) for name in forms.DecisionForm.FIELDS}
        found["hearing_kind"] = draft.hearing_kind or forms.BY_LETTER
        found["choice"] = draft.choice
        found["recorded_later"] = forms.said_day(draft.recorded_later)
        return {**found, **self._presence()}

    def _presence(self) -> dict[str, Any]:
        if self.item is None:
            return {}
        # What will stand as having happened is never ticked beforehand.
        return {
            "citizen_present": bool(self.item.citizen_present),
            "counsellor_present": bool(self.item.counsellor_present),
        }

    def _of_recommendation(self) -> dict[str, Any]:
        found = self._presence()
        one = self.recommendation
        if one is None:
            return {**found, "hearing_kind": forms.BY_LETTER}
        same = bool(one.wished_kind) and one.wished_kind == one.kind_of_treatment
        wish = f"Du har selv ønsket {wished_words(one.wished_kind)}." if one.wished_kind else ""
        return {
            **found,
            "hearing_kind": forms.BY_LETTER,
            "choice": one.kind_of_treatment,
            "weeks": one.weeks,
            # A day that has passed while the case waited is nobody's start.
            "start_on": one.start_on if one.start_on and one.start_on >= clock.today() else None,
            "place": one.place,
            "exhausted": one.exhausted,
            "own_payment": one.own_payment,
            "budget_on": one.budget_on,
            "wish_met": rules.FOLLOWED if same else "",
            "wish": f"{wish} {rules.SAYS_FOLLOWED}" if same else wish,
        }

    def as_decision(self) -> Decision:
        """The decision as it was last kept, or as the recommendation begins it: what the letter beside shows."""
        if self.draft is not None:
            return self.draft
        initial = self._initial()
        values = {name: initial[name] for name in forms.DecisionForm.FIELDS if name in initial}
        values |= {"hearing_kind": "", "heard": False}
        choice = initial.get("choice", "")
        kind = choice if choice in rules.kinds() else ""
        begun = Decision(
            episode=self.episode,
            item=self.item,
            kind_of_treatment=kind,
            refused=choice == forms.REFUSE,
            **values,
        )
        set_in_place(begun, self.standing)
        return begun


@dataclass(frozen=True)
class Sheet:
    """The letter as it would be sent today, with what stands over it on the paper."""

    text: LetterText
    recipient: str
    means: str
    written_on: str
    reference: str
    closed: str = ""


@dataclass(frozen=True)
class Tick:
    """A fact that can stop the decision: whether it is so, in words, and where it is put right."""

    good: bool
    words: str
    page: str = ""
    link: str = ""


def ticks(desk: Desk) -> list[Tick]:
    """The facts that can stop the decision, before the form (two queries; one more where documentation counts)."""
    found = [_assessed(desk.episode), *_documented(desk.episode), *_guarantee(desk.episode), *_heard(desk)]
    one = desk.recommendation
    if one is not None:
        left = sum(question.answered_at is None for question in one.questions.all())
        if left:
            words = ngettext("%(left)s question is not answered", "%(left)s questions are not answered", left)
            found.append(Tick(False, words % {"left": left}, "visitation:visitation", _("See the case")))
        if rules.owes_own_payment(desk.episode.line, one.kind_of_treatment):
            found.append(_payment(one))
    return found


def _day(day: Any) -> str:

    return dates.day(day)


def _assessed(episode: Episode) -> Tick:
    day = last_day_of(episode, ASSESSMENT_COMPLETED.id)
    if day is None and carrying.why_unfinished(episode):
        return Tick(True, _("The assessment is finished as soon as possible after the start: it is said why"))
    if day is None:
        found = room.opening(ASSESSMENT_COMPLETED.id)
        return Tick(False, _("The assessment is not finished"), found.page if found else "", _("Go to the assessment"))
    return Tick(True, _("Assessed socially, psychologically and physically %(day)s") % {"day": _day(day)})


def _documented(episode: Episode) -> list[Tick]:
    """That the time to decide runs, where it is counted from full documentation."""
    if not documentation.is_missing_now(episode):
        return []
    found = room.opening(DOCUMENTATION_COMPLETE.id)
    words = _("It is not noted that the case is fully documented: the time to decide does not run")
    return [Tick(False, words, found.page if found else "", str(found.words) if found else "")]


def _guarantee(episode: Episode) -> list[Tick]:
    """Whether treatment began in the time that is promised (KS 3.5)."""
    row = (
        StoredDeadline.objects.filter(episode=episode, clock__startswith="treatment-guarantee")
        .order_by("-started_on", "-id")
        .first()
    )
    if row is None or row.outcome == StoredDeadline.Outcome.VOID:
        return []
    the_time = promised.the(row.clock, row.started_on)
    words = {"time": the_time, "Time": capfirst(the_time), "day": _day(row.met_on) if row.met_on else ""}
    if row.outcome == StoredDeadline.Outcome.MET:
        return [Tick(True, _("%(Time)s are kept: treatment began %(day)s") % words)]
    if row.outcome == StoredDeadline.Outcome.DEPARTED:
        return [Tick(True, _("%(Time)s are departed from: the citizen chose another provider") % words)]
    if row.outcome == StoredDeadline.Outcome.MET_LATE:
        return [Tick(False, _("Treatment began %(day)s, later than %(time)s") % words)]
    if clock.today() > row.due_on:
        return [Tick(False, _("Treatment should have begun by %(day)s") % {"day": _day(row.due_on)})]
    return [Tick(True, _("Treatment must begin by %(day)s") % {"day": _day(row.act_by)})]


def _heard(desk: Desk) -> list[Tick]:
    found = []
    one = desk.recommendation
    if one is None and not desk.answers:
        found.append(
            Tick(False, _("There is no recommendation"), "visitation:recommend", _("Write the recommendation"))
        )
    elif one is None:
        pass  # what answers an appeal or a ruling needs no recommendation
    elif one.read_by_citizen:
        found.append(Tick(True, _("The citizen is heard and has read the recommendation")))
    else:
        found.append(Tick(False, _("The citizen has not read the recommendation")))
    if desk.hearing is not None:
        found.append(_hearing(desk.hearing))
    return found


def _hearing(hearing: Hearing) -> Tick:
    if hearing.answered_at is not None:
        day = _day(clock.local_date(hearing.answered_at))
        return Tick(True, _("Hearing answered %(day)s") % {"day": day})
    last = over_on(hearing)
    if last is None:
        return Tick(False, _("Hearing open, and its letter has not been sent"), "letters:letters", _("See the letters"))
    if clock.today() > last:
        return Tick(True, _("Hearing held, no answer by %(day)s") % {"day": _day(hearing.reply_by)})
    words = _("Hearing open, the citizen can answer until %(day)s") % {"day": _day(last)}
    return Tick(False, words, "visitation:hearing_answer", _("Note the answer"))


def _payment(one: Recommendation) -> Tick:
    if one.own_payment is None or one.budget_on is None:
        return Tick(False, _("Own payment is not worked out"))
    words = _("Own payment worked out: %(amount)s kr. a month") % {"amount": f"{one.own_payment:,}".replace(",", ".")}
    return Tick(True, words)


def letter(desk: Desk, decision: Decision, actor: Actor) -> Sheet | None:
    """The letter as it would be sent now; None while nothing is chosen."""
    if not decision.refused and not decision.kind_of_treatment:
        return None
    decision.episode = desk.episode
    when = dating_of(decision)
    text = as_shown(letter_text(decision, actor, when), desk.episode.person)
    means = MEANS_IN_WORDS[recipients.citizen(desk.episode.person).means]
    written_on = short_day_words(when.written_on, year=True).da
    starts = "" if decision.refused or decision.start_on is None else timing.closed_words(decision.start_on)
    reference = reference_words(desk.episode.number)
    return Sheet(text, shown_name(desk.episode), means, written_on, reference, starts)


def by_itself(decision: Decision) -> list[str]:
    """What the standard puts into the letter by itself."""
    view = rule_view(decision, dating_of(decision))
    appeal = (
        _("Guidance on appeals: %(time)s from receipt, to Ankestyrelsen")
        % {"time": promised.within("appeal-period", view.on)}
        if rules.may_appeal(view.line)
        else _("Guidance on appeals: none to another authority, complaints about the service to us")
    )
    whom = (view.line, view.on, view.age)
    choice = _("Free choice of another approved provider: %(law)s") % {"law": rules.choice_basis(*whom)}
    if view.choice_limited:
        choice = _("That the choice of provider is limited: %(law)s") % {"law": rules.limit_basis(*whom)}
    found = [_("Legal basis: %(law)s") % {"law": view.legal_basis}, choice, appeal]
    # Who is refused has nothing to choose a provider of: the letter says nothing of it.
    return [line for line in found if line is not choice] if view.outcome == rules.REFUSED else found


def last_post_day(when: Dating) -> str:
    """The last day that the letter may be sent (KS 4.2)."""
    from brobygger import standard

    due = standard.load().clock("decision-letter", when.on).due_on(standard.load().calendar, when.on, {})
    return dates.full_day(due)
