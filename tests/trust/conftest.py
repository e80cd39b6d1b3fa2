"""What the tests of trust share: rows with access keys, without any case of the records."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brobygger.ground import clock, heads
from brobygger.trust import audit
from brobygger.trust.models import Account, BreakGlass


@pytest.fixture
def outside(settings: Any, tmp_path: Path) -> Path:
    """A folder of the test's own for what the audit trail notes outside the database."""
    settings.AUDIT_DIRECTORY = str(tmp_path / "audit")
    audit.forget_writers()
    yield tmp_path / "audit"
    heads.begin_anew()
    audit.forget_writers()


@pytest.fixture
def row(make_account: Callable[..., Account]) -> Callable[..., BreakGlass]:
    """A stored row with a compartment, a unit and an episode (an opening outside the unit has all three)."""

    def make(*, unit: str = "drug", compartment: str = "social", episode: int = 1, **fields: Any) -> BreakGlass:
        fields.setdefault("account", None)
        account = fields.pop("account") or make_account("counsellor")
        return BreakGlass.objects.create(
            account=account,
            episode_id=episode,
            person_id=fields.pop("person", episode),
            number=f"2026-{episode:04}",
            unit=unit,
            compartment=compartment,
            reason="synthetic",
            expires_at=fields.pop("expires_at", clock.now()),
            **fields,
        )

    return make
