"""Accounts, sessions and the second factor."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.trust import audit, services, sessions
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, AuditEntry, Session

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
PASSWORD = "en lang adgangskode"


@pytest.fixture
def local(make_account: Any, settings: Any) -> Account:
    """A local account where a second factor is asked for."""
    settings.SECOND_FACTOR_REQUIRED = True
    account = make_account("counsellor", unit="drug", name="Karen Holm")
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Client, account: Account, password: str = PASSWORD) -> Any:
    return client.post("/konto/login/", {"login": account.email, "password": password})


def totp_secret(account: Account) -> str:
    """Set up an authenticator app for the account."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return str(secret)


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_the_login_page_is_danish_and_closed_for_signing_up(client: Client) -> None:
    page = client.get("/konto/login/").content.decode()
    assert "Log ind" in page
    closed = client.get("/konto/opret/")
    assert "selv" in closed.content.decode()
    client.post("/konto/opret/", {"email": "x@example.dk", "password1": PASSWORD})
    assert not Account.objects.filter(email="x@example.dk").exists()


def test_without_a_second_factor_only_its_set_up_can_be_reached(client: Client, local: Account) -> None:
    """Trap 12: no MFA from the internet."""
    sign_in(client, local)
    for address in ("/t/staff/", "/t/cases/", "/min-konto/", "/tillid/"):
        assert client.get(address)["Location"] == "/konto/sikkerhed/"
    assert client.get("/konto/sikkerhed/").status_code == 200
    assert client.get("/t/public/").status_code == 200
    page = client.get("/konto/sikkerhed/totp/activate/")
    assert "<svg" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    client.post("/konto/sikkerhed/totp/activate/", {"code": code_of(secret)})
    assert client.get("/t/staff/").status_code == 200


def test_the_second_factor_is_asked_for_at_the_next_sign_in(client: Client, local: Account) -> None:
    secret = totp_secret(local)
    answer = sign_in(client, local)
    assert answer["Location"].startswith("/konto/sikkerhed/authenticate/")
    assert client.get("/t/staff/").status_code == 302
    assert client.get("/konto/sikkerhed/authenticate/").status_code == 200
    wrong = client.post("/konto/sikkerhed/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert "needs-script" in wrong.text  # the key's button does nothing without a script, and is not shown then
    client.post("/konto/sikkerhed/authenticate/", {"code": code_of(secret)})
    assert client.get("/t/staff/").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "account_change_password",
        "account_reauthenticate", "account_logout", "mfa_generate_recovery_codes", "account_reset_password",
        "account_reset_password_done", "account_inactive", "account_signup",
    ],
)  # fmt: skip
def test_every_page_of_signing_in_is_drawn_by_us(client: Client, local: Account, name: str) -> None:
    sign_in(client, local)
    if name == "mfa_generate_recovery_codes":
        secret = totp_secret(local)
        client.post("/konto/sikkerhed/authenticate/", {"code": code_of(secret)})
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200, answer.redirect_chain
    page = answer.content.decode()
    assert 'id="content"' in page
    assert "style=" not in page.replace("<svg", "")


def test_pages_of_an_account_with_factors(client: Client, local: Account) -> None:
    secret = totp_secret(local)
    sign_in(client, local)
    client.post("/konto/sikkerhed/authenticate/", {"code": code_of(secret)})
    cache.clear()  # a code works once: here the next half minute's
    client.post("/konto/sikkerhed/reauthenticate/", {"code": code_of(secret), "next": "/"})
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).status_code == 200, name
    made = client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert made.status_code == 200
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200


def test_signing_in_and_failing_to_are_in_the_audit_trail(client: Client, local: Account) -> None:
    sign_in(client, local, "wrong")
    client.post("/konto/login/", {"login": "nobody@example.dk", "password": "wrong"})
    sign_in(client, local)
    client.post("/konto/logout/")
    told = [(e.kind, e.outcome, e.actor_id) for e in AuditEntry.objects.order_by("id")]
    assert told == [
        ("sign-in", "failed", local.pk), ("sign-in", "failed", None), ("sign-in", "ok", local.pk),
        ("sign-out", "ok", local.pk),
    ]  # fmt: skip
    assert "nobody" not in str(AuditEntry.objects.values_list("detail", flat=True))


def test_the_error_of_a_wrong_password_keeps_what_was_typed(client: Client, local: Account) -> None:
    page = sign_in(client, local, "wrong").content.decode()
    assert local.email in page
    assert "error-summary" in page
    assert "E-mail og adgangskode passer ikke sammen." in page


def test_the_table_of_sessions_opens_no_session(client_as: Any) -> None:
    client = client_as("counsellor")
    key = client.cookies["sessionid"].value
    stored = Session.objects.get().key
    assert stored == sessions.digest(key)
    assert stored != key


