"""Seeing and ending one's own sessions, and the second factor that administrative acts ask for again."""

import time
from typing import Any

import pytest
from django.test import Client

from brobygger.trust.models import Account, AuditEntry, Proposal, Session
from tests.trust.test_signing_in import code_of, totp_secret

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser(account: Account, agent: str = FIREFOX) -> Client:
    """Somebody signed in by the login page, in a browser that says what it is."""
    account.set_password("en lang adgangskode")
    account.save()
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/konto/login/", {"login": account.email, "password": "en lang adgangskode"})
    return client


def test_one_sees_and_ends_ones_own_sessions_and_nobody_elses(make_account: Any) -> None:
    account, other = make_account("counsellor"), browser(make_account("nurse"))
    here = browser(account)
    account.refresh_from_db()
    there = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/604.1")
    there.post("/konto/login/", {"login": account.email, "password": "en lang adgangskode"})
    page = here.get("/min-konto/logins/").content.decode()
    assert "Firefox, Windows" in page and "Safari, iPhone" in page
    strange = Session.objects.get(account__roles__contains=["nurse"]).key
    here.post("/min-konto/logins/", {"session": strange})
    assert other.get("/t/staff/").status_code == 200
    assert there.get("/t/staff/").status_code == 200
    here.post("/min-konto/logins/", {"session": "others"})
    assert there.get("/t/staff/").status_code == 302
    assert here.get("/t/staff/").status_code == 200
    ended = AuditEntry.objects.filter(kind="sign-out", action="trust.end-session", actor_id=account.pk)
    assert [entry.detail["ended"] for entry in ended.order_by("id")] == [0, 1]


def test_administrative_acts_ask_for_the_second_factor_again_and_lose_nothing(
    make_account: Any, settings: Any, client_as: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    chief, account = make_account("administrator"), make_account("nurse")
    make_account("manager")
    secret = totp_secret(chief)
    client = client_as(chief)
    address = f"/konti/{account.pk}/"
    assert client.get("/konti/").status_code == 200
    assert client.get(address)["Location"].startswith("/konto/sikkerhed/reauthenticate/")
    sent = {"name": "Nyt Navn", "title": "", "roles": ["doctor"], "units": ["drug"]}
    asked = client.post(address, sent)
    assert asked["Location"].startswith("/konto/sikkerhed/reauthenticate/")
    assert not Proposal.objects.exists()
    client.post(asked["Location"], {"code": code_of(secret), "next": address})
    assert Proposal.objects.get().roles == ["doctor"]
    assert client.get(address).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 3600
    session.save()
    assert client.post(f"{address}luk/").status_code == 302
    account.refresh_from_db()
    assert account.is_active
