"""A page's language is its own: neither the next page nor what stands beside it inherits what a visitor chose."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation


@pytest.fixture
def in_danish() -> Iterator[None]:
    with translation.override("da"):
        yield


@pytest.mark.django_db
def test_a_page_in_english_leaves_no_language_behind(in_danish: None, client: Client) -> None:
    assert "Contact" in client.get("/en/kontakt/").text
    assert translation.get_language() == "da"
    with translation.override("en"):
        assert "Kontakt" in client.get("/kontakt/").text
        assert translation.get_language() == "en"
