"""What the tests of intake need: inquiries of some kind, quickly."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.intake import access as actions
from brobygger.care.intake import rules
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import inquiries
from brobygger.care.intake.services.inquiries import NewInquiry
from brobygger.ground import clock
from brobygger.trust.access import SYSTEM


@pytest.fixture
def inquiry(db: None) -> Callable[..., Inquiry]:
    """Make an inquiry: `inquiry(age="44", substance="cocaine")`; taken when `taker` is given."""

    def make(age: str = "44", substance: str = "cocaine", *, taker: Any = None, at: Any = None, **more: Any) -> Inquiry:
        new = NewInquiry(
            channel=more.pop("channel", rules.PHONE),
            substance=substance,
            age=rules.read_age(age, clock.today()),
            name=more.pop("name", "Jens Aagaard"),
            words=more.pop("words", "Vil gerne stoppe."),
            **more,
        )
        made = inquiries.receive(SYSTEM, actions.RECORD, new, occurred_at=at)
        return inquiries.take(SYSTEM, actions.TAKE, made, taker=taker, occurred_at=at) if taker else made

    return make
