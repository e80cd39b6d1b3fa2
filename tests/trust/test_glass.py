"""Opening a case outside one's unit: a reason, a time limit, and the manager is told."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from brobygger.ground import clock
from brobygger.trust import access, services
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, AuditEntry, BreakGlass
from tests.trust.pages_urls import declared

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
REASON = "Borgeren ringer, og behandleren har ferie."


def offer_of(answer: Any) -> str:
    found = re.search(r'name="offer" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def test_with_a_reason_the_case_opens_for_reading_until_the_time_is_out(client_as: Any, row: Any) -> None:
    client, there = client_as("counsellor", unit="drug"), row(unit="alcohol", episode=3)
    address = f"/t/case/{there.pk}/"
    offer = offer_of(client.get(address))
    assert client.post("/noedaabning/", {"offer": offer, "reason": REASON})["Location"] == address
    assert client.get(address).status_code == 200
    assert b"2026-0003" in client.get("/t/cases/").content
    read = AuditEntry.objects.filter(kind="read", episode_id=3).earliest("id")
    assert read.detail == {"glass": True}
    opened = BreakGlass.objects.get(account=client.account)
    assert (opened.unit, opened.reason) == ("alcohol", REASON)
    assert dt.timedelta(hours=3, minutes=59) < opened.expires_at - clock.now() < dt.timedelta(hours=4)
    assert AuditEntry.objects.get(kind="break-glass").episode_id == 3
    assert client.post(f"/t/change/{there.pk}/").status_code == 403
    BreakGlass.objects.filter(pk=opened.pk).update(expires_at=clock.now())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("reason", ["", "kort", "          "])
def test_without_a_reason_nothing_opens(client_as: Any, row: Any, reason: str) -> None:
    client, there = client_as("counsellor", unit="drug"), row(unit="alcohol", episode=3)
    offer = offer_of(client.get(f"/t/case/{there.pk}/"))
    answer = client.post("/noedaabning/", {"offer": offer, "reason": reason})
    assert answer.status_code == 422
    assert "form-error-message" in answer.content.decode()
    assert offer_of(answer) == offer
    assert not BreakGlass.objects.filter(account=client.account).exists()


def test_an_offer_is_one_accounts_own_and_cannot_be_made_up(client_as: Any, row: Any) -> None:
    there = row(unit="alcohol", episode=3)
    offer = offer_of(client_as("counsellor", unit="drug").get(f"/t/case/{there.pk}/"))
    other = client_as("counsellor", unit="drug")
    for token in (offer, "made-up", "", "x" * 5000):
        assert other.post("/noedaabning/", {"offer": token, "reason": REASON}).status_code == 422
    assert not BreakGlass.objects.filter(account=other.account).exists()
    assert client_as("secretary").post("/noedaabning/", {"offer": offer, "reason": REASON}).status_code == 403


def test_the_manager_of_the_unit_sees_and_reviews(client_as: Any, row: Any) -> None:
    opened = row(unit="alcohol", episode=3)
    manager, elsewhere = client_as("manager", unit="alcohol"), client_as("manager", unit="drug")
    page = manager.get("/tillid/", follow=True).content.decode()
    assert "2026-0003" in page
    assert "synthetic" in page
    assert "2026-0003" not in elsewhere.get("/tillid/", follow=True).content.decode()
    assert elsewhere.get(f"/tillid/noedaabninger/{opened.pk}/").status_code == 403
    address = f"/tillid/noedaabninger/{opened.pk}/"
    assert manager.get(address).status_code == 200
    assert manager.post(address, {"outcome": "questioned"}).status_code == 422
    assert manager.post(address, {"outcome": "x"}).status_code == 422
    assert manager.post(address, {"outcome": "questioned", "remark": "Ring til mig"}).status_code == 302
    opened.refresh_from_db()
    assert (opened.review, opened.remark, opened.reviewed_by_id) == (
        "questioned",
        "Ring til mig",
        manager.account.pk,
    )
    assert AuditEntry.objects.get(kind="review").detail["answer"] == "questioned"
    assert "Ring til mig" in manager.get("/tillid/noedaabninger/").content.decode()


def test_the_officer_sees_all_openings_and_reviews_none(client_as: Any, row: Any) -> None:
    opened = row(unit="alcohol", episode=3)
    officer = client_as("dpo", unit=())
    assert "2026-0003" in officer.get("/tillid/noedaabninger/").content.decode()
    assert officer.get(f"/tillid/noedaabninger/{opened.pk}/").status_code == 403
    assert client_as("counsellor").get("/tillid/noedaabninger/").status_code == 403


def test_nobody_reviews_their_own_opening(client_as: Any, row: Any) -> None:
    manager = client_as("manager", unit="alcohol")
    opened = row(unit="alcohol", episode=3, account=manager.account)
    address = f"/tillid/noedaabninger/{opened.pk}/"
    page = manager.get(address).content.decode()
    assert "din egen nødåbning" in page
    assert "<textarea" not in page
    assert manager.post(address, {"outcome": "accepted"}).status_code == 403
    opened.refresh_from_db()
    assert (opened.review, opened.reviewed_by_id) == ("waiting", None)
    refusal = AuditEntry.objects.get(kind="refusal")
    assert (refusal.episode_id, refusal.detail["reason"]) == (3, "own-opening")
    assert client_as("manager", unit="alcohol").post(address, {"outcome": "accepted"}).status_code == 302


def test_a_review_is_never_overwritten(client_as: Any, row: Any) -> None:
    opened = row(unit="alcohol", episode=3)
    first, second = client_as("manager", unit="alcohol", name="Hanne Riis"), client_as("manager", unit="alcohol")
    address = f"/tillid/noedaabninger/{opened.pk}/"
    first.post(address, {"outcome": "questioned", "remark": "Ring til mig"})
    answer = second.post(address, {"outcome": "accepted"}, follow=True)
    assert "Det første svar står ved magt" in answer.content.decode()
    opened.refresh_from_db()
    assert (opened.review, opened.reviewed_by_id) == ("questioned", first.account.pk)
    assert "Hanne Riis: Ring til mig" in second.get(address).content.decode()
    assert AuditEntry.objects.filter(kind="refusal", episode_id=3).exists()
    assert AuditEntry.objects.filter(kind="review").count() == 1


def test_each_row_of_a_read_through_the_glass_says_so(client_as: Any, row: Any) -> None:
    """Lists too: what only the glass shows has a row on its case; what is one's own says nothing of glass."""
    client = client_as("counsellor", unit="drug")
    there, here = row(unit="alcohol", episode=3), row(unit="drug", episode=4)
    client.post("/noedaabning/", {"offer": offer_of(client.get(f"/t/case/{there.pk}/")), "reason": REASON})
    client.get("/t/cases/")
    client.get(f"/t/case/{here.pk}/")
    reads = AuditEntry.objects.filter(kind="read", actor_id=client.account.pk)
    through = [entry for entry in reads if entry.detail.get("glass")]
    assert {entry.episode_id for entry in through} == {3}
    assert not [entry for entry in reads if 4 in {entry.episode_id, *entry.object_ids} and entry.detail.get("glass")]
    assert not [entry for entry in reads if entry.episode_id == 3 and not entry.detail.get("glass")]


