"""The frame of the staff's pages: a menu of what one may open, at no cost in queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.test import Client, RequestFactory

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
