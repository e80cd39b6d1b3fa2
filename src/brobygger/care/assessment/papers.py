"""What the assessment adds to the papers of a case: what was written, what was answered, and referrals."""

from collections.abc import Mapping

from brobygger import standard
from brobygger.care.assessment import rules, selectors, words
from brobygger.care.assessment.instruments import Definition
from brobygger.care.assessment.models import AnswerSet, Assessment, ConferenceItem, Referral
from brobygger.records.episodes.models import Episode
from brobygger.records.medicine import clinic, elsewhere
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, when_and_by

# What is written and stands in no part: encrypted columns, each with why (the test of what is in the papers asks).
OUTSIDE = {
    "AnswerSet.calculation": "how the result was worked out from the answers, which are there with it",
}


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Complete assessments, answered instruments, referrals and conferences, oldest first (four queries)."""
    complete = Assessment.objects.filter(episode=episode, completed_at__isnull=False)
    answers = AnswerSet.objects.filter(episode=episode).select_related("definition", "recorded_by")
    referrals = Referral.objects.filter(episode=episode).select_related("made_by")
    conferences = ConferenceItem.objects.filter(episode=episode).select_related("put_on_by")
    assessments = list(complete.select_related("completed_by", "saved_by", "corrects").order_by("number"))
    corrected = {row.corrects_id for row in assessments}
    return Part(
        (
            *(_assessment(row, corrected=row.pk in corrected) for row in assessments),
            *(_answers(row) for row in answers.order_by("answered_at", "id")),
            *(_referral(row) for row in referrals.order_by("made_at", "id")),
            *(_conference(row) for row in conferences.order_by("day", "id")),
        )
    )


def _assessment(row: Assessment, *, corrected: bool) -> Paper:
    title = f"Afdækning {row.number}{' (rettet siden)' if corrected else ''}"
    when = when_and_by(row.completed_at, row.completed_by.name if row.completed_by else "")
    if row.corrects is not None:
        again = when_and_by(row.saved_at, row.saved_by.name if row.saved_by else "")
        when = f"{when} · retter afdækning {row.corrects.number}, skrevet {again}"
    written = row.fields
    return Paper(
        title,
        when,
        labelled(
            ("Hvorfor der er rettet", row.reason),
            ("Spurgt et andet sted", row.asked_of),
            ("Spurgt den", row.asked_on),
            *_boxes(written),
            (f"Er der brug for læge eller {elsewhere() or 'sundhedsklinik'}", _needs(written.get("need", ""))),
            (f"Til {clinic()}", written.get("need_reason", "")),
            ("Hvorfor den ikke er hel", row.unfinished_reason),
        ),
    )


def _boxes(written: Mapping[str, str]) -> list[tuple[str, str]]:
    """The boxes in the order of the form, each under its name; what was judged not relevant says why."""
    found = [
        ("Borgerens egne ord", written.get("own_words", "")),
        ("Det vil borgeren nå", written.get("own_goals", "")),
    ]
    for part in rules.parts(area.id for area in standard.load().assessment_areas):
        found.append((words.part_label(part), written.get(part, "")))
        found.append((f"{words.part_label(part)}, ikke relevant", written.get(part + rules.NOT_RELEVANT, "")))
    return [*found, ("Anamnese", written.get("anamnesis", ""))]


def _needs(judged: str) -> str:
    """What was judged about the doctor, as the form says it; it is kept as ids with commas between."""
    chosen = judged.split(",")
    named = [str(need.label) for need in Referral.Need if need.value in chosen]
    return ", ".join(named) or ("Nej, ikke for tiden" if "none" in chosen else "")


def _conference(row: ConferenceItem) -> Paper:
    return Paper(
        f"Konference {when_and_by(row.day)}: {row.get_state_display()}",
        when_and_by(row.put_on_at, row.put_on_by.name if row.put_on_by else ""),
        labelled(("Spørgsmål", row.question), ("Med var", row.took_part), ("Hvad man kom frem til", row.outcome)),
    )


def _answers(row: AnswerSet) -> Paper:
    definition = selectors.definition_of(row.definition.digest, row.definition.text)
    score = "" if row.score is None else f"{row.score} point"
    return Paper(
        words.said(definition.title),
        when_and_by(row.answered_at, row.recorded_by.name if row.recorded_by else ""),
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
        when_and_by(row.made_at, row.made_by.name if row.made_by else ""),
        labelled(
            ("Behov", row.get_need_display() if row.need else ""),
            ("Hvorfor", row.reason),
            ("Hvad der blev af den", row.get_outcome_display()),
            ("Tid", row.appointment_at),
            ("Plan skrevet den", row.plan_written_on),
            ("Plan skrevet af", row.plan_written_by),
            ("Svar", row.answer),
        ),
    )
