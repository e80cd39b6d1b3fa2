"""Numbers as they are issued, not as a check sum would have them; names as they are said."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.records.people.rules import (
    BadNumber,
    age_on,
    masked,
    name_tokens,
    parse_personal_number,
    search_tokens,
    sound_of,
)

TEST_PERSONS = Path(__file__).resolve().parents[4] / "shared" / "data" / "fhir" / "TestPatienter.fsh"


def test_a_number_that_fails_modulus_11_is_taken_with_a_warning():
    number = parse_personal_number("251248-9996")
    assert number.digits == "2512489996"
    assert number.birth_date == date(1948, 12, 25)
    assert number.fails_modulus_11


def test_every_official_test_person_is_accepted():
    if not TEST_PERSONS.exists():
        pytest.skip("the official test persons lie outside the project and are not here")
    import re

    numbers = set(re.findall(r'"(\d{10})"', TEST_PERSONS.read_text(encoding="utf-8")))
    assert len(numbers) > 20
    for number in numbers:
        assert parse_personal_number(number).digits == number


@pytest.mark.parametrize(
    ("text", "century"), [("010136-4000", 2036), ("010137-4000", 1937), ("010157-5000", 2057), ("010158-5000", 1858)]
)
def test_the_seventh_digit_tells_the_century(text: str, century: int):
    assert parse_personal_number(text).birth_date == date(century, 1, 1)


def test_replacement_numbers_are_accepted_and_known_as_such():
    number = parse_personal_number("010750 1ab1")
    assert number.is_replacement
    assert number.digits == "0107501AB1"
    assert number.birth_date is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "form"), ("123", "form"), ("320150-1234", "date"), ("011350-1234", "date"), ("0107508AB1", "form")],
)
def test_what_cannot_be_a_number_says_why(text: str, code: str):
    with pytest.raises(BadNumber) as refused:
        parse_personal_number(text)
    assert refused.value.code == code


@given(st.text(max_size=20))
def test_nothing_typed_makes_it_fail_in_another_way(text: str):
    try:
        assert len(parse_personal_number(text).digits) == 10
    except BadNumber as refused:
        assert refused.code in ("form", "date")


def test_a_masked_number_shows_the_date_alone():
    assert masked("2512489996") == "251248-****"
    assert masked("") == ""


def test_age_counts_whole_years():
    assert age_on(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert age_on(date(2000, 2, 29), date(2018, 3, 1)) == 18


@pytest.mark.parametrize(
    ("spelt", "otherwise"),
    [
        ("Christian", "Kristian"), ("Sørensen", "Soerensen"), ("Lisbeth", "Lisbet"), ("Kjærgaard", "Kærgård"),
        ("Aagaard", "Ågård"), ("Bech", "Bek"), ("Sophie", "Sofie"), ("Xenia", "Zenia"), ("Hvid", "Vid"),
    ],
)  # fmt: skip
def test_names_that_are_said_alike_are_found_alike(spelt: str, otherwise: str):
    assert sound_of(spelt) == sound_of(otherwise)


def test_a_beginning_of_each_word_is_enough():
    tokens = set(name_tokens("Jens Aagaard-Møller"))
    for query in ("jens", "aagaa", "Møl", "ågård jens", "jens moell"):
        assert set(search_tokens(query)) <= tokens, query
    assert not set(search_tokens("peter")) <= tokens


@given(st.text(max_size=60))
def test_every_name_is_found_by_itself(name: str):
    assert set(search_tokens(name)) <= set(name_tokens(name)) or any(len(sound_of(w)) < 2 for w in name.split())
