"""Keeping the staff's accounts."""

from typing import Any

import pytest

from brobygger.trust import services
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
NEW = {
    "name": "Ny Kollega",
    "email": "Ny@example.dk",
    "title": "Behandler",
    "roles": ["counsellor"],
    "units": ["drug"],
}


def test_an_administrator_makes_an_account_and_gets_a_link(client_as: Any) -> None:
    client = client_as("administrator", unit=())
    assert client.get("/konti/").status_code == 200
    assert client.get("/konti/ny/").status_code == 200
    page = client.post("/konti/ny/", NEW).content.decode()
    assert "/konto/adgangskode/vaelg/" in page
    account = Account.objects.get(email="ny@example.dk")
    assert (account.roles, account.units) == (["counsellor"], ["drug"])
    assert "Ny Kollega" in client.get("/konti/").content.decode()
    assert [entry.detail["done"] for entry in AuditEntry.objects.filter(kind="change").order_by("id")] == [
        "created",
        "password-link",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "x"},
        {"email": "taken@example.dk"},
        {"roles": ["king"]},
        {"units": ["nowhere"]},
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    client_as: Any, make_account: Any, wrong: Any
) -> None:
    Account.objects.create_user("taken@example.dk", name="Taken")
    answer = client_as("administrator").post("/konti/ny/", {**NEW, **wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "form-error-message" in page
    assert "Behandler" in page
    assert not Account.objects.filter(email="ny@example.dk").exists()


def test_an_account_is_changed_closed_and_opened(client_as: Any, make_account: Any) -> None:
    client, account = client_as("administrator"), make_account("nurse")
    address = f"/konti/{account.pk}/"
    assert client.get(address).status_code == 200
    changed = client.post(address, {"name": "Nyt Navn", "title": "", "roles": ["doctor"], "units": ["alcohol"]})
    assert changed["Location"] == address
    assert client.post(address, {"name": ""}).status_code == 422
    for act, active in (("luk", False), ("aabn", True)):
        assert client.post(f"{address}{act}/").status_code == 302
        account.refresh_from_db()
        assert account.is_active is active
    assert (account.name, account.roles, account.units) == ("Nyt Navn", ["doctor"], ["alcohol"])
    assert client.post(f"{address}sikkerhed/").status_code == 302
    assert client.post(f"{address}adgangskode/").status_code == 200
    assert client.get("/konti/999999/").status_code == 404


def test_nobody_gives_rights_to_themselves(client_as: Any) -> None:
    client = client_as("administrator", unit=())
    own = f"/konti/{client.account.pk}/"
    answer = client.post(own, {"name": "Me", "roles": ["administrator", "doctor"], "units": ["drug"]})
    assert answer.status_code == 422
    client.post(f"{own}luk/")
    client.account.refresh_from_db()
    assert (client.account.roles, client.account.is_active) == (["administrator"], True)


def test_somebody_always_keeps_the_accounts(make_account: Any) -> None:
    only = make_account("administrator")
    with pytest.raises(services.NotAllowed):
        services.set_active(SYSTEM, only, False)
    with pytest.raises(services.NotAllowed):
        services.change_account(SYSTEM, only, name="x", title="", held=["dpo"], units=[])
    make_account("administrator")
    services.set_active(SYSTEM, only, False)


def test_only_administrators_keep_accounts_and_they_see_no_cases(client_as: Any) -> None:
    for role in ("counsellor", "manager", "dpo", "secretary"):
        assert client_as(role).get("/konti/").status_code == 403
    assert client_as("administrator").get("/t/cases/").status_code == 403


def test_everybody_sees_their_own_account(client_as: Any) -> None:
    page = client_as("counsellor", unit="drug", name="Karen Holm").get("/min-konto/").content.decode()
    assert "Karen Holm" in page
    assert "Stofbehandlingen" in page


def test_the_first_administrator_is_made_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    call_command("create_account", "foerste@example.dk", "Første Person", role=["administrator"])
    assert "/konto/adgangskode/vaelg/" in capsys.readouterr().out
    assert Account.objects.get().roles == ["administrator"]


@pytest.mark.parametrize(
    ("email", "name", "held", "words"),
    [
        ("hest", "Første Person", {"role": ["dpo"]}, "not an e-mail address"),
        ("ny@example.dk", " ", {"role": ["dpo"]}, "Write the name"),
        ("ny@example.dk", "Første Person", {}, "at least one role"),
        ("ny@example.dk", "Første Person", {"role": ["nurse"], "unit": ["drugs"]}, "No such unit: drugs"),
    ],
)
def test_the_command_line_makes_no_account_that_nobody_could_use(
    email: str, name: str, held: dict[str, list[str]], words: str
) -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match=words):
        call_command("create_account", email, name, **held)
    assert not Account.objects.exists()


def test_what_was_refused_is_in_the_audit_trail(client_as: Any) -> None:
    client = client_as("administrator", unit=())
    own = f"/konti/{client.account.pk}/"
    client.post(own, {"name": "Me", "roles": ["administrator", "doctor"], "units": ["drug"]})
    client.post(f"{own}luk/")
    reasons = [entry.detail["reason"] for entry in AuditEntry.objects.filter(kind="refusal").order_by("id")]
    assert reasons == ["own-rights", "own-account"]
