"""My day: what runs out and why, the right act beside it, and nothing that is not one's own."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from markupsafe import escape

from brobygger import standard
from brobygger.care.intake import selectors as intake
from brobygger.care.intake.access import RECORD as INQUIRY
from brobygger.care.intake.services.inquiries import book_first_talk
from brobygger.care.visitation.models import Recommendation
from brobygger.desk import my_day_selectors as selectors
from brobygger.ground import clock
from brobygger.records.episodes import services
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section
from brobygger.records.letters.services import queue
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK, called

OpenCase = Callable[..., Episode]
ClientAs = Callable[..., Client]


def text(client: Client, address: str = "/min-dag/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def main_part(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.req("KS-3.1-1", "KS-3.5-1")
def test_the_guarantee_stands_on_my_day_by_its_practical_day_with_its_reckoning(
    client_as, make_account, open_case, on_day
):
    """Mock-up 1: 27 March 2023 + 14 days is Easter Monday, so in practice Wednesday 5 April."""
    account = make_account("counsellor", unit="drug", name="Mette Lund")
    on_day("2023-03-27")
    episode = open_case(name="Jens Aagaard", birth_date=date(1982, 1, 1), responsible=account)
    on_day("2023-04-03")
    services.record(SYSTEM, WORK, episode, "assessment.completed")
    services.record(SYSTEM, WORK, episode, "decision.made", facts={"outcome": "granted", "line": "drug"})
    on_day("2023-04-04")
    html = main_part(text(client_as(account)))
    assert "Før påske" in html
    assert "Start behandlingen" in html
    assert "Jens Aagaard, 41 år" in html
    assert "Senest i morgen" in html
    assert "mandag 10. april, som er 2. påskedag" in html
    assert "senest onsdag 5. april" in html
    assert "Serviceloven §\u00a0101,\u00a0stk.\u00a04" in html


def test_what_is_past_says_so_in_plain_words_and_only_after_the_lawful_day(client_as, make_account, open_case, on_day):
    account = make_account("counsellor", unit="drug")
    on_day("2026-03-02")
    open_case(responsible=account)
    client = client_as(account)
    on_day("2026-03-16")
    assert "Senest i dag" in main_part(text(client))
    assert "Overskredet" not in main_part(text(client))
    on_day("2026-03-18")
    html = main_part(text(client_as(account)))
    assert "Overskredet" in html
    assert "For 2 dage siden" in html
    assert "Skulle være sket" not in html


def test_each_row_leads_straight_to_its_form(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account, days_ago=9)
    html = main_part(text(client_as(account)))
    assert f'href="/forloeb/{episode.number}/afdaekning/"' in html


def test_of_promises_that_end_on_one_day_the_one_that_the_others_wait_for_stands_first(
    client_as, make_account, open_case
):
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account, days_ago=9)
    html = main_part(text(client_as(account)))
    assert "Gør afdækningen færdig" in html
    assert "3 frister mere samme dag" in html
    assert "Start behandlingen" not in html
    services.record(SYSTEM, WORK, episode, "assessment.completed")
    services.record(SYSTEM, WORK, episode, "decision.made", facts={"outcome": "granted", "line": "drug"})
    html = main_part(text(client_as(account)))
    assert "Start behandlingen" in html
    assert "1 frist mere samme dag" in html


def test_a_colleagues_cases_are_not_on_my_day(client_as, make_account, open_case):
    mine, theirs = make_account("counsellor", unit="drug"), make_account("counsellor", unit="drug")
    open_case(name="Karina Holst", responsible=theirs, days_ago=9)
    assert "Karina Holst" not in text(client_as(mine))


def recommended(episode: Episode) -> None:
    Recommendation.objects.create(episode=episode, state="submitted", saved_at=clock.now(), submitted_at=clock.now())


def test_the_authority_sees_a_decision_when_it_is_recommended(client_as, make_account, open_case):
    counsellor = make_account("counsellor", unit="drug", name="Mette Lund")
    episode = open_case(name="Karina Holst", responsible=counsellor, days_ago=2)
    services.record(SYSTEM, WORK, episode, "assessment.completed")
    authority = make_account("authority", unit=("drug", "alcohol"))
    html = main_part(text(client_as(authority)))
    assert "Karina Holst" not in html
    assert "når der er en indstilling" in html
    recommended(episode)
    html = main_part(text(client_as(authority)))
    assert "Karina Holst" in html
    assert "Træf afgørelsen" in html
    assert "indstillet, ikke på et møde" in html
    assert "Mette Lund" in html


def test_the_authority_sees_only_what_it_can_act_on(client_as, make_account, open_case, on_day):
    on_day("2026-03-02")
    counsellor = make_account("counsellor", unit="drug")
    episode = open_case(name="Karina Holst", responsible=counsellor)
    authority = make_account("authority", unit="drug")
    for day in ("2026-03-12", "2026-03-13", "2026-03-30"):
        on_day(day)
        assert "Karina Holst" not in main_part(text(client_as(authority)))
        assert "Karina Holst" in main_part(text(client_as(counsellor)))
    recommended(episode)
    assert "Karina Holst" in main_part(text(client_as(authority)))


def test_old_sins_never_hide_what_is_due_today(client_as, make_account, open_case, on_day):
    account = make_account("counsellor", unit="drug")
    on_day("2026-01-05")
    for number in range(selectors.LIMIT + 5):
        open_case(name=f"Gammel Synd{number}", responsible=account)
    on_day("2026-03-02")
    open_case(name="Karina Holst", responsible=account)
    on_day("2026-03-16")
    html = main_part(text(client_as(account)))
    assert html.index("Karina Holst") < html.index("Overskredet")
    assert html.count("Gammel Synd") <= 3 * selectors.LATE_SHOWN
    assert "De seneste er vist" in html


def test_what_is_due_in_a_closing_does_not_count_as_overdue_nor_push_that_out(
    client_as, make_account, open_case, on_day
):
    account = make_account("counsellor", unit="drug")
    on_day("2026-01-05")
    for number in range(selectors.LATE_SHOWN + 5):
        open_case(name=f"Gammel Synd{number}", responsible=account)
    on_day("2026-03-20")  # a fortnight before Good Friday
    for number in range(selectors.LATE_SHOWN + 5):
        open_case(name=f"Frist Ipåsken{number}", responsible=account)
    on_day("2026-04-03")
    html = main_part(text(client_as(account)))
    overdue = html[html.index("Overskredet") :]
    assert "Gammel Synd" in overdue and "Frist Ipåsken" not in overdue
    assert "De seneste er vist" in overdue


def test_since_last_tells_what_colleagues_did_on_ones_cases(client_as, make_account, open_case, on_day):
    mine, colleague = (make_account("counsellor", unit="drug", name=name) for name in ("Mette Lund", "Bo Friis"))
    on_day("2026-03-06")  # a Friday
    episode = open_case(name="Karina Holst", responsible=mine)
    assert "Siden sidst" not in main_part(text(client_as(mine)))
    services.record(colleague, WORK, episode, "assessment.started")
    on_day("2026-03-09")
    html = main_part(text(client_as(mine)))
    told = html[html.index("Siden sidst") :]
    assert "Bo Friis" in told and "Karina Holst" in told
    assert "Siden sidst" not in main_part(text(client_as(colleague)))
    on_day("2026-03-11")
    assert "Siden sidst" not in main_part(text(client_as(mine)))


def test_since_last_tells_of_every_kind_there_is_with_and_without_what_was_noted(client_as, make_account, open_case):
    """All of the vocabulary on one case, by a colleague: a first talk that was agreed is one of them."""
    mine, colleague = (make_account("counsellor", unit="drug", name=name) for name in ("Mette Lund", "Bo Friis"))
    episode, client = open_case(name="Karina Holst", responsible=mine), client_as(mine)
    for number, (kind, rule) in enumerate(standard.load().events.items()):
        at = clock.now() + timedelta(seconds=number)
        Event.objects.bulk_create(
            Event(episode=episode, kind=kind, occurred_at=at, recorded_at=at, recorded_by=colleague, facts=facts)
            for facts in ({}, dict.fromkeys(rule.facts), dict.fromkeys(rule.facts, ""))
        )
        told = main_part(text(client)).split("Siden sidst")[1]
        assert told.count(f'#journal">{escape(rule.label.in_("da"))}<') == 3, kind


def test_since_last_says_that_something_was_taken_back_not_that_it_happened(client_as, make_account, open_case):
    mine, colleague = (make_account("counsellor", unit="drug", name=name) for name in ("Mette Lund", "Bo Friis"))
    episode = open_case(name="Karina Holst", responsible=mine)
    started = services.record(SYSTEM, WORK, episode, "assessment.started")
    services.record(colleague, WORK, episode, "assessment.started", facts={"retracted": True}, corrects=started)
    no = {"partner": "own-doctor", "purpose": "cooperation", "refused": True}
    services.record(colleague, WORK, episode, "consent.withdrawn", facts=no)
    told = main_part(text(client_as(mine)))
    assert "Taget tilbage: afdækning begyndt" in told
    assert "Samtykke ikke givet" in told and "Samtykke trukket" not in told


def test_the_first_talk_that_was_agreed_stands_on_my_day_and_on_the_case(client_as, make_account, on_day):
    on_day("2026-03-02")
    account = make_account("counsellor", unit="drug")
    inquiry = called(taker=account).inquiry
    book_first_talk(account, INQUIRY, inquiry, clock.at_noon(date(2026, 3, 5)))
    client = client_as(account)
    html = main_part(text(client))
    assert "Aftaler" in html and "Første samtale torsdag 5. marts" in html
    case = text(client, f"/forloeb/{inquiry.episode.number}/")
    assert "Første samtale torsdag 5. marts kl. 12.00" in case
    assert "Stof: kokain" in case
    on_day("2026-03-06")
    assert "Aftaler" not in main_part(text(client_as(account)))


def test_two_protected_people_are_told_apart_by_number(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    episodes = [open_case(name=name, name_protected=True, responsible=account, days_ago=9) for name in ("A B", "C D")]
    html = main_part(text(client_as(account)))
    assert all(f"Beskyttet navn ({episode.number})" in html for episode in episodes)


def test_who_cannot_decide_is_asked_to_recommend_and_then_to_wait(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account, days_ago=9)
    services.record(SYSTEM, WORK, episode, "assessment.completed")
    html = main_part(text(client_as(account)))
    assert "Skriv indstillingen" in html
    assert f'href="/forloeb/{episode.number}/indstilling/"' in html
    assert "Træf afgørelsen" not in html
    recommended(episode)
    html = main_part(text(client_as(account)))
    assert "Afvent afgørelsen" in html
    assert "Skriv indstillingen" not in html


def test_what_my_day_leaves_out_of_the_new_inquiries_it_does_not_count_away(client_as, make_account):
    account = make_account("counsellor", unit="drug")

    def wait(number: int) -> None:
        for _nr in range(number):
            called()

    wait(intake.SHOWN)
    html = text(client_as(account))
    assert re.search(rf'class="count">{intake.SHOWN}<', html)
    assert "Alle nye henvendelser" not in html
    wait(1)
    html = text(client_as(account))
    assert re.search(rf'class="count">{intake.SHOWN}\+<', html)
    assert "Alle nye henvendelser" in html


@pytest.mark.parametrize("role", ["doctor", "nurse"])
def test_the_clinic_sees_who_waits_for_a_doctor(role, client_as, make_account, open_case):
    counsellor = make_account("counsellor", unit="drug")
    episode = open_case(name="Karina Holst", responsible=counsellor, days_ago=9)
    clinic = make_account(role, unit="drug")
    assert "Karina Holst" not in main_part(text(client_as(clinic)))
    services.record(SYSTEM, WORK, episode, "medical-need.found", facts={"kind": "substitution"})
    html = main_part(text(client_as(clinic)))
    assert "Karina Holst" in html
    assert "Giv tid hos lægen" in html
    assert "Gør afdækningen færdig" not in html
    assert "/henvendelser/ny/" not in html


def test_the_secretary_sees_that_letters_wait(client_as, make_account, open_case):
    secretary = make_account("secretary", unit="drug")
    assert "Print" not in main_part(text(client_as(secretary)))
    episode = open_case(name="Karina Holst")
    recipient = Recipient("citizen", "Karina Holst", ("Rosengade 14", "4200 Slagelse"), "", "physical")
    words = LetterText("Du får en tid", "Kære Karina", (Section("", ("Kom tirsdag.",)),), sender="Lone Bak")
    queue(SYSTEM, WORK, episode, NewLetter("appointment", words, recipient))
    html = main_part(text(client_as(secretary)))
    assert "Ét brev venter på at blive sendt." in html
    assert 'href="/breve/"' in html
    assert "Karina Holst" not in html
    assert "Ikke underskrevet" not in html


def test_a_protected_name_is_not_shown(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    open_case(name="Karina Holst", name_protected=True, responsible=account, days_ago=9)
    html = text(client_as(account))
    assert "Karina" not in html
    assert "Beskyttet navn" in html


def test_an_empty_day_says_what_to_do_next(client_as):
    html = main_part(text(client_as("counsellor", unit="drug")))
    assert "Intet haster" in html
    assert "/henvendelser/ny/" in html


def test_seeing_the_day_is_in_the_audit_trail(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account, days_ago=9)
    text(client_as(account))
    entry = AuditEntry.objects.filter(actor_id=account.pk, action="staff.my-day").latest("at")
    assert episode.pk in entry.object_ids


@pytest.mark.parametrize("role", ["counsellor", "authority", "manager"])
def test_the_day_asks_the_same_number_of_questions_however_much_there_is(
    role, client_as, make_account, open_case, django_assert_num_queries
):
    account = make_account(role, unit="drug")
    client = client_as(account)
    client.get("/min-dag/")
    expected = count_queries(client, "/min-dag/")
    for number in range(12):
        episode = open_case(name=f"Person {number}", responsible=account, days_ago=5 + number)
        services.record(SYSTEM, WORK, episode, "assessment.started")
    assert count_queries(client, "/min-dag/") == expected == {"counsellor": 15, "authority": 17, "manager": 17}[role]


def count_queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_sentence_tells_the_whole_day(client_as, make_account, open_case, on_day):
    account = make_account("counsellor", unit="drug")
    on_day("2026-03-02")
    open_case(responsible=account)
    on_day(date(2026, 3, 2) + timedelta(days=1))
    html = main_part(text(client_as(account)))
    assert "Intet haster. Næste frist er mandag 16. marts." in html
    assert clock.today() == date(2026, 3, 3)


def test_on_a_closed_day_the_day_that_is_said_is_the_one_that_is_meant(client_as, make_account, open_case, on_day):
    """Monday 5 April 2021 is a holiday; the last working day was the Wednesday before: the lawful day is said."""
    account = make_account("counsellor", unit="drug")
    on_day("2021-03-22")
    episode = open_case(name="Karina Holst", responsible=account)
    guarantee = episode.deadlines.get(clock="treatment-guarantee-drug")
    assert (guarantee.act_by, guarantee.due_on) == (date(2021, 3, 31), date(2021, 4, 5))
    on_day("2021-04-03")
    for html in (text(client_as(account)), text(client_as(account), f"/forloeb/{episode.number}/")):
        told = main_part(html).lower()
        assert "om 2 dage" in told and "mandag 5. april" in told
        assert "senest i dag" not in told and "onsdag 31. marts</span>" not in told


def test_a_case_in_which_no_deadline_runs_is_not_forgotten(client_as, make_account, open_case):
    """An end without follow-ups: the next step is to close, and no day reminds of it."""
    account = make_account("counsellor", unit="drug")
    episode = open_case(name="Karina Holst", responsible=account)
    assert "Uden frist" not in text(client_as(account))
    for kind, facts in (
        ("treatment.started", {"kind_of_treatment": "ambulatory-individual"}),
        ("treatment.ended", {"reason": "died"}),
    ):
        services.record(SYSTEM, WORK, episode, kind, facts=facts)
    episode.deadlines.filter(outcome="open").update(outcome="void")
    Episode.objects.filter(pk=episode.pk).update(next_act_by=None, next_clock="")  # as the derivation then says
    told = main_part(text(client_as(account))).split("Uden frist, men ikke afsluttet")[1]
    assert "Karina Holst" in told and f"/forloeb/{episode.number}/" in told
    assert "Uden frist" not in text(client_as("counsellor", unit="drug"))
    services.record(SYSTEM, WORK, episode, "episode.closed", facts={"reason": "other"})
    assert "Uden frist" not in text(client_as(account))
