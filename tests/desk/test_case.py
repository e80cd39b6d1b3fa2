"""One case at a glance: identity, step, next act, deadlines with their reckoning, journal, whom we may talk with."""

import re
from datetime import timedelta

import pytest

from brobygger import standard
from brobygger.desk import case
from brobygger.ground import clock, dates
from brobygger.records.episodes import journal, services
from brobygger.records.episodes.models import Event
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK
from tests.desk.test_my_day import count_queries, main_part, recommended, text


@pytest.fixture
def mine(make_account, open_case):
    account = make_account("counsellor", unit="drug", name="Mette Lund")
    return account, open_case(responsible=account, days_ago=5, birth_date=clock.today() - timedelta(days=41 * 366))


def test_the_case_shows_who_where_and_what_comes_next(client_as, mine):
    account, episode = mine
    html = text(client_as(account), f"/forloeb/{episode.number}/")
    assert "Jens Aagaard" in html
    assert "010782-****" in html
    assert episode.person.cpr[6:] not in html
    assert "Behandler: Mette Lund" in html
    assert "Næste skridt" in html
    assert f"/forloeb/{episode.number}/indskrivning/" in html


def test_every_deadline_explains_itself(client_as, make_account, open_case, on_day):
    account = make_account("counsellor", unit="drug")
    on_day("2023-03-27")
    episode = open_case(responsible=account)
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/?frister=alle"))
    assert html.count("Sådan er fristen regnet ud") >= 4
    assert "mandag 10. april, som er 2. påskedag" in html
    assert "Serviceloven §\u00a0101,\u00a0stk.\u00a04" in html


@pytest.mark.parametrize(("line", "cited"), [("drug", True), ("alcohol", False)])
def test_an_alcohol_case_does_not_cite_the_order_on_drug_treatment(
    client_as, make_account, open_case, on_day, line, cited
):
    account = make_account("counsellor", unit=line)
    on_day("2023-03-27")
    episode = open_case(responsible=account, line=line, unit=line)
    for address in (f"/forloeb/{episode.number}/?frister=alle", "/min-dag/"):
        html = main_part(text(client_as(account), address))
        assert "14 dage efter" in html
        assert ("1477" in html) is cited, address


@pytest.mark.req("KS-5.8.1-2")
def test_where_standard_and_law_count_from_different_days_the_case_says_so(client_as, make_account, open_case, on_day):
    account = make_account("counsellor", unit="drug")
    on_day("2023-03-27")
    episode = open_case(responsible=account)
    facts = {"letter": "decision", "letter_id": 1, "means": "digital-post"}
    for kind in ("letter.sent", "letter.delivered"):
        services.record(SYSTEM, WORK, episode, kind, facts=facts)
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/?frister=alle"))
    assert standard.load().clock("appeal-period", clock.today()).note.da in html


def test_a_correction_stands_beside_what_it_corrects(client_as, mine):
    account, episode = mine
    first = Event.objects.get(episode=episode)
    services.record(
        SYSTEM,
        WORK,
        episode,
        first.kind,
        occurred_at=first.occurred_at,
        facts=first.facts,
        text="Alder rettet.",
        corrects=first,
    )
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/"))
    assert "Rettelse:" in html
    assert f'href="#e{first.pk}"' in html
    assert "journal__entry--struck" in html


def test_late_writing_shows_both_times(client_as, mine, on_day):
    account, episode = mine
    long_ago = clock.now() - timedelta(days=3)
    services.record(SYSTEM, WORK, episode, "follow-up.held", occurred_at=long_ago)
    assert "skrevet" in main_part(text(client_as(account), f"/forloeb/{episode.number}/"))


def test_the_journal_is_filtered_and_paged_by_links(client_as, mine):
    account, episode = mine
    for _ in range(25):
        services.record(SYSTEM, WORK, episode, "follow-up.held")
    address = f"/forloeb/{episode.number}/"
    html = main_part(text(client_as(account), address))
    assert html.count("journal__entry") >= 20
    older = html.split("foer=")[1].split("#")[0].split('"')[0]
    page_two = main_part(text(client_as(account), f"{address}?vis=alt&foer={older}"))
    assert "Henvendelse modtaget" in page_two
    letters = main_part(text(client_as(account), f"{address}?vis=breve"))
    assert "Opfølgning holdt" not in letters


