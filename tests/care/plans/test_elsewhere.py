"""Treatment at another provider: from its start the centre follows it, and each promise of 6.5.7 can be met."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from brobygger.care.plans import services
from brobygger.records.episodes.milestones import DECISION_MADE
from brobygger.records.episodes.models import StoredDeadline
from brobygger.trust.access import SYSTEM
from tests.care.plans.cases import decided_case
from tests.cases import moment

Open = Callable[..., Any]
As = Callable[..., Client]
Day = Callable[[str], None]
HAVNEN = {"provider": "other", "provider_name": "Havnen"}


def started_at_havnen(open_case: Open, client_as: As, kind: str) -> Any:
    case = open_case(until="decided", kind=kind)
    case.client = client_as(case.counsellor)
    typed = {"kind_of_treatment": kind, "day": "2023-04-03", "substitution": "no", **HAVNEN}
    assert case.client.post(f"/forloeb/{case.number}/behandlingsstart/", typed).status_code == 303
    case.elsewhere = f"/forloeb/{case.number}/andet-sted/"
    return case


def due(case: Any, clock: str) -> StoredDeadline:
    found: StoredDeadline = case.episode.deadlines.get(clock=clock)
    return found


def test_a_start_at_another_place_starts_the_status_and_a_note_meets_it(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = started_at_havnen(open_case, client_as, "ambulatory-individual")
    assert case.kinds[-2:] == ["treatment.started", "external.enrolled"]
    status = due(case, "external-status-ambulatory")
    assert (str(status.due_on), status.outcome) == ("2023-05-15", "open")
    assert "Havnen" in case.client.get(f"/forloeb/{case.number}/plan/").content.decode()
    on_day("2023-05-02")
    assert case.client.post(case.elsewhere, {"day": "2023-05-02"}).status_code == 422
    too_early = case.client.post(case.elsewhere, {"day": "2023-04-01", "what": "status", "text": "Alt vel"})
    assert too_early.status_code == 422 and "Alt vel" in too_early.content.decode()
    assert "Behandlingen begyndte først 3. april" in too_early.content.decode()
    sent = {"day": "2023-05-02", "what": "status", "text": "Kommer hver gang."}
    assert case.client.post(case.elsewhere, sent).status_code == 303
    status = due(case, "external-status-ambulatory")
    assert (str(status.met_on), status.outcome) == ("2023-05-02", "met")
    assert "Kommer hver gang." in case.client.get(f"/forloeb/{case.number}/").content.decode()


def test_a_long_course_is_visited_halfway_and_an_unknown_length_is_asked_for(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = started_at_havnen(open_case, client_as, "residential")
    assert str(due(case, "external-status-day-residential").due_on) == "2023-04-17"
    assert not case.episode.deadlines.filter(clock="supervision-visit").exists()
    assert due(case, "external-course-length").outcome == "open"
    without = case.client.post(case.elsewhere, {"day": "2023-04-04", "what": "length"})
    assert without.status_code == 422 and "hvor mange uger" in without.content.decode()
    for weeks, halfway in (("12", "2023-05-15"), ("20", "2023-06-12")):
        told = {"day": "2023-04-04", "what": "length", "weeks": weeks}
        assert case.client.post(case.elsewhere, told).status_code == 303
        assert str(due(case, "supervision-visit").due_on) == halfway
    assert not case.episode.deadlines.filter(clock="external-course-length", outcome="open").exists()
    on_day("2023-05-10")
    assert case.client.post(case.elsewhere, {"day": "2023-05-10", "what": "visit"}).status_code == 303
    assert due(case, "supervision-visit").outcome == "met"


def test_what_a_place_says_is_offered_from_my_day_and_only_while_treatment_is_there(
    open_case: Open, client_as: As, on_day: Day
) -> None:
    case = started_at_havnen(open_case, client_as, "ambulatory-individual")
    on_day("2023-05-12")
    day = case.client.get("/min-dag/").content.decode()
    assert case.elsewhere in day and "Uden frist, men ikke afsluttet" not in day
    own = decided_case(case.counsellor, on_day, until="started", cpr="0107501AB2")
    page = case.client.get(f"/forloeb/{own.number}/andet-sted/")
    assert page.status_code == 200 and "kører ingen behandling" in page.content.decode()
    refused = case.client.post(f"/forloeb/{own.number}/andet-sted/", {"day": "2023-05-10", "what": "status"})
    assert refused.status_code == 422


def test_the_length_of_the_decision_is_the_length_of_the_course(open_case: Open, on_day: Day) -> None:
    case = open_case(until="inquiry")
    granted = {"outcome": "granted", "kind_of_treatment": "residential", "favourable": True, "weeks": 8}
    case.happened(DECISION_MADE, on="2023-03-31", **granted)
    new = services.NewStart("residential", "other", "Havnen")
    services.start_treatment(SYSTEM, case.episode, new, occurred_at=moment("2023-04-03"))
    assert str(due(case, "supervision-visit").due_on) == "2023-05-01"
