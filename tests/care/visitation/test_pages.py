"""The pages, driven as their users drive them: without a script, every sentence in Danish."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brobygger.care.visitation.models import AgendaItem, Decision, Meeting, Recommendation
from brobygger.records.episodes.models import Event
from tests.care.visitation.pages import Make, decision, page, typed

QUERIES = {"case": 16, "meeting": 10, "item": 26, "meetings": 7, "appeals": 8}


@pytest.mark.req("KS-4.2-5", "KS-2-3")
def test_a_recommendation_is_written_and_submitted(as_counsellor: Client, case: Make, meeting: Make) -> None:
    meeting(days=2)
    number = case().number
    address = f"/forloeb/{number}/indstilling/"
    assert "Borgerens egne ord" in page(as_counsellor, address)
    answer = as_counsellor.post(address, typed(act="save", own_words="", read_by_citizen=None))
    assert answer.status_code == 303
    assert "Et fast sted om dagen." in page(as_counsellor, address)
    version = Recommendation.objects.get().version
    answer = as_counsellor.post(address, typed(act="submit", own_words="", read_by_citizen=None, version=version))
    body = answer.content.decode()
    assert answer.status_code == 422 and "med borgerens egne ord" in body and "Et fast sted om dagen." in body
    version = Recommendation.objects.get().version
    answer = as_counsellor.post(address, typed(act="submit", version=version))
    assert answer.status_code == 303
    body = page(as_counsellor, f"/forloeb/{number}/visitation/")
    assert "Jeg har brug for et sted at møde op hver dag." in body and "På dagsordenen" in body


def test_what_is_typed_wrongly_stays_and_is_told(as_counsellor: Client, case: Make) -> None:
    address = f"/forloeb/{case().number}/indstilling/"
    answer = as_counsellor.post(address, typed(act="submit", start_on="i morgen", weeks="mange"))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "i morgen" in body and "Skriv en dato" in body and "Skriv et helt tal" in body


def test_a_draft_is_kept_field_by_field(as_counsellor: Client, case: Make) -> None:
    episode = case()
    address = f"/forloeb/{episode.number}/indstilling/kladde/"
    answer = as_counsellor.post(address, {"own_words": "Jeg kan godt holde op i en uge."})
    assert "Kladden er gemt" in answer.content.decode()
    answer = as_counsellor.post(address, {"own_words": "Jeg kan godt holde op.", "version": "7"})
    assert answer.status_code == 409 and "af en kollega" in answer.content.decode()
    assert Recommendation.objects.get().own_words == "Jeg kan godt holde op i en uge."


@pytest.mark.req("KS-4.2-1", "KS-4.2-5", "KS-4.3-1", "KS-3.1-2")
def test_the_meeting_decides_and_goes_on_to_the_next(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    first, second = recommended(), recommended(name="Rikke Palle")
    one, two = AgendaItem.objects.order_by("position")
    body = page(as_authority, f"/moeder/{now.pk}/{one.pk}/")
    for words in (
        "Dagsorden",
        "Jeg har brug for et sted",
        "Indstillet",
        "Sådan bliver brevet",
        "gå til nr. 2",
    ):
        assert words in body, words
    assert "Hvis du er uenig" in body and "Ankestyrelsen" in body
    answer = as_authority.post(f"/moeder/{now.pk}/{one.pk}/", decision())
    assert answer.status_code == 303 and answer["Location"] == f"/moeder/{now.pk}/{two.pk}/"
    made = Decision.objects.get(state="made")
    assert made.episode == first.episode and made.outcome == "granted" and made.letter
    one.refresh_from_db()
    assert (one.state, one.citizen_present) == ("decided", True)
    assert "Afgjort" in page(as_authority, f"/moeder/{now.pk}/{two.pk}/")
    assert second.episode != first.episode
    body = page(as_authority, f"/forloeb/{first.episode.number}/afgoerelse/{made.pk}/")
    assert "Du får dagbehandling i 12 uger" in body and "låst" in body


def test_the_decide_button_says_what_is_lacking(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    recommended(assessed=False)
    item = AgendaItem.objects.get()
    address = f"/moeder/{now.pk}/{item.pk}/"
    assert "Afdækningen er ikke færdig" in page(as_authority, address)
    answer = as_authority.post(address, decision(wish_met="not", reasons="", heard=None))
    body = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Afdækningen er ikke færdig. En afgørelse skal bygge på den.",
        "loven kræver derfor en begrundelse",
        "Borgeren skal høres, før der kan siges nej",
        "Du har selv ønsket dagbehandling. Det ønske er fulgt.",
    ):
        assert words in body, words
    assert not Decision.objects.filter(state="made").exists()
    kept = Decision.objects.get()
    assert kept.wish_met == "not" and kept.weeks == 12


def test_nothing_is_granted_from_before_the_contact(as_authority: Client, recommended: Make) -> None:
    """A slip of the pen in the year would stand in the letter as "Du begyndte"."""
    number = recommended(kind_of_treatment="ambulatory-individual").episode.number
    typed_wrong = decision(choice="ambulatory-individual", start_on="2022-04-11")
    answer = as_authority.post(f"/forloeb/{number}/afgoerelse/", typed_wrong)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Behandlingen kan ikke begynde, før borgeren henvendte sig." in body
    assert 'value="2022-04-11"' in body
    assert not Decision.objects.filter(state="made").exists()


def test_no_limit_of_the_choice_is_offered_where_it_cannot_be_limited(as_authority: Client, recommended: Make) -> None:
    drug, alcohol = recommended(), recommended(line="alcohol")
    assert "eller begræns valget af sted" in page(as_authority, f"/forloeb/{drug.episode.number}/afgoerelse/")
    body = page(as_authority, f"/forloeb/{alcohol.episode.number}/afgoerelse/")
    assert "Bevilg mere sammen med det" in body and "begræns valget" not in body


def test_the_page_lists_what_this_very_letter_says_by_itself(as_authority: Client, recommended: Make) -> None:
    number = recommended(kind_of_treatment="ambulatory-individual").episode.number
    address = f"/forloeb/{number}/afgoerelse/"
    free, limited = "Frit valg af et andet godkendt sted", "At valget af sted er begrænset"
    assert free in page(as_authority, address)
    typed_so_far = decision(act="save", choice="ambulatory-individual", choice_limited="on", choice_limit_reason="Ro")
    as_authority.post(address, typed_so_far)
    body = page(as_authority, address)
    assert limited in body and free not in body
    as_authority.post(address, decision(act="save", choice="refuse", version="1"))
    body = page(as_authority, address)
    assert limited not in body and free not in body


def test_the_letter_follows_the_form(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    recommended()
    item = AgendaItem.objects.get()
    address = f"/moeder/{now.pk}/{item.pk}/brev/"
    body = as_authority.post(address, decision(weeks="6", reasons="Fordi du selv har valgt det.")).content.decode()
    assert "Du får dagbehandling i 6 uger" in body and "<mark>Fordi du selv har valgt det.</mark>" in body
    assert "Kladden er gemt kl." in body
    body = as_authority.post(address, decision(choice="postpone", version="1")).content.decode()
    assert "Der sendes ikke brev" in body or "Der sendes ingen afgørelse" in body


def test_an_english_page_tells_of_meetings_in_english(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now = meeting()
    meeting(days=7)
    recommended()
    address = f"/moeder/{now.pk}/{AgendaItem.objects.get().pk}/"
    options = page(as_authority, f"/en{address}").partition('name="postpone_to"')[2].partition("</select>")[0]
    assert "Tuesday 11 April at " in options and "kl." not in options
    assert "tirsdag 11. april kl. " in page(as_authority, address)


def test_a_case_is_postponed_with_what_is_missing(as_authority: Client, recommended: Make, meeting: Make) -> None:
    now, later = meeting(), meeting(days=7)
    recommended()
    item = AgendaItem.objects.get()
    address = f"/moeder/{now.pk}/{item.pk}/"
    body = as_authority.post(address, decision(choice="postpone")).content.decode()
    assert "Skriv, hvad der mangler" in body and "Vælg det møde" in body
    answer = as_authority.post(
        address, decision(choice="postpone", missing="Budgettet mangler.", postpone_to=later.pk, version="1")
    )
    assert answer.status_code == 303
    assert Event.objects.filter(kind="decision.postponed").exists()
    assert later.items.get().state == "waiting"


@pytest.mark.req("KS-4.2-5")
def test_the_authority_asks_and_the_counsellor_answers(
    as_authority: Client, as_counsellor: Client, recommended: Make, meeting: Make
) -> None:
    now = meeting()
    one = recommended()
    number = one.episode.number
    as_authority.post(f"/forloeb/{number}/spoerg/", {"question": "Har Lars en læge?"})
    question = one.questions.get()
    assert "1 spørgsmål er ikke besvaret" in page(as_authority, f"/moeder/{now.pk}/{one.items.get().pk}/")
    assert "Har Lars en læge?" in page(as_counsellor, f"/forloeb/{number}/visitation/")
    answer = as_counsellor.post(f"/forloeb/{number}/spoergsmaal/{question.pk}/", {"answer": "Ja, i Korsør."})
    assert answer.status_code == 303
    assert "Ja, i Korsør." in page(as_authority, f"/forloeb/{number}/visitation/")


@pytest.mark.req("KS-4.2-1", "KS-4.2-6")
def test_ambulatory_treatment_is_decided_at_once(as_authority: Client, recommended: Make) -> None:
    one = recommended(kind_of_treatment="ambulatory-individual", wished_kind="ambulatory-individual")
    number = one.episode.number
    address = f"/forloeb/{number}/afgoerelse/"
    body = page(as_authority, address)
    assert 'value="day"' not in body and "Indstillet" in body
    answer = as_authority.post(address, decision(choice="ambulatory-individual"))
    assert answer.status_code == 303
    made = Decision.objects.get()
    assert made.state == "made" and made.letter is not None and made.letter.means == "physical"
    body = page(as_authority, f"/forloeb/{number}/visitation/")
    assert "Bevilget" in body and "Afgørelsens brev" in body


@pytest.mark.req("KS-4.3-1")
def test_home_treatment_may_be_granted_without_a_fixed_end(as_authority: Client, recommended: Make) -> None:
    one = recommended(kind_of_treatment="outreach", wished_kind="outreach", weeks=None)
    address = f"/forloeb/{one.episode.number}/afgoerelse/"
    assert "kan være uden en fast slutning" in page(as_authority, address)
    assert as_authority.post(address, decision(choice="outreach", weeks="")).status_code == 303
    made = Decision.objects.get()
    assert made.weeks is None and made.letter is not None
    words = page(as_authority, f"/forloeb/{one.episode.number}/afgoerelse/{made.pk}/")
    assert "Du får" in words and "None" not in words and "0 uger" not in words


def test_a_counsellor_follows_the_meeting_but_does_not_decide(
    as_counsellor: Client, recommended: Make, meeting: Make
) -> None:
    now = meeting()
    recommended()
    item = AgendaItem.objects.get()
    address = f"/moeder/{now.pk}/{item.pk}/"
    assert "Visitationen afgør på mødet" in page(as_counsellor, address)
    assert as_counsellor.post(address, decision()).status_code == 403
    assert not Decision.objects.exists()


def test_the_agenda_hides_cases_of_other_units(client_as: Make, recommended: Make, meeting: Make) -> None:
    now = meeting()
    recommended(name="Kim Storm")
    body = page(client_as("counsellor", unit="alcohol"), f"/moeder/{now.pk}/")
    assert "Kim Storm" not in body and "Et forløb i en anden enhed" in body


def test_a_protected_name_stands_nowhere(as_authority: Client, case: Make, recommended: Make, meeting: Make) -> None:
    now = meeting()
    recommended(case(name="Ingeborg Hemmelig", name_protected=True, address_protected=True))
    item = AgendaItem.objects.get()
    for address in (f"/moeder/{now.pk}/", f"/moeder/{now.pk}/{item.pk}/"):
        body = page(as_authority, address)
        assert "Hemmelig" not in body and "Ingeborg" not in body


def test_meetings_are_planned_and_attended(as_authority: Client, authority: Any, day: None) -> None:
    assert "Der er ikke planlagt noget møde" in page(as_authority, "/moeder/")
    answer = as_authority.post("/moeder/nyt/", {"on": "2023-04-11", "starts": "13:00", "ends": "12:00"})
    assert answer.status_code == 422 and "Mødet skal slutte" in answer.content.decode()
    answer = as_authority.post(
        "/moeder/nyt/", {"on": "2023-04-11", "starts": "13:00", "ends": "14:30", "place": "Mødelokalet"}
    )
    assert answer.status_code == 303
    found = Meeting.objects.get()
    body = page(as_authority, f"/moeder/{found.pk}/")
    assert "tirsdag 11. april kl. 13.00" in body
    as_authority.post(f"/moeder/{found.pk}/til-stede/", {"present": [authority.pk], "other_staff": "Ida Krogh"})
    assert "Dorte Vang, Ida Krogh" in page(as_authority, f"/moeder/{found.pk}/")


def test_a_form_sent_twice_decides_once(as_authority: Client, recommended: Make) -> None:
    import uuid

    one = recommended(kind_of_treatment="ambulatory-individual", wished_kind="ambulatory-individual")
    address = f"/forloeb/{one.episode.number}/afgoerelse/"
    given = decision(choice="ambulatory-individual", once=str(uuid.uuid4()))
    first, second = as_authority.post(address, given), as_authority.post(address, given)
    assert first.status_code == 303 and second["Location"] == first["Location"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("cases", [2, 6])
def test_pages_ask_a_fixed_number_of_queries(
    as_authority: Client, recommended: Make, meeting: Make, cases: int
) -> None:
    """The same whether few or many cases wait."""
    now = meeting()
    for _number in range(cases):
        recommended()
    first = AgendaItem.objects.order_by("position").select_related("episode")[0]
    addresses = {
        "case": f"/forloeb/{first.episode.number}/visitation/",
        "meeting": f"/moeder/{now.pk}/",
        "item": f"/moeder/{now.pk}/{first.pk}/",
        "meetings": "/moeder/",
        "appeals": "/klager/",
    }
    counted = {}
    for name, address in addresses.items():
        page(as_authority, address)
        with CaptureQueriesContext(connection) as queries:
            page(as_authority, address)
        counted[name] = len(queries)
    assert counted == QUERIES
