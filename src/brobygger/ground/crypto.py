"""Encryption of single values, and keyed codes to find them by. Keys live in a file outside the database.

A token is: one byte format (2), two bytes key number, twelve bytes nonce, then AES-256-GCM's text and tag.
The place the value belongs to (table and column) and its row's own key are bound in, so a value that was moved to
another column or another row does not open.
"""

import base64
import functools
import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

from brobygger.ground import kept, ring_check

FORMAT = 2
_HEAD = 3
_NONCE = 12


class CryptoError(Exception):
    """A value could not be encrypted or opened. Nothing is ever kept in plain text instead."""


class KeyringMissing(CryptoError):
    """There is no key ring where one must be: data exists that another ring has locked."""


class WrongKeyring(CryptoError):
    """The key ring is whole, and another database's, or older than this one."""


@dataclass(frozen=True)
class Keyring:
    """The keys of an installation. Field keys rotate; the index key stays, or every index is made anew.

    `former` are the one-way codes of index keys that it had before: by them a backup from then is known as its own.
    """

    current: int
    keys: dict[int, bytes]
    index: bytes
    former: tuple[bytes, ...] = ()

    def derived(self, number: int, use: str) -> bytes:
        """Give the key of that number for one use only ("field", "audit-row", "audit-seal").

        Raises CryptoError for a number that the ring does not hold.
        """
        return _derive(self._secret(number), use)

    def _secret(self, number: int) -> bytes:
        try:
            return self.keys[number]
        except KeyError:
            raise CryptoError(f"The key ring holds no key number {number}.") from None

    @property
    def codes(self) -> dict[str, bytes]:
        """One-way codes of its keys by number, and of the index key: by them a database knows its ring."""
        codes = {str(number): _derive(key, "check") for number, key in self.keys.items()}
        return {**codes, ring_check.INDEX: _derive(self.index, "check")}

    def dump(self) -> str:
        """Give the ring as the text of its file."""
        keys = {str(number): base64.b64encode(key).decode() for number, key in self.keys.items()}
        former = [base64.b64encode(code).decode() for code in self.former]
        index = base64.b64encode(self.index).decode()
        return json.dumps({"current": self.current, "keys": keys, "index": index, "former": former})

    def with_new_key(self) -> "Keyring":
        """Give a ring with one key more, which becomes the current one; old values still open."""
        number = max(self.keys) + 1
        return replace(self, current=number, keys={**self.keys, number: secrets.token_bytes(32)})

    def with_new_index(self) -> "Keyring":
        """Give a ring with another index key: what was indexed with the old one is no longer found."""
        return replace(self, index=secrets.token_bytes(32), former=(*self.former, self.codes[ring_check.INDEX]))


def _derive(secret: bytes, use: str) -> bytes:
    return hmac.digest(secret, b"brobygger:" + use.encode(), hashlib.sha256)


def keyring_path() -> Path:
    """Say where the key ring lies: BROBYGGER_KEYRING, else keys/keyring.json among its data."""
    given = os.environ.get("BROBYGGER_KEYRING")
    return Path(given) if given else Path(settings.VAR) / "keys" / "keyring.json"


_lock = threading.Lock()
_ring: tuple[str, Keyring] | None = None


def keyring() -> Keyring:
    """Give the key ring, read once. On the very first use of an empty installation it is made.

    Raises KeyringMissing when there is no file although data exists: a new ring would lock it for ever. Raises
    WrongKeyring for a ring that is not this database's, before anything is locked or signed with it.
    """
    global _ring
    # Asked for with every value: no path is made up before it is needed.
    place = os.environ.get("BROBYGGER_KEYRING", "")
    ring = _ring
    if ring is not None and ring[0] == place:
        return ring[1]
    path = keyring_path()
    with _lock:
        if not path.exists():
            _make_first(path)
        found = _load(path)
        words = ring_check.fault(found, path)
        if words:
            raise WrongKeyring(words)
        _ring = (place, found)
        return found


def unchecked() -> Keyring | None:
    """Give the ring as it lies there, not held against the database yet; None where there is none."""
    path = keyring_path()
    return _load(path) if path.exists() else None


def derived(number: int, use: str) -> bytes:
    """Give the ring's key of that number for one use, as `Keyring.derived` does. Raises CryptoError.

    Another process may have added a key since this one read the ring: before a number counts as unknown, the file
    is read again. So the software goes on while keys are rotated, and locks with the new key from then on.
    """
    if number not in keyring().keys:
        forget_keyring()
    return keyring().derived(number, use)


