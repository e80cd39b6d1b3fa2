"""What visitation adds to the papers of a case: recommendations, hearings, decisions, appeals and complaints."""

from brobygger.care.visitation.granted import kind_words
from brobygger.care.visitation.models import (
    AgendaItem,
    Appeal,
    ChoiceStep,
    Decision,
    Hearing,
    ProviderChoice,
    Question,
    Recommendation,
    Ruling,
    ServiceComplaint,
)
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, when_and_by


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Everything but drafts, by kind and oldest first (nine queries)."""
    asked = (
        Recommendation.objects.filter(episode=episode)
        .exclude(state="draft")
        .select_related("written_by")
        .prefetch_related("questions")
    )
    heard = Hearing.objects.filter(episode=episode).select_related("opened_by")
    made = Decision.objects.filter(episode=episode, state=Decision.State.MADE).select_related("made_by")
    chosen = ProviderChoice.objects.filter(episode=episode).select_related("recorded_by").prefetch_related("steps")
    appeals = Appeal.objects.filter(episode=episode).select_related("taken_by", "ruling")
    met = AgendaItem.objects.filter(episode=episode).select_related("meeting__chair", "postponed_to")
    complaints = ServiceComplaint.objects.filter(episode=episode).select_related("taken_by")
    return Part(
        (
            *(_recommendation(row) for row in asked.order_by("id")),
            *(_meeting(row) for row in met.order_by("meeting__starts_at", "id")),
            *(_hearing(row) for row in heard.order_by("id")),
            *(_decision(row) for row in made.order_by("made_at", "id")),
            *(_choice(row) for row in chosen.order_by("id")),
            *(_appeal(row) for row in appeals.order_by("id")),
            *(_complaint(row) for row in complaints.order_by("id")),
        )
    )


def _name(account: object) -> str:
    return str(getattr(account, "name", "") or "")


def _recommendation(row: Recommendation) -> Paper:
    return Paper(
        f"Indstilling: {row.get_kind_of_treatment_display()}",
        when_and_by(row.submitted_at, _name(row.written_by)),
        labelled(
            ("Tilstand", row.get_state_display()),
            ("Uger", row.weeks),
            ("Begynder", row.start_on),
            ("Sted", row.place),
            ("Indstilling", row.text),
            ("Borgerens egne ord", row.own_words),
            ("Borgerens ønske", row.wish),
            ("Det er prøvet", row.tried),
            ("Hvorfor ambulant behandling ikke er nok", row.exhausted),
            ("Egenbetaling om måneden", row.own_payment),
            ("Læst af borgeren", row.read_by_citizen),
            ("Hvorfor den blev trukket", row.withdrawn_reason),
            *(line for question in row.questions.all() for line in _question(question)),
        ),
    )


def _question(row: Question) -> tuple[tuple[str, str], ...]:
    return (("Myndigheden spurgte", row.text), ("Svar", row.answer))


def _meeting(row: AgendaItem) -> Paper:
    meeting = row.meeting
    return Paper(
        f"Behandlingsmøde: {row.get_state_display()}",
        when_and_by(meeting.starts_at, _name(meeting.chair)),
        labelled(
            ("Sted", meeting.place),
            ("Også til stede", meeting.other_staff),
            ("Borgeren var med", row.citizen_present),
            ("Behandleren var med", row.counsellor_present),
            ("Det manglede", row.missing),
            ("Udsat til", row.postponed_to.starts_at if row.postponed_to else None),
        ),
    )


def _hearing(row: Hearing) -> Paper:
    return Paper(
        "Partshøring",
        when_and_by(row.opened_at, _name(row.opened_by)),
        labelled(
            ("Det taler imod", row.about),
            ("Svar senest", row.reply_by),
            ("Svar", row.answer),
            ("Svaret kom", row.answered_at),
        ),
    )


def _decision(row: Decision) -> Paper:
    kind = row.get_kind_of_treatment_display() if row.kind_of_treatment else ""
    return Paper(
        f"Afgørelse: {row.get_outcome_display()}",
        when_and_by(row.made_at, _name(row.made_by)),
        labelled(
            ("Behandling", kind),
            ("Også", [kind_words(one) for one in row.also]),
            ("Uger", row.weeks),
            ("Begynder", row.start_on),
            ("Sted", row.place),
            ("Besluttet på mødet og skrevet ned senere", row.recorded_later),
            ("Begrundelse", row.reasons),
            ("Lagt vægt på", row.facts),
            ("Borgerens ønske", row.wish),
            ("Partshøring", row.get_hearing_kind_display() if row.hearing_kind else ""),
            ("Om partshøringen", row.hearing_reason),
            ("Valget af sted er begrænset", row.choice_limit_reason),
            ("Hvorfor ambulant behandling ikke er nok", row.exhausted),
            ("Egenbetaling om måneden", row.own_payment),
            ("Lov", row.legal_basis),
        ),
    )


def _choice(row: ProviderChoice) -> Paper:
    return Paper(
        f"Valg af behandlingssted: {row.provider}",
        when_and_by(row.chosen_at, _name(row.recorded_by)),
        labelled(
            ("Godkendt", row.approved),
            ("Hvorfor", row.reason),
            *(line for step in row.steps.all() for line in _step(step)),
        ),
    )


def _step(row: ChoiceStep) -> tuple[tuple[str, object], ...]:
    """What happened to the choice, with what was written of it and when it begins there."""
    return ((row.get_kind_display(), row.happened_at), ("Begynder der", row.starts_on), ("", row.words))


def _appeal(row: Appeal) -> Paper:
    return Paper(
        f"Klage: {row.get_about_display()}",
        when_and_by(row.received_at, _name(row.taken_by)),
        labelled(
            ("Hvordan", row.get_means_display()),
            ("Klagen", row.text),
            ("Repræsentant", row.representative),
            ("Frist", row.get_late_display()),
            ("Om fristen", row.late_reason),
            ("Hvad der blev af den", row.get_state_display()),
            ("Genvurderet", row.reassessed_at),
            ("Begrundelse", row.reasons),
            *(_ruling(row.ruled) if row.ruled is not None else ()),
        ),
    )


def _ruling(row: Ruling) -> tuple[tuple[str, object], ...]:
    """What Ankestyrelsen decided, as its letter told us."""
    return (
        ("Ankestyrelsen", row.get_outcome_display()),
        ("Afgjort", row.ruled_on),
        ("Kom til os", row.received_at),
        ("Deres nummer", row.reference),
        ("Det skriver de", row.text),
    )


def _complaint(row: ServiceComplaint) -> Paper:
    return Paper(
        f"Klage over os: {row.get_about_display()}",
        when_and_by(row.received_at, _name(row.taken_by)),
        labelled(("Klagen", row.text), ("Svar", row.answer), ("Svaret gik", row.answered_at)),
    )
