"""After a free choice somebody answers for every wait: the letter, the place's answer, the start (KS 3.6)."""

from datetime import date

import pytest

from tests.standard.timelines import of, on, the

CHOSEN = on("2026-03-02", "provider.chosen", provider="Havnen", approved=True)
REFERRED = on("2026-03-04", "provider.referred", provider="Havnen")
ACCEPTED = on("2026-03-09", "provider.accepted", provider="Havnen")


@pytest.mark.req("KS-3.6-1")
def test_each_wait_after_a_choice_has_its_day_and_somebody_who_answers() -> None:
    letter = the("provider-referral", CHOSEN)
    assert (letter.due_on, letter.answers, letter.is_promise) == (date(2026, 3, 5), "authority", False)
    answer = the("provider-answer", CHOSEN, REFERRED)
    assert (answer.due_on, answer.answers, answer.is_promise) == (date(2026, 3, 11), "authority", False)
    start = the("provider-start", CHOSEN, REFERRED, ACCEPTED)
    assert (start.answers, start.is_open, start.is_promise) == ("counsellor", True, False)
    begun = (CHOSEN, REFERRED, ACCEPTED, on("2026-03-16", "treatment.started", provider="Havnen"))
    assert [the(f"provider-{wait}", *begun).state for wait in ("referral", "answer", "start")] == ["met"] * 3


def test_a_choice_that_is_limited_or_made_anew_leaves_no_wait_for_the_place_before() -> None:
    limited = on("2026-03-03", "provider-choice.limited")
    assert the("provider-referral", CHOSEN, limited).state == "void"
    again = on("2026-03-10", "provider.chosen", provider="Skoven", approved=True)
    assert the("provider-answer", CHOSEN, REFERRED, again).state == "void"
    assert [d.is_open for d in of("provider-referral", CHOSEN, REFERRED, again)] == [False, True]


def test_a_place_that_says_no_has_answered_and_nothing_starts_there() -> None:
    declined = on("2026-03-06", "provider.declined", provider="Havnen")
    assert the("provider-answer", CHOSEN, REFERRED, declined).state == "met"
    assert of("provider-start", CHOSEN, REFERRED, declined) == []


@pytest.mark.req("KS-3.6-2")
def test_who_goes_straight_to_a_place_needs_no_letter_but_a_start_that_is_confirmed() -> None:
    direct = on("2026-03-02", "provider.chosen", approved=True, direct=True)
    assert of("provider-referral", direct) == []
    assert the("provider-start", direct).is_open
