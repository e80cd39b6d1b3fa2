"""The enrolment: consent declaration, the citizen, the children, and what everyone is told."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.ground import clock
from brobygger.ground.fields import bound
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes.models import Event
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.people.models import Child, Person

Make = Callable[..., Any]


def filled(person: Person, **more: Any) -> dict[str, Any]:
    """The form as it is for a usual enrolment."""
    usual = {
        "version": person.version,
        "name": person.name,
        "cpr": "0107801235",
        "phone": "12345678",
        "own_doctor": "Lægerne Torvet",
        "children_at_home": "no",
        "answer-own-doctor.cooperation": "given",
        "answer-jobcentre.cooperation": "limited",
        "topics-jobcentre.cooperation": ["attendance"],
        "answer-psychiatry.cooperation": "withdrawn",
        "how": "written",
        "family_oriented": "on",
    }
    return {**usual, **more}


@pytest.fixture
def case(client_as: Make, inquiry: Make) -> Any:
    """A taken drug inquiry with its counsellor's client and the page's address."""
    client = client_as("counsellor", unit="drug")
    row = inquiry(age="46", taker=client.account)
    return client, row.episode, f"/forloeb/{row.episode.number}/indskrivning/"


@pytest.mark.req("KS-5.4-1")
def test_the_consent_declaration_is_written_per_partner(case: Any) -> None:
    client, episode, page = case
    assert client.get(page).status_code == 200

    answer = client.post(page, filled(episode.person), follow=True)

    assert "Borgeren er indskrevet" in answer.text
    assert episode.number not in client.get("/henvendelser/").text
    assert consents.may_share(episode, "own-doctor")
    assert consents.may_share(episode, "jobcentre", topic="attendance")
    assert not consents.may_share(episode, "jobcentre", topic="medicine")
    assert not consents.may_share(episode, "psychiatry")
    assert not consents.may_share(episode, "volunteer-centre")
    event = Event.objects.get(kind="enrolment.completed")
    assert (event.facts["children_at_home"], event.facts["family_oriented"]) == ("no", True)


@pytest.mark.req("KS-5.4-1")  # and what section 6.2.4 says of the enrolment
def test_everyone_is_told_of_the_family_orientation(case: Any) -> None:
    client, episode, page = case
    form = filled(episode.person, name="Jens Nyt Navn")
    del form["family_oriented"]
    answer = client.post(page, form)
    assert answer.status_code == 422
    assert "Det får alle at vide ved indskrivningen" in answer.text
    assert "Jens Nyt Navn" in answer.text
    assert not Event.objects.filter(kind="enrolment.completed").exists()


def at_home(*children: tuple[str, str]) -> dict[str, str]:
    """What is typed about children who live at home: a name and a birth date each."""
    typed = {"children_at_home": "yes"}
    for number, (name, born) in enumerate(children, 1):
        typed |= {f"child_{number}_name": name, f"child_{number}_born": born}
    return typed


@pytest.mark.req("KS-3.4-1")
def test_children_at_home_make_a_notice_that_is_shown_before_it_is_sent(case: Any) -> None:
    client, episode, page = case
    children = at_home(("Alma Aagaard", "5.4.2016"), ("", "1.8.2019"), ("Noah", ""))
    shown = client.post(page, filled(episode.person, **children), follow=True)

    notice = f"/forloeb/{episode.number}/orientering/"
    assert shown.request["PATH_INFO"] == notice and not Letter.objects.exists()
    assert "Alma Aagaard, født 5. april 2016" in shown.text and "Barn født 1. august 2019" in shown.text
    assert "Noah; vi kender ikke fødselsdagen" in shown.text and "Det er ikke en underretning" in shown.text
    assert "010780-****" in shown.text and "010780-1235" not in shown.text  # whole only by the act that logs it
    assert 'name="told"' in shown.text and "checked" not in shown.text.split('name="told"')[1].split(">")[0]
    untold = client.post(notice + "send/")
    assert untold.status_code == 422 and "Fortæl det først til borgeren" in untold.text and not Letter.objects.exists()

    client.post(notice + "send/", {"told": "on"})
    letter = Letter.objects.get(kind="enrolment-notice")
    assert "Orienteringen er på vej til Center for Børn og Familie" in client.get(notice).text
    post.hand_over_now(letter.pk)
    assert Event.objects.filter(kind="enrolment-notice.sent").count() == 1
    assert not Event.objects.filter(kind__in=["child-concern.noted", "notification.dispatched"]).exists()
    assert "Orientering sendt til Center for Børn og Familie" in client.get(notice).text
    event = Event.objects.get(kind="enrolment.completed")
    assert (event.facts["children_at_home"], event.facts["children"]) == ("yes", 3)


@pytest.mark.req("KS-3.4-1")
def test_not_asked_is_not_no(case: Any) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person, children_at_home="not-asked"))
    assert Event.objects.get(kind="enrolment.completed").facts["children_at_home"] == "not-asked"
    assert "<dt>Hjemmeboende børn</dt><dd>Ikke spurgt</dd>" in client.get(page).text.replace("\n", "")
    citizen = f"/forloeb/{episode.number}/borger/"
    assert "Ikke spurgt." in client.get(citizen).text and "Der bor ingen børn hjemme." not in client.get(citizen).text
    episode.person.refresh_from_db()
    assert episode.person.children_at_home == ""

    client.post(citizen + "ret/", {**filled(episode.person), "version": episode.person.version})
    assert "Der bor ingen børn hjemme." in client.get(citizen).text


@pytest.mark.req("KS-3.4-1")
def test_a_yes_without_names_is_a_notice_too(case: Any) -> None:
    client, episode, page = case
    shown = client.post(page, filled(episode.person, **at_home()), follow=True)
    assert "Vi kender ikke børnenes navne og fødselsdage." in shown.text
    assert "Hjemmeboende børn · orientering mangler" in client.get(f"/forloeb/{episode.number}/").text


@pytest.mark.req("KS-3.4-1")
def test_a_notice_that_nobody_sends_is_the_next_step_and_stands_on_my_day_until_it_goes(
    case: Any, client_as: Make
) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person, **at_home(("Alma Aagaard", "5.4.2016"))))
    overview, notice = f"/forloeb/{episode.number}/", f"/forloeb/{episode.number}/orientering/"
    asked = "Send orienteringen om børnene"
    for where in (overview, "/min-dag/"):
        shown = client.get(where).text
        assert asked in shown and notice in shown
    assert "Én orientering om hjemmeboende børn er ikke sendt." in client.get("/min-dag/").text
    # Who cannot send it is led on to what they can do.
    assert asked not in client_as("authority", unit="drug").get(overview).text
    client.post(notice + "send/", {"told": "on"})
    for where in (overview, "/min-dag/"):
        assert asked not in client.get(where).text


@pytest.mark.req("KS-3.4-1")
@pytest.mark.parametrize(
    ("told", "owed"),
    [
        ([], True),
        ([("Stor", "1.1.2001")], False),
        ([("Stor", "1.1.2001"), ("Alma", "")], True),
        (None, False),
    ],
)
def test_my_day_asks_for_a_notice_only_where_one_is_owed(case: Any, told: Any, owed: bool) -> None:
    client, episode, page = case
    answers = at_home(*told) if told is not None else {"children_at_home": "no"}
    client.post(page, filled(episode.person, **answers))
    for where in (f"/forloeb/{episode.number}/", "/min-dag/"):
        assert ("Send orienteringen om børnene" in client.get(where).text) is owed


@pytest.mark.req("KS-3.4-1")
def test_no_notice_is_asked_for_before_the_enrolment_nor_of_the_anonymous(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(age="46", substance="alcohol", taker=client.account)
    Person.objects.filter(pk=row.episode.person_id).update(children_at_home="yes")
    pages = (f"/forloeb/{row.episode.number}/", "/min-dag/")
    assert not any("Send orienteringen om børnene" in client.get(where).text for where in pages)
    now = clock.now()
    Event.objects.create(episode=row.episode, kind="enrolment.completed", occurred_at=now, recorded_at=now, facts={})
    assert all("Send orienteringen om børnene" in client.get(where).text for where in pages)
    type(row.episode).objects.filter(pk=row.episode.pk).update(is_alias=True)
    assert not any("Send orienteringen om børnene" in client.get(where).text for where in pages)


@pytest.mark.req("KS-3.4-1")
def test_a_missing_notice_is_shown_and_can_be_sent(case: Any) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person))
    Person.objects.filter(pk=episode.person_id).update(children_at_home="yes")
    Child.objects.create(person=episode.person, birth_date="2020-01-01")
    notice = f"/forloeb/{episode.number}/orientering/"
    assert "Orienteringen til Center for Børn og Familie mangler" in client.get(notice).text
    client.post(notice + "send/", {"told": "on"})
    assert Letter.objects.filter(kind="enrolment-notice").count() == 1


@pytest.mark.req("KS-3.4-1")
def test_grown_up_children_make_no_notice(case: Any) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person, **at_home(("Stor", "1.1.2001"))))
    assert not Letter.objects.exists()
    assert client.post(f"/forloeb/{episode.number}/orientering/send/", {"told": "on"}).status_code == 422


@pytest.mark.req("KS-3.4-1")
def test_a_protected_parents_child_is_not_named(case: Any) -> None:
    client, episode, page = case
    typed = filled(episode.person, **at_home(("Alma Aagaard", "5.4.2016")), name_protected="on")
    shown = client.post(page, typed, follow=True)
    assert "Barn født 5. april 2016" in shown.text and "Alma" not in shown.text
    assert "Alma" not in client.get(f"/forloeb/{episode.number}/borger/").text
    edit = f"/forloeb/{episode.number}/borger/ret/"
    assert "Alma" not in client.get(edit).text
    person = Person.objects.get(pk=episode.person_id)
    kept = {**typed, "version": person.version, "child_1_name": "", "name": "", "cpr": ""}
    client.post(edit, kept)
    assert Child.objects.get().name == "Alma Aagaard"


@pytest.mark.req("KS-3.2-3")
def test_an_anonymous_alcohol_citizen_is_enrolled_without_a_number(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", name="Fugl", anonymous=True, taker=client.account)
    page = f"/forloeb/{row.episode.number}/indskrivning/"
    client.post(page, filled(row.episode.person, cpr="", **at_home(("", "5.4.2016"))))
    assert Event.objects.filter(kind="enrolment.completed").exists()
    assert not Letter.objects.exists()
    assert "Borgeren er anonym, så der kan ikke orienteres" in client.get(page).text
    case = client.get(f"/forloeb/{row.episode.number}/").text
    assert "1 barn hjemme" in case and "orientering mangler" not in case


@pytest.mark.req("KS-3.2-3")
def test_no_number_is_laid_on_an_alias_at_the_enrolment(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", name="Fugl", anonymous=True, taker=client.account)
    page = f"/forloeb/{row.episode.number}/indskrivning/"
    answer = client.post(page, filled(row.episode.person, children="5.4.2016", cpr="0107501AB1"))
    assert answer.status_code == 422
    assert "At blive kendt er en ny henvendelse" in answer.text
    assert "0107501AB1" in answer.text
    row.episode.refresh_from_db()
    assert row.episode.is_alias and not Letter.objects.exists()
    assert not Event.objects.filter(kind="enrolment.completed").exists()


@pytest.mark.req("KS-4.1-4")
def test_who_was_not_asked_for_a_name_gives_it_at_the_enrolment(client_as: Make, inquiry: Make) -> None:
    client = client_as("counsellor", unit="alcohol")
    row = inquiry(substance="alcohol", name="", age="44", taker=client.account)
    page = f"/forloeb/{row.episode.number}/indskrivning/"
    assert client.post(page, filled(row.episode.person, name="Bo Lund", cpr="0107501AB1")).status_code == 303
    row.episode.refresh_from_db()
    assert not row.episode.is_alias and row.episode.person.name == "Bo Lund"


NUMBER_LABEL = '<label class="form-label" for="id_cpr">CPR-nummer{}</label>'
OPTIONAL = ' <span class="form-optional">(valgfrit)</span>'


def test_the_number_is_asked_for_as_it_is_required(case: Any, client_as: Make, inquiry: Make) -> None:
    """In drug treatment it must be there; in alcohol treatment it may be; of who stays anonymous it is not asked."""
    client, _episode, page = case
    shown = client.get(page).text
    assert NUMBER_LABEL.format("") in shown and 'for="id_name">Navn</label>' in shown
    alcohol = client_as("counsellor", unit="alcohol")
    known = inquiry(substance="alcohol", name="Bo Lund", taker=alcohol.account).episode
    assert NUMBER_LABEL.format(OPTIONAL) in alcohol.get(f"/forloeb/{known.number}/indskrivning/").text
    assert NUMBER_LABEL.format(OPTIONAL) in alcohol.get(f"/forloeb/{known.number}/borger/ret/").text
    alias = inquiry(substance="alcohol", name="Fugl", anonymous=True, taker=alcohol.account).episode
    for address in (f"/forloeb/{alias.number}/indskrivning/", f"/forloeb/{alias.number}/borger/ret/"):
        assert 'id="id_cpr"' not in alcohol.get(address).text
    assert "der spørges ikke om CPR-nummer" in alcohol.get(f"/forloeb/{alias.number}/indskrivning/").text


def test_a_number_that_is_known_need_not_be_written_again(case: Any) -> None:
    client, episode, page = case
    assert client.post(page, filled(episode.person)).status_code == 303
    episode.person.refresh_from_db()
    assert NUMBER_LABEL.format(OPTIONAL) in client.get(f"{page}?igen=1").text
    assert client.post(page, filled(episode.person, cpr="")).status_code == 303
    episode.person.refresh_from_db()
    assert episode.person.cpr == "0107801235"


def test_drug_treatment_is_not_anonymous_here(case: Any) -> None:
    client, episode, page = case
    answer = client.post(page, filled(episode.person, cpr=""))
    assert answer.status_code == 422
    assert "Stofbehandling kan ikke være anonym her" in answer.text


@pytest.mark.req("KS-3.2-4")
def test_another_home_municipality_marks_the_case_for_settlement(case: Any) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person, municipality="0316"))
    episode.refresh_from_db()
    assert episode.settlement_municipality == "0316"
    assert "skal afregnes" in client.get(f"/forloeb/{episode.number}/borger/").text


def test_a_number_that_is_known_asks_before_it_joins(case: Any, inquiry: Make) -> None:
    client, episode, page = case
    known = inquiry(age="0107801235", name="Jens Gammel").episode.person
    asked = client.post(page, filled(episode.person))
    assert asked.status_code == 422
    assert "Er det den samme borger?" in asked.text
    client.post(page, filled(episode.person, same_person="on"))
    episode.refresh_from_db()
    assert episode.person_id == known.pk


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("cpr", "12", "Skriv ti cifre"),
        ("cpr", "310299-1234", "De første seks cifre er ikke en dato"),
        ("children_at_home", "", "Vælg én"),
        ("child_1_born", "i går", "Skriv en dato, for eksempel 5.4.2016"),
        ("child_1_born", "2035-04-03", "Datoen ligger i fremtiden"),
        ("child_1_name", "Alma", "Der er skrevet et barn nedenfor"),
        ("email", "hos@", "Skriv en hel e-mailadresse"),
        ("day", f"{clock.today().year + 1}-12-31", "Det ligger ude i fremtiden"),
        ("day", "0026-04-03", "Årstallet 26 kan ikke være rigtigt"),
        ("birth_date", "0082-04-03", "Så gammel er ingen"),
        ("municipality", "Kbh", "Vælg en kommune på listen"),
        ("municipality", "9999", "Vælg en kommune på listen"),
        ("phone", "1234567", "Skriv otte cifre, for eksempel 12 34 56 78"),
        ("topics-jobcentre.cooperation", [], "Vælg mindst én ting"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(case: Any, field: str, typed: Any, said: str) -> None:
    client, episode, page = case
    answer = client.post(page, filled(episode.person, **{field: typed}))
    assert answer.status_code == 422
    assert said in answer.text
    assert "Lægerne Torvet" in answer.text


def test_two_at_once_are_asked(case: Any) -> None:
    client, episode, page = case
    read = filled(episode.person)
    Person.objects.filter(pk=episode.person_id).update(**bound(episode.person, version=7, phone="87654321"))
    asked = client.post(page, read)
    assert asked.status_code == 409
    assert "87654321" in asked.text
    assert 'name="version" value="7"' in asked.text
    client.post(page, filled(episode.person, version=7))
    episode.person.refresh_from_db()
    assert episode.person.phone == "12 34 56 78"


@pytest.mark.parametrize("role", ["authority", "nurse", "doctor", "dpo"])
def test_who_does_not_enrol_is_refused(case: Any, client_as: Make, role: str) -> None:
    _client, _episode, page = case
    assert client_as(role, unit="drug").get(page).status_code in (403, 404)


def test_another_unit_does_not_enrol(case: Any, client_as: Make) -> None:
    _client, episode, page = case
    assert client_as("counsellor", unit="alcohol").post(page, filled(episode.person)).status_code == 403


def test_what_is_protected_stays_protected_when_a_case_is_laid_on_a_known_citizen(case: Any, inquiry: Make) -> None:
    """The form knew nothing of the citizen: what it left empty or unticked says nothing about them (trap 14)."""
    client, episode, page = case
    known = inquiry(age="0107801235", name="Jens Gammel").episode.person
    Person.objects.filter(pk=known.pk).update(name_protected=True, address_protected=True, digital_post_exempt=True)
    known.refresh_from_db()
    known.address = "Hemmelig Vej 1\n4200 Slagelse"
    known.contact_wishes = "Læg ingen besked."
    known.save()
    sends = filled(episode.person, same_person="on", name="Jens Ny", address="")
    assert client.post(page, sends).status_code == 303
    known.refresh_from_db()
    episode.refresh_from_db()
    assert episode.person_id == known.pk
    assert (known.name, known.name_protected, known.address_protected) == ("Jens Gammel", True, True)
    assert known.address.startswith("Hemmelig Vej 1")
    assert (known.contact_wishes, known.digital_post_exempt) == ("Læg ingen besked.", True)
    assert (known.phone, known.own_doctor) == ("12 34 56 78", "Lægerne Torvet")
    assert episode.name_protected and episode.address_protected
    assert "Jens Gammel" not in client.get(f"/forloeb/{episode.number}/").text


def test_an_old_number_finds_the_citizen_and_the_present_one_stays(case: Any, inquiry: Make) -> None:
    from brobygger.records.people import services as people

    client, episode, page = case
    known = inquiry(age="0107801235", name="Jens Gammel").episode.person
    draft = people.PersonDraft(name=known.name, cpr="0107801AB1")
    people.update_person(known, draft, read_version=known.version)
    assert client.post(page, filled(episode.person, same_person="on")).status_code == 303
    known.refresh_from_db()
    assert known.cpr == "0107801AB1"
