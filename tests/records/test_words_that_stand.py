"""Who changes a signed note or a letter, or puts another in its place, is found out by `audit verify`."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from brobygger.ground import crypto
from brobygger.ground.fields import bound
from brobygger.ground.locks import unlocked
from brobygger.records.episodes import words_that_stand
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import rules
from brobygger.records.letters import services as letters
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section
from brobygger.records.notes import services as notes
from brobygger.records.notes import standing
from brobygger.records.notes.models import Note
from brobygger.records.notes.services import NoteText
from brobygger.trust import access, proof
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from tests import database

SEND = access.declare("tests.send-words", roles=("counsellor",), scope="case", kind="change")
pytestmark = pytest.mark.django_db(transaction=True)


def letter_of(episode: Episode, words: str) -> Letter:
    recipient = Recipient("citizen", "Jens Aagaard", ("Storegade 1",), means=rules.PHYSICAL)
    text = LetterText("Et brev", "Kære Jens", (Section("", (words,)),))
    return letters.queue(SYSTEM, SEND, episode, NewLetter("other", text, recipient))


@pytest.fixture
def written(open_case: Callable[..., Episode], make_account: Callable[..., Account]) -> list[Any]:
    """A note and a letter on each of two cases."""
    account = make_account("counsellor", unit="drug")
    found: list[Any] = []
    for name in ("Jens", "Karen"):
        episode = open_case(responsible=account)
        found += [notes.write(account, episode, NoteText(f"Ord om {name}")), letter_of(episode, f"Til {name}")]
    return found


def findings() -> list[tuple[str, str]]:
    return sorted((found.kind, found.about) for found in proof.verify().findings)


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_what_was_written_holds_after_a_new_key_and_a_correction_too(written: list[Any]) -> None:
    note = written[0]
    notes.correct(note.author, note, NoteText("Andre ord", reason="Stavefejl"))
    assert findings() == []
    ring = crypto.keyring()
    try:
        crypto.store_keyring(ring.with_new_key())
        assert findings() == []
    finally:
        crypto.store_keyring(ring)


def test_changed_words_are_found_though_they_open(written: list[Any]) -> None:
    note, letter, *_ = written
    with database.as_owner(), unlocked():
        Note.objects.filter(pk=note.pk).update(**bound(note, text="Ord, som ingen skrev"))
        Letter.objects.filter(pk=letter.pk).update(**bound(letter, pdf=b"%PDF another"))
    assert Note.objects.get(pk=note.pk).text == "Ord, som ingen skrev"
    assert findings() == [("changed", f"letter {letter.pk}"), ("changed", f"note {note.pk}")]


def test_a_swap_of_whole_rows_is_found(written: list[Any]) -> None:
    one, letter, other, _letter = written
    columns = "row_key, heading, text, reason"
    with database.as_owner(), unlocked():
        run(
            f"UPDATE notes_note a SET ({columns}) = (SELECT {columns} FROM notes_note b WHERE b.id <> a.id AND b.id"
            " = ANY(%s)) WHERE id = ANY(%s)",
            *[[one.pk, other.pk]] * 2,
        )
        run("UPDATE letters_letter SET episode_id = %s WHERE id = %s", other.episode_id, letter.pk)
    assert Note.objects.get(pk=one.pk).text == other.text
    rows = (f"letter {letter.pk}", f"note {one.pk}", f"note {other.pk}")
    assert findings() == [("changed", row) for row in rows]


def test_what_does_not_open_and_what_is_gone_are_found(written: list[Any]) -> None:
    one, letter, other, _letter = written
    with database.as_owner(), unlocked():
        run("UPDATE notes_note SET text = (SELECT text FROM notes_note WHERE id = %s) WHERE id = %s", other.pk, one.pk)
        run("DELETE FROM letters_letter WHERE id = %s", letter.pk)
    assert findings() == [("changed", f"note {one.pk}"), ("removed", f"letter {letter.pk}")]


def test_an_invented_note_is_found(written: list[Any]) -> None:
    note = written[0]
    invented = Note.objects.create(
        episode_id=note.episode_id, author=note.author, compartment=note.compartment, text="Opdigtet",
        occurred_at=note.occurred_at, begun_at=note.begun_at, saved_at=note.saved_at, signed_at=note.signed_at,
    )  # fmt: skip
    assert findings() == [("inserted", f"note {invented.pk}")]


def test_the_words_of_before_get_their_digests(written: list[Any]) -> None:
    with database.as_owner(), unlocked():
        Event.objects.update(digest=None)
    assert len(findings()) == 4
    with database.as_owner():
        words_that_stand.fill_in(standing.WORDS, Event, Note)
    assert {kind for kind, about in findings() if about.startswith("note")} == set()
