"""What the tests of intake need: inquiries of some kind, quickly."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.intake.models import Inquiry
from tests import cases


@pytest.fixture
def inquiry(db: None) -> Callable[..., Inquiry]:
    """Make an inquiry: `inquiry(age="44", substance="cocaine")`; taken when `taker` is given."""

    def make(age: str = "44", substance: str = "cocaine", *, at: Any = None, **typed: Any) -> Inquiry:
        made = cases.called(age, substance, on=at, **typed).inquiry
        assert made is not None
        return made

    return make
