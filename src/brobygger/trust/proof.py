"""The proof of the audit trail: reads it all once, in order, and says what does not hold.

What else is to be proved in the same reading, such as the words of signed notes, says so with `also`.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from brobygger.ground import chain, crypto, heads
from brobygger.trust import audit_rows
from brobygger.trust.models import AuditEntry, AuditSeal

_MOST_FINDINGS: Final = 200
_EVERY: Final = 50_000


@dataclass(frozen=True)
class Finding:
    """Something in the trail that does not hold, and the row or seal it is about."""

    kind: str
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}: {self.text}"


@dataclass
class Proof:
    """What the reading found."""

    rows: int = 0
    sealed: int = 0
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, about: object, text: str) -> None:
        """Note a finding; beyond some hundreds only the first are kept."""
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(Finding(kind, str(about), text))

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, removed or added."""
        return not self.findings


Check = Callable[[], Iterator[Finding]]
_more: list[Check] = []


def also(check: Check) -> Check:
    """Let a floor above prove what it keeps, in the same reading: the check gives what does not hold."""
    if check not in _more:
        _more.append(check)
    return check


def verify(progress: Callable[[int], None] | None = None) -> Proof:
    """Read the whole trail in one snapshot and prove it. Memory stays the same however long it is.

    Raises CryptoError without a key ring: then nothing can be said of any row.
    """
    crypto.keyring()
    proof = Proof()
    noted = heads.all_heads()
    seals_noted = dict(chain.noted_seals())
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0 and not _inside_test():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        seals = _check_seals(proof, seals_noted)
        _check_rows(proof, seals, progress)
        _check_links(proof)
        _check_heads(proof, noted)
        for check in _more:
            for finding in check():
                proof.add(finding.kind, finding.about, finding.text)
    return proof


def holds_row_of(action: str) -> bool:
    """Say whether the trail has a row of that action, written with this installation's own keys."""
    found = AuditEntry.objects.filter(kind=AuditEntry.Kind.SYSTEM, action=action)
    rows = found.values_list("cluster", "xid", "mac", *audit_rows.COLUMNS)
    return any(
        audit_rows.fits(bytes(mac), values, audit_rows.Transaction(xid, cluster)) for cluster, xid, mac, *values in rows
    )


def _inside_test() -> bool:
    return any(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def _check_seals(proof: Proof, noted: dict[int, bytes]) -> list[AuditSeal]:
    """Prove the chain of seals against its keys and against the file outside the database."""
    before, expected = b"", 1
    ends: dict[int, int] = {}
    seals = []
    for sealed in AuditSeal.objects.order_by("number").iterator():
        name = f"seal {sealed.number}"
        mac = bytes(sealed.mac)
        if sealed.number != expected:
            proof.add("removed", name, f"seal {expected} is missing before it")
        if not _holds(mac, partial(_seal_mac, before=before, sealed=sealed)):
            proof.add("changed", name, "its code does not fit its content and the seal before it")
        if sealed.xid_from != ends.get(sealed.cluster, 0):
            proof.add("changed", name, "it does not begin where the one before it ended")
        if noted.pop(sealed.number, mac) != mac:
            proof.add("changed", name, "another seal was noted under this number outside the database")
        ends[sealed.cluster] = sealed.xid_to
        before, expected = mac, sealed.number + 1
        proof.seals += 1
        seals.append(sealed)
    for number in sorted(noted):
        proof.add("removed", f"seal {number}", "noted outside the database, and gone from it: the end was cut off")
    return seals


def _seal_mac(key: int, *, before: bytes, sealed: AuditSeal) -> bytes:
    return chain.seal_mac(key, before, sealed)


def _holds(stored: bytes, make: Callable[[int], bytes]) -> bool:
    try:
        return hmac.compare_digest(stored[2:], make(int.from_bytes(stored[:2], "big")))
    except crypto.CryptoError:
        return False


class _Batch:
    """Gathers the rows of one seal while the trail is read in order."""

    def __init__(self, sealed: AuditSeal) -> None:
        self.sealed = sealed
        self.digest = hashlib.sha256()
        self.rows = 0
        self.bad_rows = 0

    def add(self, number: uuid.UUID, xid: int, mac: bytes) -> None:
        self.digest.update(chain.row_digest(number.bytes, xid, mac))
        self.rows += 1

    def close(self, proof: Proof) -> None:
        name = f"seal {self.sealed.number}"
        if self.rows < self.sealed.rows:
            proof.add("removed", name, f"{self.sealed.rows - self.rows} of its {self.sealed.rows} rows are gone")
        elif self.rows > self.sealed.rows:
            proof.add("inserted", name, f"{self.rows - self.sealed.rows} rows were added to its {self.sealed.rows}")
        elif self.digest.digest() != bytes(self.sealed.digest) and not self.bad_rows:
            proof.add("changed", name, "its rows are not those that were sealed")


def _check_rows(proof: Proof, seals: list[AuditSeal], progress: Callable[[int], None] | None) -> None:
    """Prove every row by its own code, and every batch by its digest."""
    waiting = iter(sorted(seals, key=lambda one: (one.cluster, one.xid_from)))
    batch = _next(waiting)
    rows = AuditEntry.objects.order_by("cluster", "xid", "id").values_list("cluster", "xid", "mac", *audit_rows.COLUMNS)
    for cluster, xid, stored, *values in rows.iterator(chunk_size=2000):
        mac = bytes(stored)
        while batch is not None and (batch.sealed.cluster, batch.sealed.xid_to) <= (cluster, xid):
            batch.close(proof)
            batch = _next(waiting)
        inside = batch is not None and batch.sealed.cluster == cluster and batch.sealed.xid_from <= xid
        if not audit_rows.fits(mac, values, audit_rows.Transaction(xid, cluster)):
            proof.add("changed", f"row {values[0]}", "it was changed or added: its code does not fit its content")
            if inside and batch is not None:
                batch.bad_rows += 1
        if inside and batch is not None:
            batch.add(values[0], xid, mac)
            proof.sealed += 1
        proof.rows += 1
        if progress is not None and proof.rows % _EVERY == 0:
            progress(proof.rows)
    while batch is not None:
        batch.close(proof)
        batch = _next(waiting)


def _next(waiting: Iterator[AuditSeal]) -> _Batch | None:
    sealed = next(waiting, None)
    return None if sealed is None else _Batch(sealed)


def _check_links(proof: Proof) -> None:
    """Prove that the row each row follows is still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.previous, a.id FROM trust_auditentry a WHERE a.previous IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM trust_auditentry b WHERE b.id = a.previous) ORDER BY a.id LIMIT %s",
            [_MOST_FINDINGS],
        )
        for missing, follower in cursor.fetchall():
            proof.add("removed", f"row {missing}", f"row {follower} was written after it, and it is gone")


def _check_heads(proof: Proof, noted: dict[Path, uuid.UUID]) -> None:
    """Prove that the last row every writer noted outside the database is still there."""
    ids = set(noted.values())
    there: set[Any] = set(AuditEntry.objects.filter(id__in=ids).values_list("id", flat=True))
    for missing in sorted(ids - there):
        proof.add("removed", f"row {missing}", "the last row that a writer noted is gone: the end was cut off")
