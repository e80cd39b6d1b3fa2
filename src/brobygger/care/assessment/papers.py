"""What the assessment adds to the papers of a case: what was written, what was answered, and referrals."""

from brobygger.care.assessment import selectors, words
from brobygger.care.assessment.instruments import Definition
from brobygger.care.assessment.models import AnswerSet, Assessment, Referral
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, told

OWN_LABELS = {"anamnesis": "Anamnese", "own_words": "Borgerens egne ord"}


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Complete assessments, answered instruments and referrals, oldest first (three queries)."""
    complete = Assessment.objects.filter(episode=episode, completed_at__isnull=False).select_related("completed_by")
    answers = AnswerSet.objects.filter(episode=episode).select_related("definition", "recorded_by")
    referrals = Referral.objects.filter(episode=episode).select_related("made_by")
    return Part(
        (
            *(_assessment(row) for row in complete.order_by("number")),
            *(_answers(row) for row in answers.order_by("answered_at", "id")),
            *(_referral(row) for row in referrals.order_by("made_at", "id")),
        )
    )


def _assessment(row: Assessment) -> Paper:
    written = [(OWN_LABELS.get(box) or words.part_label(box), text) for box, text in row.fields.items()]
    return Paper(
        f"Afdækning {row.number}",
        told(row.completed_at, row.completed_by.name if row.completed_by else ""),
        labelled(*written, ("Hvorfor den ikke er hel", row.unfinished_reason)),
    )


def _answers(row: AnswerSet) -> Paper:
    definition = selectors.definition_of(row.definition.digest, row.definition.text)
    score = "" if row.score is None else f"{row.score} point"
    return Paper(
        words.said(definition.title),
        told(row.answered_at, row.recorded_by.name if row.recorded_by else ""),
        labelled(
            ("Hvordan", row.get_mode_display()),
            ("Resultat", score),
            ("Bemærkning", row.remark),
            ("Hvorfor der er rettet", row.reason),
            *_said(definition, row),
        ),
    )


def _said(definition: Definition, row: AnswerSet) -> list[tuple[str, str]]:
    """Each question with its answer; one that was not judged is not there."""
    given = [(item, item.choice(row.answers[item.id])) for item in definition.items if item.id in row.answers]
    return [(words.said(item.words), words.said(choice.words)) for item, choice in given if choice is not None]


def _referral(row: Referral) -> Paper:
    return Paper(
        f"Henvisning: {row.get_to_display()}",
        told(row.made_at, row.made_by.name if row.made_by else ""),
        labelled(
            ("Behov", row.get_need_display() if row.need else ""),
            ("Hvorfor", row.reason),
            ("Hvad der blev af den", row.get_outcome_display()),
            ("Tid", row.appointment_at),
            ("Svar", row.answer),
        ),
    )
