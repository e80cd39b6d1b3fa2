"""People are found by keyed codes, which a command makes anew with another key."""

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from brobygger.ground import crypto, ring_check
from brobygger.records.episodes.models import Episode
from brobygger.records.people import indexes
from brobygger.records.people.services import all_with_number
from brobygger.trust import rings
from brobygger.trust.models import AuditEntry
from brobygger.trust.rotation import indexed
from tests import database


@pytest.fixture
def ring_comes_back() -> Iterator[None]:
    before = crypto.keyring_path().read_text(encoding="ascii")
    yield
    crypto.keyring_path().write_text(before, encoding="ascii")
    crypto.forget_keyring()


def found(words: str) -> list[str]:
    tokens = indexes.to_find(words)
    return [episode.person_name for episode in Episode.objects.filter(name_tokens__contains=tokens)]


def found_nearly(word: str) -> list[str]:
    [tokens] = indexes.to_find_nearly(word)
    return [episode.person_name for episode in Episode.objects.filter(name_tokens__overlap=tokens)]


def test_sound_beginning_and_slip_find_a_name_that_the_table_does_not_tell(open_case: Callable[..., Episode]) -> None:
    episode = open_case(name="Kristian Kjærgård")
    assert found("Christian Kjærgaard") == found("Kri") == ["Kristian Kjærgård"]
    assert found_nearly("Kristan") == ["Kristian Kjærgård"]
    assert found("Birgit") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_name, name_tokens::text FROM episodes_episode WHERE id = %s", [episode.pk])
        name, tokens = cursor.fetchone()
    assert b"Kristian" not in bytes(name) and not any(letter.isalpha() for letter in tokens)


@pytest.mark.django_db(transaction=True)
def test_a_new_index_key_finds_the_same_people(ring_comes_back: None, open_case: Callable[..., Episode]) -> None:
    episode = open_case(name="Jens Aagaard", cpr="0107821AB1")
    before = Episode.objects.get().name_tokens, crypto.keyring()
    with pytest.raises(CommandError, match="owner"):
        call_command("renew_index")
    with database.as_owner():
        call_command("renew_index")
    after = Episode.objects.get().name_tokens, crypto.keyring()
    assert not set(before[0]) & set(after[0])
    assert before[1].keys == after[1].keys and before[1].index != after[1].index
    assert found("Jens Aagård") == ["Jens Aagaard"]
    assert all_with_number("010782-1AB1")[0] == episode.person
    assert AuditEntry.objects.filter(action="trust.renew-index").exists()
    with database.as_owner():
        call_command("renew_index", resume=True)
    assert Episode.objects.get().name_tokens == after[0] and crypto.keyring() == after[1]


@pytest.mark.django_db(transaction=True)
def test_a_backup_from_before_the_renewal_is_found_by_the_ring_of_today(
    ring_comes_back: None, open_case: Callable[..., Episode]
) -> None:
    """Put back, its data are found by a key that the ring has no longer; a set-up makes them found by the new one."""
    open_case(name="Jens Aagaard", cpr="0107821AB1")
    crypto.store_keyring(crypto.keyring().with_new_index().with_new_key())
    with pytest.raises(crypto.WrongKeyring, match=r"before the index key .* was renewed.*: brobygger setup"):
        crypto.blind_index("cpr", "0107821AB1")
    with database.as_owner():
        rings.refuse_a_stranger()
        assert found("Jens") == []
        rings.settle()  # also what a renewal that was cut short needs
        assert not ring_check.index_to_make()
    assert found("Jens Aagård") == ["Jens Aagaard"]
    assert all_with_number("010782-1AB1")
    stranger = crypto.Keyring(1, {1: b"0" * 32}, b"1" * 32).with_new_index()
    crypto.store_keyring(stranger)
    with database.as_owner(), pytest.raises(crypto.WrongKeyring, match="not this installation's"):
        rings.refuse_a_stranger()


def test_every_column_of_codes_says_how_it_is_made() -> None:
    said = {f"{model._meta.label}.{name}" for model, columns in indexed() for name in columns}
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.name.endswith(("_index", "_tokens"))
    }
    assert there == said
