"""Trap 15: CPR hashed without a key, or stored in plain text. Every column of every table of a centre is read."""

import re

from django.db import connection

from brobygger.ground import crypto
from brobygger.records.people.models import Person, PersonNumber

READ_AS_TEXT = {
    "text": '"{column}"',
    "character varying": '"{column}"',
    "jsonb": '"{column}"::text',
    "json": '"{column}"::text',
    "ARRAY": '"{column}"::text',
    # Bytes that are plain letters show as themselves.
    "bytea": "encode(\"{column}\", 'escape')",
}


def test_no_column_of_any_table_holds_a_number_an_address_or_a_telephone(within: None) -> None:
    people = list(Person.objects.all())
    numbers = {person.cpr for person in people if person.cpr} | {old.cpr for old in PersonNumber.objects.all()}
    secrets = {person.address.splitlines()[0] for person in people if person.address}
    secrets |= {person.email for person in people if person.email}
    phones = {re.sub(r"\D", "", person.phone)[-8:] for person in people if person.phone}
    assert len(numbers) > 50
    assert len(secrets) > 20
    found, columns = [], 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        for table, column, kind in cursor.fetchall():
            if kind not in READ_AS_TEXT:
                continue
            columns += 1
            cursor.execute(f'SELECT {READ_AS_TEXT[kind].format(column=column)} FROM "{table}"')
            for (text,) in cursor:
                if text and _tells(text, numbers, secrets, phones):
                    found.append(f"{table}.{column}")
                    break
    assert columns > 100
    assert not found, found


def _tells(text: str, numbers: set[str], secrets: set[str], phones: set[str]) -> bool:
    plain = text.replace("-", "")
    if any(match in numbers for match in re.findall(r"\d{6}[0-9][0-9A-Z]{2}\d", plain)):
        return True
    if any(secret in text for secret in secrets):
        return True
    # Eight digits in a row are a telephone when somebody has it; the codes of the audit trail are hexadecimal.
    return any(match in phones for match in re.findall(r"(?<![0-9A-Fa-f])\d{8}(?![0-9A-Fa-f])", text.replace(" ", "")))


def test_the_index_cannot_be_made_without_the_key(within: None) -> None:
    import hashlib

    person = Person.objects.exclude(cpr_index=None)[0]
    stored = bytes(person.cpr_index)
    plain = person.cpr.encode()
    assert stored == crypto.blind_index("cpr", person.cpr)
    assert stored not in {hashlib.sha256(plain).digest(), hashlib.sha256(plain[:6] + b"-" + plain[6:]).digest()}
