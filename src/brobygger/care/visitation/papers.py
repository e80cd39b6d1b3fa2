"""What visitation adds to the papers of a case: recommendations, hearings, decisions, appeals and complaints."""

from brobygger.care.visitation.models import Appeal, Decision, Hearing, ProviderChoice, Recommendation, ServiceComplaint
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, told


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Everything but drafts, by kind and oldest first (six queries)."""
    asked = Recommendation.objects.filter(episode=episode).exclude(state="draft").select_related("written_by")
    heard = Hearing.objects.filter(episode=episode).select_related("opened_by")
    made = Decision.objects.filter(episode=episode, state=Decision.State.MADE).select_related("made_by")
    chosen = ProviderChoice.objects.filter(episode=episode).select_related("recorded_by")
    appeals = Appeal.objects.filter(episode=episode).select_related("taken_by")
    complaints = ServiceComplaint.objects.filter(episode=episode).select_related("taken_by")
    return Part(
        (
            *(_recommendation(row) for row in asked.order_by("id")),
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
        told(row.submitted_at, _name(row.written_by)),
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
        ),
    )


def _hearing(row: Hearing) -> Paper:
    return Paper(
        "Partshøring",
        told(row.opened_at, _name(row.opened_by)),
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
        told(row.made_at, _name(row.made_by)),
        labelled(
            ("Behandling", kind),
            ("Uger", row.weeks),
            ("Begynder", row.start_on),
            ("Sted", row.place),
            ("Begrundelse", row.reasons),
            ("Lagt vægt på", row.facts),
            ("Borgerens ønske", row.wish),
            ("Partshøring", row.get_hearing_kind_display() if row.hearing_kind else ""),
            ("Om partshøringen", row.hearing_reason),
            ("Valget af sted er begrænset", row.choice_limit_reason),
            ("Egenbetaling om måneden", row.own_payment),
            ("Lov", row.legal_basis),
        ),
    )


def _choice(row: ProviderChoice) -> Paper:
    return Paper(
        f"Valg af behandlingssted: {row.provider}",
        told(row.chosen_at, _name(row.recorded_by)),
        labelled(("Godkendt", row.approved), ("Hvorfor", row.reason)),
    )


def _appeal(row: Appeal) -> Paper:
    return Paper(
        f"Klage: {row.get_about_display()}",
        told(row.received_at, _name(row.taken_by)),
        labelled(
            ("Hvordan", row.get_means_display()),
            ("Klagen", row.text),
            ("Repræsentant", row.representative),
            ("Frist", row.get_late_display()),
            ("Om fristen", row.late_reason),
            ("Hvad der blev af den", row.get_state_display()),
            ("Genvurderet", row.reassessed_at),
            ("Begrundelse", row.reasons),
        ),
    )


def _complaint(row: ServiceComplaint) -> Paper:
    return Paper(
        f"Klage over os: {row.get_about_display()}",
        told(row.received_at, _name(row.taken_by)),
        labelled(("Klagen", row.text), ("Svar", row.answer), ("Svaret gik", row.answered_at)),
    )
