"""The plan is written together, kept while it is written, agreed, and followed from version to version."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brobygger import standard
from brobygger.care.plans import services
from brobygger.care.plans.models import Plan
from brobygger.ground.fields import bound
from brobygger.records.drafts.models import Draft
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.care.plans.cases import typed_plan
from tests.cases import new_plan

Open = Callable[..., Any]
# With the session, the account, access, the frame and the audit row of every page.
QUERIES = {"plan": 13, "plan/skriv": 10, "opfoelgning": 13, "netvaerk": 9, "efter": 12, "luk": 9}


def the_client(client_as: Callable[..., Client], case: Any) -> Client:
    return client_as(case.counsellor)


@pytest.mark.req("KS-3.1-4", "KS-3.5-3", "KS-5-1", "KS-5-2", "KS-5.1-1", "KS-5.1-2", "KS-5.1-3", "KS-2-1", "KS-2-3")
def test_a_plan_is_agreed_with_the_citizen(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="started")
    client = the_client(client_as, case)
    answer = client.post(f"/forloeb/{case.number}/plan/skriv/", {**typed_plan(), "act": "agree"})
    assert answer.status_code == 303, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    for told in ("At kunne være far uden stoffer", "Møder hver tirsdag", "Holder fast i praktikken", "Egen lejlighed",
                 "Kæresten kommer med", "Jeg vil have ro", "Jobcenter"):  # fmt: skip
        assert told in page
    assert case.kinds[-1] == "plan.agreed"
    met = case.episode.deadlines.get(clock="treatment-plan")
    assert met.outcome == "met"
    assert AuditEntry.objects.filter(action="plans.write", kind="change").exists()
    assert not Draft.objects.exists()


@pytest.mark.req("KS-5.1-1")
def test_a_goal_lacks_nothing_of_smart(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="started")
    client = the_client(client_as, case)
    typed = typed_plan(**{"goal-b2-due_on": "", "goal-b2-accepted": "", "own_words": "Ordene bliver"})
    answer = client.post(f"/forloeb/{case.number}/plan/skriv/", {**typed, "act": "agree"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Et mål har en dato" in page and "Skriv, hvorfor borgeren vil det." in page
    assert "Ordene bliver" in page and 'href="#id_goal-b2-due_on"' in page
    again = client.get(f"/forloeb/{case.number}/plan/skriv/").content.decode()
    assert "Ordene bliver" in again, "what was typed is kept as a draft"
    assert not Plan.objects.exists()


def test_goals_come_and_go_and_nothing_typed_is_lost(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="started")
    client = the_client(client_as, case)
    address = f"/forloeb/{case.number}/plan/skriv/"
    typed = typed_plan(**{"goal-a1-due_on": "snart", "duration_weeks": "mange"})
    answer = client.post(address, {**typed, "act": "add:a1"})
    assert answer.status_code == 303 and "#goal-" in answer.headers["Location"]
    page = client.get(address).content.decode()
    assert page.count('class="goal-form goal-form--sub"') == 2
    assert 'value="snart"' in page and 'value="mange"' in page
    client.post(address, {**typed, "act": "remove:a1"})
    assert '<fieldset class="goal-form' not in client.get(address).content.decode()


def test_two_devices_do_not_overwrite_each_other(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="started")
    client = the_client(client_as, case)
    address = f"/forloeb/{case.number}/plan/skriv/"
    client.post(
        address, {**typed_plan(aim="På computeren"), "act": "save", "draft_version": "0", "draft_editor": "one"}
    )
    answer = client.post(
        address, {**typed_plan(aim="På telefonen"), "act": "save", "draft_version": "0", "draft_editor": "two"}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Du har gemt en kladde i et andet vindue" in page and "På telefonen" in page
    manager = client_as("manager", unit="drug")
    theirs = manager.post(
        address, {**typed_plan(aim="Lederens"), "act": "save", "draft_version": "0", "draft_editor": "three"}
    )
    assert theirs.status_code == 409 and "En anden har gemt en kladde imens" in theirs.content.decode()
    assert Draft.objects.get().data["aim"] == ["På computeren"]
    client.post(
        address, {**typed_plan(aim="På telefonen"), "act": "overwrite", "draft_version": "1", "draft_editor": "two"}
    )
    assert Draft.objects.get().data["aim"] == ["På telefonen"]


def test_a_form_keeps_itself_while_it_is_written(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="started")
    client = the_client(client_as, case)
    address = f"/forloeb/{case.number}/kladder/plan/"
    first = client.post(address, {"aim": "Halv", "draft_version": "0", "draft_editor": "one"})
    assert first.status_code == 200 and first.content.decode().startswith("Kladden er gemt kl.")
    second = client.post(address, {"aim": "Halvvejs", "draft_version": "0", "draft_editor": "one"})
    assert second.status_code == 200
    assert Draft.objects.get().data["aim"] == ["Halvvejs"]


@pytest.mark.req("KS-5-3", "KS-4.4-4")
def test_versions_stand_side_by_side(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="planned")
    client = the_client(client_as, case)
    page = client.get(f"/forloeb/{case.number}/plan/skriv/").content.decode()
    assert "At kunne være far uden stoffer" in page, "a new version begins as the old one"
    changed = typed_plan(aim="At være far og bror", goal=["a1"])
    assert client.post(f"/forloeb/{case.number}/plan/skriv/", {**changed, "act": "agree"}).status_code == 303
    both = client.get(f"/forloeb/{case.number}/plan/sammenlign/1/2/").content.decode()
    assert "<del>At kunne være far uden stoffer</del>" in both and "<ins>At være far og bror</ins>" in both
    assert "fjernet" in both
    old = client.get(f"/forloeb/{case.number}/plan/version/1/").content.decode()
    assert "gælder ikke længere" in old
    assert client.get(f"/forloeb/{case.number}/plan/sammenlign/1/7/").status_code == 404
    assert case.episode.deadlines.filter(clock="plan-review", outcome="met").exists()


def test_an_agreed_plan_is_locked(open_case: Open) -> None:
    from django.db import DatabaseError, transaction

    case = open_case(until="planned")
    plan = Plan.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**bound(plan, aim="Andet"))
    with pytest.raises(DatabaseError), transaction.atomic():
        plan.goals.all().delete()
    assert case.episode.phase == "treatment"


def test_pages_ask_the_same_few_questions_however_long_the_history(
    open_case: Open, client_as: Callable[..., Client], on_day: Callable[[str], None]
) -> None:
    case = open_case(until="planned")
    client = the_client(client_as, case)
    pages = ("plan", "plan/skriv", "opfoelgning", "netvaerk", "efter", "luk")

    def asked() -> dict[str, int]:
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/forloeb/{case.number}/{page}/").status_code == 200
            found[page] = len(queries)
        return found

    asked()
    before = asked()
    statuses = (services.NewGoalStatus("a1", "under-way"), services.NewGoalStatus("b2", "reached"))
    for day in ("2023-06-20", "2023-08-20", "2023-10-20"):
        on_day(day)
        talk = services.NewFollowUp("centre", "Godt", "Holder", 4, "weekly", statuses)
        services.hold_follow_up(SYSTEM, case.episode, talk)
        services.record_change(SYSTEM, case.episode, "move", "Flyttet")
        services.agree_plan(SYSTEM, case.episode, new_plan())
        services.offer_action_plan(SYSTEM, case.episode, "accepted")
    assert asked() == before == QUERIES


def test_only_those_of_the_unit_read_and_write(open_case: Open, client_as: Callable[..., Client]) -> None:
    case = open_case(until="planned")
    read, write = f"/forloeb/{case.number}/plan/", f"/forloeb/{case.number}/plan/skriv/"
    assert client_as("counsellor", unit="drug").get(read).status_code == 200
    assert client_as("secretary", unit="drug").get(read).status_code == 200
    assert client_as("secretary", unit="drug").get(write).status_code == 403
    assert client_as("counsellor", unit="alcohol").get(read).status_code == 403
    assert client_as("nurse", unit="drug").get(read).status_code in (403, 404)
    assert client_as("counsellor", unit="alcohol").post(write, {"act": "save"}).status_code in (403, 404)
    assert not Draft.objects.exists()


@pytest.mark.req("KS-3.1-5", "KS-5.7-1")
def test_gift_cards_are_silent_unless_the_standard_uses_them(
    open_case: Open, client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = open_case(until="planned")
    client = the_client(client_as, case)
    assert "gavekort" not in client.get(f"/forloeb/{case.number}/plan/").content.decode().lower()
    ours = (Path(standard.__file__).parent / "slagelse.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    came = "id = 'came', name = { da = 'Fremmøde', en = 'Coming' }, amount = 200, every = 4, lines = ['drug']"
    cards = f"used = true\nsizes = [200]\ngiven_by = ['counsellor']\npurposes = [{{ {came} }}]"
    other.write_text(ours.replace("used = false", cards, 1), encoding="utf-8")
    used = standard.load(other)
    monkeypatch.setattr(standard, "load", lambda *_args: used)
    page = client.get(f"/forloeb/{case.number}/plan/").content.decode()
    assert used.gift_cards.text.da in page
    assert "Fremmøde: 200 kr., hver fjerde gang (Stofbehandling)" in page
    assert "Gives af: Behandleren" in page
