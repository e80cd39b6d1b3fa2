"""Intake on the file of a municipality of one team, where drug treatment may be anonymous too."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brobygger.care.intake.models import Inquiry
from brobygger.records.consents import selectors
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED
from brobygger.records.episodes.models import Event, StoredDeadline
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.standard import loading
from brobygger.web.shell import Shell
from tests.care.intake.test_enrolment_page import at_home
from tests.care.intake.test_enrolment_page import filled as enrolment
from tests.care.intake.test_inquiry_pages import filled as inquiry_form
from tests.cases import called

Make = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("nordby")


@pytest.fixture
def client(client_as: Make) -> Any:
    """A counsellor of the one team."""
    return client_as("counsellor", unit="team")


def asked(form: dict[str, Any]) -> dict[str, Any]:
    """The enrolment of the packaged file, as this one's partners are called."""
    others = {"own-doctor": "doctor", "psychiatry": "regional-psychiatry", "jobcentre": "work-house"}
    found = {}
    for name, value in form.items():
        kind, dash, question = name.partition("-")
        partner, dot, purpose = question.partition(".")
        found[f"{kind}{dash}{others[partner]}{dot}{purpose}" if partner in others else name] = value
    return found


def test_nobody_is_asked_for_a_unit_and_the_band_of_age_has_its_words(client: Any) -> None:
    page = client.get("/henvendelser/ny/").text
    assert 'name="unit"' not in page and 'name="unit_reason"' not in page
    client.post("/henvendelser/ny/", inquiry_form(age="16"))
    row = Inquiry.objects.get()
    assert row.unit == "team"
    for address in (f"/henvendelser/{row.pk}/", f"/henvendelser/{row.pk}/noteret/"):
        shown = client.get(address)
        if shown.status_code == 200:
            assert "forældrenes samtykke" in shown.text and "Enhed" not in shown.text
    assert "forældrenes samtykke" in client.get(f"/henvendelser/{row.pk}/").text


def test_an_age_is_asked_for_without_speaking_of_units(client: Any) -> None:
    answer = client.post("/henvendelser/ny/", inquiry_form(age=""))
    assert "Skriv en alder. Et skøn er nok." in answer.text and "enhed" not in answer.text.lower()


def test_the_time_to_decide_counts_from_full_documentation(client: Any, inquiry: Make, on_day: Any) -> None:
    on_day("2027-03-05")
    episode = inquiry(taker=client.account).episode
    page = f"/forloeb/{episode.number}/oplyst/"
    assert page in client.get(f"/forloeb/{episode.number}/borger/").text
    assert not StoredDeadline.objects.filter(episode=episode, clock="decision").exists()
    assert client.post(page, {"day": "2027-03-06", "time": ""}).status_code == 422
    assert client.post(page, {"day": "", "time": ""}).status_code == 303
    found = StoredDeadline.objects.get(episode=episode, clock="decision")
    assert (found.started_on, found.due_on) == (date(2027, 3, 5), date(2027, 3, 19))
    assert "Sagen er fuldt oplyst" in client.get(f"/forloeb/{episode.number}/").text
    assert "Det er noteret" in client.get(page).text