@pytest.mark.parametrize(
    "query", ["?vis=vrøvl", "?foer=abc", "?foer=999999999999999999999", "?frister=x", "?vis=&foer=", "?foer=²"]
)
def test_nothing_in_an_address_breaks_the_page(client_as, mine, query):
    account, episode = mine
    assert client_as(account).get(f"/forloeb/{episode.number}/{query}").status_code == 200


def test_another_unit_is_refused_and_offered_to_break_the_glass(client_as, mine):
    _account, episode = mine
    response = client_as("counsellor", unit="alcohol").get(f"/forloeb/{episode.number}/")
    assert response.status_code == 403
    html = response.content.decode()
    assert "Jens" not in html
    assert "/noedaabning/" in html
    assert AuditEntry.objects.filter(kind="refusal", episode_id=episode.pk).exists()


def test_who_has_broken_the_glass_reads_the_consents_and_is_offered_no_change(client_as, mine):
    _account, episode = mine
    client, address = client_as("counsellor", unit="alcohol"), f"/forloeb/{episode.number}/"
    offer = re.search(r'name="offer" value="([^"]+)"', client.get(address).content.decode())[1]
    reason = "Borgeren står i akutmodtagelsen og kan ikke selv fortælle om sin medicin."
    assert client.post("/noedaabning/", {"offer": offer, "reason": reason})["Location"] == address
    html = text(client, address)
    assert "Se samtykker" in html
    assert "Ret samtykke" not in html


def test_who_has_no_cases_gets_none(client_as, mine):
    _account, episode = mine
    for role in ("dpo", "administrator"):
        assert client_as(role, unit="drug").get(f"/forloeb/{episode.number}/").status_code in (403, 404)


def test_a_case_that_does_not_exist_is_not_found(client_as):
    assert client_as("counsellor").get("/forloeb/2020-9999/").status_code == 404


