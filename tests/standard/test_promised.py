"""A letter's numbers are the clocks' own."""

from datetime import date

import pytest

from brobygger.standard import parse, promised
from tests.standard.broken_files import in_clock

DAY = date(2024, 3, 1)


def test_the_packaged_file_allows_what_its_letters_said() -> None:
    assert promised.allowed("appeal-period", DAY) == promised.allowed("reassessment", DAY) == "fire uger"
    assert promised.allowed("treatment-guarantee-drug", DAY) == "14 dage"


def test_another_number_in_the_file_is_another_in_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    other = parse(in_clock("appeal-period", "amount = 4", "amount = 6").encode(), whole=False)
    monkeypatch.setattr(promised, "load", lambda: other)
    assert promised.allowed("appeal-period", DAY) == "seks uger"
