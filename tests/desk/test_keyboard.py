"""How far it is by keyboard to the day's commonest act: what is first on My day, and the next step of a case."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.cases import called
from tests.desk.test_my_day import text

STOPS = 10
FOCUSED = {"button", "select", "textarea", "summary"}
VOID = {"input", "img", "br", "meta", "link", "use"}


class Stops(HTMLParser):
    """Where the tabulator stops, in order: each with the classes around it. What is folded away is passed by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        inside = [name for name, _classes in self.open]
        folded = "details" in inside and tag != "summary" and "summary" not in inside
        stops = tag in FOCUSED or (tag == "a" and "href" in said) or (tag == "input" and said.get("type") != "hidden")
        if stops and not folded and said.get("tabindex") != "-1":
            around = " ".join(classes for _name, classes in self.open)
            self.found.append((said.get("href") or "", f"{around} {said.get('class') or ''}"))
        if tag not in VOID:
            self.open.append((tag, said.get("class") or said.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass


def stops_to(html: str, wanted: str) -> int:
    """How many stops from the top of the page, by the first of all: the link past what every page begins with."""
    top = Stops(html).found
    assert top[0][0] == "#content", "the first stop leads past the menu"
    inside = Stops(html.split('id="content"', 1)[1].split(">", 1)[1]).found
    return 1 + next(number for number, (_href, around) in enumerate(inside, 1) if wanted in around.split())


@pytest.mark.parametrize("role", ["counsellor", "manager"])
def test_the_first_act_of_my_day_is_near(client_as: Callable[..., Client], role: str) -> None:
    client = client_as(role)
    called(taker=client_as("counsellor").account if role == "manager" else client.account).enrolled()  # type: ignore[attr-defined]
    html = text(client)
    assert stops_to(html, "act__do" if role == "counsellor" else "list__total") <= STOPS


def test_the_next_step_of_a_case_is_near(client_as: Callable[..., Client]) -> None:
    client = client_as("counsellor")
    case = called(taker=client.account).enrolled().episode  # type: ignore[attr-defined]
    assert stops_to(text(client, f"/forloeb/{case.number}/"), "next-act") <= STOPS


def test_what_is_folded_away_is_no_stop() -> None:
    html = '<a href="#content"></a><nav><a href="/"></a></nav><main id="content"><details><summary></summary>'
    html += '<a href="/1"></a></details><input type="hidden"><p class="act__do"><a href="/2"></a></p></main>'
    assert stops_to(html, "act__do") == 3
