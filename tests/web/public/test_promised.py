"""The public pages say the times that the standard in use promises, not Slagelse's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from brobygger.standard import loading

NORDBY = Path(__file__).parents[3] / "examples" / "nordby.toml"


@pytest.fixture
def nordby(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as named:
        named.setenv(loading.VARIABLE, str(NORDBY))
        loading.use(NORDBY)
        yield
    loading._in_use.cache_clear()


def body(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.django_db
@pytest.mark.req("KS-3.5-1")
def test_the_packaged_standard_promises_14_days() -> None:
    assert "Du kommer i gang senest 14 dage efter, at du har kontaktet os" in body("/")
    assert "Behandlingen begynder senest 14 dage efter første henvendelse" in body("/fagperson/")
    assert "kan du få en tid inden for 14 dage" in body("/borger/")
    assert "You get started no later than 14 days after you contacted us" in body("/en/")


@pytest.mark.django_db
def test_another_municipality_promises_what_its_file_says(nordby: None) -> None:
    for path in ("/", "/borger/", "/fagperson/"):
        assert "14 dage" not in body(path), path
    assert "Du kommer i gang senest 7 dage efter" in body("/")
