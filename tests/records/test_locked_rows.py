"""Signed notes, locked letters and the timeline stay as they are for the application's role (trap 33)."""

from collections.abc import Callable
from typing import Any

import pgtrigger
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from brobygger.ground import crypto
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import rules
from brobygger.records.letters import services as letters
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section
from brobygger.records.notes import services as notes
from brobygger.records.notes.services import NoteText
from brobygger.trust import access
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account

SEND = access.declare("tests.send", roles=("counsellor",), scope="case", kind="change")


@pytest.fixture
def case(open_case: Callable[..., Episode], make_account: Callable[..., Account]) -> tuple[Account, Episode]:
    account = make_account("counsellor", unit="drug")
    return account, open_case(responsible=account)


def letter_of(episode: Episode, words: str) -> Letter:
    recipient = Recipient("citizen", "Jens Aagaard", ("Storegade 1", "4200 Slagelse"), means=rules.PHYSICAL)
    text = LetterText("Et brev", "Kære Jens", (Section("", (words,)),))
    return letters.queue(SYSTEM, SEND, episode, NewLetter("other", text, recipient))


def refused(statement: str, *values: Any) -> bool:
    """Whether the database refuses, also when the library's triggers are told to stand aside."""
    for ignore in (False, True):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if ignore:
                    with pgtrigger.ignore():
                        cursor.execute(statement, values)
                else:
                    cursor.execute(statement, values)
        except DatabaseError:
            continue
        return False
    return True


def test_a_signed_note_and_a_letter_are_locked_for_the_application(case: tuple[Account, Episode]) -> None:
    account, episode = case
    note = notes.write(account, episode, NoteText("Ord"))
    letter = letter_of(episode, "Noget")
    assert refused("UPDATE notes_note SET kind = 'phone' WHERE id = %s", note.pk)
    assert refused("DELETE FROM notes_note WHERE id = %s", note.pk)
    assert refused("UPDATE letters_letter SET content = pdf WHERE id = %s", letter.pk)
    assert refused("DELETE FROM letters_letter WHERE id = %s", letter.pk)
    assert refused("UPDATE episodes_event SET kind = 'talk.held' WHERE episode_id = %s", episode.pk)
    assert refused("DELETE FROM episodes_event WHERE episode_id = %s", episode.pk)
    assert not refused("UPDATE letters_letter SET state = 'failed' WHERE id = %s", letter.pk)


def test_an_unsigned_note_does_not_open_with_the_words_of_another(case: tuple[Account, Episode]) -> None:
    import uuid

    account, episode = case
    one = notes.keep(account, episode, uuid.uuid4(), NoteText("Første"))
    other = notes.keep(account, episode, uuid.uuid4(), NoteText("Andet"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notes_note SET text = (SELECT text FROM notes_note WHERE id = %s) WHERE id = %s", [other.pk, one.pk]
        )
    with pytest.raises(crypto.CryptoError):
        one.refresh_from_db()
