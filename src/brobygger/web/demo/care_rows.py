"""What assessment, visitation, plans and notes keep beside the timeline, for the demo's stories."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from brobygger.care.assessment.models import AnswerSet, Assessment
from brobygger.care.plans.models import AfterFollowUp, Ending, FollowUp, Goal, GoalStatus, Plan
from brobygger.care.visitation import rules as visitation
from brobygger.care.visitation.models import Decision, ProviderChoice, Recommendation
from brobygger.records.episodes.models import Event
from brobygger.records.letters.models import Letter
from brobygger.records.notes.models import Note
from brobygger.trust import clock
from brobygger.web.demo import instruments, letter_texts, words

if TYPE_CHECKING:
    from brobygger.web.demo.writer import Case

CHUNK = 5000
Letters = Mapping[tuple[int, int], Letter]
MEETING_KINDS = ("day", "residential")
WEEKS = {"day": 12, "residential": 6, "aftercare": 26}


class CareRows:
    """Makes and writes the rooms' rows of one batch; each model once."""

    def __init__(self, cases: Sequence["Case"], letters: Letters) -> None:
        self.cases, self.letters = cases, letters

    def write(self) -> None:
        """Write what points only at cases and events first, then what points at that."""
        self._save(row for case in self.cases for row in self._first(case))
        plans: list[tuple[Case, list[Plan]]] = [(case, list(_plans(case))) for case in self.cases]
        self._save(plan for _case, found in plans for plan in found)
        goals = {id(plan): list(_goals(case, plan)) for case, found in plans for plan in found}
        self._save(goal for found in goals.values() for goal in found)
        talks = [(case, list(_talks(case, found))) for case, found in plans if found]
        self._save(talk for _case, found in talks for talk in found)
        self._save(
            GoalStatus(follow_up=talk, goal=goal, state=_state(talk, goal))
            for _case, found in talks
            for talk in found
            for goal in goals[id(talk.plan)]
        )

    def _first(self, case: "Case") -> Iterator[Model]:
        yield from _assessment(case)
        yield from self._visitation(case)
        yield from self._ending(case)
        yield from _notes(case)

    def _save(self, rows: Iterator[Any]) -> None:
        gathered: dict[type[Model], list[Any]] = defaultdict(list)
        for row in rows:
            gathered[type(row)].append(row)
        for model in sorted(gathered, key=_after):
            model._default_manager.bulk_create(gathered[model], batch_size=CHUNK)

    def _letter(self, event_kind: str, case: "Case") -> Letter | None:
        """The case's letter of a kind."""
        for event in case.events:
            if event.kind == "letter.queued" and event.facts["letter"] == event_kind:
                return next(letter for letter in self.letters.values() if letter.pk == event.facts["letter_id"])
        return None

    def _visitation(self, case: "Case") -> Iterator[Model]:
        recommended, made = _one(case, "recommendation.submitted"), _one(case, "decision.made")
        recommendation = _recommendation(case, recommended, made) if recommended else None
        if recommendation:
            yield recommendation
        if made:
            yield self._decision(case, made, recommendation)
        chosen = _one(case, "provider.chosen")
        if chosen:
            yield ProviderChoice(
                episode=case.episode,
                provider=chosen.facts["provider"],
                approved=True,
                similar=True,
                direct=case.story.line == "alcohol",
                reason=chosen.facts["reason"],
                chosen_at=chosen.occurred_at,
                recorded_by=chosen.recorded_by,
            )

    def _decision(self, case: "Case", made: Event, recommendation: Recommendation | None) -> Decision:
        refused = made.facts["outcome"] == "refused"
        key = "refused" if refused else "granted"
        line, day = case.story.line, clock.local_date(made.occurred_at)
        return Decision(
            episode=case.episode,
            state="made",
            recommendation=recommendation,
            refused=refused,
            outcome=made.facts["outcome"],
            favourable=not refused,
            kind_of_treatment=made.facts["kind_of_treatment"],
            weeks=WEEKS.get(made.facts["kind_of_treatment"]),
            reasons=letter_texts.REASONS[key],
            facts=letter_texts.FACTS,
            wish_met="not" if refused else "followed",
            wish=letter_texts.WISH[key],
            heard=True,
            hearing_kind="waived" if refused else "",
            legal_basis=visitation.legal_basis(line, day),
            appeal_guidance=visitation.appeal_guidance(line),
            written_by=case.authority,
            made_by=case.authority,
            made_at=made.occurred_at,
            letter=self._letter("decision", case),
            saved_at=made.occurred_at,
        )

    def _ending(self, case: "Case") -> Iterator[Model]:
        ended = _one(case, "treatment.ended")
        if ended:
            yield Ending(
                episode=case.episode,
                event=ended,
                ended_at=ended.occurred_at,
                reason=ended.facts["reason"],
                result=ended.facts["result"],
                reached=words.AFTERWARDS[case.episode.pk % len(words.AFTERWARDS)],
                follow_up_consent=ended.facts["follow_up_consent"],
                closing_status=self._letter("closing-status", case),
                written_by=ended.recorded_by,
            )
        for event in case.events:
            if event.kind == "after-follow-up.held":
                yield AfterFollowUp(
                    episode=case.episode,
                    event=event,
                    month=event.facts["month"],
                    held_at=event.occurred_at,
                    how="phone",
                    situation=event.text,
                    plan_status="Målene fra planen holder.",
                    result=ended.facts["result"] if ended else "unknown",
                    led_to=event.facts["led_to"],
                    written_by=event.recorded_by,
                )


