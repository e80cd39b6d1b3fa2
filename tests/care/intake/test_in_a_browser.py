"""Intake in a real browser: without scripts, on a phone, and with nothing that axe can find."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brobygger.care.intake import access as actions
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import concerns, enrolment
from brobygger.care.intake.services.concerns import NewConcern
from brobygger.care.intake.services.enrolment import Enrolment
from brobygger.records.consents.services import NewAnswer
from brobygger.records.people.services import ChildDraft, PersonDraft
from brobygger.trust.access import SYSTEM
from tests.browser import NARROW, PHONE, WIDE, off_screen_at_double
from tests.care.intake.test_inquiry_pages import filled

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req("KS-4.1-1")
def test_a_call_is_written_down_on_a_phone_without_scripts(visit: Make) -> None:
    page = visit("counsellor", unit="drug", width=PHONE, javascript=False)
    page.goto("/henvendelser/ny/")
    for answer in ("Borgeren", "Telefon", "Behandling eller en snak om det"):
        page.get_by_role("radio", name=answer, exact=True).check()
    page.get_by_role("radio", name="Kokain").check()
    page.get_by_label("Alder, fødselsdato eller CPR").fill("44")
    page.get_by_role("button", name="Gem henvendelsen").click()
    assert "Stofbehandlingen" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Tag den").click()
    page.get_by_role("link", name="Indskriv", exact=True).click()
    page.locator("[name=name]").fill("Jens Aagaard")
    page.get_by_label("CPR-nummer").fill("0107801235")
    page.locator("[name=children_at_home][value=no]").check()
    page.get_by_label("Jeg har fortalt borgeren").check()
    page.get_by_role("button", name="Indskriv borgeren").click()
    assert page.get_by_role("heading", name="Borgeren er indskrevet").is_visible()


def test_only_what_a_relative_needs_is_asked(visit: Make) -> None:
    page = visit("counsellor", unit="alcohol", javascript=False)
    page.goto("/henvendelser/ny/")
    assert page.get_by_label("Alder, fødselsdato eller CPR").is_visible()
    assert not page.get_by_role("radio", name="Børn i familien").is_visible()
    page.get_by_role("radio", name="En pårørende").check()
    page.get_by_role("radio", name="Telefon", exact=True).check()
    assert not page.get_by_label("Alder, fødselsdato eller CPR").is_visible()
    page.get_by_role("radio", name="Børn i familien").check()
    page.get_by_role("button", name="Gem henvendelsen").click()
    assert "Noteret som rådgivning givet" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_accessible(
    visit: Make, make_account: Make, inquiry: Make, assert_accessible: Make, width: int
) -> None:
    account = make_account("counsellor", "manager", unit="drug")
    waits, taken = inquiry(), inquiry(age="0107801235", taker=account)
    children = (ChildDraft("Alma Aagaard", date(2016, 4, 5)),)
    answers = (NewAnswer("own-doctor", "cooperation", "given"), NewAnswer("jobcentre", "cooperation", "withdrawn"))
    person = PersonDraft(name="Jens Aagaard", cpr="0107801235", address="Havnegade 3", address_protected=True)
    version = taken.episode.person.version
    enrolment.enrol(SYSTEM, actions.ENROL, taken.episode, Enrolment(person, version, "yes", children, answers, True))
    concern = NewConcern("child", "Barnet er alene om natten.", "no", "Fare for barnet.")
    concerns.notify(SYSTEM, actions.CONCERN, taken.episode, concern)
    case = f"/forloeb/{taken.episode.number}/"
    page = visit(account, width=width)
    for address in (
        "/henvendelser/", "/henvendelser/ny/", f"/henvendelser/{waits.pk}/", f"/henvendelser/{taken.pk}/",
        f"/forloeb/{waits.episode.number}/indskrivning/", case + "indskrivning/", case + "orientering/",
        case + "underretning/", case + "borger/", case + "borger/ret/", case + "samtykker/",
        case + "samtykker/psychiatry.conference/",
    ):  # fmt: skip
        assert page.goto(address).status == 200, address
        assert_accessible(page)
    page.goto("/henvendelser/ny/")
    page.get_by_role("button", name="Gem henvendelsen").click()
    assert page.get_by_role("alert").is_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_was_written_for_another_unit_and_a_number_known_elsewhere_are_accessible(
    visit: Make, make_account: Make, client_as: Make, inquiry: Make, assert_accessible: Make, width: int
) -> None:
    account = make_account("counsellor", unit="drug")
    client = client_as(account)
    inquiry(age="0107801235", substance="alcohol", name="Jens Gammel")
    client.post("/henvendelser/ny/", filled(age="0107801235", substance="alcohol", unit="alcohol"))
    elsewhere = Inquiry.objects.latest("pk")
    client.post("/henvendelser/ny/", filled(age="0107801235", take=""))
    taken = Inquiry.objects.latest("pk")
    page = visit(account, width=width)
    for address, status in (
        (f"/henvendelser/{elsewhere.pk}/laes/", 200),
        (f"/forloeb/{taken.episode.number}/samme-borger/", 403),
    ):
        assert page.goto(address).status == status, address
        assert_accessible(page)
        assert not off_screen_at_double(page), address
        page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("textbox").fill("Borgeren sidder her og vil tale med os nu")
    page.locator("main").get_by_role("button").first.click()
    assert page.url.endswith("/samme-borger/")
    assert_accessible(page)
    assert not off_screen_at_double(page)
