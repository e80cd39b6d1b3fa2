"""What a citizen, a relative or a professional can read without telling who they are."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from brobygger import standard

Read = Callable[[str], str]
At = Callable[[str], None]
PAGES = (
    "/", "/borger/", "/paaroerende/", "/under-30/", "/fagperson/", "/kontakt/", "/kontakt/drug/",
    "/kontakt/alcohol/", "/kontakt/perron-3/", "/kontakt/outreach-team/", "/behandling/", "/loefter/",
    "/om-os/", "/klag/", "/kvalitetsstandard/", "/kvalitetsstandard/1/", "/kvalitetsstandard/5/",
    "/dine-oplysninger/", "/tilgaengelighed/",
)  # fmt: skip


@pytest.mark.req("KS-4.1-1")
def test_the_front_page_says_how_to_get_help_now(read: Read, at_moment: At) -> None:
    at_moment("2026-03-02 10:00")
    page = read("/")
    assert "Åbent nu i dag til kl. 15" in page
    assert "Ring 58\xa057\xa048\xa090" in page or "Ring 58 57 48 90" in page
    assert "Tast 2 for alkohol, 3 for stoffer, 4 hvis du er under 30 år" in page
    assert "Du kan ringe eller møde op" in page
    assert "du behøver ikke sige, hvem du er" in page
    assert "112" in page


def test_the_number_can_be_pressed(client: Client, db: None) -> None:
    assert 'href="tel:+4558574890"' in client.get("/").content.decode()


@pytest.mark.req("KS-4.1-4")
def test_open_counselling_stands_on_the_front_page_with_its_hours(read: Read, at_moment: At) -> None:
    at_moment("2026-03-02 10:00")
    page = read("/")
    assert "Kom ind i dag" in page
    assert re.search(r"9–12 Alkoholbehandlingen, åben rådgivning, åbent nu", page)
    assert "Pårørende er også velkomne" in page
    at_moment("2026-03-02 12:30")
    assert "Alkoholbehandlingen" not in read("/").split("Kom ind i dag")[1].split("Du behøver ikke en tid")[0]


def test_on_a_holiday_it_says_when_someone_answers(read: Read, at_moment: At) -> None:
    at_moment("2026-04-03 10:00")  # Good Friday
    page = read("/")
    assert "Lukket nu Åbner tirsdag kl. 9" in page
    assert "Kom ind tirsdag 7. april" in page


@pytest.mark.parametrize(
    ("door", "address", "words"),
    [
        ("Borger", "/borger/", "ønsker råd eller behandling for at stabilisere, nedsætte eller stoppe"),
        ("Pårørende", "/paaroerende/", "1–3 samtaler med en behandler"),
        ("Under 30", "/under-30/", "Unge under 30 år"),
        ("Fagperson", "/fagperson/", "Du arbejder med mennesker, der har problemer med rusmidler"),
    ],
)
def test_each_finds_what_concerns_them(read: Read, client: Client, door: str, address: str, words: str) -> None:
    assert f'<a href="{address}">{door}</a>' in client.get("/").content.decode()
    page = read(address)
    assert words in page
    assert "Fra kvalitetsstandarden" in page
    assert "Tast" in page


@pytest.mark.req("KS-1-3")
def test_whom_the_centre_is_for(read: Read) -> None:
    page = read("/om-os/")
    assert "Borgere over 18 år" in page
    assert "stabilisere, nedsætte eller stoppe dit forbrug" in page
    assert "Pårørende" in page and "Fagpersoner" in page
    assert "Den åbne rådgivning i Alkoholbehandlingen er også for pårørende, alle hverdage kl. 9–12." in read(
        "/paaroerende/"
    )
    assert "Center for Børn og Familie" in read("/under-30/").split("Er du under 18 år?")[1]


@pytest.mark.req("KS-2-2")
def test_values_and_principles_are_published(read: Read) -> None:
    page = read("/om-os/")
    for value in ("Ligeværdighed", "Respekt", "Tillid", "Værdighed"):
        assert value in page
    principles = page.split("Vores principper")[1]
    for principle in (
        "Vi understøtter dine mål i rusmiddelbehandlingen",
        "Vi møder dig der, hvor du ønsker at møde os",
        "Vi bruger dine ressourcer på at nå dine mål",
        "Vi møder dig som et menneske, der har et misbrug",
        "alle skal have noget at leve af og leve for",
    ):
        assert principle in principles


@pytest.mark.req("KS-2-1")
def test_the_goal_may_be_to_stop_to_reduce_or_to_lessen_the_harm(read: Read) -> None:
    goals = read("/behandling/").split("Hvad målet kan være")[1].split("Hvad behandling kan være")[0]
    assert "Stoppe" in goals
    assert "Hvor det ikke er realistisk at stoppe lige nu" in goals
    assert "Mindske skaderne" in goals and "Det er et mål i sig selv" in goals


@pytest.mark.req("KS-4.3-1")
def test_the_kinds_of_treatment_are_told(read: Read) -> None:
    page = read("/behandling/")
    for kind in ("Ambulant behandling", "Dagbehandling", "højst 8–10", "Efterbehandling", "Døgnbehandling"):
        assert kind in page
    assert "Udekørende behandling" in page and "Korsør og Skælskør" in page


@pytest.mark.req("KS-5.7-1", "KS-3.1-5")
@pytest.mark.req("KS-3.4-1")
def test_the_one_thing_that_is_passed_on_is_said(read: Read) -> None:
    told = read("/dine-oplysninger/")
    assert "orienterer vi Center for Børn og Familie, når du bliver indskrevet" in told
    assert "Er du anonym, har vi intet navn at give videre. Én pligt gælder altid: at underrette" in told
    assert "at du er indskrevet hos os, og hvilke børn der bor hjemme" in read("/kvalitetsstandard/3/")


def test_gift_cards_are_not_used(read: Read) -> None:
    page = read("/behandling/")
    assert "bruger for tiden ikke gavekort" in page
    assert "serviceloven § 101, stk. 9–11" in page


@pytest.mark.req("KS-6-1")
@pytest.mark.parametrize(
    ("unit", "choice", "street"),
    [
        ("drug", 3, "Ingemannsvej 26, 1. sal"),
        ("alcohol", 2, "Ingemannsvej 26, st."),
        ("perron-3", 4, "Ingemannsvej 24"),
    ],
)
def test_each_unit_publishes_how_to_reach_it(read: Read, unit: str, choice: int, street: str) -> None:
    for address in ("/kontakt/", f"/kontakt/{unit}/"):
        page = read(address)
        assert street in page
        assert f"58 57 48 90, tast {choice}" in page
        assert "Mandag til onsdag 9–15 Torsdag 9–17.30 Fredag 9–13" in page
        assert "Vi kan også aftale en anden tid" in page
        assert standard.load().unit(unit).target_group.da in page


@pytest.mark.req("KS-6-2")
def test_each_age_and_substance_has_its_unit(read: Read) -> None:
    page = read("/kontakt/")
    assert "Voksne over 30 år med et problematisk forbrug eller et misbrug af stoffer" in page
    assert "Voksne over 30 år med et problematisk forbrug, et overforbrug eller et misbrug af alkohol" in page
    assert "Unge under 30 år med et problematisk forbrug eller et misbrug af stoffer, alkohol eller begge" in page


@pytest.mark.req("KS-5.8.1-1", "KS-5.8.2-1")
def test_how_to_complain_about_either_line(read: Read) -> None:
    page = read("/klag/")
    assert "Ingemannsvej 26" in page
    drug, alcohol = page.split("Send klagen til")[1].split("Alkoholbehandling", 1)
    assert "mundtligt eller skriftligt" in drug
    assert "et afslag, en ændring af din behandling" in drug
    assert "Fire uger til at klage" in drug and "Ankestyrelsen" in drug
    assert "kan ikke klage til en anden myndighed" in alcohol
    assert "serviceniveauet, tilbuddene, pladserne og personalets optræden" in alcohol


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_neutral_cookieless_and_in_both_languages(client: Client, db: None, address: str) -> None:
    danish, english = client.get(address), client.get("/en" + address)
    assert (danish.status_code, english.status_code) == (200, 200)
    assert '<html lang="da">' in danish.content.decode()
    assert '<html lang="en">' in english.content.decode()
    for response in (danish, english):
        title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)
        assert title and title[1].endswith("Slagelse Kommune")
        assert not re.search(r"rus|stof|alkohol|drug|alcohol", title[1], re.IGNORECASE)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.headers["Cache-Control"] == "public, max-age=60"
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy
        assert "geolocation=()" in response.headers["Permissions-Policy"]


def test_the_language_of_the_browser_does_not_decide(client: Client, db: None) -> None:
    assert "Få hjælp nu" in client.get("/", headers={"Accept-Language": "en"}).content.decode()


def test_the_language_link_leads_to_the_same_page(client: Client, db: None) -> None:
    assert 'href="/en/klag/" lang="en"' in client.get("/klag/").content.decode()
    assert 'href="/klag/" lang="da"' in client.get("/en/klag/").content.decode()


@pytest.mark.parametrize("address", ["/kontakt/ukendt/", "/kvalitetsstandard/99/"])
def test_what_is_not_there_is_a_page_too(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nobody_can_write_here(client: Client, db: None) -> None:
    assert client.post(reverse("public:front")).status_code == 405