def _after(model: type[Model]) -> int:
    """Decisions point at recommendations, so they are written after them."""
    return 1 if model in (Decision, ProviderChoice) else 0


def _one(case: "Case", kind: str) -> Event | None:
    return next((event for event in case.events if event.kind == kind), None)


def _pick(case: "Case", options: Sequence[Any], salt: int = 0) -> Any:
    return options[(case.episode.pk + salt) % len(options)]


def _assessment(case: "Case") -> Iterator[Model]:
    started, completed = _one(case, "assessment.started"), _one(case, "assessment.completed")
    if not started:
        return
    fields = {area: _pick(case, options, salt) for salt, (area, options) in enumerate(words.AREAS.items())}
    health = fields.pop("health")
    written = {**fields, "physical": health, "mental": "Urolig i perioder; ingen psykiatrisk behandling."}
    if not completed:
        written = {key: written[key] for key in ("substances", "social")}
    assessment = Assessment(
        episode=case.episode,
        number=1,
        started_at=started.occurred_at,
        saved_at=(completed or started).occurred_at,
        saved_by=started.recorded_by,
        completed_at=completed.occurred_at if completed else None,
        completed_by=completed.recorded_by if completed else None,
    )
    own_words = _pick(case, words.OWN_WORDS)
    anamnesis = _pick(case, words.ANAMNESIS)
    extra = {"anamnesis": anamnesis, "own_words": own_words} if completed else {}
    assessment.content = json.dumps({**written, **extra}, ensure_ascii=False)
    yield assessment
    for event in case.events:
        if event.kind == "instrument.answered":
            yield _answers(case, event)


def _answers(case: "Case", event: Event) -> AnswerSet:
    random = Random(f"{case.episode.number}.{event.facts['instrument']}")
    kept, result = instruments.answered(event.facts["instrument"], random, case.story.citizen.draft.sex)
    return AnswerSet(
        episode=case.episode,
        definition=kept,
        instrument=event.facts["instrument"],
        language="da",
        mode="interview",
        answers=result.calculation["points"],
        score=result.score,
        band=result.band.code if result.band else "",
        calculation=result.calculation,
        sex=case.story.citizen.draft.sex,
        answered_at=event.occurred_at,
        recorded_at=event.recorded_at,
        recorded_by=event.recorded_by,
        event_id=event.pk,
    )