def test_where_nothing_counts_from_it_nobody_is_asked(
    client_as: Make, inquiry: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(loading.VARIABLE)
    loading._in_use.cache_clear()
    client = client_as("counsellor", unit="drug")
    number = inquiry(taker=client.account).episode.number
    assert "/oplyst/" not in client.get(f"/forloeb/{number}/borger/").text
    assert client.get(f"/forloeb/{number}/oplyst/").status_code == 404


@pytest.mark.req("KS-3.2-3")
def test_drug_treatment_is_anonymous_where_the_file_says_so(client: Any, inquiry: Make) -> None:
    assert "Behandlingen kan være anonym hele vejen" in client.get("/henvendelser/ny/").text
    row = inquiry(substance="cannabis", name="Fugl", anonymous=True, taker=client.account)
    page = f"/forloeb/{row.episode.number}/indskrivning/"
    shown = client.get(page).text
    assert 'id="id_cpr"' not in shown and "Behandlingen er anonym her" in shown
    usual = asked(enrolment(row.episode.person, cpr=""))
    assert client.post(page, usual).status_code == 303
    assert Event.objects.get(kind="enrolment.completed").facts["anonymous"] is True
    answer = client.post(page, {**usual, "cpr": "0107501AB1"})
    assert answer.status_code == 422 and "At blive kendt er en ny henvendelse" in answer.text


@pytest.mark.req("KS-3.4-1", "KS-5.4-3")
def test_partners_are_found_by_what_the_file_says_that_they_are_for(client: Any, inquiry: Make) -> None:
    row = inquiry(taker=client.account)
    number = row.episode.number
    page = client.get(f"/forloeb/{number}/indskrivning/").text
    assert [one for one in ("Din læge", "Psykiatrien i regionen", "Jobhuset Nordby") if one not in page] == []
    new = asked(enrolment(row.episode.person, **at_home(("Alma", "5.4.2016"))))
    assert client.post(f"/forloeb/{number}/indskrivning/", new).status_code == 303
    client.post(f"/forloeb/{number}/orientering/send/", {"told": "on"})
    notice = Letter.objects.get(kind="enrolment-notice")
    assert notice.recipient_name == "Familieafdelingen"
    post.hand_over_now(notice.pk)
    assert Event.objects.get(kind="enrolment-notice.sent").facts["to"] == "family-department"
    assert selectors.substitution_may_start(row.episode)
    told = client.get(f"/forloeb/{number}/samtykker/doctor.cooperation/").text
    assert "Substitutionsbehandling kan ikke begynde" in told
    conference = f"/forloeb/{number}/konference/"
    assert f"/forloeb/{number}/samtykker/regional-psychiatry.conference/" in client.get(conference).text


def test_the_time_to_decide_is_asked_to_begin_wherever_a_decision_is_owed(
    client: Any, client_as: Make, on_day: Any
) -> None:
    """It counts from full documentation, which nobody notes by themselves."""
    on_day("2027-03-05")
    case = called(taker=client.account).enrolled()
    whole, page = f"/forloeb/{case.number}/", f"/forloeb/{case.number}/oplyst/"
    assert "Er sagen fuldt oplyst?" not in client.get("/min-dag/").text
    case.happened(ASSESSMENT_COMPLETED).recommended(
        kind_of_treatment="ambulatory-individual", wished_kind="ambulatory-individual"
    )
    authority = client_as("authority", unit="team")
    decide = f"/forloeb/{case.number}/afgoerelse/"
    for shown, at in ((client, whole), (client, "/min-dag/"), (authority, decide)):
        assert page in shown.get(at).text, at
    assert "Er sagen fuldt oplyst?" in client.get(whole).text
    assert "I én sag løber fristen for afgørelsen ikke endnu." in client.get("/min-dag/").text
    assert "ikke noteret, at sagen er fuldt oplyst" in authority.get(decide).text
    assert client.post(page, {"day": "", "time": ""}).status_code == 303
    for shown, at in ((client, whole), (client, "/min-dag/"), (authority, decide)):
        assert page not in shown.get(at).text, at


def test_a_no_asks_for_no_more_documentation_before_something_new_is_recommended(client: Any, on_day: Any) -> None:
    on_day("2027-03-05")
    case = called(taker=client.account).enrolled().happened(ASSESSMENT_COMPLETED)
    client.post(f"/forloeb/{case.number}/oplyst/", {"day": "", "time": ""})
    on_day("2027-03-09")
    case.refused()
    on_day("2027-03-12")
    assert "Er sagen fuldt oplyst?" not in client.get("/min-dag/").text
    case.recommended(kind_of_treatment="ambulatory-individual", wished_kind="ambulatory-individual")
    assert "Er sagen fuldt oplyst?" in client.get("/min-dag/").text


def test_the_menu_counts_what_is_to_be_decided(client: Any, client_as: Make, on_day: Any) -> None:
    on_day("2027-03-05")
    case = called(taker=client.account).enrolled().happened(ASSESSMENT_COMPLETED)
    case.recommended(kind_of_treatment="ambulatory-individual", wished_kind="ambulatory-individual")
    authority = client_as("authority", unit="team")
    for at in ("/min-dag/", "/til-afgoerelse/"):
        shown = authority.get(at)
        counts = {item.label: item.count for item in Shell(shown.wsgi_request).nav}
        assert counts["Til afgørelse"] == 1, at


def test_what_the_packaged_file_says_is_not_said_here(client: Any, client_as: Make, inquiry: Make) -> None:
    young = client.post("/henvendelser/ny/", inquiry_form(age="14")).text
    assert "Under 15 år: guid videre" in young and "18 år: guid" not in young
    client.post("/henvendelser/ny/", inquiry_form(age="14", guided="1"))
    assert "For ung til centret" in client.get("/henvendelser/").text
    row = inquiry(taker=client.account)
    assert "familiesamtaler" not in client.get(f"/forloeb/{row.episode.number}/indskrivning/").text
    assert "Hver tirsdag, kun med borgerens samtykke" in client_as("counsellor", unit="team").get("/konference/").text


def test_where_no_meeting_decides_nobody_is_asked_who_comes(client: Any, inquiry: Make) -> None:
    row = inquiry(taker=client.account)
    page = client.get(f"/forloeb/{row.episode.number}/indstilling/", follow=True)
    assert page.status_code == 200 and "Borgerens egne ord" in page.text
    assert "takes_part" not in page.text and "mødet læser" not in page.text