def opened_by(client: Any, there: Any) -> BreakGlass:
    """Let somebody open the case through the glass, and read it."""
    address = f"/t/case/{there.pk}/"
    client.post("/noedaabning/", {"offer": offer_of(client.get(address)), "reason": REASON})
    assert client.get(address).status_code == 200
    return BreakGlass.objects.get(account=client.account)


def test_an_opening_that_is_asked_about_ends_at_once(client_as: Any, row: Any) -> None:
    client, there = client_as("counsellor"), row(unit="alcohol", episode=3)
    manager = client_as("manager", unit="alcohol")
    opened = opened_by(client, there)
    manager.post(f"/tillid/noedaabninger/{opened.pk}/", {"outcome": "accepted"})
    assert client.get(f"/t/case/{there.pk}/").status_code == 200
    second = opened_by(client_as("counsellor"), there)
    manager.post(f"/tillid/noedaabninger/{second.pk}/", {"outcome": "questioned", "remark": "Ring til mig"})
    other = client_as(second.account)
    assert other.get(f"/t/case/{there.pk}/").status_code == 403
    assert "Der er spurgt til din nødåbning" in other.get("/min-konto/beskeder/").content.decode()


def test_an_opening_rests_on_the_role_that_broke_the_glass(client_as: Any, row: Any) -> None:
    client, there = client_as("counsellor"), row(unit="alcohol", episode=3)
    opened = opened_by(client, there)
    action = declared("test.also-secretary", roles=["counsellor", "secretary"], scope="case")
    account = Account.objects.get(pk=client.account.pk)
    assert access.may(account, action, there)
    account.roles = ["secretary"]  # who may read in the unit, and not break the glass
    assert not access.may(account, action, there)
    # And whoever changes the roles ends it, answered or not.
    client_as("manager", unit="alcohol").post(f"/tillid/noedaabninger/{opened.pk}/", {"outcome": "accepted"})
    account = Account.objects.get(pk=client.account.pk)
    services.change_account(SYSTEM, account, name=account.name, title="", held=["nurse"], units=["drug"])
    opened.refresh_from_db()
    assert opened.expires_at <= clock.now()


def test_the_database_lets_nobody_review_their_own_opening(row: Any) -> None:
    opened = row()
    with pytest.raises(DatabaseError), transaction.atomic():
        BreakGlass.objects.filter(pk=opened.pk).update(review="accepted", reviewed_by=opened.account)
