"""Telephone numbers: what is one, how it is kept, and how it is found."""

import pytest

from brobygger.ground import phones


@pytest.mark.parametrize(
    ("typed", "kept", "found_by"),
    [
        ("12345678", "12 34 56 78", "+4512345678"),
        ("+45 12345678", "12 34 56 78", "+4512345678"),
        ("0045 12 34 56 78", "12 34 56 78", "+4512345678"),
        ("00 00 10 12", "00 00 10 12", "+4500001012"),  # the demo's: in the right shape, and nobody's
        ("+46 701234567", "+46 70 123 45 67", "+46701234567"),
    ],
)
def test_a_number_is_kept_in_one_way_of_writing(typed: str, kept: str, found_by: str) -> None:
    assert phones.written(typed) == kept
    assert phones.indexed(typed) == phones.indexed(kept) == found_by


@pytest.mark.parametrize("typed", ["1234567", "123456789", "mor", "+1", "12 34 56 78 lok. 9"])
def test_what_can_be_no_number_is_refused(typed: str) -> None:
    with pytest.raises(phones.BadPhone):
        phones.written(typed)
