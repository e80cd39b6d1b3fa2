"""How well the promises are kept is told in public, and never so that somebody can be recognised."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.people.models import Person
from brobygger.web.public import selectors

Read = Callable[[str], str]
TODAY = date(2026, 3, 2)
_numbers = itertools.count(1)


@pytest.fixture
def given(db: None, on_day: Callable[[date], None]) -> Callable[..., None]:
    """Store deadlines of the guarantee that fell due: `given(kept=30, late=5)`."""
    on_day(TODAY)

    def store(
        clock: str = "treatment-guarantee-drug",
        due_on: date = TODAY - timedelta(days=30),
        one_person: bool = False,
        **parts: int,
    ) -> None:
        outcomes = {
            "kept": "met",
            "late": "late",
            "met_late": "met-late",
            "departed": "departed",
            "open": "open",
        }
        person = None
        for part, amount in parts.items():
            for _ in range(amount):
                if person is None or not one_person:
                    person = Person.objects.create(name="Prøve Person")
                episode = Episode.objects.create(
                    number=f"2026-{next(_numbers):04d}", person=person, line="drug", unit="drug",
                    opened_on=due_on - timedelta(days=14), person_name=person.name,
                )  # fmt: skip
                StoredDeadline.objects.create(
                    episode=episode, clock=clock, version=f"{clock}@2020-01-01", number=1,
                    started_by="inquiry.received", started_on=due_on - timedelta(days=14), due_on=due_on,
                    act_by=due_on, outcome=outcomes[part], unit="drug",
                )  # fmt: skip

    return store


def test_the_figures_say_kept_late_and_departed(given: Callable[..., None], read: Read) -> None:
    given(kept=94, late=3, met_late=3, departed=10)
    page = read("/")
    assert "94 ud af 100, der valgte os, kom i gang til tiden" in page
    assert "94 kom i gang inden 14 dage" in page
    assert "6 ventede for længe på os" in page
    assert "10 valgte selv et andet behandlingssted" in page
    assert "110 forløb, marts 2025 til og med februar 2026" in page


def test_both_lines_are_one_promise_on_the_front_page(given: Callable[..., None], read: Read) -> None:
    given(kept=15)
    given("treatment-guarantee-alcohol", kept=15)
    assert "100 ud af 100" in read("/")


def test_what_is_still_open_after_its_last_day_is_late(given: Callable[..., None], read: Read) -> None:
    given(kept=30, open=10)
    assert "75 ud af 100" in read("/")
    assert "10 ventede for længe på os" in read("/")


def test_a_promise_that_has_not_fallen_due_is_not_counted(given: Callable[..., None], read: Read) -> None:
    given(kept=30)
    given(due_on=TODAY, open=10)
    assert "100 ud af 100" in read("/")


@pytest.mark.parametrize("parts", [{}, {"kept": 19}, {"kept": 10, "late": 9, "departed": 30}])
def test_below_twenty_no_figures_are_shown(given: Callable[..., None], read: Read, parts: dict[str, int]) -> None:
    given(**parts)
    for address in ("/", "/loefter/"):
        page = read(address)
        assert "For få til at vise tal" in page
        assert "ud af 100" not in page


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"kept": 96, "late": 4, "departed": 7}, "mindst 95 ud af 100"),
        ({"kept": 78, "late": 4, "departed": 5}, "mindst 95 ud af 100"),
        ({"kept": 81, "late": 1, "departed": 5}, "mindst 95 ud af 100"),
        ({"kept": 19, "late": 1}, "mindst 80 ud af 100"),
        ({"kept": 90, "late": 10, "departed": 1}, "mindst 90 ud af 100"),
        ({"kept": 2, "late": 25}, "færre end 15 ud af 100"),
        ({"kept": 4, "late": 25}, "færre end 15 ud af 100"),
    ],
)
def test_a_part_that_could_be_a_person_is_not_told_apart(
    given: Callable[..., None], read: Read, parts: dict[str, int], told: str
) -> None:
    """Nor can it be reckoned: the share is the same whether the part is one or four."""
    given(**parts)
    for address in ("/", "/loefter/"):
        page = read(address)
        assert told in page.replace("Mindst", "mindst").replace("Færre", "færre")
        for part, words in (("late", "ventede"), ("late", "for sent"), ("kept", "holdt,"), ("departed", "fraveget")):
            assert f"{parts.get(part, 0)} {words}" not in page
        assert f"{sum(parts.values())} forløb" not in page, "the total would give the small part away"


def test_a_part_of_five_people_is_told(given: Callable[..., None], read: Read) -> None:
    given(kept=95, late=5)
    assert "5 for sent" in read("/loefter/")


def test_twenty_deadlines_of_five_people_are_not_twenty_people(given: Callable[..., None], read: Read) -> None:
    for _person in range(5):
        given("follow-up", one_person=True, kept=6)
    assert "ud af 100" not in read("/loefter/")


def test_many_deadlines_of_one_citizen_are_a_small_part(given: Callable[..., None], read: Read) -> None:
    given("follow-up", kept=45)
    given("follow-up", one_person=True, late=9)
    page = read("/loefter/")
    assert "9 for sent" not in page
    assert "Holdt for mindst 80 ud af 100" in page


def test_what_one_guarantee_hides_both_together_do_not_tell(given: Callable[..., None], read: Read) -> None:
    given(kept=60, late=3)
    given("treatment-guarantee-alcohol", kept=60, late=10)
    page = read("/")
    assert "13 ventede" not in page
    assert "Mindst 90 ud af 100" in page


def test_the_figures_are_those_of_whole_months(
    given: Callable[..., None], read: Read, on_day: Callable[..., None]
) -> None:
    given(due_on=date(2026, 3, 1), late=25)
    given(kept=30)
    assert "100 ud af 100" in read("/")
    on_day(date(2026, 3, 31))
    assert "100 ud af 100" in read("/")
    on_day(date(2026, 4, 1))
    assert "54 ud af 100" in read("/")


def test_a_single_failure_is_never_rounded_away(given: Callable[..., None], read: Read) -> None:
    given(kept=995, late=5)
    assert "99 ud af 100" in read("/")


def test_the_front_page_asks_the_database_once_an_hour(
    given: Callable[..., None], client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    given(kept=30)
    client.get("/")
    with django_assert_num_queries(0):  # no transaction either: the page answers although the database is away
        client.get("/")
    assert selectors.KEEP_SECONDS == 3600
