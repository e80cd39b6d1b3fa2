"""A second factor guards itself: an open browser is not enough to exchange it, and the owner is told of each change."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from brobygger.ground import crypto
from brobygger.trust.models import Account, Notice
from tests.trust.test_signing_in import PASSWORD, code_of, sign_in, totp_secret

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
SECURITY = "/konto/sikkerhed/"


@pytest.fixture
def owner(make_account: Any, settings: Any) -> Account:
    """An administrator with a password; a second factor is asked for."""
    settings.SECOND_FACTOR_REQUIRED = True
    account = make_account("administrator")
    account.set_password(PASSWORD)
    account.save()
    return account


def signed_in(client: Client, account: Account, secret: str) -> Client:
    """In, by password and code, a moment ago."""
    cache.clear()  # what other tests have tried counts for nobody here
    sign_in(client, account)
    client.post(f"{SECURITY}authenticate/", {"code": code_of(secret)})
    cache.clear()  # the next half minute's code, as it were
    return client


def told(account: Account) -> list[str]:
    return list(Notice.objects.filter(account=account).order_by("id").values_list("kind", flat=True))


@pytest.mark.parametrize("act", ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"])
def test_just_signed_in_is_no_proof_for_changing_the_factor(client: Client, owner: Account, act: str) -> None:
    secret = totp_secret(owner)
    signed_in(client, owner, secret)
    for answer in (client.get(reverse(act)), client.post(reverse(act), {})):
        assert answer["Location"].startswith(f"{SECURITY}reauthenticate/")
    # Nor is the password: it leads to the factor, which offers no password either.
    password = client.post("/konto/bekraeft/", {"password": PASSWORD, "next": reverse(act)})
    assert password["Location"].startswith(f"{SECURITY}reauthenticate/")
    assert "/konto/bekraeft/" not in client.get(password["Location"]).content.decode()
    assert client.get(reverse(act))["Location"].startswith(f"{SECURITY}reauthenticate/")
    client.post(f"{SECURITY}reauthenticate/", {"code": code_of(secret), "next": "/"})
    assert client.get(reverse(act)).status_code == 200


def test_the_owner_and_those_who_watch_are_told_of_a_factor_that_is_exchanged(
    client: Client, owner: Account, make_account: Any, django_capture_on_commit_callbacks: Any
) -> None:
    manager = make_account("manager")
    secret = totp_secret(owner)
    assert (told(owner), told(manager)) == (["factor-added"], [])  # the first one: nothing is exchanged
    signed_in(client, owner, secret)
    client.post(f"{SECURITY}reauthenticate/", {"code": code_of(secret), "next": "/"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    assert told(manager) == ["codes-new", "factor-removed"]
    assert told(owner) == ["factor-added", "codes-new", "factor-removed"]
    client.post("/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": PASSWORD * 2, "password2": PASSWORD * 2})
    assert told(owner)[-1] == "password-chosen"
    assert told(manager)[-1] == "factor-removed"


def test_setting_up_the_first_factor_asks_for_nothing_twice(client: Client, owner: Account) -> None:
    sign_in(client, owner)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    made = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert made.redirect_chain == [(reverse("mfa_view_recovery_codes"), 302)]
    assert made.status_code == 200


def test_a_factor_that_somebody_put_into_the_table_opens_nothing(client: Client, owner: Account) -> None:
    """Whoever has the database's password and not the keys cannot give a manager a factor of their own."""
    from allauth.mfa.models import Authenticator

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', %s, now())",
            [owner.pk, '{"secret": "JBSWY3DPEHPK3PXP"}'],
        )
    with pytest.raises(crypto.CryptoError):
        Authenticator.objects.get(user=owner)
    sign_in(client, owner)
    with pytest.raises(crypto.CryptoError):
        client.post(f"{SECURITY}authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})


def test_what_a_page_says_after_an_act_lies_in_no_cookie(client_as: Any, make_account: Any) -> None:
    client, account = client_as("administrator"), make_account("nurse", name="Nina Nord")
    make_account("manager")
    answer = client.post(f"/konti/{account.pk}/luk/")
    assert "messages" not in answer.cookies
    assert "Kontoen er lukket" in client.get(answer["Location"]).content.decode()
