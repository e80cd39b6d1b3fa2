"""A relative's case on the desk's pages: its own way of steps, nothing of the treatment's, and only for its readers."""

import re

import pytest

from brobygger.desk import house_today
from brobygger.ground import clock, room
from brobygger.records.episodes import services
from brobygger.records.papers.parts import contributions
from brobygger.standard.courses import COURSES, RELATIVE, TREATMENT
from brobygger.trust.access import SYSTEM
from tests.cases import WORK, case
from tests.desk.test_my_day import main_part, text

TREATMENTS = ("Afdækning", "Visitation", "Behandlingsplan", "Indskriv", "Børn hjemme")


@pytest.fixture
def mine(make_account):
    account = make_account("counsellor", unit="drug", name="Mette Lund")
    return account, case(course=RELATIVE, days_ago=5, counsellor=account, name="Eva Holm").episode


def steps(html: str) -> list[str]:
    """The steps of the way as the page draws them."""
    bar = re.search(r'<ol class="phases.*?</ol>', html, re.S)
    assert bar is not None
    return re.findall(r'phases__label">(?:<svg.*?</svg>)?\s*(?:<a[^>]*>)?([^<]+)', bar[0], re.S)


def test_the_case_of_a_relative_shows_its_own_steps_and_none_of_the_treatments(client_as, mine):
    account, episode = mine
    services.record(SYSTEM, WORK, episode, "relative-talk.held")
    html = text(client_as(account), f"/forloeb/{episode.number}/")
    assert [one.strip() for one in steps(html)] == ["Kontakt", "Rådgivning", "Opfølgningsmøde"]
    assert "Trin 2 af 3: Rådgivning" in html
    assert "Forløb for en pårørende" in html
    assert "Samtale med pårørende holdt" in html and "Henvendelse fra pårørende modtaget" in html
    assert not [words for words in TREATMENTS if words in main_part(html)]
    closed = {"reason": "completed"}
    services.record(SYSTEM, WORK, episode, "episode.closed", facts=closed)
    assert [one.strip() for one in steps(text(client_as(account), f"/forloeb/{episode.number}/"))] == [
        "Kontakt", "Rådgivning", "Opfølgningsmøde",
    ]  # fmt: skip


def test_a_room_that_serves_relatives_has_its_tab_and_steps_in_their_cases_alone(client_as, mine):
    account, episode = mine
    client, known = client_as(account), room.declared_rooms()
    other = case(counsellor=account, name="Bo Kjær").episode
    serving = room.Room(
        "tests.helping_relatives",
        courses=(RELATIVE.id,),
        tabs=(room.Tab("walks", "Gåture", "notes:new", 90),),
        steps=(room.Step("relative-inquiry.received", "notes:new"),),
    )
    try:
        room.declare_rooms([*known, serving])
        html = text(client, f"/forloeb/{episode.number}/")
        assert (
            f'href="/forloeb/{episode.number}/notater/nyt/"' in re.search(r'<ol class="phases.*?</ol>', html, re.S)[0]
        )
        assert "Gåture" in html
        assert "Gåture" not in text(client, f"/forloeb/{other.number}/")
        listed = main_part(text(client, "/forloeb/?trin=contact"))
        assert "Rådgivning" in listed and "Eva Holm" in listed and "Bo Kjær" not in listed
    finally:
        room.declare_rooms(known)


def test_the_case_of_a_citizen_in_treatment_shows_the_treatments_steps(client_as, make_account, open_case):
    account = make_account("counsellor", unit="drug")
    html = text(client_as(account), f"/forloeb/{open_case(responsible=account).number}/")
    assert [one.strip() for one in steps(html)] == [
        "Henvendelse", "Afdækning", "Visitation", "Behandling", "Opfølgning",
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["visitation", "afdaekning", "plan", "indskrivning", "borger"])
def test_a_page_of_treatment_is_not_there_for_a_relative(client_as, mine, open_case, page):
    account, episode = mine
    client = client_as(account)
    assert client.get(f"/forloeb/{episode.number}/{page}/").status_code == 404
    assert client.get(f"/forloeb/{open_case(responsible=account).number}/{page}/").status_code != 404


def test_the_lists_and_my_day_say_where_it_is(client_as, mine):
    account, _episode = mine
    client = client_as(account)
    assert "Kontakt" in main_part(text(client, "/forloeb/"))
    undated = main_part(text(client, "/min-dag/"))
    assert "Eva Holm" in undated and "Kontakt" in undated
    # While no room is there for relatives, the list offers the treatment's steps alone.
    assert room.courses_served() == {TREATMENT.id}
    assert client.get("/forloeb/?trin=contact").status_code == 200


def test_it_does_not_count_among_those_who_wait_for_treatment(make_account, mine, open_case):
    manager = make_account("manager", unit="drug")
    today = clock.today()
    (unit,) = house_today.units_today(manager, today, today)
    assert (unit.total.cases, unit.total.waiting, unit.total.due, unit.total.late) == (1, 0, 0, 0)
    open_case()
    (unit,) = house_today.units_today(manager, today, today)
    assert (unit.total.cases, unit.total.waiting) == (2, 1)


@pytest.mark.parametrize("role", ["authority", "outreach", "nurse"])
def test_who_does_not_read_the_relatives_record_is_told_nothing(client_as, mine, role):
    _account, episode = mine
    client = client_as(role, unit="drug")
    answer = client.get(f"/forloeb/{episode.number}/")
    assert answer.status_code in (403, 404)
    assert "Eva Holm" not in answer.content.decode()


@pytest.mark.parametrize("role", ["authority", "outreach"])
def test_it_is_handed_to_nobody_who_does_not_read_its_record(client_as, make_account, mine, role):
    account, episode = mine
    other, colleague = make_account(role, unit="drug"), make_account("counsellor", unit="drug")
    client, page = client_as(account), f"/overdragelse/{account.pk}/"
    sent = {"episodes": [episode.number], "receiver": other.pk}
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert f"læser ikke den journal, som disse forløb hører til: {episode.number}." in answer.content.decode()
    assert client.post(page, {**sent, "receiver": colleague.pk}).status_code == 302
    episode.refresh_from_db()
    assert episode.responsible_id == colleague.pk


def test_a_search_tells_nothing_to_who_does_not_read_its_record(client_as, mine):
    _account, episode = mine
    for role, finds in (("counsellor", True), ("authority", False)):
        client = client_as(role, unit="drug")
        html = main_part(client.post("/soeg/", {"query": "Eva Holm"}).content.decode())
        assert (episode.number in html) is finds
        assert (client.post("/soeg/", {"query": episode.number}).status_code == 302) is finds


def test_its_papers_have_no_part_of_the_treatments_rooms(mine):
    _account, episode = mine
    parts = {one.key for one in contributions(episode.kind_of_course)}
    assert {"timeline", "notes", "letters"} <= parts
    assert not parts & {"intake", "assessment", "visitation", "plans"}
    assert {"intake", "assessment", "visitation", "plans"} <= {one.key for one in contributions(TREATMENT.id)}


def test_each_step_that_has_a_page_is_a_step_of_some_kind_of_course():
    told = {phase.told_by for kind in COURSES for phase in kind.steps}
    named = [one.event for _room, one in room.every("steps")]
    assert set(named) <= told and len(named) == len(set(named))
    assert {phase.told_by for phase in TREATMENT.steps} == set(named)
