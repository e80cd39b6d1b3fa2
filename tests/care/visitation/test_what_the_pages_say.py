"""What the pages of visitation say when a day is closed, a meeting has passed, or the chosen place has news."""

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Meeting
from brobygger.ground import clock
from brobygger.records.episodes.models import StoredDeadline
from brobygger.trust.access import SYSTEM
from tests.care.visitation.pages import Make, decision, page
from tests.cases import REFUSED


def test_a_start_on_a_closed_day_is_warned_of_by_its_name(as_authority: Client, case: Make) -> None:
    number = case().number
    typed = decision(choice="ambulatory-individual", start_on="2023-04-07", act="save")
    as_authority.post(f"/forloeb/{number}/afgoerelse/", typed)
    assert "Vi har lukket fredag 7. april (langfredag)" in page(as_authority, f"/forloeb/{number}/afgoerelse/")
    typed |= {"start_on": "2023-04-11", "version": 1}
    as_authority.post(f"/forloeb/{number}/afgoerelse/", typed)
    assert "Vi har lukket" not in page(as_authority, f"/forloeb/{number}/afgoerelse/")


def test_no_meeting_is_planned_on_a_closed_day(as_authority: Client, day: None) -> None:
    typed = {"on": "2023-04-07", "starts": "13:00", "ends": "14:00"}
    answer = as_authority.post("/moeder/nyt/", typed)
    assert answer.status_code == 422 and "langfredag" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_that_passed_says_so(as_authority: Client, recommended: Make, meeting: Make, on_day: Make) -> None:
    meeting()
    number = recommended().episode.number
    address = f"/forloeb/{number}/visitation/"
    assert "På dagsordenen" in page(as_authority, address)
    on_day("2023-04-12")
    assert "På dagsordenen" not in page(as_authority, address)
    assert "Mødet er forbi, og forløbet blev hverken afgjort eller udsat" in page(as_authority, address)


@pytest.mark.req("KS-3.6-1")
def test_the_chosen_place_may_tell_another_day(as_counsellor: Client, decided: Make, on_day: Make) -> None:
    episode = decided().episode
    choice = services.choose_provider(SYSTEM, episode, "Ringgården", approved=True, similar=True)
    services.accepted(SYSTEM, choice, clock.today().replace(day=20))
    on_day("2023-04-12")
    address = f"/forloeb/{episode.number}/valg-af-sted/svar/"
    body = page(as_counsellor, address)
    assert "Stedet oplyser en ny dag, eller om dets læge" in body and 'value="2023-04-20"' in body
    news = {"what": "accepted", "starts_on": "2023-05-04", "doctor": "yes"}
    assert as_counsellor.post(address, news).status_code == 303
    waits = StoredDeadline.objects.filter(episode=episode, clock="provider-start", outcome="open")
    assert [str(one.due_on) for one in waits] == ["2023-05-07"]


def test_a_met_decision_shows_the_day_it_was_met(as_authority: Client, decided: Make) -> None:
    number = decided(**REFUSED).episode.number
    body = page(as_authority, f"/forloeb/{number}/afgoerelse/")
    assert "tirsdag 4. april" in body and "onsdag 5. april" not in body
