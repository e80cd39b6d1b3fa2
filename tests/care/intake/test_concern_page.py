"""The notification of a concern for a child: at once, without consent, and traced to the end."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.intake.models import Concern
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter

Make = Callable[..., Any]


def filled(**more: Any) -> dict[str, Any]:
    """The form as it is for a usual concern."""
    seen = "Datteren kom alene i skole tre dage i træk og var sulten."
    return {"about": "child", "child": "Ida, f. 5.4.2016", "seen": seen, "told": "yes", **more}


@pytest.fixture
def case(client_as: Make, inquiry: Make) -> Any:
    """A taken inquiry with its counsellor's client and the page's address."""
    client = client_as("counsellor", unit="drug")
    row = inquiry(taker=client.account)
    return client, row.episode, f"/forloeb/{row.episode.number}/underretning/"


@pytest.mark.req("KS-3.3-1")
def test_a_concern_is_noted_sent_and_traced(case: Any) -> None:
    client, episode, page = case
    assert "Der skal ikke samtykke til" in client.get(page).text

    noted = client.post(page, filled(), follow=True)

    assert "Ikke sendt endnu" in noted.text
    assert Event.objects.filter(kind="child-concern.noted").count() == 1
    assert not Event.objects.filter(kind="notification.dispatched").exists()
    deadline = episode.deadlines.get(clock="child-welfare-notification")
    assert deadline.outcome == "open"

    post.hand_over_now(Letter.objects.get(kind="notification").pk)

    assert Event.objects.get(kind="notification.dispatched").facts["concern_id"] == Concern.objects.get().pk
    assert episode.deadlines.get(clock="child-welfare-notification").outcome == "met"
    traced = client.get(page).text
    assert "Afsendt: overdraget til posten" in traced


@pytest.mark.req("KS-3.3-1")
def test_a_failed_notification_stands_red_at_the_top_and_its_deadline_open(case: Any, make_account: Make) -> None:
    client, episode, page = case
    client.post(page, filled())
    letter = Letter.objects.get(kind="notification")
    from brobygger.care.intake.access import CONCERN
    from brobygger.trust.access import SYSTEM

    post.returned(SYSTEM, CONCERN, letter, "Modtageren findes ikke")
    shown = client.get(page).text
    assert "En underretning er ikke sendt" in shown
    assert "Modtageren findes ikke" in shown
    assert episode.deadlines.get(clock="child-welfare-notification").outcome == "open"


@pytest.mark.req("KS-3.3-1")
@pytest.mark.parametrize(("day", "law"), [("2023-12-31", "serviceloven § 153"), ("2024-01-01", "barnets lov § 133")])
def test_the_law_is_the_one_of_the_day_we_learnt_of_it(case: Any, day: str, law: str) -> None:
    client, _episode, page = case
    client.post(page, filled(day=day, time="10.15"))
    assert Concern.objects.get().law == law
    words = " ".join(p for part in post.text_of(Letter.objects.get()).sections for p in part.paragraphs)
    assert law in words


@pytest.mark.req("KS-3.3-1")
def test_an_expectant_parent(case: Any) -> None:
    client, _episode, page = case
    client.post(page, filled(about="expectant-parent", child=""))
    words = " ".join(p for part in post.text_of(Letter.objects.get()).sections for p in part.paragraphs)
    assert "ufødt barn" in words


@pytest.mark.parametrize(
    ("told", "asked"),
    [("later", "Skriv, hvorfor det ikke er sagt endnu"), ("no", "Skriv, hvorfor det ikke skal siges")],
)
def test_silence_needs_a_reason(case: Any, told: str, asked: str) -> None:
    client, _episode, page = case
    answer = client.post(page, filled(told=told))
    assert answer.status_code == 422
    assert asked in answer.text
    assert "Datteren kom alene i skole" in answer.text
    assert not Letter.objects.exists()


def test_a_sign_that_no_letter_can_show_is_named_beside_its_field(case: Any) -> None:
    client, _episode, page = case
    answer = client.post(page, filled(child="Ida 😀"))
    assert answer.status_code == 422
    assert "Brevet kan ikke vise “😀”." in answer.text[answer.text.index('id="id_child_error"') :][:200]
    assert "Datteren kom alene i skole" in answer.text
    assert not Letter.objects.exists()


def test_marks_that_nobody_sees_are_left_out_of_the_letter(case: Any) -> None:
    client, _episode, page = case
    assert client.post(page, filled(child="Ida\x0b\x01\ufffe Holm")).status_code == 303
    assert Letter.objects.get().pdf


def test_a_draft_is_kept_and_nothing_sent(case: Any) -> None:
    client, _episode, page = case
    client.post(page, filled(keep="1"))
    assert not Letter.objects.exists()
    assert "Datteren kom alene i skole" in client.get(page).text


@pytest.mark.req("KS-3.3-1")
def test_a_draft_stands_on_the_day_of_who_wrote_it_until_it_is_sent_or_thrown_away(case: Any, client_as: Make) -> None:
    client, _episode, page = case
    client.post(page, filled(keep="1"))
    day = client.get("/min-dag/").text
    assert "Én underretning er skrevet og ikke sendt." in day
    assert page in day and "Send underretningen, eller kassér kladden" in day
    assert "underretning er skrevet" not in client_as("counsellor", unit="drug").get("/min-dag/").text

    assert "Kassér kladden" in client.get(page).text
    client.post(page, filled())
    assert "underretning er skrevet" not in client.get("/min-dag/").text


@pytest.mark.req("KS-3.3-1")
@pytest.mark.parametrize("role", ["nurse", "doctor"])
def test_the_clinic_sees_that_a_notification_went_and_not_another_records_words(
    case: Any, client_as: Make, role: str
) -> None:
    client, _episode, page = case
    client.post(page, filled(told="no", why_not_told="Han slår, når han er presset"))
    clinic = client_as(role, unit="drug")
    assert "Han slår" in client.get(page).text
    shown = clinic.get(page).text
    assert (
        "Ikke sendt endnu" in shown
        and "Han slår" not in shown
        and "det skal ikke siges" not in shown.split("traces")[-1]
    )
    clinic.post(page, filled(told="no", why_not_told="Set i klinikken"))
    shown = clinic.get(page).text
    assert "Set i klinikken" in shown and "Han slår" not in shown


@pytest.mark.req("KS-3.3-1")
@pytest.mark.parametrize("role", ["counsellor", "authority", "nurse", "doctor", "outreach", "manager", "secretary"])
def test_everyone_has_the_duty(case: Any, client_as: Make, role: str) -> None:
    _client, _episode, page = case
    client = client_as(role, unit="drug")
    assert client.get(page).status_code == 200
    assert client.post(page, filled()).status_code == 303


def test_a_protected_name_is_not_printed(case: Any) -> None:
    client, episode, page = case
    person = episode.person
    person.name_protected = True
    person.save()
    episode.name_protected = True
    episode.save()
    client.post(page, filled())
    words = " ".join(p for part in post.text_of(Letter.objects.get()).sections for p in part.paragraphs)
    assert "Jens Aagaard" not in words
    assert "Jens Aagaard" not in client.get(page).text


def test_the_duty_does_not_end_with_the_case(case: Any) -> None:
    client, episode, page = case
    row = episode.inquiry
    client.post(f"/henvendelser/{row.pk}/afslut/", {"reason": "not-reached"})
    client.post(page, filled())
    post.hand_over_now(Letter.objects.get(kind="notification").pk)
    assert Event.objects.filter(kind="notification.dispatched").exists()


def from_a_relative(**more: Any) -> dict[str, Any]:
    """What a colleague types after a grandmother has called."""
    usual = {
        "by": "relative", "channel": "phone", "about": "child", "name": "Familien Prøvesen", "address": "Møllevej 3",
        "child": "Alma, 6 år", "seen": "Mormor fortæller, at barnet er alene om natten.", "told": "not-known",
        "unit": "drug",
    }  # fmt: skip
    return {**usual, **more}


@pytest.mark.req("KS-3.3-1")
@pytest.mark.parametrize("role", ["counsellor", "secretary", "nurse"])
def test_a_concern_from_a_call_without_a_case(client_as: Make, role: str) -> None:
    client = client_as(role, unit="drug")
    page = "/underretning/ny/"
    assert client.get(page).status_code == 200
    lost = client.post(page, from_a_relative(name="", address="", child=""))
    assert lost.status_code == 422 and "Mormor fortæller" in lost.text
    sent = client.post(page, from_a_relative(), follow=True)
    assert sent.status_code == 200 and "Underretningen er på vej" in sent.text

    episode = Episode.objects.get()
    assert not episode.is_open and episode.close_reason == "notification-only"
    assert list(episode.deadlines.values_list("clock", flat=True)) == ["child-welfare-notification"]
    letter = Letter.objects.get(kind="notification")
    said = str(post.text_of(letter))
    for told in ("Familien Prøvesen", "Adresse: Møllevej 3", "Alma, 6 år", "barnets lov § 133", "58 57 48 90",
                 "Vi ved ikke, om familien ved det."):  # fmt: skip
        assert told in said
    post.hand_over_now(letter.pk)
    assert episode.deadlines.get().outcome == "met"


@pytest.mark.req("KS-3.3-1")
def test_a_concern_of_2023_rests_on_the_law_of_2023(client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    client.post("/underretning/ny/", from_a_relative(day="2023-12-31", time="10.00"))
    said = str(post.text_of(Letter.objects.get(kind="notification")))
    assert "serviceloven § 153" in said and "31. december 2023" in said
    assert 'href="/underretning/ny/"' in client.get("/henvendelser/ny/").text


@pytest.mark.parametrize(
    ("told", "says"),
    [("yes", "Familien ved, at vi underretter."), ("no", "Familien ved det ikke. Der kan være fare for barnet.")],
)
def test_a_concern_from_a_contact_says_who_told_us_and_speaks_of_the_family(
    client_as: Make, told: str, says: str
) -> None:
    why = "" if told == "yes" else "Der kan være fare for barnet."
    client_as("secretary", unit="drug").post("/underretning/ny/", from_a_relative(told=told, why_not_told=why))
    sections = {part.heading: part.paragraphs for part in post.text_of(Letter.objects.get()).sections}
    assert sections["Ved familien det?"] == (says,)
    assert "Ved borgeren det?" not in sections
    (source,) = sections["Hvem der har fortalt os det"]
    assert source.startswith("En pårørende har fortalt os det (")
    assert "telefon" in source
