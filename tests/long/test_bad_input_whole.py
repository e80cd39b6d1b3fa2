"""Every field of every form in every way of being wrong: `make test` shares the ways out among like fields."""

from collections.abc import Iterator
from itertools import chain

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tests.accessibility.centre import Centre, undone
from tests.accessibility.conftest import PEOPLE
from tests.accessibility.test_bad_input import OF_THE_FRAME, READ_AND_WRITTEN, forms_on, wrong_of

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Centre]:
    """The small demo centre, gone when the file is through."""
    try:
        with django_db_blocker.unblock():
            database.start_with_centre(PEOPLE)
            centre = Centre()
        yield centre
    finally:
        with django_db_blocker.unblock():
            database.start_afresh()


@pytest.mark.parametrize("name", sorted(READ_AND_WRITTEN))
def test_no_field_breaks_or_loses_what_was_typed(built: Centre, django_db_blocker: DjangoDbBlocker, name: str) -> None:
    with django_db_blocker.unblock(), undone():
        offered = forms_on(built, name)
        found = chain.from_iterable(
            wrong_of(offers, whole=True)
            for (target, *_fields), offers in offered.items()
            if target == name or target not in (*READ_AND_WRITTEN, *OF_THE_FRAME)
        )
        assert not (wrong := list(found)), "\n".join(wrong)
