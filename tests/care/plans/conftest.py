"""Cases for the tests of this room."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.care.plans.cases import decided_case


@pytest.fixture
def open_case(make_account: Callable[..., Any], on_day: Callable[[str], None]) -> Callable[..., Any]:
    """`open_case(line="drug", unit="drug", until="decided")`, see `decided_case`."""

    def open_(*, unit: str = "drug", **wishes: Any) -> Any:
        return decided_case(make_account("counsellor", unit=unit, name="Mette Lund"), on_day, **wishes)

    return open_
