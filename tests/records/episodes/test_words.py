"""The journal's words: every kind of the vocabulary reads by itself, whatever was noted about it."""

from typing import Any

import pytest
from django.utils import translation

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes import words
from brobygger.records.episodes.facts import LETTER
from brobygger.records.episodes.journal import title_of

# Kinds that their heading tells all of. A new kind is told here, or gets its words in its room's details.py.
HEADING_SAYS_IT = {
    "action-plan.offered", "appeal.forwarded", "appeal.received", "appeal.withdrawn", "assessment.completed",
    "assessment.started", "child-concern.noted", "closing-status.sent", "complaint.answered", "complaint.received",
    "conference.held", "decision.postponed", "discharge-letter.sent", "documentation.complete", "enrolment-notice.sent",
    "enrolment.completed", "episode.closed", "external-status.received", "external.enrolled", "follow-up.held",
    "hearing.answered", "hearing.opened", "inquiry.withdrawn", "medical-need.found", "medical-need.ruled-out",
    "medical-offer.started", "network-meeting.held", "note.corrected", "note.signed", "notification.dispatched",
    "plan.reviewed", "provider-choice.limited", "relative-support.ended", "relative-talk.held", "supervision.held",
}  # fmt: skip
# What an event tells apart, and the values of it that the vocabulary lets it have.
TOLD_APART: dict[tuple[str, str], tuple[Any, ...]] = {
    ("decision.made", "outcome"): ("granted", "partly", "refused"),
    ("appeal.reassessed", "outcome"): ("upheld", "changed", "partly-changed", "too-late"),
    ("appeal.ruled", "outcome"): ("upheld", "changed", "sent-back"),
    **{(f"letter.{step}", "means"): ("digital-post", "physical", "secure-mail", "in-person")
       for step in ("queued", "sent", "delivered", "failed")},
}  # fmt: skip


def test_a_kind_without_words_is_refused():
    kinds = set(standard.load().events)
    told = words.kinds_with_details()
    assert told <= kinds
    assert kinds - told == HEADING_SAYS_IT


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_bears_that_nothing_or_nothing_known_is_noted(language):
    with translation.override(language):
        for kind, rule in standard.load().events.items():
            known = tuple(rule.facts)
            for facts in ({}, dict.fromkeys(known), dict.fromkeys(known, ""), dict.fromkeys(known, "unheard-of")):
                if facts.get("at"):
                    facts["at"] = "2026-03-05T10:15:00+01:00"
                label, detail = title_of(kind, facts, clock.now())
                assert label and "None" not in detail, (kind, facts)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_journal_says_which_letter_went(language):
    kinds = set(LETTER.choices)
    with translation.override(language):
        for step in ("queued", "sent", "delivered", "failed"):
            told = {kind: title_of(f"letter.{step}", {"letter": kind}, clock.now())[1] for kind in kinds}
            assert all(told.values()), sorted(kind for kind, words in told.items() if not words)
            assert len(set(told.values())) == len(kinds)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("kind", "fact"), TOLD_APART)
def test_the_journal_tells_the_outcomes_apart(kind, fact, language):
    values = TOLD_APART[kind, fact]
    with translation.override(language):
        told = {
            title_of(kind, {"kind_of_treatment": "ambulatory-individual", fact: value}, clock.now())[1]
            for value in values
        }
    assert "" not in told and len(told) == len(values)
