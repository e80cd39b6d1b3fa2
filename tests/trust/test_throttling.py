"""A stranger's wrong passwords stop the stranger, never the owner of the account."""

from typing import Any

import pytest
from django.test import Client

from brobygger.ground import devices
from brobygger.trust.models import Account, AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
PASSWORD = "en lang adgangskode"
STRANGER, HOME, ELSEWHERE = "192.0.2.1", "192.0.2.2", "192.0.2.3"


@pytest.fixture
def owner(make_account: Any) -> Account:
    account = make_account("counsellor")
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Client, account: Account, source: str, password: str = PASSWORD) -> bool:
    answer = client.post("/konto/login/", {"login": account.email, "password": password}, REMOTE_ADDR=source)
    return answer.status_code == 302


def test_wrong_passwords_from_one_place_stop_that_place_alone(owner: Account) -> None:
    for _ in range(6):
        sign_in(Client(), owner, STRANGER, "wrong")
    assert not sign_in(Client(), owner, STRANGER)
    assert sign_in(Client(), owner, ELSEWHERE)
    refused = AuditEntry.objects.filter(kind="sign-in", outcome="refused", actor_id=owner.pk)
    assert refused.count() == 2


def test_the_owners_own_browser_gets_in_though_the_stranger_sits_beside_them(owner: Account) -> None:
    """Behind one address of the house: who has signed in there before is counted by themselves."""
    own = Client()
    assert sign_in(own, owner, HOME)
    own.post("/konto/logout/")
    for _ in range(8):
        sign_in(Client(), owner, HOME, "wrong")
    assert not sign_in(Client(), owner, HOME)
    assert sign_in(own, owner, HOME)


def test_many_strangers_are_stopped_and_the_owners_browser_is_not(owner: Account, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_account": "4/h/key"}
    own = Client()
    assert sign_in(own, owner, HOME)
    own.post("/konto/logout/")
    for number in range(6):
        sign_in(Client(), owner, f"198.51.100.{number}", "wrong")
    assert not sign_in(Client(), owner, ELSEWHERE)
    assert sign_in(own, owner, HOME)


def test_a_known_browser_may_guess_no_more_than_any_other(owner: Account) -> None:
    own = Client()
    assert sign_in(own, owner, HOME)
    own.post("/konto/logout/")
    for number in range(6):
        sign_in(own, owner, f"198.51.100.{number}", "wrong")
    assert not sign_in(own, owner, HOME)


def test_the_mark_of_a_browser_holds_for_its_own_accounts_and_cannot_be_made_up(
    owner: Account, make_account: Any, rf: Any
) -> None:
    own = Client()
    sign_in(own, owner, HOME)
    request = rf.get("/")
    request.COOKIES[devices.COOKIE] = own.cookies[devices.COOKIE].value
    assert devices.known_as(request, owner.email)
    assert not devices.known_as(request, make_account("nurse").email)
    request.COOKIES[devices.COOKIE] = "made-up"
    assert not devices.known_as(request, owner.email)
    assert owner.email not in own.cookies[devices.COOKIE].value
