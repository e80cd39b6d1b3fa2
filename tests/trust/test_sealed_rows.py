"""What is encrypted opens in its own row alone, and is locked anew with a new key, locked rows too."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from brobygger.ground import crypto, fields, ring_check
from brobygger.trust.models import AuditEntry, BreakGlass
from tests import database


def run(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def test_what_is_moved_to_another_row_does_not_open(row: Any) -> None:
    one, other = row(), row(remark="words")
    run("UPDATE trust_breakglass SET remark = (SELECT remark FROM trust_breakglass WHERE id = %s) WHERE id = %s",
        other.pk, one.pk)  # fmt: skip
    with pytest.raises(crypto.CryptoError):
        BreakGlass.objects.get(pk=one.pk)
    assert BreakGlass.objects.get(pk=other.pk).remark == "words"


def test_a_column_read_without_its_rows_key_does_not_open(row: Any) -> None:
    row()
    with pytest.raises(crypto.CryptoError, match="row's key"):
        list(BreakGlass.objects.raw("SELECT id, reason FROM trust_breakglass"))


def test_lists_of_tuples_and_joined_rows_open_too(row: Any) -> None:
    one = row()
    assert list(BreakGlass.objects.values_list("reason", "remark")) == [("synthetic", "")]
    assert BreakGlass.objects.values("reason").union(BreakGlass.objects.values("reason"), all=True)[1] == {
        "reason": "synthetic"
    }
    assert BreakGlass.objects.only("reason").get().reason == "synthetic"
    assert BreakGlass.objects.defer("reason", "row_key").get().reason == "synthetic"
    assert one.account.broken_glass.values_list("account__name", "reason")[0][1] == "synthetic"


def test_a_value_that_is_bound_to_no_row_is_refused(row: Any) -> None:
    one = row()
    with pytest.raises(crypto.CryptoError, match="bound to no row"), transaction.atomic():
        BreakGlass.objects.filter(pk=one.pk).update(remark="words")
    BreakGlass.objects.filter(pk=one.pk).update(**fields.bound(one, remark="words", reviewed_at=None))
    one.refresh_from_db()
    assert (one.remark, one.reviewed_at) == ("words", None)
    BreakGlass.objects.filter(pk=one.pk).update(remark="")
    assert BreakGlass.objects.filter(remark__empty=True).exists()
    assert not BreakGlass.objects.filter(reason__empty=True).exists()


def test_a_model_without_keys_for_its_rows_is_refused() -> None:
    from django.db import models

    class Bare(models.Model):
        text = fields.EncryptedTextField()

        class Meta:
            app_label = "nowhere"

        def __str__(self) -> str:
            return "bare"

    assert [found.id for found in Bare._meta.get_field("text").check()] == ["ground.E001"]


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("BROBYGGER_KEYRING", str(tmp_path / "ring.json"))
    # A ring of the test's own in a database that knows another one; tests/trust/test_rings.py is about that.
    monkeypatch.setattr(ring_check, "stored", dict)
    monkeypatch.setattr(ring_check, "note", lambda _ring: None)
    crypto.forget_keyring()
    yield
    monkeypatch.undo()
    crypto.forget_keyring()


@pytest.mark.django_db(transaction=True)
def test_every_value_is_locked_anew_with_a_new_key(ring: None, row: Any, capsys: pytest.CaptureFixture[str]) -> None:
    one = row()
    with database.as_owner():
        call_command("rotate_keys")
        [(token,)] = run("SELECT reason FROM trust_breakglass WHERE id = %s", one.pk)
        assert crypto.key_number(token) == 2
        assert "trust_breakglass.reason: 1 values" in capsys.readouterr().out
        call_command("rotate_keys", resume=True)
        assert "trust_breakglass.reason: 0 values" in capsys.readouterr().out
    assert BreakGlass.objects.get(pk=one.pk).reason == "synthetic"
    assert AuditEntry.objects.filter(action="trust.rotate-keys").count() == 2


def test_the_applications_role_renews_no_keys(row: Any) -> None:
    before = crypto.keyring()
    with pytest.raises(CommandError, match="owner"):
        call_command("rotate_keys")
    assert crypto.keyring() == before


def test_what_a_session_holds_is_encrypted_and_opens_in_its_own_row(client: Any, db: None) -> None:
    from brobygger.trust.sessions import SessionStore, digest

    one, other = SessionStore(), SessionStore()
    one["led_from"], other["led_from"] = "Torben Hansen", "Jens Aagaard"
    one.save()
    other.save()
    again = SessionStore(one.session_key)
    assert again["led_from"] == "Torben Hansen"
    again["more"] = 1
    again.save()
    assert dict(SessionStore(one.session_key).items()) == {"led_from": "Torben Hansen", "more": 1}
    keys = digest(str(other.session_key)), digest(str(one.session_key))
    [(stored,)] = run("SELECT data FROM trust_session WHERE key = %s", keys[1])
    assert bytes(stored)[0] == crypto.FORMAT
    run("UPDATE trust_session SET data = (SELECT data FROM trust_session WHERE key = %s) WHERE key = %s", *keys)
    with pytest.raises(crypto.CryptoError):
        SessionStore(one.session_key).load()


def test_a_second_factor_is_encrypted_and_opens_for_its_own_account(make_account: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    anna, bent = make_account("counsellor"), make_account("counsellor")
    made = TOTP.activate(anna, "JBSWY3DPEHPK3PXP").instance
    assert made.data == {"secret": "JBSWY3DPEHPK3PXP"}
    assert Authenticator.objects.get(user=anna).data == {"secret": "JBSWY3DPEHPK3PXP"}
    [(stored,)] = run("SELECT data::text FROM mfa_authenticator WHERE user_id = %s", anna.pk)
    assert "JBSWY3DPEHPK3PXP" not in stored and "secret" not in stored
    run("UPDATE mfa_authenticator SET user_id = %s WHERE user_id = %s", bent.pk, anna.pk)
    with pytest.raises(crypto.CryptoError):
        Authenticator.objects.get(user=bent)
