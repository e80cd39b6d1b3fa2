"""The migrations that seal what was written before: with rows in the tables, back and forth."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import rules
from brobygger.records.letters import services as letters
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section
from brobygger.records.notes import services as notes
from brobygger.records.notes.models import Note
from brobygger.records.notes.services import NoteText
from brobygger.records.people.rules import name_tokens
from brobygger.standard.courses import RELATIVE
from brobygger.trust import access
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from tests import cases, database

pytestmark = pytest.mark.long

SEND = access.declare("tests.send-before", roles=("counsellor",), scope="case", kind="change")
BEFORE = {"notes": "0001", "letters": "0001", "episodes": "0003"}


def stored(table: str, column: str, pk: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_what_was_written_before_is_sealed_and_comes_back_if_the_migrations_are_taken_back(
    open_case: Callable[..., Episode], make_account: Callable[..., Account]
) -> None:
    """What was bound to its column alone, and what stood in plain words: one way there and back, for it takes long."""
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account)
    signed = notes.write(account, episode, NoteText("Underskrevne ord", heading="Æøå"))
    begun = notes.keep(account, episode, uuid.uuid4(), NoteText(""))
    recipient = Recipient("citizen", "Jens Aagaard", ("Storegade 1",), means=rules.PHYSICAL)
    text = LetterText("Et brev", "Kære Jens", (Section("", ("Noget",)),))
    letter = letters.queue(SYSTEM, SEND, episode, NewLetter("other", text, recipient))
    pdf: Any = letter.pdf
    kind, taken, words = "change.recorded", {"retracted": True}, "Talte om \\x41 og hjem"
    other = open_case(name="Søren \\ Ågård")
    now = clock.now()
    event = Event.objects.create(
        episode=other, kind=kind, occurred_at=now, recorded_at=now, facts={"æ": [1, None]}, text=words
    )
    episodes.record(SYSTEM, SEND, other, kind, facts=taken, corrects=event, occurred_at=event.occurred_at)
    codes = Episode.objects.get(pk=other.pk).name_tokens
    relative = cases.case(course=RELATIVE).episode
    with database.as_owner():
        for app, number in BEFORE.items():
            call_command("migrate", app, number, verbosity=0)
        assert stored("notes_note", "text", signed.pk)[0] == 1
        assert stored("letters_letter", "pdf", letter.pk)[0] == 1
        assert stored("notes_note", "text", begun.pk) == b""
        with connection.cursor() as cursor:
            cursor.execute("SELECT person_name, name_tokens FROM episodes_episode WHERE id = %s", [other.pk])
            assert cursor.fetchall() == [("Søren \\ Ågård", name_tokens("Søren \\ Ågård"))]
            cursor.execute("SELECT facts #>> '{æ, 0}', text FROM episodes_event WHERE id = %s", [event.pk])
            assert cursor.fetchall() == [("1", words)]
        call_command("migrate", verbosity=0)
        assert stored("notes_note", "text", signed.pk)[0] == 2
    found = Note.objects.get(pk=signed.pk)
    assert (found.text, found.heading) == ("Underskrevne ord", "Æøå")
    assert Note.objects.get(pk=begun.pk).text == ""
    again = Letter.objects.get(pk=letter.pk)
    assert (again.pdf, again.recipient_name) == (pdf, "Jens Aagaard")
    assert pdf.startswith(b"%PDF")
    told = Event.objects.get(pk=event.pk)
    assert (told.text, told.facts) == (words, {"æ": [1, None]})
    assert list(Event.objects.filter(retracted=True).values_list("facts", flat=True)) == [taken]
    same = Episode.objects.get(pk=other.pk)
    assert (same.person_name, same.name_tokens) == ("Søren \\ Ågård", codes)
    of_each = {pk: Episode.objects.get(pk=pk).kind_of_course for pk in (other.pk, relative.pk)}
    assert of_each == {other.pk: "treatment", relative.pk: "relative"}