def forget_keyring() -> None:
    """Let the ring be read again (after a rotation, and in tests)."""
    global _ring
    _ring = None
    _cipher.cache_clear()
    _field_cipher.cache_clear()


def store_keyring(ring: Keyring) -> None:
    """Replace the ring's file in one step, readable by its owner alone."""
    path = keyring_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path.with_suffix(".new"), ring)
    path.with_suffix(".new").replace(path)
    forget_keyring()


def _write(path: Path, ring: Keyring) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(ring.dump())
        file.flush()
        os.fsync(file.fileno())


def _make_first(path: Path) -> None:
    if ring_check.stored() or data_exists():
        raise KeyringMissing(
            f"There is no key ring at {path}, but the database holds data. Put the installation's key ring "
            "back (it is kept apart from the database's backup) or set BROBYGGER_KEYRING to where it lies."
        )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    _write(draft, Keyring(1, {1: secrets.token_bytes(32)}, secrets.token_bytes(32)))
    try:
        # A hard link fails when another process was first: then its ring is the one.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def data_exists() -> bool:
    """Say whether any table that depends on the key ring holds a row."""
    from django.apps import apps

    tables = [kept.table_of(kept.TRAIL)] + [
        model._meta.db_table
        for model in apps.get_models()
        if any(getattr(field, "is_encrypted", False) for field in model._meta.local_fields)
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [connection.ops.quote_name(table)])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")  # noqa: S608
                if cursor.fetchone()[0]:
                    return True
    return False


def _load(path: Path) -> Keyring:
    if path.stat().st_mode & 0o077 and os.name == "posix":
        raise CryptoError(f"Others than its owner can read the key ring {path}. Set its mode to 600.")
    try:
        data = json.loads(path.read_text(encoding="ascii"))
        keys = {int(number): base64.b64decode(key, validate=True) for number, key in data["keys"].items()}
        former = tuple(base64.b64decode(code, validate=True) for code in data.get("former", ()))
        ring = Keyring(int(data["current"]), keys, base64.b64decode(data["index"], validate=True), former)
    except (ValueError, KeyError, TypeError) as error:
        raise CryptoError(f"The key ring {path} cannot be read: {type(error).__name__}.") from None
    if ring.current not in ring.keys or any(len(key) != 32 for key in [*keys.values(), ring.index]):
        raise CryptoError(f"The key ring {path} is not whole.")
    return ring


@functools.cache
def _cipher(number: int) -> AESGCM:
    return AESGCM(derived(number, "field"))


@functools.cache
def _field_cipher(_: None = None) -> tuple[bytes, AESGCM]:
    number = keyring().current
    return bytes([FORMAT]) + number.to_bytes(2, "big"), _cipher(number)


def encrypt(content: bytes, place: str, row: bytes) -> bytes:
    """Lock a value for one place ("table.column") of the row with this key.

    Raises CryptoError; never answers with plain text.
    """
    head, cipher = _field_cipher()
    nonce = os.urandom(_NONCE)
    return head + nonce + cipher.encrypt(nonce, content, head + place.encode() + b"\0" + row)


def decrypt(token: bytes, place: str, row: bytes) -> bytes:
    """Open a token of that place and row. Raises CryptoError when it was altered, moved, or its key is gone."""
    if len(token) < _HEAD + _NONCE + 16 or token[0] != FORMAT:
        raise CryptoError(f"What stands in {place} is not an encrypted value, or its row's key did not come with it.")
    head, nonce = token[:_HEAD], token[_HEAD : _HEAD + _NONCE]
    bound = head + place.encode() + b"\0" + row
    try:
        return _cipher(key_number(token)).decrypt(nonce, token[_HEAD + _NONCE :], bound)
    except InvalidTag:
        raise CryptoError(f"A value in {place} does not open: it was altered, moved or locked elsewhere.") from None


def key_number(token: bytes) -> int:
    """Say which key of the ring locked the token."""
    return int.from_bytes(bytes(token)[1:_HEAD], "big")


def blind_index(purpose: str, value: str) -> bytes:
    """Give the 32-byte code by which an encrypted value is found: HMAC-SHA256, keyed apart for each purpose.

    The caller brings the value to one form first (a CPR number as ten characters without hyphen).
    """
    return hmac.digest(_index_key(keyring().index, purpose), value.encode(), hashlib.sha256)


def blind_number(purpose: str, value: str) -> int:
    """Give the first 8 bytes of the code as a number, for columns that hold many codes of short words."""
    return int.from_bytes(blind_index(purpose, value)[:8], "big", signed=True)


@functools.cache
def _index_key(index: bytes, purpose: str) -> bytes:
    return _derive(index, "index:" + purpose)
