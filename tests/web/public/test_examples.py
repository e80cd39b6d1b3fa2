"""Under each promise stands an example that holds: the same case that the standard is proved by."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from brobygger import standard
from brobygger.ground import clock
from brobygger.standard.clocks import CITIZEN
from brobygger.web.public.chapters import promises_on
from brobygger.web.public.examples import examples

Read = Callable[[str], str]
EASTER = (
    "En borger henvender sig om stof mandag 27. marts 2023. Behandlingen begynder onsdag 5. april. "
    "27. marts + 14 dage = 10. april, som er 2. påskedag. Sidste hverdag før påske er onsdag 5. april: løftet er holdt."
)


def test_every_promise_has_an_example() -> None:
    rules = standard.load()
    without = [one.version for one in promises_on(rules, clock.today()) if not examples(rules).get(one.version)]
    assert not without
    assert max(map(len, examples(rules).values())) <= 2


def test_it_stands_under_its_promise_in_both_languages(read: Read, client: Client) -> None:
    for address in ("/loefter/", "/kvalitetsstandard/3/"):
        page = read(address)
        assert EASTER in page
        assert page.count("Eksempler") == 2, "both guarantees have two"
        assert "Et eksempel" in page
    assert "Efter loven regnes fra modtagelsen: 9. marts + 4 uger = 6. april" in read("/klag/")
    english = client.get("/en/loefter/").content.decode()
    assert "27 March + 14 days = 10 April, which is Easter Monday." in english
    assert "An example" in english and "En borger" not in english


def test_only_what_is_a_promise_today_is_shown(read: Read) -> None:
    page = read("/loefter/")
    assert "31. december 2019" not in page, "the law of before 2020"
    assert "Henvist mandag 14. august 2023" not in page, "the house's own working deadline"
    shown = {case.clock for cases in examples(standard.load()).values() for case in cases}
    promised = {v.id for v in standard.load().clocks if v.is_promise or v.answers == CITIZEN}
    assert shown == promised


def test_the_pages_ask_the_database_no_more_than_without(
    client: Client, db: None, django_assert_num_queries: Callable[..., object]
) -> None:
    for address in ("/kvalitetsstandard/3/", "/klag/"):
        with django_assert_num_queries(0):
            assert client.get(address).status_code == 200


def test_what_holds_no_longer_is_not_shown() -> None:
    rules = standard.load()
    later = tuple(replace(v, within=replace(v.within, amount=7)) for v in rules.clocks_by_id["reassessment"])
    other = replace(rules, clocks_by_id={**rules.clocks_by_id, "reassessment": later})
    (version,) = (v.version for v in later)
    assert examples(rules)[version] and version not in examples(other)


def test_a_standard_without_cases_of_its_own_shows_none_and_faulty_ones_break_no_page(tmp_path: Path) -> None:
    rules = standard.load()
    path = tmp_path / "nordby.toml"
    assert examples(replace(rules, path=path)) == {}
    folder = tmp_path / "cases" / "nordby"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text("[[sentences]]\n", encoding="utf-8")
    assert examples(replace(rules, path=path)) == {}


@pytest.mark.parametrize("address", ["/loefter/", "/en/loefter/"])
def test_the_example_is_folded_without_a_script(client: Client, db: None, address: str) -> None:
    body = client.get(address).content.decode()
    assert body.count('<details class="fold">') == len(promises_on(standard.load(), clock.today()))
