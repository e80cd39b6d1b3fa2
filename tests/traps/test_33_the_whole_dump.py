"""Trap 33: "encrypted" true of one table and false of ten. Every column of every table of a centre is read."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from brobygger.ground.fields import EncryptedField, EncryptedJSONField
from brobygger.records.people.models import Person
from brobygger.trust.models import Account
from tests.traps.test_15_no_number_in_plain import READ_AS_TEXT

WORD = re.compile(r"[^\W\d_]+")
IN_A_ROW = 4
# What a centre writes of itself: its instruments, its law, its neutral titles, its staff.
OF_THE_HOUSE = {
    ("assessment_instrumentversion", "text"),
    ("visitation_decision", "legal_basis"),
    ("intake_concern", "law"),
    ("letters_letter", "title"),
    ("trust_auditentry", "purpose"),
    ("trust_account", "name"),
    ("trust_account", "title"),
    ("trust_account", "email"),
    ("account_emailaddress", "email"),
}


def columns() -> Iterator[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        yield from [row for row in cursor.fetchall() if row[2] in READ_AS_TEXT]


def cells(table: str, column: str, kind: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {READ_AS_TEXT[kind].format(column=column)} FROM "{table}"')
        yield from (text for (text,) in cursor if text)


def in_a_row(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[first : first + IN_A_ROW]) for first in range(len(words) - IN_A_ROW + 1)}


def texts_in(value: Any) -> Iterator[str]:
    """The texts in JSON, without the names of its fields, which are ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


def written() -> dict[str, set[tuple[str, ...]]]:
    """What people have written, as words in a row, by the column that it is encrypted in."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedField) and field.unpacked(b"1") != b"1":
                values: Any = model._default_manager.values_list(field.name, flat=True)
                as_json = isinstance(field, EncryptedJSONField)
                texts = [text for one in values if one for text in (texts_in(one) if as_json else [one])]
                found[f"{model._meta.db_table}.{field.column}"] = set().union(*map(in_a_row, texts))
    return found


def test_no_column_of_any_table_holds_what_was_written_about_a_person(within: None) -> None:
    by_column = written()
    rich = {
        "episodes_event.text",
        "plans_plan.aim",
        "visitation_decision.reasons",
        "notes_note.text",
        "plans_goal.specific",
    }
    assert rich <= {column for column, rows in by_column.items() if rows}
    house = set().union(*(in_a_row(text) for table, column in OF_THE_HOUSE for text in cells(table, column, "text")))
    secret = set().union(*by_column.values()) - house
    assert len(secret) > 1000
    told = {
        (f"{table}.{column}", *sorted(found)[:1])
        for table, column, kind in columns()
        for text in cells(table, column, kind)
        if (table, column) not in OF_THE_HOUSE and (found := in_a_row(text) & secret)
    }
    assert not told


def test_no_column_of_any_table_holds_a_name(within: None) -> None:
    people = list(Person.objects.all())
    names = {word for person in people for word in WORD.findall(person.name) if len(word) > 2}
    names -= {word for account in Account.objects.all() for word in WORD.findall(account.name)}
    whole = {person.name for person in people if " " in person.name}
    assert len(names) > 30
    told = set()
    for table, column, kind in columns():
        if (table, column) in OF_THE_HOUSE:
            continue
        # Among random bytes a short name is no wonder; a whole one would be.
        short = names if kind != "bytea" else set()
        if any(name in text for text in cells(table, column, kind) for name in whole) or any(
            short & set(WORD.findall(text)) for text in cells(table, column, kind)
        ):
            told.add(f"{table}.{column}")
    assert not told


def test_the_reading_finds_what_stands_in_plain(within: None) -> None:
    Account.objects.filter(pk=Account.objects.latest("pk").pk).update(phone="Fire ord om den syge")
    assert any("Fire ord" in text for text in cells("trust_account", "phone", "text"))
    assert ("fire", "ord", "om", "den") in in_a_row("Fire ord om den syge")
