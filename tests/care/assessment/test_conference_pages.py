"""The Thursday conference: only with consent, closed on holidays."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.assessment import services
from brobygger.care.assessment.models import ConferenceItem
from brobygger.records.episodes.models import Event
from brobygger.trust.access import SYSTEM

Make = Callable[..., Any]
ASKED = {"day": "2026-03-05", "question": "Skal han udredes for ADHD?"}


def page_of(episode: Any) -> str:
    return f"/forloeb/{episode.number}/konference/"


@pytest.mark.req("KS-4.2-4")
def test_without_consent_the_case_is_not_put_on(client_as: Make, open_case: Make, on_day: Make) -> None:
    on_day("2026-03-02")
    episode, client = open_case(), client_as("counsellor")
    assert "Borgerens samtykke mangler" in client.get(page_of(episode)).text
    answer = client.post(page_of(episode), ASKED)
    assert answer.status_code == 422
    assert "Borgeren har ikke givet samtykke til, at vi tager forløbet op med psykiatrien." in answer.text
    assert ASKED["question"] in answer.text
    assert not ConferenceItem.objects.exists()


@pytest.mark.req("KS-4.2-4")
def test_a_case_goes_on_the_next_thursday_and_is_held(
    client_as: Make, open_case: Make, say_yes: Make, on_day: Make
) -> None:
    on_day("2026-03-02")
    episode, client = open_case(), client_as("counsellor")
    say_yes(episode)
    assert "Forløbet er på dagsordenen." in client.post(page_of(episode), ASKED, follow=True).text
    assert "Forløbet er på dagsordenen." in client.post(page_of(episode), ASKED, follow=True).text
    other = client.post(page_of(episode), {**ASKED, "question": "Noget andet?"})
    assert other.status_code == 422 and "Noget andet?" in other.text
    assert "Forløbet står allerede på den dagsorden." in other.text and ConferenceItem.objects.count() == 1
    agenda = client.get("/konference/").text
    assert "torsdag 5. marts" in agenda and "Jens Aagaard" in agenda and ASKED["question"] in agenda

    item = ConferenceItem.objects.get()
    early = client.post(f"/konference/sag/{item.pk}/", {"outcome": "Udredes"})
    assert early.status_code == 422
    on_day("2026-03-05")
    client.post(f"/konference/sag/{item.pk}/", {"outcome": "Udredes i april", "took_part": "Overlæge Bo"})
    event = Event.objects.get(kind="conference.held")
    assert event.facts["conference"] == "psychiatry"
    on_day("2026-03-09")
    assert "Udredes i april" in client.get("/konference/").text
    assert client.post(f"/konference/sag/{item.pk}/", {"outcome": "Igen"}).status_code == 422


@pytest.mark.req("KS-4.2-4", "KS-5.4-1")
def test_a_consent_withdrawn_later_takes_it_off(client_as: Make, open_case: Make, say_yes: Make, on_day: Make) -> None:
    on_day("2026-03-02")
    episode, client = open_case(), client_as("counsellor")
    say_yes(episode)
    client.post(page_of(episode), ASKED)
    on_day("2026-03-04")
    say_yes(episode, no=True)
    agenda = client.get("/konference/").text
    assert "ikke på dagsordenen: samtykket mangler" in agenda
    assert ASKED["question"] not in agenda
    on_day("2026-03-05")
    item = ConferenceItem.objects.get()
    answer = client.post(f"/konference/sag/{item.pk}/", {"outcome": "Talt om alligevel"})
    assert answer.status_code == 422
    assert not Event.objects.filter(kind="conference.held").exists()


@pytest.mark.req("KS-4.2-4")
def test_no_conference_on_a_holiday(client_as: Make, open_case: Make, say_yes: Make, on_day: Make) -> None:
    on_day("2026-03-30")
    episode, client = open_case(), client_as("counsellor")
    say_yes(episode)
    page = client.get(page_of(episode)).text
    assert "torsdag 2. april: ingen konference" in page
    assert 'value="2026-04-02"' not in page and 'value="2026-04-09"' in page
    assert "Ingen konference" in client.get("/konference/").text
    refused = client.post(page_of(episode), {**ASKED, "day": "2026-04-02"})
    assert "Der er ingen konference den dag." in refused.text
    for day, code in (("2026-04-02", "closed-day"), ("2026-04-03", "not-a-meeting-day"), ("2026-03-26", "past")):
        from datetime import date

        with pytest.raises(services.AssessmentRefused) as why:
            services.put_on(SYSTEM, episode, date.fromisoformat(day), "Hvad nu?")
        assert why.value.code == code


def test_it_can_be_taken_off(client_as: Make, open_case: Make, say_yes: Make, on_day: Make) -> None:
    on_day("2026-03-02")
    episode, client = open_case(), client_as("nurse")
    say_yes(episode)
    client.post(page_of(episode), ASKED)
    item = ConferenceItem.objects.get()
    client.post(f"/konference/sag/{item.pk}/tag-af/")
    assert ConferenceItem.objects.get().state == "taken-off"
    assert "Forløbet er på dagsordenen." in client.post(page_of(episode), ASKED, follow=True).text


def test_only_ones_own_units_cases_stand_on_the_agenda(
    client_as: Make, open_case: Make, say_yes: Make, on_day: Make
) -> None:
    on_day("2026-03-02")
    episode = open_case()
    say_yes(episode)
    client_as("counsellor").post(page_of(episode), ASKED)
    item = ConferenceItem.objects.get()
    other = client_as("counsellor", unit="alcohol")
    assert "Jens Aagaard" not in other.get("/konference/").text
    assert other.get(f"/konference/sag/{item.pk}/").status_code in (403, 404)
    assert other.post(f"/konference/sag/{item.pk}/tag-af/").status_code in (403, 404)
    assert client_as("secretary").get("/konference/").status_code == 403


def test_the_agenda_asks_the_database_a_fixed_number_of_times(
    client_as: Make, open_case: Make, say_yes: Make, on_day: Make, django_assert_num_queries: Make
) -> None:
    on_day("2026-03-02")
    client = client_as("counsellor")
    counts = []
    for _round in range(2):
        for _case in range(3):
            episode = open_case()
            say_yes(episode)
            client.post(page_of(episode), ASKED)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.get("/konference/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/konference/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
