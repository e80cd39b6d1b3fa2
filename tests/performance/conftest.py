"""Demo centres of two sizes, committed and with statistics, as the database of a house has them."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import database

SMALL, MIDDLE, LARGE = 60, 300, 2500


def _centre(people: int, blocker: DjangoDbBlocker) -> Iterator[int]:
    with blocker.unblock():
        database.start_with_centre(people)
    yield people
    with blocker.unblock():
        database.start_afresh()


@pytest.fixture(scope="module", params=[SMALL, MIDDLE])
def centre(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """A centre, first small, then several times as large."""
    yield from _centre(request.param, django_db_blocker)


@pytest.fixture(scope="module")
def large_centre(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """A centre in which a list is a small part of its table."""
    yield from _centre(LARGE, django_db_blocker)
