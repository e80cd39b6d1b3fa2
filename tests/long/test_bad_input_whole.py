"""Every field of every form in every way of being wrong: `make test` shares the ways out among like fields."""

import pytest

from tests.accessibility.centre import Centre
from tests.accessibility.conftest import built as built
from tests.accessibility.conftest import centre as centre
from tests.accessibility.test_bad_input import OF_THE_FRAME, READ_AND_WRITTEN, forms_on, wrong_of

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", sorted(READ_AND_WRITTEN))
def test_no_field_breaks_or_loses_what_was_typed(centre: Centre, name: str) -> None:
    wrong = []
    for (target, *_fields), offers in forms_on(centre, name).items():
        if target == name or target not in (*READ_AND_WRITTEN, *OF_THE_FRAME):
            wrong += wrong_of(offers, whole=True)
    assert not wrong, "\n".join(wrong)
