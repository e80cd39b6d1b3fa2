"""A key ring that does not belong to the data is refused before its first use, and called what it is."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from brobygger.ground import chain, crypto, ring_check
from brobygger.ground.crypto import Keyring
from brobygger.trust import audit, proof, rings
from brobygger.trust.access import SYSTEM
from tests import database

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Keyring], None]]:
    """Put another ring in the place of the installation's."""
    crypto.keyring()

    def put_there(ring: Keyring) -> None:
        monkeypatch.setenv("BROBYGGER_KEYRING", str(tmp_path / "keys" / "keyring.json"))
        crypto.store_keyring(ring)

    yield put_there
    monkeypatch.undo()
    crypto.forget_keyring()


def another() -> Keyring:
    return Keyring(1, {1: secrets.token_bytes(32)}, secrets.token_bytes(32))


def test_the_database_knows_every_key_of_its_ring_and_none_of_them_can_be_read_there() -> None:
    ring = crypto.keyring()
    known = ring_check.stored()
    assert known == ring.codes and set(known) == {"1", "index"}
    assert not {ring.keys[1], ring.index, ring.derived(1, "field"), ring.derived(1, "audit-row")} & set(known.values())


def test_another_installations_ring_writes_no_row_of_the_trail(put: Callable[[Keyring], None], row: Any) -> None:
    row()
    put(another())
    with pytest.raises(crypto.WrongKeyring, match="not this installation's: its key number 1 and index key"):
        audit.noted("system", SYSTEM, "test.spoilt")
    with pytest.raises(crypto.WrongKeyring):
        crypto.encrypt(b"text", "a.b", b"a row's own key.")


def test_a_ring_with_another_index_alone_is_refused_too(put: Callable[[Keyring], None]) -> None:
    ring = crypto.keyring()
    put(Keyring(ring.current, ring.keys, secrets.token_bytes(32)))
    with pytest.raises(crypto.WrongKeyring, match="its index key never"):
        crypto.blind_index("cpr", "0107501AB1")


@pytest.mark.django_db(transaction=True)
def test_a_ring_from_before_a_rotation_is_called_older_and_nothing_tampered(
    put: Callable[[Keyring], None], outside: Path, row: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    old = crypto.keyring()
    put(old)
    row()
    with database.as_owner():
        call_command("rotate_keys")
    new = crypto.keyring()
    assert new.current == old.current + 1 and {str(new.current), "index"} <= set(ring_check.stored())
    assert proof.verify().holds
    capsys.readouterr()
    put(old)
    with pytest.raises(crypto.WrongKeyring, match=f"older than the data: it lacks key number {new.current}"):
        proof.verify()
    with pytest.raises(crypto.WrongKeyring, match=f"lacks key number {new.current}"):
        call_command("audit", "verify")
    with database.as_owner(), pytest.raises(crypto.WrongKeyring):
        call_command("rotate_keys")
    assert crypto._load(crypto.keyring_path()) == old
    assert "findings" not in capsys.readouterr().out
    put(new)
    assert proof.verify().holds


def test_a_database_without_codes_is_known_by_its_seals(
    put: Callable[[Keyring], None], outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database from before: the ring that made its seals is its own."""
    ring = crypto.keyring()
    audit.noted("system", SYSTEM, "test.act")
    _seal_what_stands()
    monkeypatch.setattr(ring_check, "stored", dict)
    rings.refuse_a_stranger()
    put(another())
    with pytest.raises(crypto.WrongKeyring, match="made none of the newest seals"):
        rings.refuse_a_stranger()
    put(Keyring(2, {2: secrets.token_bytes(32)}, ring.index))
    with pytest.raises(crypto.WrongKeyring, match="another installation's, or from before a rotation"):
        rings.refuse_a_stranger()


def _seal_what_stands() -> None:
    """Seal the rows of this test's own transaction, which a sealer would leave for the next time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cluster, min(xid), max(xid) + 1 FROM trust_auditentry GROUP BY cluster")
        assert chain._seal_batch(*cursor.fetchone()) is not None
