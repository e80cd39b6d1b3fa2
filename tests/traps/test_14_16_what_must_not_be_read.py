"""Trap 14: a protected address printed by a merge field. Trap 16: the wrong word in a title, an address or a log.

Every page is opened in both languages by somebody who may open all of them, and searched for what must not stand there.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import dispatch
from brobygger.records.letters.models import Letter
from brobygger.records.people.models import Person
from brobygger.trust.models import AuditEntry
from tests.traps import walking
from tests.traps.conftest import enter_as, patterns

Enter = Callable[..., Client]
TELLING = re.compile(
    r"rusmid|misbrug|narko|heroin|kokain|alkohol|afhængig|stofbehandl|stofmisbrug|drug|abuse|underret", re.I
)
CPR = re.compile(r"\b\d{6}-?[0-9][0-9A-Z]{2}\d\b")


def _protected() -> list[Person]:
    return list(Person.objects.filter(name_protected=True) | Person.objects.filter(address_protected=True))


def _addresses() -> Iterator[tuple[str, str, Any]]:
    protected = Episode.objects.filter(name_protected=True) | Episode.objects.filter(address_protected=True)
    for episode in protected:
        yield from walking.of_case(episode)
    yield from walking.outside_cases()


def _pages(client: Client) -> Iterator[tuple[str, str]]:
    for name, address, view in _addresses():
        if "GET" not in view.methods or address.endswith(".pdf"):
            continue
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            if answer.status_code == 200:
                yield f"{prefix}{name}", unescape(answer.content.decode())


@dataclass(frozen=True)
class Walk:
    """All that was read, written and logged while every page was opened once."""

    pages: list[tuple[str, str]]  # its name, its text
    trail: list[str]
    logged: list[str]


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture(scope="module")
def walk(centre: None, django_db_blocker: DjangoDbBlocker) -> Walk:
    """Open every page once, for all that ask what stands there."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            client = enter_as()
            _send_badly(client)
            pages = list(_pages(client))
            trail = [f"{row[0]} {row[1]}" for row in AuditEntry.objects.values_list("detail", "purpose")]
            transaction.set_rollback(True)
    finally:
        logging.getLogger().removeHandler(kept)
    assert len(pages) > 100
    return Walk(pages, trail, kept.lines)


def _send_badly(client: Client) -> None:
    """What is typed in the wrong place: a number where a name is asked for, a number in an address."""
    names = [name for name in Person.objects.values_list("name", flat=True) if " " in name]
    numbers = [person.cpr for person in Person.objects.all() if person.cpr]
    for number in numbers[:3]:
        client.post("/soeg/", {"query": number})
        client.post("/henvendelser/ny/", {"name": names[0], "age": number, "words": "Drikker for meget"})
    client.get(f"/forloeb/{numbers[0]}/")


def _secrets() -> list[tuple[str, str]]:
    """What is protected, as it would be read: whole names, and the street."""
    found = []
    names = Counter(person.name for person in Person.objects.all())
    for person in _protected():
        if person.name_protected and names[person.name] == 1:
            found.append(("name", person.name))
        if person.address_protected and person.address:
            street = person.address.splitlines()[0]
            found.append(("address", street))
    return found


def test_a_protected_name_or_address_stands_on_no_page(within: None, walk: Walk) -> None:
    secrets = _secrets()
    assert {kind for kind, _words in secrets} == {"name", "address"}
    told = {f"{page}: {kind}" for page, text in walk.pages for kind, words in secrets if words in text}
    assert not told, sorted(told)


def test_a_search_finds_the_protected_and_covers_them(within: None, enter: Enter) -> None:
    client = enter()
    person = next(p for p in _protected() if p.name_protected)
    page = client.post("/soeg/", {"query": person.name}).content.decode()
    number = Episode.objects.filter(person=person).values_list("number", flat=True)[0]
    assert number in page
    # What was typed stands in the search field itself; nowhere else.
    assert person.name not in re.sub(r"<input[^>]*>", "", page)


