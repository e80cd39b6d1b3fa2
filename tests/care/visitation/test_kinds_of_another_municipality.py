"""What can be granted, and how it is decided and worded, is what the standard file says (KS 4.2, 4.3, 6.5)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brobygger import standard
from brobygger.care.visitation import granted, rules
from brobygger.care.visitation.words import meets, offer_words
from brobygger.records.grants.models import Grant
from brobygger.standard import Standard, load, parse
from brobygger.standard.loading import PACKAGED
from tests.care.visitation.pages import page

NORDBY = Path(__file__).parents[3] / "examples" / "nordby.toml"
Use = Callable[[Standard], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    """Let this standard be the one in use."""
    yield lambda other: monkeypatch.setattr(standard, "load", lambda *_: other)


def _renamed() -> Standard:
    """The packaged file of a town that calls its stay otherwise, decides it at once and takes payment on both lines."""
    text = PACKAGED.read_text(encoding="utf-8")
    start = text.index('[[kinds_of_treatment]]\nid = "residential"')
    end = text.index("[[kinds_of_treatment]]", start + 1)
    stay = (
        text[start:end]
        .replace('id = "residential"', 'id = "stay"')
        .replace('decided = "at-meeting"', 'decided = "at-once"')
        .replace("døgnbehandling for dit {line}misbrug", "et ophold på grund af {line}")
        .replace('in_letter = "døgnbehandling"', 'in_letter = "et ophold"')
    )
    renamed = (text[:start] + stay + text[end:]).replace('["residential"]', '["stay"]')
    return parse(renamed.replace('["day", "residential"]', '["day", "stay"]').encode(), whole=False)


def test_the_packaged_file_says_what_it_said() -> None:
    assert rules.kinds() == ("ambulatory-individual", "ambulatory-group", "day", "aftercare", "residential", "outreach")
    assert rules.at_meeting() == ("day", "residential")
    assert rules.beside() == ("ambulatory-individual", "ambulatory-group", "aftercare", "outreach")
    assert [kind for kind in rules.kinds() if rules.is_open_ended(kind)] == [
        "ambulatory-individual", "ambulatory-group", "outreach",
    ]  # fmt: skip
    assert rules.owes_own_payment("drug", "residential") and not rules.owes_own_payment("alcohol", "residential")
    assert granted.of_line("day", "drug") == "dagbehandling for dit stofmisbrug"
    assert meets() == "dag- og døgnbehandling" and meets(either=True) == "dag- eller døgnbehandling"


def test_another_name_and_another_way_of_deciding_follow_the_file(use: Use) -> None:
    use(_renamed())
    assert rules.at_meeting() == ("day",) and meets() == "dagbehandling"
    assert rules.is_elsewhere("stay") and not rules.is_elsewhere("residential")
    assert rules.owes_own_payment("drug", "stay")
    assert granted.granted_words([Grant(kind="stay", weeks=12)]) == "et ophold i 12 uger"
    assert granted.of_line("stay", "alcohol") == "et ophold på grund af alkohol"


def test_what_the_file_no_longer_has_is_still_told(use: Use) -> None:
    """A row may be older than the file."""
    use(_renamed())
    assert granted.granted_words([Grant(kind="residential"), Grant(kind="day")]) == "behandling og dagbehandling"
    assert granted.of_line("residential", "drug") == "stofbehandling"


def test_where_no_meeting_decides_nothing_waits_for_one(use: Use) -> None:
    known = standard.load()
    at_once = tuple(replace(kind, at_meeting=False) for kind in known.kinds_of_treatment)
    use(replace(known, kinds_of_treatment=at_once))
    assert not rules.needs_meeting(["day"]) and meets() == ""


def test_what_must_be_so_first_stands_in_the_letter_and_under_each_choice(use: Use) -> None:
    use(load(NORDBY))
    assert granted.before_start_words(("day",), "drug") == [
        "Før du kan begynde, kræver det fire uger uden stoffer og egen læge."
    ]
    assert granted.before_start_words(("ambulatory-group", "day"), "alcohol") == [
        "Et dagforløb kræver egen læge, før du kan begynde."
    ]
    assert offer_words("drug")["day"] == [
        "Varer normalt 30–120 dage",
        "Før start: fire uger uden stoffer · egen læge",
    ]
    assert offer_words("drug")["ambulatory-group"] == []


@pytest.mark.django_db
def test_where_no_meeting_decides_there_is_no_menu_and_no_page_of_it(
    use: Use, as_authority: Client, recommended: Callable[..., Any]
) -> None:
    assert 'href="/moeder/"' in page(as_authority, "/klager/")
    known = standard.load()
    at_once = tuple(replace(kind, at_meeting=False) for kind in known.kinds_of_treatment)
    use(replace(known, kinds_of_treatment=at_once))
    number = recommended().episode.number
    menu = page(as_authority, "/klager/")
    assert 'href="/moeder/"' not in menu and 'href="/til-afgoerelse/"' in menu
    assert [as_authority.get(path).status_code for path in ("/moeder/", "/moeder/nyt/")] == [404, 404]
    assert f"/forloeb/{number}/afgoerelse/" in page(as_authority, "/til-afgoerelse/")
    told = page(as_authority, f"/forloeb/{number}/visitation/")
    assert "behandlingsmøde" not in told and "uden møde" not in told


@pytest.mark.django_db
def test_a_meeting_that_was_planned_before_the_file_changed_can_still_be_held(
    use: Use, as_authority: Client, meeting: Callable[..., Any]
) -> None:
    planned = meeting()
    known = standard.load()
    at_once = tuple(replace(kind, at_meeting=False) for kind in known.kinds_of_treatment)
    use(replace(known, kinds_of_treatment=at_once))
    assert f'href="/moeder/{planned.pk}/"' in page(as_authority, "/moeder/")
    assert as_authority.get(f"/moeder/{planned.pk}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("cases", [1, 4])
def test_what_is_to_be_decided_asks_a_fixed_number_of_queries(
    as_authority: Client, recommended: Callable[..., Any], cases: int
) -> None:
    for _number in range(cases):
        recommended(kind_of_treatment="ambulatory-individual")
    page(as_authority, "/til-afgoerelse/")
    with CaptureQueriesContext(connection) as queries:
        page(as_authority, "/til-afgoerelse/")
    assert len(queries) == 5
