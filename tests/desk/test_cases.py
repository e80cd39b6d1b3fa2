"""A unit's cases, the search and the hand-over, within what one may see and nowhere else."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from brobygger.records.episodes.models import Episode, Event
from brobygger.records.people.models import Person
from brobygger.trust.models import AuditEntry
from tests.desk.test_my_day import count_queries, main_part, text


def test_the_list_is_sorted_by_the_next_practical_day(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    open_case(name="Sidste Person", days_ago=1)
    open_case(name="Første Person", days_ago=9)
    html = main_part(text(client_as(account), "/forloeb/"))
    assert html.index("Første Person") < html.index("Sidste Person")


def test_only_ones_own_units_are_listed(client_as, open_case):
    open_case(name="Karina Holst", unit="alcohol", line="alcohol")
    open_case(name="Bo Kjærgaard", unit="drug")
    html = main_part(text(client_as("counsellor", unit="drug"), "/forloeb/"))
    assert "Bo Kjærgaard" in html
    assert "Karina" not in html
    assert "Karina" not in main_part(text(client_as("counsellor", unit="drug"), "/forloeb/?enhed=alcohol"))


def test_filters_narrow_the_list_and_can_be_bookmarked(client_as, make_account, open_case):
    account = make_account("counsellor", unit=("drug", "alcohol"))
    open_case(name="Bo Kjærgaard", responsible=account)
    open_case(name="Tina Ravn", line="alcohol")
    assert "Tina" not in main_part(text(client_as(account), "/forloeb/?hvem=mine"))
    assert "Bo Kj" not in main_part(text(client_as(account), "/forloeb/?hvem=nobody"))
    assert "Bo Kj" not in main_part(text(client_as(account), "/forloeb/?omraade=alcohol"))
    assert "Bo Kj" not in main_part(text(client_as(account), "/forloeb/?trin=closed"))


def test_a_long_list_is_paged_by_key_with_every_case_once(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    for number in range(53):
        open_case(name=f"Person Nummer{number:02}", days_ago=number % 5)
    client, seen, address = client_as(account), [], "/forloeb/"
    while address:
        html = main_part(text(client, address))
        seen += [part.split("/")[0] for part in html.split('href="/forloeb/')[1:] if part[:4].isdigit()]
        after = html.split("efter=")
        address = "/forloeb/?efter=" + after[1].split('"')[0] if len(after) > 1 else ""
    assert sorted(seen) == sorted(Episode.objects.values_list("number", flat=True))


@pytest.mark.parametrize(
    "query",
    [
        "?efter=x.y",
        "?efter=2026-13-40.1",
        "?trin=nope",
        "?enhed=nope&hvem=all",
        "?efter=2026-01-01.99999999999999999999",
    ],
)
def test_nothing_in_an_address_breaks_the_list(client_as, open_case, query):
    open_case()
    assert client_as("counsellor").get(f"/forloeb/{query}").status_code == 200


def test_the_list_asks_the_same_number_of_questions_however_long(client_as, make_account, open_case):
    client = client_as("counsellor", unit="drug")
    open_case()
    client.get("/forloeb/")
    before = count_queries(client, "/forloeb/")
    for _ in range(15):
        open_case()
    assert count_queries(client, "/forloeb/") == before == 5


def find(client, query):
    return client.post("/soeg/", {"query": query}, follow=True)


def test_a_name_is_found_however_it_is_spelt(client_as, open_case):
    open_case(name="Christian Kjærgaard")
    client = client_as("counsellor", unit="drug")
    for query in ("kristian", "Kærgård", "kjærg", "Christian Kjaergaard"):
        assert "Christian Kjærgaard" in find(client, query).content.decode(), query
    assert "Christian" not in main_part(find(client, "mathilde").content.decode())


@pytest.mark.parametrize("query", ["Torbn", "Torbeen Hansen", "Dorben", "Torben Hasnen", "torbne han"])
def test_a_slip_of_a_letter_finds_the_name_all_the_same(client_as, open_case, query):
    open_case(name="Torben Hansen")
    html = main_part(find(client_as("counsellor", unit="drug"), query).content.decode())
    assert "Torben Hansen" in html
    assert ("Næsten samme navn" in html) == (query != "Torbeen Hansen")


@pytest.mark.parametrize("query", ["Tobias", "Torben Nielsen", "Trbne", "Jen"])
def test_what_is_no_slip_finds_nobody(client_as, open_case, query):
    episode = open_case(name="Torben Hansen")
    assert episode.number not in find(client_as("counsellor", unit="drug"), query).content.decode()


def test_a_cpr_number_leads_to_the_case_and_never_stands_in_an_address(client_as, open_case):
    episode = open_case()
    response = find(client_as("counsellor", unit="drug"), episode.person.cpr[:6] + "-" + episode.person.cpr[6:])
    assert response.redirect_chain[-1][0] == f"/forloeb/{episode.number}/"
    assert all(episode.person.cpr not in address for address, _status in response.redirect_chain)


def test_a_case_number_leads_to_the_case(client_as, open_case):
    episode = open_case()
    assert find(client_as("counsellor", unit="drug"), episode.number).redirect_chain


def test_a_whole_number_leads_to_the_page_that_asks_for_a_reason(client_as, open_case):
    episode = open_case(name="Karina Holst", unit="alcohol", line="alcohol")
    client = client_as("counsellor", unit="drug")
    for query in (episode.person.cpr, episode.number):
        answer = find(client, query)
        assert answer.status_code == 403
        assert "Forløbet hører ikke til i din enhed" in answer.content.decode()
        assert "Karina" not in answer.content.decode()
    assert "Ingen fundet" in find(client, "Karina").content.decode()


def test_nobody_is_found_outside_what_one_may_see(client_as, open_case):
    episode = open_case(name="Karina Holst", unit="alcohol", line="alcohol")
    client = client_as("secretary", unit="drug")
    for query in ("Karina", episode.person.cpr, episode.number):
        html = main_part(find(client, query).content.decode())
        assert episode.number not in html
        assert "Ingen fundet" in html


@pytest.mark.parametrize(
    ("query", "words"),
    [("a", "mindst to bogstaver"), ("320199-1234", "ikke et CPR-nummer"), ("!!", "mindst to bogstaver")],
)
def test_what_cannot_be_searched_says_so_beside_the_field(client_as, query, words):
    response = find(client_as("counsellor"), query)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_search_is_logged_without_the_words(client_as, open_case):
    open_case(name="Karina Holst")
    client = client_as("counsellor", unit="drug")
    find(client, "Karina")
    entry = AuditEntry.objects.filter(actor_id=client.account.pk, kind="search").latest("at")
    assert "Karina" not in str(entry.detail)


def test_a_whole_caseload_is_handed_over_in_one_act(client_as, make_account, open_case):
    giver, receiver = make_account("counsellor", name="Bent Krogh"), make_account("counsellor", name="Sara Holm")
    episodes = [open_case(responsible=giver) for _ in range(3)]
    client = client_as("manager", unit="drug")
    assert "Sara Holm" in text(client, f"/overdragelse/{giver.pk}/")
    data = {"episodes": [e.number for e in episodes[:2]], "receiver": receiver.pk, "reason": "Orlov til august"}
    assert client.post(f"/overdragelse/{giver.pk}/", data).status_code == 302
    assert Episode.objects.filter(responsible=receiver).count() == 2
    moved = Event.objects.filter(kind="case.handed-over")
    assert [event.text for event in moved].count("Orlov til august") == 2


def test_the_caseloads_that_can_be_handed_over_stand_behind_the_list(client_as, make_account, open_case):
    giver, other = make_account("counsellor", name="Bent Krogh"), make_account("counsellor", unit="alcohol")
    for _ in range(3):
        open_case(responsible=giver)
    open_case(unit="alcohol", line="alcohol", responsible=other)
    manager = client_as("manager", unit="drug")
    assert 'href="/overdragelse/"' in main_part(text(manager, "/forloeb/"))
    html = main_part(text(manager, "/overdragelse/"))
    assert f'href="/overdragelse/{giver.pk}/"' in html
    assert "3 åbne forløb" in html
    assert f"/overdragelse/{other.pk}/" not in html  # of a unit that is not the manager's
    assert "Mine egne forløb" in main_part(text(client_as(giver), "/overdragelse/"))
    nurse = client_as("nurse", unit="drug")
    assert "/overdragelse/" not in text(nurse, "/forloeb/")
    assert nurse.get("/overdragelse/").status_code == 403


def test_one_case_is_handed_over_from_its_own_page(client_as, make_account, open_case):
    giver = make_account("counsellor")
    episode, other = open_case(responsible=giver), open_case(responsible=giver)
    address = f"/overdragelse/{giver.pk}/?forloeb={episode.number}"
    client = client_as(giver)
    assert f'href="{address}"' in text(client, f"/forloeb/{episode.number}/")
    html = main_part(text(client, address))
    assert "Kun det forløb, du kom fra, er valgt." in html
    assert "checked" in html.partition(f'value="{episode.number}"')[2].partition(">")[0]
    assert f'href="/forloeb/{episode.number}/"' in html  # the way back
    assert "checked" not in html.partition(f'value="{other.number}"')[2].partition(">")[0]
    assert "/overdragelse/" not in text(client_as("nurse", unit="drug"), f"/forloeb/{episode.number}/")


def test_handing_over_nothing_or_to_nobody_says_what_is_missing(client_as, make_account, open_case):
    giver = make_account("counsellor")
    make_account("counsellor")
    open_case(responsible=giver)
    response = client_as(giver).post(f"/overdragelse/{giver.pk}/", {"reason": "Ferie"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Vælg mindst ét forløb" in html
    assert "<title>Fejl: " in html
    assert "Vælg den kollega, der tager over." in html
    assert "Ferie" in html


def test_choosing_a_unit_narrows_what_one_looks_at(client_as, make_account, open_case):
    account = make_account("counsellor", unit=("drug", "alcohol"))
    open_case(name="Bo Kjærgaard", responsible=account, days_ago=9)
    client = client_as(account)
    client.post("/enhed/", {"unit": "alcohol", "next": "/min-dag/"})
    assert "Bo Kjærgaard" not in text(client)
    assert client.post("/enhed/", {"unit": "drug", "next": "https://example.com/"}).url == "/min-dag/"
    assert "Bo Kjærgaard" in text(client)


def test_closed_cases_are_found_under_their_filter(client_as, make_account, open_case):
    from brobygger.records.episodes import services
    from brobygger.trust.access import SYSTEM
    from tests.cases import WORK

    episode = open_case(name="Bo Kjærgaard")
    services.record(SYSTEM, WORK, episode, "episode.closed", facts={"reason": "other"})
    client = client_as("counsellor", unit="drug")
    assert "Bo Kjærgaard" not in main_part(text(client, "/forloeb/"))
    assert "Bo Kjærgaard" in main_part(text(client, "/forloeb/?trin=closed"))


@pytest.mark.parametrize(
    "query",
    ["12 34 56 78", "+4512345678", "12345678", "5.4.1982", "05-04-1982", "050482", "1982-04-05"],
)
def test_a_telephone_number_and_a_birth_date_find_within_what_one_may_see(client_as, open_case, query):
    open_case(name="Karina Holst", phone="12 34 56 78", birth_date=date(1982, 4, 5))
    assert "Karina Holst" in main_part(find(client_as("counsellor", unit="drug"), query).content.decode())
    assert "Karina" not in find(client_as("counsellor", unit="alcohol"), query).content.decode()
    assert query not in main_part(find(client_as("counsellor", unit="drug"), query).content.decode())


def test_a_telephone_number_never_lays_an_alias_beside_a_name(client_as, open_case):
    open_case(line="alcohol", name="Solsort", is_alias=True, cpr="", phone="12 34 56 78")
    client = client_as("counsellor", unit="alcohol")
    assert "Solsort" in main_part(find(client, "12345678").content.decode())
    named = open_case(line="alcohol", name="Jan Yilmaz", phone="12345678")
    found = main_part(find(client, "12 34 56 78").content.decode())
    assert "Jan Yilmaz" in found and "Solsort" not in found
    alias = Person.objects.get(is_alias=True)
    assert alias.phone_index not in (None, Person.objects.get(pk=named.person_id).phone_index)


def test_a_telephone_number_from_before_is_parted_from_the_name(db, open_case):
    open_case(line="alcohol", name="Solsort", is_alias=True, cpr="", phone="12 34 56 78")
    open_case(name="Jan Yilmaz", phone="12345678")
    alias, named = Person.objects.get(is_alias=True), Person.objects.get(is_alias=False)
    parted = alias.phone_index
    Person.objects.filter(pk=alias.pk).update(phone_index=named.phone_index)
    import_module("brobygger.records.people.migrations.0007_telephones_under_an_alias").part(apps, None)
    alias.refresh_from_db()
    assert alias.phone_index == parted
    named_again = Person.objects.get(pk=named.pk)
    assert named_again.phone_index == named.phone_index


def test_the_running_number_finds_the_case(client_as, open_case):
    episode, other = open_case(name="Karina Holst"), open_case(name="Bo Friis")
    running = str(int(episode.number.split("-")[1]))
    html = main_part(find(client_as("counsellor", unit="drug"), running).content.decode())
    assert episode.number in html and other.number not in html
    assert "Karina" not in find(client_as("counsellor", unit="alcohol"), running).content.decode()


def test_the_case_bar_tells_how_to_reach_the_citizen(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    birth = date(1982, 4, 5)
    episode = open_case(phone="12 34 56 78", no_messages=True, birth_date=birth, responsible=account)
    html = text(client_as(account), f"/forloeb/{episode.number}/notater/")
    assert 'href="tel:12345678"' in html and "Læg ikke besked" in html and "år</li>" in html
