"""Notes, driven as those who write them do."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from brobygger.ground import clock
from brobygger.records.episodes.models import Event
from brobygger.records.notes import selectors, services
from brobygger.records.notes.models import Note
from brobygger.records.notes.services import NoteRefused, NoteText
from brobygger.trust.models import AuditEntry

Make = Callable[..., Any]
KEY = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")


def page_of(episode: Any, rest: str = "") -> str:
    return f"/forloeb/{episode.number}/notater/{rest}"


def filled(**more: Any) -> dict[str, Any]:
    then = clock.now() - timedelta(hours=2)
    usual = {"occurred_at": then.strftime("%Y-%m-%dT%H:%M"), "kind": "talk", "heading": "Samtale om påsken"}
    return {**usual, "text": "Jens sover dårligt.\nHan vil ringe til sin bror.", **more}


def test_a_note_is_written_signed_and_locked(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor", title="Socialrådgiver")
    assert "Ingen notater endnu." in client.get(page_of(episode)).text
    form = client.get(page_of(episode, "nyt/"))
    assert 'data-autosave="' in form.text and not Note.objects.exists()

    page = client.post(page_of(episode, f"{KEY}/skriv/"), filled(), follow=True)
    assert "Notatet er skrevet under." in page.text
    assert "Han vil ringe til sin bror." in page.text
    assert "skrevet samme dag kl." in page.text or "skrevet " in page.text
    note = Note.objects.get()
    event = Event.objects.get(kind="note.signed")
    assert (event.facts["note"], event.text) == (note.pk, "")
    listed = client.get(page_of(episode)).text
    assert "Samtale om påsken" in listed and "socialrådgiver" in listed
    note.text = "Noget andet"
    with pytest.raises(DatabaseError), transaction.atomic():
        note.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.all().delete()
    assert AuditEntry.objects.filter(action="notes.write", kind="change", episode_id=episode.pk).exists()


def test_what_is_typed_is_kept_though_the_session_ends(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    for text in ("Jens s", "Jens sover"):
        kept = client.post(page_of(episode, f"{KEY}/kladde/"), filled(text=text, occurred_at="ikke nu"))
        assert kept.status_code == 200 and kept.text.startswith("Kladden er gemt kl.")
    client.logout()
    sent_late = client.post(page_of(episode, f"{KEY}/skriv/"), filled(text="Jens sover dårligt"))
    assert sent_late.status_code == 302 and "ikke-gemt" in sent_late["Location"]
    client.force_login(client.account)

    assert "Notat uden overskrift" not in client.get(page_of(episode)).text  # it has one
    assert "Skriv videre" in client.get(page_of(episode)).text
    again = client.get(page_of(episode, f"{KEY}/skriv/"))
    assert "Jens sover" in again.text
    assert "Du har et notat i forløbet, der ikke er skrevet under:" in client.get(page_of(episode, "nyt/")).text
    colleague = client_as("counsellor")
    assert "Jens sover" not in colleague.get(page_of(episode)).text
    assert colleague.get(page_of(episode, f"{KEY}/skriv/")).status_code == 404
    assert colleague.post(page_of(episode, f"{KEY}/kladde/"), filled()).status_code == 409
    assert Note.objects.count() == 1


def test_sending_twice_makes_one_note(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    for _time in range(2):
        client.post(page_of(episode, f"{KEY}/skriv/"), filled())
    assert Note.objects.count() == Event.objects.filter(kind="note.signed").count() == 1


def test_a_correction_is_a_new_note_with_a_reason(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    client.post(page_of(episode, f"{KEY}/skriv/"), filled(text="Børnene er 6 og 8 år."))
    old = Note.objects.get()
    form = client.post(page_of(episode, f"{old.pk}/ret/"), follow=True)
    assert "Hvorfor rettes notatet?" in form.text and "Børnene er 6 og 8 år." in form.text
    draft = Note.objects.get(corrects=old)
    without = client.post(page_of(episode, f"{draft.key}/skriv/"), filled(text="Børnene er 6 og 9 år."))
    assert without.status_code == 422
    assert "Skriv, hvorfor notatet rettes." in without.text and "Børnene er 6 og 9 år." in without.text

    sent = filled(text="Børnene er 6 og 9 år.", reason="Forkert alder")
    page = client.post(page_of(episode, f"{draft.key}/skriv/"), sent, follow=True)
    assert "Begrundelse: Forkert alder" in page.text
    event = Event.objects.get(kind="note.corrected")
    assert (event.corrects_id, event.facts["of"]) == (old.event_id, old.pk)
    shown = client.get(page_of(episode, f"{old.pk}/")).text
    assert "Notatet er rettet siden." in shown and "<s>Børnene er 6 og 8 år.</s>" in shown
    listed = client.get(page_of(episode)).text
    assert "Rettelse:" in listed and "journal__entry--struck" in listed
    twice = client.post(page_of(episode, f"{old.pk}/ret/"), follow=True)
    assert "allerede rettet" in twice.text


def test_only_the_author_or_the_manager_corrects(client_as: Make, open_case: Make, make_account: Make) -> None:
    episode, author = open_case(days_ago=3), make_account("counsellor")
    note = services.write(author, episode, NoteText("Tekst", occurred_at=clock.now() - timedelta(days=1)))
    other = client_as("counsellor")
    assert "Ret notatet" not in other.get(page_of(episode, f"{note.pk}/")).text
    other.post(page_of(episode, f"{note.pk}/ret/"))
    assert not Note.objects.filter(corrects=note).exists()
    manager = client_as("manager")
    manager.post(page_of(episode, f"{note.pk}/ret/"))
    assert Note.objects.filter(corrects=note).exists()


def test_late_writing_shows_both_times(client_as: Make, open_case: Make, make_account: Make) -> None:
    episode, author = open_case(days_ago=9), make_account("counsellor", name="Mette Lund")
    then = clock.now() - timedelta(days=6)
    services.write(
        author, episode, NoteText("Talte i telefon", kind="phone", occurred_at=then), signed_at=then + timedelta(days=2)
    )
    page = client_as("counsellor").get(page_of(episode)).text
    days = [then, then + timedelta(days=2)]
    assert all(f"{clock.local_date(day).day}." in page for day in days)
    assert "· skrevet " in page


def test_the_clinics_notes_and_the_social_ones_are_kept_apart(
    client_as: Make, open_case: Make, make_account: Make
) -> None:
    episode = open_case()
    nurse = make_account("nurse", name="Ida Krogh", title="Sygeplejerske")
    clinical = services.write(nurse, episode, NoteText("EKG taget"))
    social = services.write(make_account("counsellor"), episode, NoteText("Talte om bolig"))
    assert (clinical.compartment, social.compartment) == ("health", "social")

    counsellor, clinic = client_as("counsellor"), client_as("nurse")
    assert "EKG taget" not in counsellor.get(page_of(episode)).text
    assert counsellor.get(page_of(episode, f"{clinical.pk}/")).status_code == 404
    assert counsellor.post(page_of(episode, f"{clinical.pk}/ret/")).status_code == 404
    page = clinic.get(page_of(episode)).text
    assert "EKG taget" in page and "Talte om bolig" not in page
    assert [entry.note_id for entry in selectors.journal(nurse, episode)] == [clinical.pk]


@pytest.mark.parametrize(
    ("role", "unit", "status"), [("counsellor", "alcohol", 403), ("administrator", "drug", 403), ("dpo", "drug", 403)]
)
def test_who_does_not_read(client_as: Make, open_case: Make, role: str, unit: str, status: int) -> None:
    episode = open_case()
    client = client_as(role, unit=unit)
    assert client.get(page_of(episode)).status_code == status
    assert client.post(page_of(episode, f"{KEY}/skriv/"), filled()).status_code == status
    assert not Note.objects.exists()


def test_filters_are_links_with_counts(client_as: Make, open_case: Make, make_account: Make) -> None:
    episode, client = open_case(days_ago=2), client_as("counsellor")
    for kind in ("talk", "phone", "phone"):
        services.write(make_account("counsellor"), episode, NoteText(f"Om {kind}", kind=kind))
    services.write(client.account, episode, NoteText("Min egen", kind="visit"))
    page = client.get(page_of(episode) + "?vis=phone").text
    assert page.count("Om phone") == 2 and "Min egen" not in page
    assert "Alle notater, 4" in page and "Telefonsamtale, 2" in page and "Mine, 1" in page
    assert "Min egen" in client.get(page_of(episode) + "?vis=mine").text
    assert "Ingen notater af den slags." in client.get(page_of(episode) + "?vis=meeting").text
    assert client.get(page_of(episode) + "?vis=%01x&alle=9").status_code == 200
    # No page of ours gives an address with a NUL in it.
    assert client.get(page_of(episode) + "?vis=%00x&alle=9").status_code == 404


def test_unsigned_notes_oldest_first(open_case: Make, make_account: Make) -> None:
    author, first, second = make_account("counsellor"), open_case(), open_case()
    now = clock.now()
    services.keep(author, first, uuid.uuid4(), NoteText("Ny"), begun_at=now)
    services.keep(author, second, uuid.uuid4(), NoteText("Gammel"), begun_at=now - timedelta(days=3))
    services.write(author, first, NoteText("Underskrevet"))
    assert [note.text for note in selectors.unsigned(author)] == ["Gammel", "Ny"]


def test_a_draft_can_be_thrown_away_and_a_signed_note_cannot(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    client.post(page_of(episode, f"{KEY}/skriv/"), filled(keep="1"))
    assert client_as("counsellor").post(page_of(episode, f"{KEY}/kasser/")).status_code == 404
    client.post(page_of(episode, f"{KEY}/kasser/"))
    assert not Note.objects.exists()
    client.post(page_of(episode, f"{KEY}/skriv/"), filled())
    client.post(page_of(episode, f"{KEY}/kasser/"))
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"text": ""}, {"text": "   "}, {"occurred_at": ""}, {"occurred_at": "i går"},
        {"occurred_at": "2999-01-01T10:00"},
        {"kind": "andet"}, {"heading": "x" * 500}, {"text": "x" * 60_000}, {"text": "a\x00b", "kind": ""},
    ],
)  # fmt: skip
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    client_as: Make, open_case: Make, bad: dict[str, str]
) -> None:
    episode, client = open_case(), client_as("counsellor")
    answer = client.post(page_of(episode, f"{KEY}/skriv/"), filled(**bad))
    assert answer.status_code == 422
    assert "form-error-message" in answer.text
    assert not Event.objects.filter(kind="note.signed").exists()
    # What is too long is not kept with its end cut off: it comes back whole, to be shortened.
    too_long = [words for words in bad.values() if len(words) > 400]
    assert all(words in answer.text for words in too_long)
    assert [note.signed_at for note in Note.objects.all()] == ([] if too_long else [None])


def test_a_note_on_a_closed_case_is_still_possible(open_case: Make, make_account: Make) -> None:
    from brobygger.records.episodes import services as episodes
    from brobygger.records.notes.access import WRITE
    from brobygger.trust.access import SYSTEM

    episode = open_case(days_ago=2)
    episodes.record(SYSTEM, WRITE, episode, "episode.closed", facts={"reason": "withdrawn"})
    assert services.write(make_account("counsellor"), episode, NoteText("Ringede bagefter")).is_signed


def test_refusals_of_the_verbs(open_case: Make, make_account: Make) -> None:
    episode, author = open_case(), make_account("counsellor")
    draft = services.keep(author, episode, uuid.uuid4(), NoteText(""))
    for act, code in (
        (lambda: services.sign(author, draft), "empty"),
        (lambda: services.sign(make_account("counsellor"), draft), "not-yours"),
        (lambda: services.begin_correction(author, draft), "not-signed"),
    ):
        with pytest.raises(NoteRefused) as refused:
            act()
        assert refused.value.code == code


def test_the_list_asks_the_database_a_fixed_number_of_times(
    client_as: Make, open_case: Make, make_account: Make
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    episode, client = open_case(days_ago=1), client_as("counsellor")
    counts = []
    for _round in range(2):
        for _note in range(5):
            services.write(make_account("counsellor"), episode, NoteText("Tekst"))
        client.get(page_of(episode))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page_of(episode)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14
