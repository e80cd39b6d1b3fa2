"""Keeping the staff's accounts."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from brobygger.trust import notices, services
from brobygger.trust.access import SYSTEM
from brobygger.trust.jobs import run_waiting_jobs
from brobygger.trust.models import Account, AuditEntry, Notice, Proposal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
NEW = {
    "name": "Ny Kollega",
    "email": "Ny@example.dk",
    "title": "Behandler",
    "roles": ["counsellor"],
    "units": ["drug"],
}


def confirm(client: Any, account: Account) -> Any:
    """Let a second person confirm what waits for an account."""
    asked = Proposal.objects.get(account=account, state="waiting")
    return client.post(f"/konti/venter/{asked.pk}/", {"confirm": "1"})


def told(account: Account) -> list[str]:
    return list(Notice.objects.filter(account=account).order_by("id").values_list("kind", flat=True))


def test_an_administrator_makes_an_account_and_a_second_person_gets_the_link(client_as: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = notices.NO_MAIL
    client, manager = client_as("administrator", unit=()), client_as("manager")
    officer = client_as("dpo", unit=()).account
    assert client.get("/konti/").status_code == 200
    assert client.get("/konti/ny/").status_code == 200
    made = client.post("/konti/ny/", NEW, follow=True).content.decode()
    assert "/konto/adgangskode/vaelg/" not in made
    account = Account.objects.get(email="ny@example.dk")
    assert (account.roles, account.units) == ([], [])
    assert "Ny Kollega" in client.get("/konti/").content.decode()
    assert "se hvad" in manager.get("/min-konto/").content.decode()
    assert "Ny Kollega" in manager.get("/konti/venter/").content.decode()
    page = confirm(manager, account).content.decode()
    assert "/konto/adgangskode/vaelg/" in page
    account.refresh_from_db()
    assert (account.roles, account.units) == (["counsellor"], ["drug"])
    done = [entry.detail.get("done") for entry in AuditEntry.objects.filter(kind="change").order_by("id")]
    assert [one for one in done if one] == ["created", "asked", "confirmed", "password-link"]
    assert (told(account), told(officer)) == (["asked", "new"], ["new"])


def test_no_one_gives_a_role_or_takes_a_second_factor_alone(client_as: Any, make_account: Any) -> None:
    """An account of a manager's that the administrator makes alone would read everything unnoticed."""
    client, account = client_as("administrator", unit=()), make_account("counsellor")
    second = client_as("administrator", unit=())
    address = f"/konti/{account.pk}/"
    client.post(address, {"name": "X", "roles": ["manager"], "units": ["drug", "alcohol"]})
    client.post(f"{address}sikkerhed/")
    client.post(f"{address}adgangskode/")
    account.refresh_from_db()
    assert account.roles == ["counsellor"]
    assert Proposal.objects.filter(account=account, state="waiting").count() == 3
    for asked in Proposal.objects.filter(account=account):
        client.post(f"/konti/venter/{asked.pk}/", {"confirm": "1"})
        assert client_as(account).post(f"/konti/venter/{asked.pk}/", {"confirm": "1"}).status_code == 403
    account.refresh_from_db()
    assert account.roles == ["counsellor"]
    assert AuditEntry.objects.filter(kind="refusal", outcome="refused").count() == 6
    asked = Proposal.objects.get(account=account, kind="roles")
    assert second.get(f"/konti/venter/{asked.pk}/").status_code == 200
    second.post(f"/konti/venter/{asked.pk}/", {"confirm": "1"})
    account.refresh_from_db()
    assert account.roles == ["manager"]
    again = second.post(f"/konti/venter/{asked.pk}/", {"confirm": "1"}, follow=True)
    assert "En anden har allerede svaret" in again.content.decode()


def test_a_manager_does_not_confirm_what_concerns_their_own_account(client_as: Any) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    client_as("administrator", unit=())
    client.post(f"/konti/{manager.account.pk}/sikkerhed/")
    confirm(manager, manager.account)
    assert Proposal.objects.get().state == "waiting"
    assert "En anden skal bekræfte det" in manager.get(f"/konti/venter/{Proposal.objects.get().pk}/").content.decode()


def test_who_is_alone_is_told_how_to_become_two(client_as: Any) -> None:
    answer = client_as("administrator", unit=()).post("/konti/ny/", NEW)
    assert answer.status_code == 422
    assert "brobygger manage create_account" in answer.content.decode()
    assert not Account.objects.filter(email="ny@example.dk").exists()


def test_the_database_keeps_anybody_from_confirming_alone(make_account: Any) -> None:
    asker, other = make_account("administrator"), make_account("nurse")
    for answerer in (asker, other, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.create(
                account=other, kind="roles", asked_by=asker, answered_by=answerer, state="confirmed"
            )


def test_what_is_declined_or_taken_back_changes_nothing(client_as: Any, make_account: Any) -> None:
    client, manager, account = client_as("administrator", unit=()), client_as("manager"), make_account("nurse")
    for answerer, state in ((manager, "declined"), (client, "withdrawn")):
        client.post(f"/konti/{account.pk}/", {"name": "X", "roles": ["doctor"], "units": ["drug"]})
        asked = Proposal.objects.get(account=account, state="waiting")
        answerer.post(f"/konti/venter/{asked.pk}/", {"decline": "1"})
        asked.refresh_from_db()
        account.refresh_from_db()
        assert (asked.state, account.roles) == (state, ["nurse"])
    assert "declined" in told(client.account)


def test_where_mail_is_sent_the_owner_gets_the_link_and_nobody_sees_it(client_as: Any, mailoutbox: list[Any]) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    other = client_as("manager")  # who is only told
    client.post("/konti/ny/", NEW)
    answer = confirm(manager, Account.objects.get(email="ny@example.dk"))
    assert answer.status_code == 302
    assert [mail.to for mail in mailoutbox if "/konto/adgangskode/vaelg/" in mail.body] == [["ny@example.dk"]]
    run_waiting_jobs()
    assert other.account.email in {address for mail in mailoutbox for address in mail.to}


def test_what_one_is_told_is_gone_when_it_is_seen(client_as: Any, make_account: Any) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    client.post(f"/konti/{make_account('nurse', name='Nina Nord').pk}/sikkerhed/")
    assert "Nina Nord" in manager.get("/min-konto/beskeder/").content.decode()
    manager.post("/min-konto/beskeder/set/")
    assert "se hvad" not in manager.get("/min-konto/").content.decode()


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
    manager = client_as("manager")
    changed = client.post(address, {"name": "Nyt Navn", "title": "", "roles": ["doctor"], "units": ["alcohol"]})
    assert changed["Location"] == address
    assert confirm(manager, account).status_code == 302
    assert client.post(address, {"name": ""}).status_code == 422
    for act, active in (("luk", False), ("aabn", True)):
        assert client.post(f"{address}{act}/").status_code == 302
        if active:
            confirm(manager, account)
        account.refresh_from_db()
        assert account.is_active is active
    assert (account.name, account.roles, account.units) == ("Nyt Navn", ["doctor"], ["alcohol"])
    assert client.post(f"{address}sikkerhed/").status_code == 302
    assert client.post(f"{address}adgangskode/").status_code == 302
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
