"""Every odd request at every address: `make test` shares them out among the addresses."""

import pytest

from tests.accessibility.centre import Centre
from tests.accessibility.conftest import built as built
from tests.accessibility.conftest import centre as centre
from tests.accessibility.test_odd_requests import (
    ANSWERS,
    EVERY,
    NUMBERS,
    OURS,
    READ,
    WRITTEN,
    ask_oddly,
    go_astray,
    send_oddly,
)

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", sorted(EVERY))
def test_no_odd_request_breaks_an_address(centre: Centre, name: str) -> None:
    if name in READ:
        ask_oddly(centre, name, ANSWERS)
    if name in OURS and OURS[name].arguments:
        go_astray(centre, name, NUMBERS)
    if name in WRITTEN:
        send_oddly(centre, name, each=1)