def test_a_session_ends_when_it_is_not_used(client_as: Any) -> None:
    client = client_as("counsellor")
    assert client.get("/t/staff/").status_code == 200
    Session.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=46))
    assert client.get("/t/staff/").status_code == 302


def test_a_session_ends_after_a_working_day_however_busy(client_as: Any) -> None:
    client = client_as("counsellor")
    Session.objects.update(created_at=timezone.now() - dt.timedelta(hours=13))
    assert client.get("/t/staff/").status_code == 302


def test_use_is_noted_at_most_once_a_minute(client_as: Any, django_assert_num_queries: Any) -> None:
    client = client_as("counsellor")
    old = timezone.now() - dt.timedelta(minutes=2)
    Session.objects.update(seen_at=old)
    with django_assert_num_queries(5):
        client.get("/t/staff/")
    with django_assert_num_queries(4):
        client.get("/t/staff/")
    assert Session.objects.get().seen_at > old


def test_closing_an_account_ends_its_sessions_at_once(client_as: Any, make_account: Any) -> None:
    client = client_as("counsellor")
    services.set_active(make_account("administrator"), client.account, False)
    assert client.get("/t/staff/").status_code == 302
    assert not Session.objects.filter(account=client.account).exists()


def test_new_rights_end_the_sessions(client_as: Any) -> None:
    client = client_as("counsellor")
    account = client.account
    services.change_account(SYSTEM, account, name=account.name, title="", held=["nurse"], units=["drug"])
    assert client.get("/t/staff/").status_code == 302
    entry = AuditEntry.objects.filter(kind="change").latest("id")
    assert (entry.detail["roles_before"], entry.detail["roles"]) == (["counsellor"], ["nurse"])


def test_a_new_password_ends_the_other_sessions(client_as: Any) -> None:
    client = client_as("counsellor")
    client.account.set_password("another one entirely")
    client.account.save()
    assert client.get("/t/staff/").status_code == 302


def test_a_session_stolen_for_another_account_is_nobodys(client_as: Any, make_account: Any) -> None:
    client = client_as("counsellor")
    Session.objects.update(account=make_account("manager"))
    assert client.get("/t/staff/").status_code == 302


def test_the_link_for_a_password_works_once(client: Client, make_account: Any) -> None:
    account = services.create_account(SYSTEM, email="Ny@Example.dk", name="Ny Kollega", held=["nurse"], units=["drug"])
    assert account.email == "ny@example.dk"
    assert not account.has_usable_password()
    link = services.password_link(SYSTEM, account)
    form = client.get(link, follow=True)
    assert form.status_code == 200
    short = client.post(form.redirect_chain[-1][0], {"password1": "kort", "password2": "kort"})
    assert "12" in short.content.decode()
    done = client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert done.status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    again = client.get(link, follow=True)
    assert "virker ikke" in again.content.decode()


def test_ended_sessions_are_forgotten(client_as: Any) -> None:
    client_as("counsellor")
    client_as("nurse")
    Session.objects.filter(account__roles__contains=["nurse"]).update(seen_at=timezone.now() - dt.timedelta(days=1))
    sessions.SessionStore.clear_expired()
    assert Session.objects.count() == 1


def test_the_choice_of_roles_exists_only_in_the_demonstration(client: Client, make_account: Any, settings: Any) -> None:
    chosen = make_account("manager", is_demo=True, name="Mette Leder")
    real = make_account("manager", name="Rigtig Leder")
    assert client.get("/vaelg-rolle/").status_code == 404
    assert client.post("/vaelg-rolle/", {"account": chosen.pk}).status_code == 404
    settings.DEMO = True
    page = client.get("/vaelg-rolle/").content.decode()
    assert "Mette Leder" in page
    assert "Rigtig Leder" not in page
    assert client.post("/vaelg-rolle/", {"account": real.pk}).status_code == 404
    assert client.post("/vaelg-rolle/", {"account": "x"}).status_code == 404
    assert client.post("/vaelg-rolle/", {"account": chosen.pk}).status_code == 302
    assert client.get("/t/staff/").status_code == 200
    assert audit.Kind.SIGN_IN in AuditEntry.objects.values_list("kind", flat=True)


# --- Guessing, and asking who has an account -----------------------------------------------------------


def test_guesses_are_counted_for_all_processes_at_once(client: Client, local: Account, settings: Any) -> None:
    """A cache in memory would give an attacker as many guesses more as there are processes."""
    from django.core.cache import cache
    from django.db import connection

    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    answers = [sign_in(client, local, "wrong").content.decode() for _ in range(7)]
    assert "For mange" in answers[-1] or "for mange" in answers[-1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trust_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] >= 1
    # The right password does not help within the time either; a new process knows it as well.
    cache.close()
    assert sign_in(Client(), local).status_code == 200


