"""Cases to assess."""

from collections.abc import Callable

import pytest

from brobygger.records.episodes.models import Episode
from tests.cases import WRITTEN, Case


@pytest.fixture
def say_yes() -> Callable[..., None]:
    """The citizen answers whether we may talk with psychiatry: `say_yes(episode)`, or with `no=True`."""

    def answer(episode: Episode, *, no: bool = False) -> None:
        Case(episode).answered("psychiatry", "conference", "withdrawn" if no else "given")

    return answer


@pytest.fixture
def written() -> dict[str, str]:
    """An assessment in which every area is told."""
    return dict(WRITTEN)
