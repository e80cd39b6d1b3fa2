"""A hiccup of the post is no reason to ask anybody: the letter is tried again, and everybody sees that it is."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import adapters, jobs, recipients, rules, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.trust.access import SYSTEM
from brobygger.trust.jobs import run_waiting_jobs
from tests.cases import WORK
from tests.desk.test_my_day import main_part, text

TEXT = LetterText("Brev", "Kære Jens", (Section("", ("Ord.",)),))


@pytest.fixture
def away(settings: Any, tmp_path: Path) -> Path:
    """A post folder that is not there: a file lies in its place."""
    folder = tmp_path / "post"
    folder.write_text("not a folder")
    settings.POST_FOLDER = str(folder)
    return folder


@pytest.fixture
def letter(open_case: Callable[..., Episode], make_account: Callable[..., Any]) -> Letter:
    episode = open_case(cpr="2512489996", responsible=make_account("counsellor", unit="drug"))
    return services.queue(SYSTEM, WORK, episode, NewLetter("other", TEXT, recipients.citizen(episode.person)))


def time_passes() -> int:
    """Do what waits, as if its time had come."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    return run_waiting_jobs(limit=1)


def steps(letter: Letter) -> list[str]:
    rows = Event.objects.filter(episode=letter.episode_id, kind__startswith="letter.").order_by("id")
    return list(rows.values_list("kind", flat=True))


def test_the_pauses_grow_and_end_within_a_working_day() -> None:
    assert sorted(set(rules.RETRY_AFTER)) == list(rules.RETRY_AFTER)
    assert rules.wait_after(1) == rules.RETRY_AFTER[0]
    assert sum(rules.RETRY_AFTER, timedelta()) < timedelta(hours=8)
    assert rules.wait_after(len(rules.RETRY_AFTER) + 1) is None


def test_a_letter_gets_through_when_the_post_is_back(letter: Letter, away: Path) -> None:
    assert time_passes() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("retrying", 1)
    assert steps(letter) == ["letter.queued"], "nothing has failed yet"
    assert jobs.find_lost() == 0, "somebody is at it"
    assert run_waiting_jobs() == 0, "and waits for its time"
    away.unlink()
    assert time_passes() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.next_try_at, letter.failure) == ("handed-over", None, "")
    assert steps(letter) == ["letter.queued", "letter.sent"]


def test_only_after_the_last_try_a_person_is_asked(letter: Letter, away: Path) -> None:
    for _pause in rules.RETRY_AFTER:
        assert time_passes() == 1
        letter.refresh_from_db()
        assert letter.state == "retrying"
    assert time_passes() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.next_try_at) == ("failed", None)
    assert steps(letter) == ["letter.queued", "letter.failed"]
    assert time_passes() == 0


def test_an_adapter_whose_line_breaks_is_tried_again_too(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def hand_over(self, parcel: adapters.Parcel) -> None:
            raise ConnectionResetError

    monkeypatch.setattr(adapters, "adapter", Broken)
    assert time_passes() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("retrying", "Posten svarer ikke")


def test_it_shows_on_the_letter_on_my_day_in_the_list_and_in_the_log(
    letter: Letter, away: Path, client_as: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="brobygger.records.letters.dispatch"):
        time_passes()
    assert any(f"Letter {letter.pk} was not taken" in line.getMessage() for line in caplog.records)
    client = client_as(letter.episode.responsible)
    page = client.get(f"/forloeb/{letter.episode.number}/breve/{letter.pk}/").content.decode()
    assert "Vi prøver igen af os selv" in page
    assert "Ikke sendt efter 1 forsøg" in page
    day = main_part(text(client))
    assert "Breve, vi prøver at sende igen" in day
    assert "Breve, der ikke kunne sendes" not in day
    assert "prøves igen" in client.get(f"/forloeb/{letter.episode.number}/breve/").content.decode()
    assert "Prøves igen" in main_part(text(client_as("secretary", unit="drug"), "/breve/"))


def test_who_will_not_wait_stops_it_and_sends_it_another_way(
    letter: Letter, away: Path, client_as: Callable[..., Any]
) -> None:
    time_passes()
    client = client_as(letter.episode.responsible)
    page = f"/forloeb/{letter.episode.number}/breve/{letter.pk}/"
    assert client.post(f"{page}retur/", {"cause": "Haster"}).status_code == 302
    assert client.post(f"{page}igen/", {"means": "in-person"}).status_code == 302
    away.unlink()
    time_passes()
    letter.refresh_from_db()
    assert letter.state == "replaced", "the try that was asked for before does nothing more"
    assert Letter.objects.get(replaces=letter).state == "to-print"
