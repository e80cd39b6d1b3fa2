"""Audit rows that were written before their code covered the transaction still hold."""

import datetime as dt
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.ground import crypto
from brobygger.trust import audit, proof
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.trust.test_audit import committed, intruder, kinds  # noqa: F401  a fixture among them

pytestmark = pytest.mark.alone_on_server


def _written_before(row: AuditEntry) -> bytes:
    """The code of a row as it was made before the transaction was part of it: over the content alone."""
    names = [name for name in audit.COLUMNS if name != "episode_ids"]
    values = [getattr(row, name) for name in names]
    plain = [
        value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else
        str(value) if hasattr(value, "hex") else value
        for value in values
    ]  # fmt: skip
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    number = crypto.keyring().current
    code = hmac.digest(crypto.derived(number, "audit-row"), text.encode(), hashlib.sha256)
    return number.to_bytes(2, "big") + code


@committed
def test_rows_that_were_written_before_still_hold_and_their_changes_are_found(
    outside: Path,
    transactional_db: None,
    intruder: Any,  # noqa: F811
) -> None:
    audit.changed(SYSTEM, "test.act", step=1)
    row = AuditEntry.objects.get()
    assert len(row.mac) == 35
    intruder.execute("UPDATE trust_auditentry SET mac = %s", [_written_before(row)])
    assert proof.verify().holds
    for change in ("action = 'other'", "episode_ids = '{4}'"):
        intruder.execute(f"UPDATE trust_auditentry SET {change}")
        assert kinds() == {"changed"}
