"""Cases to assess."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from brobygger.care.assessment.access import WRITE
from brobygger.ground import clock
from brobygger.records.consents import services as consents
from brobygger.records.consents.access import CHANGE
from brobygger.records.consents.services import NewAnswer
from brobygger.records.episodes import services
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEpisode
from brobygger.records.people.services import PersonDraft, create_person
from brobygger.trust.access import SYSTEM

_serial = count(1)


@pytest.fixture
def open_case(db: None) -> Callable[..., Episode]:
    """Open an episode: `open_case(line="alcohol", days_ago=3, unit="alcohol", sex="M")`."""

    def make(
        *, line: str = "drug", unit: str = "", days_ago: int = 0, at: datetime | None = None, **person: Any
    ) -> Episode:
        serial = next(_serial)
        draft = {"name": "Jens Aagaard", "cpr": f"0107{serial % 90 + 10}1AB1", **person}
        new = NewEpisode(
            person=create_person(PersonDraft(**draft)),
            line=line,
            unit=unit or line,
            occurred_at=at or clock.now() - timedelta(days=days_ago, minutes=5),
            facts={"age": 41, "channel": "phone", "by": "citizen"},
        )
        return services.open_episode(SYSTEM, WRITE, new)

    return make


@pytest.fixture
def say_yes() -> Callable[..., None]:
    """The citizen answers whether we may talk with psychiatry: `say_yes(episode)`, or with `no=True`."""

    def answer(episode: Episode, *, no: bool = False) -> None:
        state = "withdrawn" if no else "given"
        consents.answer(SYSTEM, CHANGE, episode, NewAnswer("psychiatry", "conference", state))

    return answer


WRITTEN = {
    "own_words": "Jeg vil kunne se mine børn uden at skamme mig.",
    "own_goals": "Stoppe med kokain.",
    "substances": "Kokain i weekender i to år.",
    "social": "Bor alene, ser sine børn hver anden weekend.",
    "physical": "Sover dårligt.",
    "mental": "Angst om søndagen.",
    "work": "Tømrer, sygemeldt.",
    "housing": "Egen lejlighed.",
    "other_not_relevant": "Intet at tilføje",
    "anamnesis": "Begyndte for to år siden efter en skilsmisse.",
}


@pytest.fixture
def written() -> dict[str, str]:
    """An assessment in which every area is told."""
    return dict(WRITTEN)
