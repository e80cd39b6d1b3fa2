"""Every different-looking page of every address as everybody: `make test` shares the rest of them among those here."""

import pytest

from tests.accessibility.conftest import built as built
from tests.accessibility.conftest import centre as centre
from tests.accessibility.conftest import watch as watch
from tests.accessibility.conftest import window as window
from tests.accessibility.reachable import READABLE
from tests.accessibility.test_every_page import Walk, walk_all
from tests.accessibility.test_every_page import seen as seen
from tests.accessibility.test_every_page import walk as walk

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", sorted(READABLE))
def test_every_page_as_everyone(walk: Walk, name: str) -> None:
    walk_all(walk, name)
