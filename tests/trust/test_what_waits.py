"""What waits for a second person is never more than was asked, nor done when something else was decided meanwhile."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from brobygger.trust import proposal_row, services
from brobygger.trust.models import Account, AuditEntry, Notice, Proposal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]


def asked_of(account: Account, state: str = "waiting") -> Proposal:
    return Proposal.objects.get(account=account, state=state)


def ask_for(client: Any, account: Account, *held: str, units: tuple[str, ...] = ("drug",)) -> None:
    client.post(f"/konti/{account.pk}/", {"name": account.name, "roles": held, "units": units})


def answer(client: Any, asked: Proposal, how: str = "confirm") -> str:
    page: str = client.post(f"/konti/venter/{asked.pk}/", {how: "1"}, follow=True).content.decode()
    return page


def keepers() -> int:
    return Account.objects.filter(is_active=True, roles__contains=["administrator"]).count()


def test_two_confirmations_leave_somebody_who_keeps_the_accounts(client_as: Any) -> None:
    first, second = client_as("administrator", unit=()), client_as("administrator", unit=())
    manager = client_as("manager")
    ask_for(first, second.account, "manager")
    ask_for(second, first.account, "manager")
    answer(manager, asked_of(second.account))
    assert keepers() == 1
    # The one who asked for the other is no administrator any more, so the last one stays.
    assert "ikke længere kontoadministrator" in answer(manager, asked_of(first.account))
    assert keepers() == 1


def test_who_was_closed_meanwhile_takes_nobody_s_role(client_as: Any) -> None:
    """A third asks for the first, is closed by it, and only then another confirms."""
    first, asker = client_as("administrator", unit=()), client_as("administrator", unit=())
    manager = client_as("manager")
    ask_for(asker, first.account, "manager")
    first.post(f"/konti/{asker.account.pk}/luk/")
    answer(manager, asked_of(first.account))
    assert keepers() == 1


@pytest.mark.parametrize("emptied", [(), ("nurse",)])
def test_what_was_taken_away_meanwhile_does_not_come_back(
    client_as: Any, make_account: Any, emptied: tuple[str, ...]
) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    account = make_account("nurse", unit="drug")
    Account.objects.filter(pk=account.pk).update(roles=["doctor", "nurse"])
    ask_for(client, account, "nurse", "doctor", "counsellor")
    waits = asked_of(account)
    ask_for(client, account, *emptied, units=("drug",) if emptied else ())
    waits.refresh_from_db()
    assert waits.state == "withdrawn"
    answer(manager, waits)
    account.refresh_from_db()
    assert account.roles == list(emptied)
    done = [row.detail["done"] for row in AuditEntry.objects.filter(action="trust.administer-accounts").order_by("id")]
    assert [one for one in done if one in ("asked", "withdrawn", "changed")][-2:] == ["withdrawn", "changed"]


def test_what_changed_in_any_other_way_is_asked_for_anew(client_as: Any, make_account: Any) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    account = make_account("nurse", unit="drug")
    ask_for(client, account, "nurse", "counsellor")
    Account.objects.filter(pk=account.pk).update(roles=[], units=[])
    waits = asked_of(account)
    page = manager.get(f"/konti/venter/{waits.pk}/").content.decode()
    assert "er ændret, siden der blev bedt om det" in page
    assert 'name="confirm"' not in page
    assert 'name="decline"' in page
    answer(manager, waits)
    account.refresh_from_db()
    assert account.roles == []
    assert AuditEntry.objects.filter(kind="refusal", detail__reason="changed-meanwhile").count() == 1


def test_nothing_that_waited_at_an_account_is_done_after_it_was_closed(client_as: Any, make_account: Any) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    other, account = client_as("administrator", unit=()), make_account("nurse", unit="drug")
    client.post(f"/konti/{account.pk}/adgangskode/")
    client.post(f"/konti/{account.pk}/sikkerhed/")
    ask_for(client, account, "nurse", "manager")
    waits = list(Proposal.objects.filter(account=account, state="waiting"))
    other.post(f"/konti/{account.pk}/luk/")
    for asked in waits:
        assert "En anden har allerede svaret" in answer(manager, asked)
    account.refresh_from_db()
    assert (account.roles, account.is_active) == (["nurse"], False)
    assert Proposal.objects.filter(account=account, state="withdrawn").count() == 3
    assert AuditEntry.objects.filter(detail__done="withdrawn", actor_id=other.account.pk).count() == 3
    assert Notice.objects.filter(account=client.account, kind="withdrawn", about=account).count() == 3
    # Nor is any of it asked for while it is closed, but to open it.
    client.post(f"/konti/{account.pk}/adgangskode/")
    client.post(f"/konti/{account.pk}/sikkerhed/")
    ask_for(client, account, "nurse", "manager")
    client.post(f"/konti/{account.pk}/aabn/")
    assert asked_of(account).kind == "open"


def test_those_concerned_are_told_when_rights_are_taken_and_when_an_account_is_closed(
    client_as: Any, make_account: Any
) -> None:
    client, manager, account = client_as("administrator", unit=()), client_as("manager"), make_account("nurse")
    ask_for(client, account, units=())
    client.post(f"/konti/{account.pk}/luk/")
    for told in (account, manager.account):
        kinds = Notice.objects.filter(account=told, about=account, by=client.account).order_by("id")
        assert list(kinds.values_list("kind", flat=True)) == ["taken", "closed"]
    page = manager.get("/min-konto/beskeder/").content.decode()
    assert "Roller eller enheder er taget fra en konto" in page
    assert "En konto er lukket" in page


def test_a_new_account_is_given_what_was_asked_for_last(client_as: Any) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    client.post("/konti/ny/", {"name": "Ny", "email": "ny@example.dk", "roles": ["manager"], "units": ["drug"]})
    account = Account.objects.get(email="ny@example.dk")
    ask_for(client, account, "nurse")
    waits = asked_of(account)  # one, and still with the way in
    assert (waits.kind, waits.roles) == ("new", ["nurse"])
    answer(manager, waits)
    account.refresh_from_db()
    assert account.roles == ["nurse"]


def test_who_confirms_sees_what_is_new_and_the_trail_says_before_and_after(client_as: Any, make_account: Any) -> None:
    client, manager = client_as("administrator", unit=()), client_as("manager")
    account = make_account("nurse", unit="drug")
    ask_for(client, account, "doctor", units=("drug", "alcohol"))
    waits = asked_of(account)
    page = " ".join(manager.get(f"/konti/venter/{waits.pk}/").content.decode().split())
    assert "<dt>Har nu</dt><dd>Sygeplejerske, Stofbehandlingen</dd>" in page
    assert "<dt>Får</dt><dd>Læge, Alkoholbehandlingen</dd>" in page
    assert "<dt>Mister</dt><dd>Sygeplejerske</dd>" in page
    answer(manager, waits)
    detail = AuditEntry.objects.get(action="trust.confirm-accounts", kind="change").detail
    assert (detail["roles_before"], detail["roles"]) == (["nurse"], ["doctor"])
    assert (detail["units_before"], detail["units"]) == (["drug"], ["alcohol", "drug"])


@pytest.mark.parametrize("how", ["closed", "other role"])
def test_what_was_asked_by_one_who_has_left_is_asked_for_anew(client_as: Any, make_account: Any, how: str) -> None:
    client, manager, account = client_as("administrator", unit=()), client_as("manager"), make_account("nurse")
    client.post(f"/konti/{account.pk}/sikkerhed/")
    changed = {"is_active": False} if how == "closed" else {"roles": ["secretary"]}
    Account.objects.filter(pk=client.account.pk).update(**changed)
    assert "ikke længere kontoadministrator" in answer(manager, asked_of(account))
    assert asked_of(account)
    answer(manager, asked_of(account), "decline")
    assert asked_of(account, "declined")


def test_nothing_waits_for_ever(client_as: Any, make_account: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, manager, account = client_as("administrator", unit=()), client_as("manager"), make_account("nurse")
    client.post(f"/konti/{account.pk}/sikkerhed/")
    waits = asked_of(account)
    monkeypatch.setattr(proposal_row, "LASTS", dt.timedelta(0))
    assert f"/konti/venter/{waits.pk}/" not in manager.get("/konti/venter/").content.decode()
    assert "for længe siden" in answer(manager, waits)
    monkeypatch.undo()
    client.post(f"/konti/{account.pk}/sikkerhed/")
    assert asked_of(account).pk != waits.pk


def test_who_is_to_be_told_cannot_all_be_taken_away(client_as: Any) -> None:
    """One administrator alone made the trust's watchers nobody; a name too was one person's to choose, unseen."""
    client, officer, manager = client_as("administrator", unit=()), client_as("dpo", unit=()), client_as("manager")
    client.post(f"/konti/{officer.account.pk}/", {"name": "Helt Anden", "roles": [], "units": []})
    kinds = Notice.objects.filter(account=manager.account, about=officer.account).order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == ["taken", "renamed"]
    page = client.post(f"/konti/{manager.account.pk}/", {"name": "Leder", "roles": [], "units": []})
    assert page.status_code == 422
    assert "databeskyttelsesrådgiver" in page.content.decode()
    client.post(f"/konti/{manager.account.pk}/luk/")
    manager.account.refresh_from_db()
    assert (manager.account.roles, manager.account.is_active) == (["manager"], True)


def test_who_asked_who_answered_and_who_was_told_stays(client_as: Any, make_account: Any) -> None:
    client, manager, account = client_as("administrator", unit=()), client_as("manager"), make_account("nurse")
    client.post(f"/konti/{account.pk}/sikkerhed/")
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.update(asked_by=account)
    answer(manager, asked_of(account))
    manager.post("/min-konto/beskeder/set/")
    for act in (
        lambda: Proposal.objects.update(answered_by=make_account("manager")),
        lambda: Proposal.objects.all().delete(),
        lambda: Notice.objects.filter(account=manager.account).update(seen_at=None),
        lambda: Notice.objects.filter(account=account).update(about=client.account),
        lambda: Notice.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
def test_two_who_close_each_other_at_once_leave_one(make_account: Any) -> None:
    pair = [make_account("administrator"), make_account("administrator")]
    start = threading.Barrier(2)
    refused: list[str] = []

    def close(actor: Account, other: Account) -> None:
        try:
            start.wait()
            services.set_active(actor, other, False)
        except services.NotAllowed as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(pair[one], pair[1 - one])) for one in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["last-administrator"]
    assert keepers() == 1