def test_protected_people_are_shown_as_protected(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    episode = open_case(
        name="Karina Holst",
        name_protected=True,
        address_protected=True,
        address="Algade 1\n4200 Slagelse",
        responsible=account,
    )
    html = text(client_as(account), f"/forloeb/{episode.number}/")
    assert "Beskyttet navn og adresse" in html
    assert "Karina" not in html
    assert "Algade" not in html


@pytest.mark.req("KS-3.2-4")
def test_another_municipality_is_marked_for_settlement(client_as, make_account, open_case):
    account = make_account("counsellor", unit="alcohol")
    episode = open_case(line="alcohol", municipality="329", responsible=account)
    assert "Anden kommune, skal afregnes" in text(client_as(account), f"/forloeb/{episode.number}/")


def test_the_page_asks_the_same_number_of_questions_however_long_the_history(client_as, mine):
    account, episode = mine
    client, address = client_as(account), f"/forloeb/{episode.number}/"
    client.get(address)
    before = count_queries(client, address)
    for _ in range(40):
        services.record(SYSTEM, WORK, episode, "follow-up.held")
    assert count_queries(client, address) == before == 9


def test_opening_the_case_is_in_the_audit_trail(client_as, mine):
    account, episode = mine
    text(client_as(account), f"/forloeb/{episode.number}/")
    entry = AuditEntry.objects.filter(actor_id=account.pk, action="staff.case").latest("at")
    assert (entry.kind, entry.episode_id, entry.person_id) == ("read", episode.pk, episode.person_id)


def test_reading_writes_nothing_but_the_audit_row(client_as, mine):
    account, episode = mine
    before = Event.objects.count()
    text(client_as(account), f"/forloeb/{episode.number}/")
    assert Event.objects.count() == before


def record(episode, kind, **facts):
    return services.record(SYSTEM, WORK, episode, kind, facts=facts)


def test_of_what_runs_out_on_one_day_the_case_and_the_list_name_what_the_rest_waits_for(client_as, mine):
    account, episode = mine
    record(episode, "enrolment.completed", children_at_home="no", family_oriented=True)
    both = episode.deadlines.filter(outcome="open", clock__in=("holistic-assessment", "decision"))
    assert both.count() == 2
    assert both.values("act_by").distinct().count() == 1
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/"))
    words = standard.load().clock("holistic-assessment", clock.today()).act.da
    assert words in html[html.index("Næste skridt") :][:600]
    assert words in main_part(text(client_as(account), "/forloeb/"))


def test_the_next_act_is_the_one_of_my_day_who_cannot_decide_recommends_and_then_waits(client_as, make_account, mine):
    account, episode = mine
    record(episode, "enrolment.completed", children_at_home="no", family_oriented=True)
    record(episode, "assessment.completed")

    def next_step(of):
        html = main_part(text(client_as(of), f"/forloeb/{episode.number}/"))
        return html[html.index("Næste skridt") :][:600]

    authority = make_account("authority", unit="drug")
    assert "Skriv indstillingen" in next_step(account)
    assert f'href="/forloeb/{episode.number}/indstilling/"' in next_step(account)
    assert "Træf afgørelsen" in next_step(authority)
    recommended(episode)
    assert "Afvent afgørelsen" in next_step(account)
    assert "Træf afgørelsen" in next_step(authority)


def test_a_limited_choice_is_not_offered_on_the_case(client_as, mine):
    account, episode = mine
    client, address = client_as(account), f"/forloeb/{episode.number}/"
    record(episode, "enrolment.completed", children_at_home="no", family_oriented=True)
    record(episode, "assessment.completed", areas=["physical", "mental", "social"])
    granted = {"outcome": "granted", "favourable": True, "line": "drug"}
    record(episode, "decision.made", kind_of_treatment="ambulatory-individual", **granted)
    record(episode, "letter.sent", letter="decision", letter_id=1, means="digital-post", line="drug")
    assert "Borgeren vælger et andet behandlingssted" in text(client, address)
    record(episode, "provider-choice.limited", reason="Hensynet til borgerens sikkerhed.")
    assert "Borgeren vælger et andet behandlingssted" not in text(client, address)


def test_who_has_chosen_another_place_still_has_a_next_step(client_as, mine):
    account, episode = mine
    record(episode, "enrolment.completed", children_at_home="no", family_oriented=True)
    record(episode, "assessment.completed", areas=["physical", "mental", "social"])
    record(
        episode,
        "decision.made",
        outcome="granted",
        kind_of_treatment="ambulatory-individual",
        favourable=True,
        line="drug",
    )
    record(episode, "letter.sent", letter="decision", letter_id=1, means="digital-post", line="drug")
    record(episode, "provider.chosen", provider="Ringgården", approved=True, reason="Tæt på familien.")
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/"))
    assert "Send henvisningen til det valgte sted" in html
    assert f"/forloeb/{episode.number}/valg-af-sted/henvisning/" in html
    record(episode, "provider.referred", provider="Ringgården")
    record(episode, "provider.accepted", provider="Ringgården", starts_on="2023-05-01")
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/"))
    assert "Få bekræftet, at behandlingen er begyndt" in html
    assert f"/forloeb/{episode.number}/behandlingsstart/" in html
    record(episode, "treatment.started", kind_of_treatment="ambulatory-individual")
    assert "ikke begyndt" not in text(client_as(account), f"/forloeb/{episode.number}/")


@pytest.mark.req("KS-5-1")
def test_the_way_back_to_treatment_asks_for_a_new_plan(client_as, mine):
    account, episode = mine
    client, address = client_as(account), f"/forloeb/{episode.number}/"
    record(episode, "enrolment.completed", children_at_home="no", family_oriented=True)
    record(episode, "assessment.completed", areas=["physical", "mental", "social"])
    kind = {"kind_of_treatment": "ambulatory-individual"}
    record(episode, "decision.made", outcome="granted", favourable=True, line="drug", **kind)
    record(episode, "letter.sent", letter="decision", letter_id=1, means="digital-post", line="drug")
    day = clock.now() - timedelta(days=2)
    services.record(SYSTEM, WORK, episode, "treatment.started", occurred_at=day, facts=kind)
    services.record(SYSTEM, WORK, episode, "plan.agreed", occurred_at=day, facts={"version": 1})
    again = "En plan for den tilbagefaldsforebyggende behandling"
    assert again not in text(client, address)
    ended = {"reason": "completed", "follow_up_consent": False, "result": "reduced"}
    services.record(SYSTEM, WORK, episode, "treatment.ended", occurred_at=day + timedelta(days=1), facts=ended)
    record(episode, "relapse-prevention.started", **kind)
    html = main_part(text(client, address))
    assert again in html
    assert dates.day((day + timedelta(days=1)).date()) not in html[: html.index("Næste skridt")]  # the end, now undone
    assert f'href="{address}plan/"' in html[html.index("Næste skridt") :][:600]
    record(episode, "plan.agreed", version=2)
    html = main_part(text(client, address))
    assert again not in html[html.index("Næste skridt") :][:600]


def test_an_end_that_is_taken_back_is_told_as_that_and_is_no_step(client_as, mine):
    account, episode = mine
    record(episode, "treatment.started", kind_of_treatment="ambulatory-individual")
    wrong = record(episode, "treatment.ended", reason="died", result="unknown")
    services.record(SYSTEM, WORK, episode, "treatment.ended", facts={"retracted": True}, corrects=wrong)
    html = text(client_as(account), f"/forloeb/{episode.number}/")
    assert "Taget tilbage: behandling" in html
    steps = case.last_days(journal.lines(episode))
    assert "treatment.ended" not in steps and "treatment.started" in steps


def test_a_case_whose_follow_ups_were_declined_is_not_said_to_have_had_them(client_as, mine):
    account, episode = mine
    record(episode, "enrolment.completed", children_at_home="no", family_oriented=True)
    record(episode, "assessment.completed", areas=["physical", "mental", "social"])
    kind = {"kind_of_treatment": "ambulatory-individual"}
    record(episode, "decision.made", outcome="granted", favourable=True, line="drug", **kind)
    record(episode, "letter.sent", letter="decision", letter_id=1, means="digital-post", line="drug")
    record(episode, "treatment.started", **kind)
    record(episode, "plan.agreed", version=1)
    record(episode, "treatment.ended", reason="completed", follow_up_consent=True, result="reduced")
    assert "Ring og følg op efter en måned" in text(client_as(account), f"/forloeb/{episode.number}/")
    record(episode, "consent.withdrawn", partner="centre", purpose="follow-up")
    html = main_part(text(client_as(account), f"/forloeb/{episode.number}/"))
    assert "Der er ingen aftalt opfølgning tilbage at holde." in html[html.index("Næste skridt") :][:600]


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("referral.made", {"to": "psychologist"}, "Henvist: til psykologen"),
        (
            "consent.withdrawn",
            {"partner": "own-doctor", "purpose": "cooperation", "refused": True},
            "Samtykke ikke givet",
        ),
        ("consent.withdrawn", {"partner": "own-doctor", "purpose": "cooperation"}, "Samtykke trukket"),
        ("case.handed-over", {"to": 1, "to_name": "Mette Lund", "first": True}, "Mette Lund er behandler"),
        ("case.handed-over", {"to": 1, "to_name": "Mette Lund"}, "Forløb overdraget: til Mette Lund"),
        ("instrument.answered", {"instrument": "who-5", "score": 32, "band": "low"}, "WHO-5 · 32 point"),
    ],
)
def test_the_journal_says_what_happened(client_as, mine, kind, facts, words):
    account, episode = mine
    record(episode, kind, **facts)
    assert words in text(client_as(account), f"/forloeb/{episode.number}/")


@pytest.mark.parametrize(
    ("role", "told"),
    [("counsellor", True), ("authority", True), ("nurse", False), ("doctor", False), ("secretary", False)],
)
def test_a_questionnaires_points_are_told_to_who_reads_the_assessment(client_as, open_case, role, told):
    episode = open_case()
    services.record(SYSTEM, WORK, episode, "instrument.answered", facts={"instrument": "dudit", "score": 26})
    html = text(client_as(role, unit="drug"), f"/forloeb/{episode.number}/")
    assert "Skema besvaret" in html
    assert ("26 point" in html) is told
