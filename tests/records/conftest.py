"""Cases to work on: a citizen with a replacement number, and an episode opened by the service itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from brobygger.ground import clock
from brobygger.records.episodes import services
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEpisode
from brobygger.records.people.services import PersonDraft, create_person
from brobygger.trust.access import SYSTEM, declare

WORK = declare("tests.work-on-case", roles=("counsellor",), scope="case", kind="change")
_serial = count(1)


def _number() -> str:
    """A replacement number that no other test person of this run has."""
    rest, digit = divmod(next(_serial), 10)
    first, second = divmod(rest, 26)
    return f"0107821{chr(65 + first % 26)}{chr(65 + second)}{digit}"


@pytest.fixture
def open_case(db: None) -> Callable[..., Episode]:
    """Open an episode: `open_case(line="alcohol", days_ago=3, name="Jens Aagaard", responsible=account)`."""

    def make(
        *,
        line: str = "drug",
        unit: str = "",
        days_ago: int = 0,
        at: datetime | None = None,
        responsible: Any = None,
        **person: Any,
    ) -> Episode:
        draft = {"name": "Jens Aagaard", "cpr": _number(), **person}
        occurred_at = at or clock.now() - timedelta(days=days_ago, minutes=5)
        new = NewEpisode(
            person=create_person(PersonDraft(**draft)),
            line=line,
            unit=unit or line,
            responsible_id=responsible.pk if responsible else None,
            occurred_at=occurred_at,
            facts={"age": 41, "channel": "phone", "by": "citizen"},
        )
        return services.open_episode(SYSTEM, WORK, new)

    return make