def test_the_hand_over_list_covers_the_protected(within: None, enter: Enter) -> None:
    client = enter()
    case = Episode.objects.filter(name_protected=True, is_open=True, responsible__isnull=False).first()
    if case is None:
        case = Episode.objects.filter(name_protected=True).first()
        assert case is not None
    address = f"/overdragelse/{case.responsible_id or client.account.pk}/"  # type: ignore[attr-defined]
    page = client.get(address)
    assert page.status_code == 200
    assert case.person_name not in unescape(page.content.decode())


def test_the_page_of_a_letter_covers_a_protected_name(within: None, enter: Enter) -> None:
    """The letter itself greets its reader by name; the staff's page of it does not."""
    client = enter()
    letters = Letter.objects.filter(episode__name_protected=True, recipient_kind="citizen").select_related("episode")
    assert letters
    for letter in letters:
        page = unescape(client.get(f"/forloeb/{letter.episode.number}/breve/{letter.pk}/").content.decode())
        assert "Kære [beskyttet navn]" in page
        assert f"Kære {letter.episode.person_name.split()[0]}" not in page


def test_no_letter_holds_a_protected_address(within: None) -> None:
    for letter in Letter.objects.filter(episode__address_protected=True).select_related("episode__person"):
        street = letter.episode.person.address.splitlines()[0] if letter.episode.person.address else ""
        printed = f"{letter.recipient_address} {dispatch.text_of(letter).as_data()}"
        assert not street or street not in printed, letter.kind


def test_no_letter_to_others_holds_a_protected_name(within: None) -> None:
    rows = Letter.objects.filter(episode__name_protected=True).exclude(recipient_kind="citizen")
    for letter in rows.select_related("episode__person"):
        assert letter.episode.person.name not in str(dispatch.text_of(letter).as_data()), letter.kind


def test_the_trail_and_the_facts_name_nobody(within: None, walk: Walk) -> None:
    names = [name for name in Person.objects.values_list("name", flat=True) if " " in name]
    assert len(walk.trail) > 100
    for written in walk.trail:
        assert not CPR.search(written), written
        assert not any(name in written for name in names), written
    for facts in Event.objects.values_list("facts", flat=True).iterator():
        assert not CPR.search(str({k: v for k, v in facts.items() if not isinstance(v, int)})), facts


def test_no_address_tells_what_the_centre_treats() -> None:
    telling = [name for name, route, _arguments, _view in patterns() if TELLING.search(route)]
    # To notify of a child is said in the address of the staff's own page; it leaves the house with nobody.
    assert telling == ["intake:new_concern", "intake:concern"], telling


def test_no_title_tells_what_the_centre_treats_or_who_it_is_about(within: None, walk: Walk) -> None:
    """A title stands in the browser's history and on the lid of a shared screen."""
    names = {person.name for person in _protected() if person.name_protected}
    told = []
    for page, text in walk.pages:
        title = " ".join(re.findall(r"<title>(.*?)</title>", text, re.S))
        word = re.search(r"rusmid|misbrug|narko|kokain|alkohol|stofbehandl|alcohol|drug", title, re.I)
        if word or CPR.search(title) or any(name in title for name in names):
            told.append(f"{page}: {title.strip()}")
    assert not told, sorted(set(told))[:20]


def test_nothing_that_is_logged_names_anybody(within: None, walk: Walk) -> None:
    names = [name for name in Person.objects.values_list("name", flat=True) if " " in name]
    numbers = [person.cpr for person in Person.objects.all() if person.cpr]
    # The server's own word for an address that is not there tells the address; nothing of ours links to such.
    lines = [line for line in walk.logged if "Not Found" not in line]
    for line in lines:
        assert not any(name in line for name in names), line
        assert not any(number in line for number in numbers), line
