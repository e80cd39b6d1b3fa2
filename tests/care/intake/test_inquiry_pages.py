"""The pages of inquiries, driven as the colleague at the telephone drives them."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.intake.models import AdviceGiven, Inquiry
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.people.models import Person
from brobygger.trust.models import AuditEntry

Make = Callable[..., Any]


def filled(**more: Any) -> dict[str, Any]:
    """The form as it is for a usual call."""
    usual = {"by": "citizen", "channel": "phone", "wish": "treatment", "substance": "cocaine", "age": "44"}
    return {**usual, "name": "Jens Aagaard", "words": "Kokain i weekender. Vil gerne stoppe.", **more}


@pytest.mark.req("KS-4.1-1", "KS-3.5-1")
def test_a_call_opens_a_case_and_the_14_days_run(client_as: Make, on_day: Make) -> None:
    on_day("2026-03-02")
    client = client_as("counsellor", unit="drug")

    answer = client.post("/henvendelser/ny/", filled(), follow=True)

    episode = Episode.objects.get()
    assert answer.status_code == 200
    assert "Stofbehandlingen" in answer.text
    assert episode.number in answer.text
    guarantee = episode.deadlines.get(clock="treatment-guarantee-drug")
    assert str(guarantee.due_on) == "2026-03-16"
    event = Event.objects.get(kind="inquiry.received")
    assert event.facts["channel"] == "phone"
    assert event.text == "Kokain i weekender. Vil gerne stoppe."


@pytest.mark.req("KS-6-2")
@pytest.mark.parametrize(
    ("age", "substance", "unit"),
    [
        ("29", "cocaine", "perron-3"),
        ("18", "alcohol", "perron-3"),
        ("30", "cocaine", "drug"),
        ("30", "alcohol", "alcohol"),
    ],
)
def test_routed_by_age_and_substance(client_as: Make, age: str, substance: str, unit: str) -> None:
    client_as("secretary", unit="drug").post("/henvendelser/ny/", filled(age=age, substance=substance))
    assert Inquiry.objects.get().unit == unit


@pytest.mark.req("KS-6-2")
def test_another_unit_needs_a_reason_and_nothing_typed_is_lost(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    answer = client.post("/henvendelser/ny/", filled(unit="perron-3"))
    assert answer.status_code == 422
    assert "Skriv, hvorfor en anden enhed end standardens tager den." in answer.text
    assert "Kokain i weekender. Vil gerne stoppe." in answer.text
    assert not Inquiry.objects.exists()

    client.post("/henvendelser/ny/", filled(unit="perron-3", unit_reason="Går i ungegruppen"))
    row = Inquiry.objects.get()
    assert (row.unit, row.suggested_unit) == ("perron-3", "drug")


@pytest.mark.req("KS-1-3")
def test_under_18_is_guided_on_and_never_a_case(client_as: Make) -> None:
    client = client_as("counsellor", unit="perron-3")
    answer = client.post("/henvendelser/ny/", filled(age="17"))
    assert answer.status_code == 409
    assert "Center for Børn og Familie" in answer.text
    client.post("/henvendelser/ny/", filled(age="17", guided="1"))
    assert AdviceGiven.objects.get().to == "young"
    assert not Episode.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.req("KS-1-3", "KS-4.1-4")
@pytest.mark.parametrize("by", ["relative", "professional"])
def test_relatives_and_professionals_get_advice_without_a_name(client_as: Make, by: str) -> None:
    client = client_as("counsellor", unit="alcohol")
    form = {"by": by, "channel": "open-counselling", "topic": "living-with", "name": "Karen", "age": "50"}
    answer = client.post("/henvendelser/ny/", form, follow=True)
    advice = AdviceGiven.objects.get()
    assert (advice.to, advice.unit) == (by, "alcohol")
    assert not Person.objects.exists()
    assert "Rådgivning givet" in answer.text


def test_a_relatives_talk_stays_in_its_compartment(client_as: Make) -> None:
    client_as("counsellor", unit="alcohol").post(
        "/henvendelser/ny/", {"by": "relative", "channel": "phone", "topic": "children"}
    )
    assert "Børn i familien".lower() in client_as("counsellor", unit="alcohol").get("/henvendelser/").text.lower()
    assert "børn i familien" not in client_as("authority", unit="alcohol").get("/henvendelser/").text.lower()


@pytest.mark.req("KS-3.2-3")
def test_alcohol_under_an_alias_keeps_no_number(client_as: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    refused = client.post(
        "/henvendelser/ny/", filled(substance="alcohol", anonymous="on", age="0101820005", name="Fugl")
    )
    assert refused.status_code == 422
    client.post("/henvendelser/ny/", filled(substance="alcohol", anonymous="on", age="44", name="Fugl"))
    person = Person.objects.get()
    assert (person.name, person.is_alias, person.cpr) == ("Fugl", True, "")


@pytest.mark.req("KS-4.1-1")
def test_wholly_anonymous(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    client.post("/henvendelser/ny/", filled(name="", anonymous="on"))
    assert Person.objects.get().name == "Anonym"


def test_a_known_number_is_the_same_person_and_an_open_case_is_told(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    client.post("/henvendelser/ny/", filled(age="0107801235"))
    first = Episode.objects.get()
    asked = client.post("/henvendelser/ny/", filled(age="010780-1235"))
    assert asked.status_code == 409
    assert first.number in asked.text
    client.post("/henvendelser/ny/", filled(age="010780-1235", anew="1"))
    assert Person.objects.count() == 1
    assert Episode.objects.count() == 2


def test_another_units_open_case_is_not_told(client_as: Make) -> None:
    client_as("counsellor", unit="drug").post("/henvendelser/ny/", filled(age="0107801235"))
    number = Episode.objects.get().number
    answer = client_as("counsellor", unit="alcohol").post(
        "/henvendelser/ny/", filled(age="0107801235", substance="alcohol"), follow=True
    )
    assert number not in answer.text
    assert Person.objects.count() == 2  # written by itself: the number opens nothing, and the citizen gets help


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "Skriv en alder"),
        ("310282", "Der findes ingen sådan dato."),
        ("", "Skriv en alder"),
        ("111", "Så gammel er ingen"),
    ],
)
def test_a_bad_age_says_what_is_wrong(client_as: Make, typed: str, said: str) -> None:
    answer = client_as("counsellor", unit="drug").post("/henvendelser/ny/", filled(age=typed))
    assert answer.status_code == 422
    assert said in answer.text


def test_a_form_sent_twice_makes_one_inquiry(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    form = filled(once="6b4cf1d6-4f5e-4f8e-9a3f-111111111111")
    client.post("/henvendelser/ny/", form)
    client.post("/henvendelser/ny/", form)
    assert Inquiry.objects.count() == 1


@pytest.mark.req("KS-4.1-2")
def test_the_list_has_no_names_until_one_takes_it(client_as: Make, inquiry: Make) -> None:
    row = inquiry()
    client = client_as("counsellor", unit="drug")
    page = client.get("/henvendelser/")
    assert "Borger, 44 år: kokain" in page.text
    assert "Jens Aagaard" not in page.text
    assert "Jens Aagaard" not in client.get(f"/henvendelser/{row.pk}/").text
    taken = client.post(f"/henvendelser/{row.pk}/tag/", follow=True)
    assert "Jens Aagaard" in taken.text
    row.refresh_from_db()
    assert row.taken_by_id == client.account.pk
    assert row.episode.responsible_id == client.account.pk
    assert AuditEntry.objects.filter(action="intake.take", episode_id=row.episode_id).exists()


@pytest.mark.req("KS-4.1-2")
def test_taking_it_twice_is_taking_it_once(client_as: Make, inquiry: Make) -> None:
    row, client = inquiry(), client_as("counsellor", unit="drug")
    for _press in range(2):
        answer = client.post(f"/henvendelser/{row.pk}/tag/", follow=True)
        assert answer.redirect_chain[-1][0] == f"/henvendelser/{row.pk}/"
    assert "har allerede taget den" not in answer.text
    assert Event.objects.filter(episode=row.episode, kind="case.handed-over").count() == 1


@pytest.mark.req("KS-4.1-2")
def test_the_second_who_takes_it_is_told_who_was_first(client_as: Make, make_account: Make, inquiry: Make) -> None:
    row = inquiry(taker=make_account("counsellor", name="Lars Holm"))
    answer = client_as("counsellor", unit="drug").post(f"/henvendelser/{row.pk}/tag/", follow=True)
    assert "Lars Holm har allerede taget den" in answer.text


def test_another_units_inquiries_are_not_seen(client_as: Make, inquiry: Make) -> None:
    row = inquiry()
    client = client_as("counsellor", unit="alcohol")
    assert "kokain" not in client.get("/henvendelser/").text
    assert client.get(f"/henvendelser/{row.pk}/").status_code == 403
    assert client.post(f"/henvendelser/{row.pk}/tag/").status_code == 403
    row.refresh_from_db()
    assert row.state == "waiting"


@pytest.mark.parametrize("role", ["dpo", "administrator"])
def test_who_has_no_part_in_it_is_refused(client_as: Make, role: str) -> None:
    client = client_as(role, unit="drug")
    assert client.get("/henvendelser/").status_code == 403
    assert client.get("/henvendelser/ny/").status_code == 403


@pytest.mark.req("KS-4.1-1")
def test_the_first_talk_that_is_agreed_stands_on_the_timeline(client_as: Make, inquiry: Make, on_day: Make) -> None:
    on_day("2026-03-02")
    client = client_as("counsellor", unit="drug")
    row = inquiry(taker=client.account)
    for day in ("2026-03-04", "2026-03-05"):
        client.post(f"/henvendelser/{row.pk}/tid/", {"day": day, "time": "10.30"})

    agreed = Event.objects.filter(kind="appointment.agreed").order_by("id")
    assert [event.facts for event in agreed] == [
        {"what": "first-talk", "at": "2026-03-04T10:30+01:00"},
        {"what": "first-talk", "at": "2026-03-05T10:30+01:00"},
    ]
    row.refresh_from_db()
    assert row.first_talk_at.isoformat() == "2026-03-05T09:30:00+00:00"
    shown = client.get(f"/forloeb/{row.episode.number}/").text
    assert "Aftalt tid: første samtale, torsdag 5. marts kl. 10.30" in shown


def test_moved_with_a_reason(client_as: Make, inquiry: Make) -> None:
    row = inquiry()
    client = client_as("secretary", unit="drug")
    assert client.post(f"/henvendelser/{row.pk}/flyt/", {"unit": "perron-3"}).status_code == 422
    client.post(f"/henvendelser/{row.pk}/flyt/", {"unit": "perron-3", "reason": "Bor hos sin søster på 22"})
    row.refresh_from_db()
    assert row.unit == row.episode.unit == "perron-3"
    guarantees = row.episode.deadlines.filter(clock="treatment-guarantee-drug")
    assert [d.unit for d in guarantees] == ["perron-3"]


def test_ended_with_a_reason_the_case_is_closed(client_as: Make, inquiry: Make) -> None:
    row = inquiry()
    client = client_as("counsellor", unit="drug")
    assert client.post(f"/henvendelser/{row.pk}/afslut/", {}).status_code == 422
    client.post(f"/henvendelser/{row.pk}/afslut/", {"reason": "not-reached", "text": "Ringet tre gange."})
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert not row.episode.is_open
    assert row.episode.deadlines.get(clock="treatment-guarantee-drug").outcome == "void"


@pytest.mark.req("KS-3.6-2", "KS-3.5-5")
def test_an_alcohol_citizen_goes_straight_to_a_place_of_their_own(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", taker=client.account)
    form = {"provider": "Blå Kors Slagelse", "approved": "yes", "close": "on"}
    assert "Blå Kors Slagelse" in client.post(f"/henvendelser/{row.pk}/sted/", form, follow=True).text
    assert row.episode.deadlines.get(clock="treatment-guarantee-alcohol").outcome == "departed"


@pytest.mark.req("KS-3.6-1")
def test_a_drug_citizen_contacts_the_centre_first(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="drug")
    row = inquiry(taker=client.account)
    assert "Henvend dig altid til os først" in client.get(f"/henvendelser/{row.pk}/").text
    answer = client.post(f"/henvendelser/{row.pk}/sted/", {"provider": "Et andet sted", "approved": "yes"})
    assert answer.status_code == 422
    assert not Event.objects.filter(kind="provider.chosen").exists()


def test_the_list_is_paged_by_key_with_a_fixed_number_of_queries(
    client_as: Make, inquiry: Make, django_assert_num_queries: Make
) -> None:
    for number in range(30):
        inquiry(name=f"Borger {number}")
    client = client_as("counsellor", unit="drug")
    client.get("/henvendelser/")
    with django_assert_num_queries(8):
        page = client.get("/henvendelser/")
    assert page.text.count('class="row row--split inquiry"') == 25
    assert "?efter=" in page.text
    href = page.text.split('href="?efter=')[1].split('"')[0]
    rest = client.get(f"/henvendelser/?efter={href}")
    assert rest.text.count('class="row row--split inquiry"') == 5


@pytest.mark.parametrize("key", ["x", "2026-13-45_1", "_", "2026-01-01T10:00:00+01:00_9999999999999999999999"])
def test_a_made_up_key_is_no_fault(client_as: Make, key: str) -> None:
    assert client_as("counsellor", unit="drug").get("/henvendelser/", {"efter": key}).status_code == 200


def test_saved_and_taken_in_one_act(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    assert "Gem og tag den" in client.get("/henvendelser/ny/").text
    client.post("/henvendelser/ny/", filled(take=""), follow=True)
    row = Inquiry.objects.get()
    assert (row.state, row.taken_by_id) == ("taken", client.account.pk)

    elsewhere = client.post("/henvendelser/ny/", filled(age="29", take=""), follow=True).text
    assert "så en behandler dér tager den" in elsewhere
    assert Inquiry.objects.filter(state="waiting", unit="perron-3").count() == 1


def test_what_was_written_can_be_read_back_by_whoever_wrote_it(client_as: Make, on_day: Make) -> None:
    on_day("2026-03-02")
    client = client_as("counsellor", unit="drug")
    shown = client.post("/henvendelser/ny/", filled(age="29", phone="12345678"), follow=True)
    page = f"/henvendelser/{Inquiry.objects.get().pk}/laes/"
    assert shown.request["PATH_INFO"] == page  # it lies in a unit that one does not see
    for told in ("Jens Aagaard", "12 34 56 78", "Kokain i weekender. Vil gerne stoppe.", "Perron 3"):
        assert told in shown.text
    assert AuditEntry.objects.filter(action="intake.read-back").exists()
    assert client_as("counsellor", unit="drug").get(page).status_code == 403
    Inquiry.objects.update(state="taken", taken_at=Inquiry.objects.get().received_at)
    assert "Jens Aagaard" not in client.get(page).text  # from now on it is the record's
    on_day("2026-03-03")
    assert client.get(page).status_code == 403


@pytest.mark.req("KS-4.1-1")
def test_a_first_talk_that_was_tried_twice_suggests_another_way(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="drug")
    row = inquiry(taker=client.account)
    page = f"/henvendelser/{row.pk}/"
    assert client.post(page + "forsoeg/", {}).status_code == 422
    for how in ("not-reached", "did-not-come"):
        client.post(page + "forsoeg/", {"how": how, "text": "Telefonsvarer"})
        assert ("Prøv en anden vej:" in client.get(page).text) == (how == "did-not-come")
    assert Event.objects.filter(kind="first-talk.not-reached").count() == 2
    assert row.episode.deadlines.get(clock="treatment-guarantee-drug").outcome == "open"


def test_what_nobody_asked_is_no_answer(client_as: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    client.post("/henvendelser/ny/", filled(age="17", guided="1"))
    assert AdviceGiven.objects.get().topic == "not-noted"
    assert client.post("/henvendelser/ny/", filled(wish="")).status_code == 422


def test_a_time_on_an_inquiry_that_has_ended_is_refused_beside_its_field(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="drug")
    row = inquiry(taker=client.account)
    client_as("manager", unit="drug").post(f"/henvendelser/{row.pk}/afslut/", {"reason": "not-reached"})
    refused = client.post(f"/henvendelser/{row.pk}/tid/", {"day": "30.11.2026", "time": "10.30"})
    assert refused.status_code == 422
    assert "Forløbet er afsluttet" in refused.text


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("afslut", {"reason": "not-reached"}),
        ("sted", {"provider": "Ringgården", "approved": "yes", "close": "on"}),
    ],
)
def test_an_end_recorded_by_mistake_is_taken_back_with_its_first_day(
    client_as: Make, inquiry: Make, act: str, form: dict[str, str]
) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", taker=client.account)
    page, guarantee = f"/henvendelser/{row.pk}/", row.episode.deadlines.get(clock="treatment-guarantee-alcohol")
    client.post(page + act + "/", form)
    assert "Afsluttet ved en fejl?" in client.get(page).text
    assert client.post(page + "fortryd/", {"reason": ""}).status_code == 422

    back = client.post(page + "fortryd/", {"reason": "Det var en anden borger"}, follow=True)
    assert "Forløbet er åbent igen" in back.text and "Afsluttet ved en fejl?" not in back.text
    row.refresh_from_db()
    row.episode.refresh_from_db()
    assert (row.state, row.withdrawn_reason, row.episode.is_open) == ("taken", "", True)
    again = row.episode.deadlines.get(clock="treatment-guarantee-alcohol")
    assert (again.outcome, again.due_on) == ("open", guarantee.due_on)
    taken_back = Event.objects.filter(episode=row.episode, retracted=True)
    assert [event.text for event in taken_back] == ["Det var en anden borger"] * 2

    client.post(page + "fortryd/", {"reason": "En gang til"})
    assert taken_back.count() == 2


def test_one_who_was_ended_before_anybody_took_them_waits_again(client_as: Make, inquiry: Make) -> None:
    client = client_as("secretary", unit="drug")
    row = inquiry()
    client.post(f"/henvendelser/{row.pk}/afslut/", {"reason": "twice"})
    client.post(f"/henvendelser/{row.pk}/fortryd/", {"reason": "Det var to søskende"})
    row.refresh_from_db()
    assert row.state == "waiting"
    assert f"/henvendelser/{row.pk}/" in client.get("/henvendelser/").text
