"""A trail of rows that is sealed in chained batches, so that a changed, removed or added row shows.

A system has one trail and its seals: models of its own, made from `SealedRow` and `Seal` (`trust.models`).

What protects what: every row carries a keyed code over its content, its id and the row its writer wrote
before (`trust.audit_rows`); every writer notes its last row in a file outside the database (heads.py); every batch
is closed by a keyed seal over its digest and the seal before it, and the seals are noted in a file too.
The keys lie in the key ring, outside the database.
"""

import datetime as dt
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

from django.db import connection, models, transaction
from django.db.models import Func, Max, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from brobygger.ground import crypto, heads, kept
from brobygger.ground.identifiers import uuid7

# Any number will do: it only has to be the same for every sealer, so that one seals at a time.
_SEALING_LOCK: Final = 5_101_071


class TransactionNumber(Func):
    """The number of the present transaction, which grows for ever within one database cluster."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class ClusterNumber(Func):
    """The number of the database cluster: transaction numbers of two clusters cannot be compared."""

    template = "((pg_control_system()).system_identifier)"
    output_field = models.BigIntegerField()


class SealedRow(models.Model):
    """A row of the trail. Written once.

    `mac` is keyed and covers the whole content, the id, the transaction and `previous`, the row that the same database
    connection wrote before. So a changed or invented row shows, and so does a missing one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    previous = models.UUIDField(null=True)
    mac = models.BinaryField()
    xid = models.BigIntegerField(db_default=TransactionNumber())
    cluster = models.BigIntegerField(db_default=ClusterNumber())

    keeps = kept.TRAIL
    plain_columns: ClassVar = {"mac": "keyed"}

    class Meta:
        abstract = True


class Seal(models.Model):
    """A closed batch of the trail: its digest, chained to the batch before by a keyed code.

    A batch is every row whose transaction number lies in [xid_from, xid_to) of one cluster; when it is
    made no transaction below xid_to is still running, so no late commit can fall outside a batch.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    cluster = models.BigIntegerField()
    xid_from = models.BigIntegerField()
    xid_to = models.BigIntegerField()
    rows = models.PositiveBigIntegerField()
    digest = models.BinaryField()
    mac = models.BinaryField()

    keeps = kept.SEALS
    plain_columns: ClassVar = {
        "digest": "of keyed codes",
        "mac": "keyed",
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"seal {self.number}"


def _trail() -> Any:
    return kept.model_of(kept.TRAIL).objects


def _seals() -> Any:
    return kept.model_of(kept.SEALS).objects


def seal_log() -> Path:
    """Say where the seals are noted outside the database."""
    return heads.directory() / "seals.log"


def horizon() -> tuple[int, int]:
    """Give the cluster's number and the first transaction number that may still be running."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (pg_control_system()).system_identifier, pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        )
        cluster, first_running = cursor.fetchone()
    return int(cluster), int(first_running)


@transaction.atomic
def seal() -> list[Seal]:
    """Seal all rows whose transactions have ended, one batch for each database cluster. Gives the new seals.

    Rows below the horizon are all there are: a transaction that commits later has a higher number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALING_LOCK])
    here, first_running = horizon()
    sealed_to = dict(_seals().values_list("cluster").annotate(to=Max("xid_to")))
    if here not in sealed_to:
        # The first seal of a new cluster (a restored dump): older clusters may have rows without a seal.
        for cluster in _trail().order_by().values_list("cluster", flat=True).distinct():
            sealed_to.setdefault(cluster, 0)
        sealed_to.setdefault(here, 0)
    made = []
    for cluster, start in sorted(sealed_to.items()):
        end = first_running if cluster == here else _end_of(cluster)
        one = _seal_batch(cluster, start, end) if end > start else None
        if one is not None:
            made.append(one)
    if made:
        transaction.on_commit(lambda: _note(made))
    return made


def _end_of(cluster: int) -> int:
    last = _trail().filter(cluster=cluster).aggregate(last=Max("xid"))["last"]
    return 0 if last is None else int(last) + 1


def _seal_batch(cluster: int, start: int, end: int) -> Seal | None:
    digest, count = hashlib.sha256(), 0
    batch = _trail().filter(cluster=cluster, xid__gte=start, xid__lt=end).order_by("xid", "id")
    for number, xid, mac in batch.values_list("id", "xid", "mac").iterator(chunk_size=5000):
        digest.update(row_digest(number.bytes, xid, bytes(mac)))
        count += 1
    if not count:
        return None
    last = _seals().order_by("-number").first()
    sealed: Seal = kept.model_of(kept.SEALS)(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        cluster=cluster,
        xid_from=start,
        xid_to=end,
        rows=count,
        digest=digest.digest(),
    )
    key = crypto.keyring().current
    sealed.mac = key.to_bytes(2, "big") + seal_mac(key, bytes(last.mac) if last else b"", sealed)
    sealed.save(force_insert=True)
    return sealed


def row_digest(number: bytes, xid: int, mac: bytes) -> bytes:
    """Give one row's part in the digest of its batch."""
    return number + xid.to_bytes(8, "big") + mac


def seal_mac(key: int, before: bytes, sealed: Seal) -> bytes:
    """Give the keyed code of a seal, over its content and the code of the seal before it."""
    text = json.dumps(
        [
            sealed.number,
            sealed.at.astimezone(dt.UTC).isoformat(),
            sealed.cluster,
            sealed.xid_from,
            sealed.xid_to,
            sealed.rows,
            bytes(sealed.digest).hex(),
        ]
    )
    return hmac.digest(crypto.derived(key, "audit-seal"), before + text.encode(), hashlib.sha256)


def _note(made: list[Seal]) -> None:
    heads.make_ready()
    path = seal_log()
    lines = [f"{sealed.number} {bytes(sealed.mac).hex()} {sealed.at.isoformat()}\n" for sealed in made]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def noted_seals() -> Iterator[tuple[int, bytes]]:
    """Give number and code of every seal that was noted outside the database."""
    path = seal_log()
    if not path.exists():
        return
    with path.open(encoding="ascii") as file:
        for line in file:
            number, mac, *_rest = line.split()
            yield int(number), bytes.fromhex(mac)


def status() -> dict[str, Any]:
    """Give the newest seal and when it was made, for the page of the data protection officer."""
    last = _seals().order_by("-number").first()
    return {"number": last.number, "at": last.at} if last else {"number": 0, "at": None}


# The job that seals comes every five minutes; so long after nothing but a fault explains a row without a seal.
OVERDUE: Final = dt.timedelta(minutes=20)


def unsealed_since() -> dt.datetime | None:
    """Say since when rows wait for a seal that should be there; None while all is well (one query)."""
    seals = _seals().filter(cluster=ClusterNumber()).order_by("-xid_to").values("xid_to")[:1]
    waiting = _trail().filter(cluster=ClusterNumber(), xid__gte=Coalesce(Subquery(seals), 0))
    oldest = waiting.order_by("xid").values_list("at", flat=True).first()
    return oldest if oldest is not None and oldest < timezone.now() - OVERDUE else None
