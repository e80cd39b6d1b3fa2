"""What a thing is called stands in no way of its page."""

import pytest

from brobygger import standard
from brobygger.ground import clock
from tests.records.house.conftest import House

pytestmark = pytest.mark.django_db

WORDS = {"name_en": "In English", "text_da": "Ord", "text_en": "Words"}


def today() -> str:
    return clock.today().isoformat()


@pytest.mark.parametrize(
    ("slug", "name"),
    [("temaer", "themes"), ("samarbejdspartnere", "partners"), ("lokaler", "rooms"), ("standardsaetninger", "phrases")],
)
def test_a_thing_called_new_is_changed_as_any_other(house: House, slug: str, name: str) -> None:
    house.ask(f"ny/{slug}/", valid_from=today(), **WORDS, name_da="Ny")
    house.answer()
    assert f'href="/huset/{slug}/ny/"' in house.asker.get(f"/huset/{slug}/").content.decode()
    assert 'value="Ny"' in house.asker.get(f"/huset/{slug}/ny/").content.decode()
    house.ask(f"{slug}/ny/", valid_from=today(), **WORDS, name_da="Nyt navn")
    house.answer()
    assert [one.name.da for one in getattr(standard.load(), name)][-1] == "Nyt navn"
