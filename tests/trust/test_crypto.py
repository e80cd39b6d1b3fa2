"""Encrypted values: bound to their place, never plain text, keys outside the database."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction

from brobygger.ground import crypto, ring_check
from brobygger.trust.models import BreakGlass

ROW = b"sixteen bytes it"


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    path = tmp_path / "keys" / "ring.json"
    monkeypatch.setenv("BROBYGGER_KEYRING", str(path))
    # A ring of the test's own in a database that knows another one; tests/trust/test_rings.py is about that.
    monkeypatch.setattr(ring_check, "stored", dict)
    monkeypatch.setattr(ring_check, "note", lambda _ring: None)
    crypto.forget_keyring()
    yield path
    monkeypatch.undo()
    crypto.forget_keyring()


def test_a_value_opens_in_its_own_place_and_row_only(ring: Path) -> None:
    token = crypto.encrypt(b"0107501AB1", "people.cpr", ROW)
    assert crypto.decrypt(token, "people.cpr", ROW) == b"0107501AB1"
    for place, row in (("people.phone", ROW), ("people.cpr", b"another row's key"), ("people.cpr", b"")):
        with pytest.raises(crypto.CryptoError):
            crypto.decrypt(token, place, row)


def test_equal_values_have_different_tokens(ring: Path) -> None:
    assert crypto.encrypt(b"same", "a.b", ROW) != crypto.encrypt(b"same", "a.b", ROW)


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t + b"x", lambda t: b"\x01" + t[1:], lambda t: b"plain"])
def test_a_spoilt_token_does_not_open(ring: Path, spoil: Any) -> None:
    with pytest.raises(crypto.CryptoError):
        crypto.decrypt(spoil(crypto.encrypt(b"text", "a.b", ROW)), "a.b", ROW)


def test_the_ring_is_its_owners_alone(ring: Path) -> None:
    crypto.encrypt(b"text", "a.b", ROW)
    assert ring.stat().st_mode & 0o777 == 0o600
    ring.chmod(0o644)
    crypto.forget_keyring()
    with pytest.raises(crypto.CryptoError, match="600"):
        crypto.encrypt(b"text", "a.b", ROW)


def test_no_new_ring_is_made_when_data_exists(ring: Path, row: Any) -> None:
    row()
    ring.unlink()
    crypto.forget_keyring()
    with pytest.raises(crypto.KeyringMissing):
        crypto.encrypt(b"text", "a.b", ROW)
    assert not ring.exists()


def test_a_broken_ring_is_an_error_and_never_plain_text(ring: Path, row: Any) -> None:
    """Trap 15: stored in plain text when encryption failed."""
    one = row()
    ring.write_text('{"current": 1}')
    crypto.forget_keyring()
    with pytest.raises(crypto.CryptoError), transaction.atomic():
        one.reason = "secret words"
        one.save(update_fields=["reason"])
    with pytest.raises(crypto.CryptoError):
        BreakGlass.objects.get(pk=one.pk)


def test_old_values_open_after_a_new_key(ring: Path) -> None:
    old = crypto.encrypt(b"text", "a.b", ROW)
    crypto.store_keyring(crypto.keyring().with_new_key())
    new = crypto.encrypt(b"text", "a.b", ROW)
    assert (crypto.key_number(old), crypto.key_number(new)) == (1, 2)
    assert crypto.decrypt(old, "a.b", ROW) == crypto.decrypt(new, "a.b", ROW) == b"text"


def test_a_process_that_read_the_ring_before_a_rotation_goes_on(ring: Path) -> None:
    old = crypto.encrypt(b"gammel", "a.b", ROW)
    # Another process adds a key, and this one is not told.
    path = crypto.keyring_path()
    path.write_text(crypto.keyring().with_new_key().dump(), encoding="ascii")
    there = crypto._load(path)
    elsewhere = crypto.AESGCM(there.derived(2, "field"))
    head = bytes([crypto.FORMAT]) + (2).to_bytes(2, "big")
    token = head + bytes(12) + elsewhere.encrypt(bytes(12), b"ny", head + b"a.b\0" + ROW)
    assert crypto.decrypt(token, "a.b", ROW) == b"ny"
    assert crypto.decrypt(old, "a.b", ROW) == b"gammel"
    assert crypto.key_number(crypto.encrypt(b"mere", "a.b", ROW)) == 2
    with pytest.raises(crypto.CryptoError, match="no key number 9"):
        crypto.derived(9, "field")


def test_a_blind_index_is_keyed_and_apart_for_each_purpose(ring: Path) -> None:
    """Trap 15: CPR hashed without a key."""
    first = crypto.blind_index("cpr", "0107501AB1")
    assert len(first) == 32
    assert first == crypto.blind_index("cpr", "0107501AB1")
    assert first != crypto.blind_index("phone", "0107501AB1")
    crypto.store_keyring(crypto.keyring().with_new_key())
    assert first == crypto.blind_index("cpr", "0107501AB1")
    ring.unlink()
    crypto.forget_keyring()
    assert first != crypto.blind_index("cpr", "0107501AB1")


def test_the_table_holds_no_plain_text(row: Any) -> None:
    one = row()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason, pg_typeof(reason)::text, remark FROM trust_breakglass WHERE id = %s", [one.pk])
        stored, kind, empty = cursor.fetchone()
    assert kind == "bytea"
    assert b"synthetic" not in bytes(stored)
    assert bytes(empty) == b""
    one.refresh_from_db()
    assert (one.reason, one.remark) == ("synthetic", "")


def test_an_encrypted_value_cannot_be_searched(row: Any) -> None:
    row()
    with pytest.raises(FieldError):
        BreakGlass.objects.filter(reason="synthetic").exists()
    assert BreakGlass.objects.filter(reason__isnull=False).exists()


def test_a_hundred_thousand_values_take_seconds(ring: Path) -> None:
    start = time.perf_counter()
    for _ in range(20_000):
        crypto.decrypt(crypto.encrypt(b"0107501AB1", "people.cpr", ROW), "people.cpr", ROW)
    assert time.perf_counter() - start < 2