def test_too_many_requests_are_answered_by_a_page_of_ours(client: Client) -> None:
    address = "/konto/adgangskode/glemt/"
    answers = [client.post(address, {"email": "ingen@example.dk"}, REMOTE_ADDR="192.0.2.77") for _ in range(12)]
    last = answers[-1]
    assert last.status_code == 429
    assert "Der er prøvet for mange gange" in last.text
    assert "<title>For mange forsøg" in last.text


class _Down:
    """A mail server that does not answer."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError


@pytest.mark.parametrize("mail", ["there", "down"])
def test_a_forgotten_password_tells_nobody_who_has_an_account(
    client: Client, local: Account, settings: Any, mail: str
) -> None:
    if mail == "down":
        settings.EMAIL_BACKEND = f"{__name__}._Down"
    told = []
    for address in (local.email, "ingen@example.dk"):
        answer = client.post("/konto/adgangskode/glemt/", {"email": address}, follow=True)
        told.append((answer.status_code, answer.redirect_chain, answer.content.decode().replace(address, "")))
    assert told[0][0] == 200
    assert told[0][:2] == told[1][:2]


def test_where_no_mail_is_sent_the_page_says_who_gives_the_link(client: Client, settings: Any) -> None:
    """Trap 5, of another kind: an empty setting that answers "sent"."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    page = client.get("/konto/adgangskode/glemt/").content.decode()
    assert "Der sendes ingen mail herfra" in page
    assert "<form" not in page.split('id="content"')[1].split("</main>")[0]


def test_a_session_gets_a_new_key_when_one_signs_in(client: Client, local: Account) -> None:
    """A key that somebody planted before is worth nothing after."""
    client.get("/konto/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = client.cookies["sessionid"].value
    sign_in(client, local)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(key=sessions.digest(before)).exists()


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_house(client: Client, local: Account, settings: Any, onward: str) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    answer = client.post("/konto/login/", {"login": local.email, "password": PASSWORD, "next": onward})
    assert answer.status_code == 302
    assert "example.org" not in answer["Location"] and not answer["Location"].startswith("javascript")


def test_a_demonstration_asks_a_real_account_for_its_second_factor(
    client: Client, local: Account, make_account: Any, settings: Any
) -> None:
    """Should somebody start the demo on a database in use: its people stay as closed as they were."""
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = True, False
    sign_in(client, local)
    assert client.get("/t/staff/")["Location"] == "/konto/sikkerhed/"
    shown = Client()
    shown.force_login(make_account("counsellor", is_demo=True))
    assert shown.get("/t/staff/").status_code == 200
    assert Client().post("/vaelg-rolle/", {"account": str(local.pk)}).status_code == 404
    assert Client().post("/vaelg-rolle/", {"account": "²"}).status_code == 404


def test_the_choice_of_roles_is_not_there_in_production(client: Client, local: Account, settings: Any) -> None:
    settings.DEMO = False
    assert client.get("/vaelg-rolle/").status_code == 404
    assert client.post("/vaelg-rolle/", {"account": str(local.pk)}).status_code == 404


def _told(account: Account) -> list[tuple[str, str, str, Any]]:
    rows = AuditEntry.objects.filter(actor_id=account.pk, action__in=["trust.password", "trust.second-factor"])
    return [(e.kind, e.action, e.outcome, e.detail.get("done")) for e in rows.order_by("id")]


def test_each_change_of_the_way_in_and_each_wrong_code_leaves_a_row(client: Client, local: Account) -> None:
    link = services.password_link(SYSTEM, local)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    sign_in(client, local)
    client.get("/konto/sikkerhed/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/konto/sikkerhed/totp/activate/", {"code": code_of(secret)})
    other = Client()
    sign_in(other, local)
    other.post("/konto/sikkerhed/authenticate/", {"code": "000000"})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    told = _told(local)
    assert told[0] == ("change", "trust.password", "ok", "chosen")
    assert ("change", "trust.second-factor", "ok", "added") in told
    assert ("sign-in", "trust.second-factor", "failed", None) in told
    assert told[-1] == ("change", "trust.second-factor", "ok", "removed")


def test_a_second_factor_without_its_row_is_not_set_up(
    client: Client, local: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, local)
    client.get("/konto/sikkerhed/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.raise_request_exception = False

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no row")

    monkeypatch.setattr(audit, "write", fail)
    assert client.post("/konto/sikkerhed/totp/activate/", {"code": code_of(secret)}).status_code == 500
    from allauth.mfa.models import Authenticator

    assert not Authenticator.objects.filter(user=local).exists()