def _recommendation(case: "Case", submitted: Event, made: Event | None) -> Recommendation:
    kind = submitted.facts["kind_of_treatment"]
    day = clock.local_date(submitted.occurred_at)
    return Recommendation(
        episode=case.episode,
        state="decided" if made else "submitted",
        kind_of_treatment=kind,
        weeks=WEEKS.get(kind),
        start_on=day + timedelta(days=14),
        text="Har prøvet ambulante samtaler uden at kunne holde pauser længe nok. Møder stabilt og har opbakning.",
        own_words=_pick(case, words.OWN_WORDS),
        wished_kind=kind,
        wish="Ønsker et fast sted at møde hver dag.",
        tried="Ambulante samtaler.",
        exhausted="Ambulante muligheder er prøvet og rakte ikke." if kind == "residential" else "",
        own_payment=3200 if kind == "residential" and case.story.line == "drug" else None,
        budget_on=day if kind == "residential" else None,
        written_on=day,
        read_by_citizen=True,
        takes_part="yes",
        written_by=submitted.recorded_by,
        submitted_at=submitted.occurred_at,
        saved_at=submitted.occurred_at,
    )


def _plans(case: "Case") -> Iterator[Plan]:
    for event in case.events:
        if event.kind != "plan.agreed":
            continue
        aim_kind, aim = _pick(case, words.AIMS)
        yield Plan(
            episode=case.episode,
            event=event,
            version=event.facts["version"],
            aim_kind=aim_kind,
            aim=aim,
            own_words=_pick(case, words.OWN_WORDS),
            effort="Individuelle samtaler og træning i at håndtere trang.",
            duration_weeks=16,
            services="Samtale en gang om ugen, telefon efter aftale.",
            methods="Kognitiv og løsningsfokuseret tilgang, NADA efter ønske.",
            partners=["own-doctor"],
            family="Familien kender til forløbet.",
            family_involvement="informed",
            housing="Egen bolig.",
            employment="I arbejde eller i kontakt med jobcentret.",
            evaluation_weeks=12,
            agreed_at=event.occurred_at,
            agreed_how="in-talk",
            written_by=event.recorded_by,
        )


def _goals(case: "Case", plan: Plan) -> Iterator[Goal]:
    for order, (specific, measurable, accepted, realistic) in enumerate(words.GOALS):
        yield Goal(
            plan=plan,
            key=f"m{order + 1}",
            order=order,
            specific=specific,
            measurable=measurable,
            accepted=accepted,
            realistic=realistic,
            due_on=clock.local_date(plan.agreed_at) + timedelta(weeks=12 + 4 * order),
        )


def _talks(case: "Case", plans: Sequence[Plan]) -> Iterator[FollowUp]:
    for event in case.events:
        if event.kind != "follow-up.held":
            continue
        plan = [plan for plan in plans if plan.agreed_at <= event.occurred_at][-1:] or plans[:1]
        yield FollowUp(
            episode=case.episode,
            event=event,
            plan=plan[0],
            held_at=event.occurred_at,
            how="centre",
            situation=event.text,
            plan_status="Planen følges; ét mål er ændret lidt." if event.pk % 3 == 0 else "Planen følges.",
            contacts=8 + event.pk % 5,
            rhythm="weekly",
            written_by=event.recorded_by,
        )


def _state(talk: FollowUp, goal: Goal) -> str:
    return ("under-way", "reached", "under-way", "changed")[(talk.event_id + goal.order) % 4]


def _notes(case: "Case") -> Iterator[Note]:
    for event in case.events:
        if event.kind == "note.signed":
            kind, text = words.NOTES[event.facts["note"] % len(words.NOTES)]
            yield Note(
                episode=case.episode,
                compartment=case.episode.compartment,
                author=case.counsellor,
                kind=kind,
                text=text,
                occurred_at=event.occurred_at,
                begun_at=event.occurred_at,
                saved_at=event.recorded_at,
                signed_at=event.recorded_at,
                event_id=event.pk,
            )
