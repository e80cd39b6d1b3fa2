"""The frame of the staff's pages: a menu of what one may open, at no cost in queries."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.test import Client, RequestFactory

from brobygger.ground.room import Place, Room, declare_rooms, declared_rooms
from brobygger.trust import roles
from brobygger.trust.adapter import first_page
from brobygger.trust.models import Account
from brobygger.trust.units import IN_SESSION
from brobygger.web.shell import AT_MOST, Shell

Make = Callable[..., Account]


def shell_for(account: Account, path: str = "/min-dag/", **marks: Any) -> Shell:
    request = RequestFactory().get(path)
    request.user = account
    request.session = SessionStore()
    for name, value in marks.items():
        setattr(request, name, value)
    return Shell(request)


@pytest.mark.parametrize(
    "role", ["counsellor", "authority", "nurse", "doctor", "manager", "secretary", "dpo", "administrator"]
)
def test_every_page_in_the_menu_opens(client_as: Callable[..., Client], role: str) -> None:
    client = client_as(role)
    nav = shell_for(client.account).nav  # type: ignore[attr-defined]
    assert nav, f"the {role} has nothing in the menu"
    for item in nav:
        assert client.get(item.href, follow=True).status_code == 200, item.href


def test_the_menu_follows_the_role(make_account: Make) -> None:
    labels = {
        role: [i.label for i in shell_for(make_account(role)).nav] for role in ("counsellor", "administrator", "dpo")
    }
    assert labels["counsellor"][:3] == ["Min dag", "Forløb", "Henvendelser"]
    assert labels["administrator"] == ["Konti", "Huset"]
    assert "Forløb" not in labels["dpo"]


@pytest.mark.parametrize(
    ("held", "first"),
    [
        *((role, "/min-dag/") for role in ("counsellor", "authority", "nurse", "doctor", "manager", "secretary")),
        ("outreach", "/min-dag/"),
        ("dpo", "/tillid/"),
        ("administrator", "/konti/"),
        ("administrator dpo", "/konti/"),
        ("counsellor administrator", "/min-dag/"),
    ],
)
def test_every_role_begins_on_a_page_of_its_own(
    client_as: Callable[..., Client], make_account: Make, held: str, first: str
) -> None:
    """My day is each role's own: the counsellor's deadlines, the decisions, the units, the post."""
    account = make_account(*held.split())
    client = client_as(account)
    assert first_page(account) == shell_for(account).home == first
    assert client.get(first, follow=True).status_code == 200


def test_a_place_may_be_the_first_for_a_role(make_account: Make, places: Callable[..., None]) -> None:
    places(Place("clinic", "Dagens klinik", "desk:cases", 95, first_for=("nurse", "doctor")))
    assert first_page(make_account("nurse")) == first_page(make_account("nurse", "doctor")) == "/forloeb/"
    assert first_page(make_account("nurse", "counsellor")) == "/min-dag/"


def test_the_menu_shows_seven_places_however_many_rooms_there_are(
    make_account: Make, places: Callable[..., None]
) -> None:
    everything = make_account(*sorted(roles.ALL))
    for more in range(11):
        places(*(Place(f"room-{n}", f"Rum {n}", "desk:cases", 100 + n) for n in range(more)))
        for account in (everything, make_account("counsellor"), make_account("manager")):
            shell = shell_for(account)
            assert len(shell.at_hand) + bool(shell.folded) <= AT_MOST == 7
            assert [*shell.at_hand, *shell.folded] == shell.nav


@pytest.fixture
def places() -> Iterator[Callable[..., None]]:
    """Lets one more room declare places in the menu."""
    known = declared_rooms()
    yield lambda *more: declare_rooms([*known, Room("tests.more", places=more)])
    declare_rooms(known)


def test_the_frame_asks_the_database_nothing(make_account: Make, django_assert_num_queries: Any) -> None:
    account = make_account("counsellor", "manager", unit=("drug", "alcohol"))
    with django_assert_num_queries(0):
        shell = shell_for(account)
        assert len(shell.at_hand) <= AT_MOST - bool(shell.folded)
        assert shell.units == [("drug", "Stofbehandlingen"), ("alcohol", "Alkoholbehandlingen")]
        assert shell.unit_name == "Alle mine enheder"
        assert shell.home == "/min-dag/"
        assert "Leder" in shell.role_words


def test_counts_stand_beside_the_name_and_the_present_page_is_marked(make_account: Make) -> None:
    shell = shell_for(make_account("counsellor"), shell_counts={"inquiries": 3}, shell_active="cases")
    items = {item.label: item for item in shell.nav}
    assert items["Henvendelser"].count == 3
    assert [label for label, item in items.items() if item.active] == ["Forløb"]


def test_a_unit_that_is_not_ones_own_cannot_be_chosen(make_account: Make) -> None:
    shell = shell_for(make_account("counsellor", unit=("drug", "perron-3")))
    shell.request.session[IN_SESSION] = "alcohol"
    assert shell.unit == ""
    shell.request.session[IN_SESSION] = "perron-3"
    assert shell.unit_name == "Ungeenheden Perron 3"


def test_the_other_language_is_the_same_page(make_account: Make) -> None:
    assert shell_for(make_account("counsellor"), "/forloeb/").other_language == (
        "English",
        "/en/forloeb/",
        "en",
    )


def test_the_units_of_an_account_are_named_in_the_language_of_the_page(client_as: Callable[..., Client]) -> None:
    client = client_as("counsellor", unit="drug")
    assert "Stofbehandlingen" in client.get("/min-konto/").text
    assert "Drug treatment" in client.get("/en/min-konto/").text
