"""A house with somebody who asks and somebody who confirms; what is set in a test is forgotten after it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from brobygger.records.house import overlay
from brobygger.records.house.models import Setting

CLOSING = {"first": "", "last": "", "name_da": "juleaften", "name_en": "Christmas Eve"}


class House:
    """Two managers at their browsers."""

    def __init__(self, client_as: Any) -> None:
        self.asker, self.other = client_as("manager"), client_as("manager")

    def ask(self, address: str, **sent: Any) -> Any:
        """Send a form as the one who asks."""
        return self.asker.post(f"/huset/{address}", sent, follow=True)

    def close(self, first: str, **more: Any) -> Any:
        """Ask for a closing day."""
        return self.ask("ny/lukkedage/", **{**CLOSING, "first": first, **more})

    def waits(self) -> Setting:
        """The one thing that waits."""
        return Setting.objects.get(state="waiting")

    def answer(self, client: Any = None, how: str = "confirm") -> str:
        """Let the other answer what waits; gives the page that follows."""
        page = (client or self.other).post(f"/huset/forslag/{self.waits().pk}/", {how: "1"}, follow=True)
        overlay.ask()  # what happens when the transaction is done, which a test's never is
        return str(page.content.decode())


@pytest.fixture(autouse=True)
def standing(on_day: Callable[[str], None]) -> None:
    """Stand on a Thursday before Advent: the tests name days of the years after it, as open or as holidays."""
    on_day("2026-11-19")


@pytest.fixture
def house(client_as: Any) -> Iterator[House]:
    """The house, in which nothing is set."""
    overlay.forget()
    yield House(client_as)
    overlay.forget()
