"""Which meeting a case is on: written where the case stands, put there once, and told when it comes too late."""

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import AgendaItem, Appeal, Decision
from brobygger.trust.access import SYSTEM
from tests.care.visitation.pages import Make, page

TALKS = {"kind_of_treatment": "ambulatory-individual", "wished_kind": "ambulatory-individual"}
# The case began on 27 March: the 14 days end on Easter Monday, so that Wednesday 5 April is the last working day.
TOO_LATE = "Mødet ligger for sent: afgørelsen skal træffes senest onsdag 5. april."


@pytest.mark.req("KS-4.2-1")
def test_a_case_on_an_agenda_is_decided_there(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    one = recommended()
    answer = as_authority.get(f"/forloeb/{one.episode.number}/afgoerelse/")
    assert answer.status_code == 303
    assert answer["Location"] == f"/moeder/{now.pk}/{one.items.get().pk}/"


def test_a_draft_that_answers_an_appeal_needs_no_meeting(
    as_authority: Client, recommended: Make, decided: Make, meeting: Make
) -> None:
    made = decided()
    meeting()
    recommended(made.episode)
    appeal = Appeal.objects.create(
        episode=made.episode, decision=made, received_at=made.made_at, reassess_by=made.made_at.date(), text="Nej."
    )
    services.start_again(SYSTEM, made, appeal=appeal)
    assert "Afgørelsen er svar på en klage" in page(as_authority, f"/forloeb/{made.episode.number}/afgoerelse/")
    assert Decision.objects.filter(state="draft").count() == 1


def test_pressed_twice_it_stands_on_the_agenda_once(as_counsellor: Client, recommended: Make, meeting: Make) -> None:
    one = recommended(**TALKS)
    now, later = meeting(), meeting(days=7)
    address = f"/forloeb/{one.episode.number}/indstilling/moede/"
    for _press in range(2):
        answer = as_counsellor.post(address, {"meeting": now.pk}, follow=True)
        assert answer.redirect_chain == [(f"/forloeb/{one.episode.number}/visitation/", 303)]
        assert "Forløbet er på dagsordenen" in answer.text and "allerede" not in answer.text
    assert AgendaItem.objects.get().meeting_id == now.pk
    answer = as_counsellor.post(address, {"meeting": later.pk}, follow=True)
    assert "Forløbet er allerede på en dagsorden." in answer.text
    assert AgendaItem.objects.get().meeting_id == now.pk


@pytest.mark.req("KS-4.2-1")
@pytest.mark.parametrize(("days", "told"), [(0, False), (7, True)])
def test_a_meeting_after_the_decision_is_due_says_so(
    as_counsellor: Client, recommended: Make, meeting: Make, days: int, told: bool
) -> None:
    meeting(days=days)
    number = recommended().episode.number
    assert (TOO_LATE in page(as_counsellor, f"/forloeb/{number}/visitation/")) is told


@pytest.mark.req("KS-4.2-1")
def test_the_choice_of_a_meeting_says_which_are_too_late(
    as_counsellor: Client, as_authority: Client, case: Make, recommended: Make, meeting: Make
) -> None:
    words = "Afgørelsen skal træffes senest onsdag 5. april. Møder efter den dag ligger for sent."
    episode = case()
    now = meeting()
    assert "ligger for sent" not in page(as_counsellor, f"/forloeb/{episode.number}/indstilling/")
    number = recommended(episode, **TALKS).episode.number
    assert words not in page(as_counsellor, f"/forloeb/{number}/visitation/")
    meeting(days=7)
    assert words in page(as_counsellor, f"/forloeb/{number}/visitation/")
    as_counsellor.post(f"/forloeb/{number}/indstilling/moede/", {"meeting": now.pk})
    item = AgendaItem.objects.get()
    assert words in page(as_authority, f"/moeder/{now.pk}/{item.pk}/")


@pytest.mark.req("KS-4.2-1")
def test_the_recommendation_says_when_the_next_meeting_is_too_late(
    as_counsellor: Client, case: Make, meeting: Make, on_day: Make
) -> None:
    episode = case()
    meeting(days=7)
    address = f"/forloeb/{episode.number}/indstilling/"
    assert TOO_LATE in page(as_counsellor, address)
    on_day("2023-04-11")
    words = "Mødet ligger for sent: afgørelsen skulle være truffet senest onsdag 5. april."
    assert words in page(as_counsellor, address)


def test_who_is_there_folds_away_once_it_is_noted(as_authority: Client, authority: Make, meeting: Make) -> None:
    now = meeting()
    address = f"/moeder/{now.pk}/"
    assert '<details class="fold" open>' in page(as_authority, address)
    as_authority.post(f"{address}til-stede/", {"present": [authority.pk]})
    body = page(as_authority, address)
    assert '<details class="fold">' in body and '<details class="fold" open>' not in body
