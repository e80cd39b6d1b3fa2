"""Readings of consents; each asks the database once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from brobygger import standard
from brobygger.ground import prepared_queries
from brobygger.records.consents import partners, rules, words
from brobygger.records.consents.access import CHANGE
from brobygger.records.consents.answers import Answer
from brobygger.records.consents.models import Consent
from brobygger.records.consents.rules import Question
from brobygger.records.episodes.models import Episode
from brobygger.standard.purposes import ENROLMENT
from brobygger.trust import access
from brobygger.trust.access import Actor


def current(episode: Episode) -> dict[Question, Consent]:
    """The answer that holds to each question that has one (one query)."""
    return {consent.question: consent for consent in prepared_queries.rows(_latest, episode.pk)}


def _latest(episode: int) -> QuerySet[Consent]:
    rows = Consent.objects.filter(episode_id=episode).order_by("partner", "purpose", "-occurred_at", "-id")
    return rows.distinct("partner", "purpose")


def asked_of_everyone() -> list[Question]:
    """What every citizen is asked at the enrolment: about the partners that the file marks so (KS 5.4)."""
    return rules.questions(partner for partner in standard.load().partners if partner.serves(ENROLMENT))


def every_question() -> list[Question]:
    """What one can ask: about every partner of the standard file."""
    return rules.questions(standard.load().partners)


def answers(episode: Episode) -> list[Answer]:
    """What every citizen is asked, with the answers, and what this one was asked besides (one query)."""
    held = current(episode)
    asked = asked_of_everyone()
    others = [question for question in held if question not in asked]
    return [Answer(question, held.get(question)) for question in [*asked, *others]]


def not_asked(episode_answers: list[Answer]) -> list[Question]:
    """The questions about further partners that nobody has asked this citizen."""
    shown = {given.question for given in episode_answers}
    return [question for question in every_question() if question not in shown]


def history(episode: Episode) -> list[Consent]:
    """Every answer ever given, newest first (one query)."""
    rows = Consent.objects.filter(episode_id=episode.pk).select_related("recorded_by")
    return list(rows.order_by("-occurred_at", "-id"))


def may_share(
    episode: Episode,
    partner: str,
    purpose: str = rules.COOPERATION,
    topic: str = "",
    *,
    at: datetime | None = None,
) -> bool:
    """Whether the citizen's last answer (before `at`, if given) lets us share with a partner for a purpose.

    With a `topic` ("medicine", "attendance" …; rules.TOPICS) a limited yes counts only when it names it.
    """
    rows = Consent.objects.filter(episode_id=episode.pk, partner=partner, purpose=purpose)
    if at is not None:
        rows = rows.filter(occurred_at__lte=at)
    last = rows.order_by("-occurred_at", "-id").first()
    return last is not None and rules.lets_through(last.state, last.topics, topic)


def substitution_may_start(episode: Episode) -> bool:
    """KS 5.4: substitution treatment requires consent to cooperation with the own doctor."""
    return may_share(episode, partners.own_doctor())


def follow_up_answer(episode: Episode) -> bool | None:
    """What the citizen last said about being contacted after the end; None when nobody has asked (one query)."""
    rows = Consent.objects.filter(episode_id=episode.pk, partner=rules.CENTRE, purpose=rules.FOLLOW_UP)
    last = rows.order_by("-occurred_at", "-id").first()
    return None if last is None else rules.is_open(last.state)


def follow_up_agreed(episode: Episode) -> bool:
    """KS 5.5: follow-up after the end of treatment requires consent."""
    return may_share(episode, rules.CENTRE, rules.FOLLOW_UP)


@dataclass(frozen=True)
class PanelRow:
    """One line of "Who may we talk with?".

    The partner, the answer in words, and an icon for yes, no or neither.
    """

    question: Question
    label: str
    words: str
    icon: str
    consent: Consent | None


def panel(found: Sequence[Answer]) -> list[PanelRow]:
    """The lines of "Who may we talk with?", from the answers of a case."""
    return [row_of(given) for given in found]


@dataclass(frozen=True)
class Beside:
    """Who we may talk with, beside the journal of a case: the answers, and whether this person may change them."""

    rows: list[PanelRow]
    may_change: bool


def beside_the_journal(actor: Actor, episode: Episode) -> Beside:
    """What the case's first page shows of them (one query, which the identity bar shares)."""
    return Beside(panel(_of_this_page(episode)), access.may(actor, CHANGE, episode))


def row_of(given: Answer) -> PanelRow:
    """One question with its answer in words."""
    signs = {"": "", rules.WITHDRAWN: "close", rules.REFUSED: "close"}
    on = given.consent.occurred_at if given.consent else None
    label, told = words.question(given.question, on), words.answer(given)
    return PanelRow(given.question, label, told, signs.get(given.state, "check"), given.consent)


def in_short(episode: Episode) -> str:
    """All answers in one mark for the identity bar: "Samtykke til 2 af 4" (one query at most for a page)."""
    return words.summary(_of_this_page(episode))


def _of_this_page(episode: Episode) -> list[Answer]:
    """The answers as the page that fetched this case shows them: its panel and its identity bar say the same."""
    found: list[Answer] | None = episode.__dict__.get("_answers_shown")
    if found is None:
        found = episode.__dict__["_answers_shown"] = answers(episode)
    return found
