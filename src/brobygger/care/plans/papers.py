"""What this room adds to the papers of a case: plans with their goals, talks, reviews, meetings and endings."""

from brobygger import standard
from brobygger.care.plans import words
from brobygger.care.plans.models import AfterFollowUp, Ending, FollowUp, Goal, NetworkMeeting, Plan, Review
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, when_and_by
from brobygger.standard.promised import after_words


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Everything that was agreed or held, by kind and oldest first (nine queries)."""
    plans = Plan.objects.filter(episode=episode).select_related("written_by").prefetch_related("goals")
    talks = FollowUp.objects.filter(episode=episode).select_related("written_by").prefetch_related("goals__goal")
    reviews = Review.objects.filter(episode=episode).select_related("written_by")
    meetings = NetworkMeeting.objects.filter(episode=episode).select_related("written_by")
    endings = Ending.objects.filter(episode=episode).select_related("written_by")
    after = AfterFollowUp.objects.filter(episode=episode).select_related("written_by")
    return Part(
        (
            *(_plan(row) for row in plans.order_by("version")),
            *(_talk(row) for row in talks.order_by("held_at", "id")),
            *(_review(row) for row in reviews.order_by("reviewed_at", "id")),
            *(_meeting(row) for row in meetings.order_by("held_at", "id")),
            *(_ending(row) for row in endings.order_by("ended_at", "id")),
            *(_after(row) for row in after.order_by("held_at", "id")),
        )
    )


def plan_words(plan: Plan, *, own: bool = False) -> tuple[str, ...]:
    """What was agreed, each part under its name (KS 5.1): for the papers, and as the citizen's `own` copy."""
    return labelled(
        ("Formål", plan.aim),
        ("Dine egne ord" if own else "Borgerens egne ord", plan.own_words),
        ("Indsats", plan.effort),
        ("Varighed", f"{plan.duration_weeks} uger"),
        ("Ydelser", plan.services),
        ("Metoder", plan.methods),
        ("Samarbejde med", words.partners(plan.partners, plan.agreed_at)),
        ("Om samarbejdet", plan.partner_work),
        ("Din familie og dit netværk" if own else "Familie og netværk", plan.family),
        ("Sådan er de med" if own else "Hvordan de inddrages", plan.get_family_involvement_display()),
        ("Aftalen med dem", plan.family_agreement),
        ("Bolig", plan.housing),
        ("Arbejde og uddannelse", plan.employment),
        ("Anden behandling", plan.other_treatment),
        ("Hjælpemidler", plan.aids),
        # The citizen's own copy says in a sentence of its own when we meet next (letters.plan_copy).
        *(
            ()
            if own
            else (("Opfølgning", f"mindst hver {plan.evaluation_weeks}. uge"), ("Næste opfølgning", plan.next_on))
        ),
    )


def goal_words(goal: Goal, *, own: bool = False) -> tuple[str, ...]:
    """One goal with what makes it one (KS 5.1), to the citizen when it is their `own` copy."""
    return labelled(
        ("Delmål" if goal.parent_id else "Mål", goal.specific),
        ("Sådan ses det", goal.measurable),
        ("Hvorfor du vil det" if own else "Hvorfor det er borgerens", goal.accepted),
        ("Hvorfor du kan nå det" if own else "Hvorfor det kan nås", goal.realistic),
        ("Senest", goal.due_on),
    )


def _plan(row: Plan) -> Paper:
    goals = [line for goal in row.goals.all() for line in goal_words(goal)]
    agreed = labelled(("Aftalt", row.get_agreed_how_display()))
    return Paper(
        f"Behandlingsplan, version {row.version}",
        when_and_by(row.agreed_at, row.written_by.name if row.written_by else ""),
        (*plan_words(row), *goals, *agreed),
    )


def _talk(row: FollowUp) -> Paper:
    goals = [
        f"Mål: {one.goal.specific} · {one.get_state_display()}{': ' + one.note if one.note else ''}"
        for one in row.goals.all()
    ]
    return Paper(
        "Opfølgning",
        when_and_by(row.held_at, row.written_by.name if row.written_by else ""),
        (
            *labelled(
                ("Hvordan", row.get_how_display()),
                ("Situationen", row.situation),
                ("Planen", row.plan_status),
                ("Borgerens egne ord", row.own_words),
                ("Næste opfølgning", row.next_on),
            ),
            *goals,
        ),
    )


def _review(row: Review) -> Paper:
    return Paper(
        "Revision af planen",
        when_and_by(row.reviewed_at, row.written_by.name if row.written_by else ""),
        labelled(
            ("Hvordan", row.get_how_display()), ("Borgerens egne ord", row.own_words), ("Konklusion", row.conclusion)
        ),
    )


def _meeting(row: NetworkMeeting) -> Paper:
    return Paper(
        "Netværksmøde",
        when_and_by(row.held_at, row.written_by.name if row.written_by else ""),
        labelled(
            ("Om", row.get_about_display()),
            ("Deltagere", row.participants),
            ("Borgeren var med", row.citizen_took_part),
            ("Aftalt", row.agreed),
        ),
    )


def _ending(row: Ending) -> Paper:
    house = standard.load()
    reasons = {one.id: one.name.da for one in house.ending_reasons}
    results = {one.id: one.name.da for one in house.closing_statuses}
    return Paper(
        "Behandlingen sluttede",
        when_and_by(row.ended_at, row.written_by.name if row.written_by else ""),
        labelled(
            ("Hvorfor", reasons.get(row.reason, row.reason)),
            ("Resultat", results.get(row.result, row.result)),
            ("Det er nået", row.reached),
            ("Anbefalet", row.advice),
            ("Må kontaktes bagefter", row.follow_up_consent),
        ),
    )


def _after(row: AfterFollowUp) -> Paper:
    return Paper(
        f"Opfølgning {after_words(row.month, clock.local_date(row.held_at)).da} efter",
        when_and_by(row.held_at, row.written_by.name if row.written_by else ""),
        labelled(
            ("Hvordan", row.get_how_display()),
            ("Situationen", row.situation),
            ("Planen", row.plan_status),
            ("Hvad det førte til", row.get_led_to_display()),
        ),
    )
