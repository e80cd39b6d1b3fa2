"""Children at home: none moves out because a page did not show them (KS 3.4: the notice hangs on them)."""

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from brobygger.ground.fields import bound
from brobygger.records.people import services as people
from brobygger.records.people.models import Child, Person
from brobygger.records.people.services import ChildDraft

Make = Callable[..., Any]


class Drawn(HTMLParser):
    """What a browser would send of a page: its fields as they are drawn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._written = ""
        self.feed(page.split("<main", 1)[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field and what it holds."""
        has = dict(attrs)
        name = has.get("name") or ""
        if tag == "textarea":
            self._written = name
            self.fields[name] = ""
        elif tag == "input" and name and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self.fields[name] = has.get("value") or "on"
            if has.get("type") not in ("radio", "checkbox"):
                self.fields[name] = has.get("value") or ""

    def handle_data(self, data: str) -> None:
        """The text of a textarea."""
        if self._written:
            self.fields[self._written] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        """A textarea ends."""
        if tag == "textarea":
            self._written = ""


@pytest.fixture
def parent(client_as: Make, inquiry: Make) -> Any:
    """A counsellor's client, a citizen with a protected name, and the address of the form that corrects them."""
    client = client_as("counsellor", unit="drug")
    row = inquiry(age="0107801235", taker=client.account)
    person = row.episode.person
    Person.objects.filter(pk=person.pk).update(**bound(person, name_protected=True))
    type(row.episode).objects.filter(pk=row.episode_id).update(name_protected=True)
    return client, person, f"/forloeb/{row.episode.number}/borger/ret/"


def there(person: Person) -> list[tuple[str, date | None]]:
    """Who lives at home, as the record has it."""
    return sorted((child.name, child.birth_date) for child in people.at_home(person).children)


def test_saving_what_was_drawn_moves_nobody_out(parent: Any) -> None:
    client, person, page = parent
    told = (ChildDraft("Ida"), ChildDraft("Bo", date(2016, 4, 5)))
    people.set_children(person, "yes", told)
    stood = there(person)

    fields = Drawn(client.get(page).text).fields
    assert "Ida" not in str(fields)
    assert client.post(page, fields | {"phone": "12345678"}).status_code == 303
    assert there(person) == stood

    fields = Drawn(client.get(page).text).fields
    born = next(name for name, value in fields.items() if name.endswith("_born") and value)
    client.post(page, fields | {born: "6.4.2016"})
    assert there(person) == [("Bo", date(2016, 4, 6)), ("Ida", None)]


def test_who_moves_out_is_said_to(parent: Any) -> None:
    client, person, page = parent
    people.set_children(person, "yes", (ChildDraft("Ida"), ChildDraft("Bo", date(2016, 4, 5))))
    shown = client.get(page).text
    assert "Barn 1 bor ikke hjemme mere" in shown and "Barn 3 bor ikke hjemme mere" not in shown
    fields = Drawn(shown).fields
    ida = next(name for name, value in fields.items() if value == str(Child.objects.get(birth_date=None).pk))
    client.post(page, fields | {ida.replace("_row", "_gone"): "on"})
    assert there(person) == [("Bo", date(2016, 4, 5))]
    assert Child.objects.count() == 2


def test_the_ninth_child_has_a_row_too(parent: Any) -> None:
    client, person, page = parent
    people.set_children(person, "yes", [ChildDraft(f"Barn {n}", date(2010, 1, n)) for n in range(1, 11)])
    fields = Drawn(client.get(page).text).fields
    assert client.post(page, fields | {"child_11_born": "5.4.2016"}).status_code == 303
    assert len(there(person)) == 11


def test_another_citizens_child_is_not_reached_by_its_number(parent: Any, inquiry: Make) -> None:
    client, person, page = parent
    other = inquiry(name="En anden").episode.person
    people.set_children(other, "yes", [ChildDraft("Alma", date(2016, 4, 5))])
    fields = Drawn(client.get(page).text).fields
    row = str(Child.objects.get().pk)
    client.post(page, fields | {"children_at_home": "yes", "child_1_row": row, "child_1_gone": "on"})
    assert (there(other), there(person)) == ([("Alma", date(2016, 4, 5))], [])


def test_not_asked_changes_nothing_of_who_is_there_and_no_does(db: None, inquiry: Make) -> None:
    person = inquiry().episode.person
    people.set_children(person, "yes", [ChildDraft("Ida")])
    people.set_children(person, "")
    assert there(person) == [("Ida", None)]
    people.set_children(person, "no")
    assert there(person) == []


@pytest.mark.parametrize(
    ("typed", "answer", "names"),
    [
        ({"children_at_home": "not-asked"}, "yes", ["Ida"]),
        ({"children_at_home": "yes", "child_1_born": "5.4.2016"}, "yes", ["", "Ida"]),
        ({"children_at_home": "no"}, "no", []),
    ],
)
def test_an_enrolment_on_the_citizen_we_know_says_no_more_than_was_asked(
    client_as: Make, inquiry: Make, typed: dict[str, str], answer: str, names: list[str]
) -> None:
    client = client_as("counsellor", unit="drug")
    known = inquiry(age="0107801235", name="Jens Gammel", taker=client.account).episode.person
    people.set_children(known, "yes", [ChildDraft("Ida")])
    episode = inquiry(age="46", taker=client.account).episode
    fields = {
        "version": 1, "name": "Jens", "cpr": "0107801235", "how": "written", "family_oriented": "on",
        "same_person": "on",
    }  # fmt: skip
    assert client.post(f"/forloeb/{episode.number}/indskrivning/", fields | typed).status_code == 303
    known.refresh_from_db()
    assert known.children_at_home == answer
    assert [name for name, _born in there(known)] == names
