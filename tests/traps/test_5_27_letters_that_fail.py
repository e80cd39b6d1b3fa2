"""Trap 5: a case closed though its letter failed; a test mode that answers "sent". Trap 27: a job lost for ever.

And a letter meant for an authority never ends in the citizen's own mailbox.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from brobygger import rooms
from brobygger.care.intake.models import Inquiry
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Event
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters import dispatch, jobs, recipients, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterRefused, LetterText, NewLetter, Section
from brobygger.trust import jobs as all_jobs
from brobygger.trust.access import SYSTEM
from tests.cases import WORK, called

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
TEXT = LetterText("Brev", "Kære Jens", (Section("", ("Ord.",)),))
TEST_PERSON = "2512489996"  # an official test person


@pytest.fixture(autouse=True)
def post(settings: Any, tmp_path: Path) -> Path:
    settings.POST_FOLDER = str(tmp_path / "post")
    return tmp_path / "post"


@pytest.fixture
def inquiry() -> Inquiry:
    """A citizen whose number Digital Post can be addressed to."""
    return called(TEST_PERSON, "alcohol").inquiry


def queued(inquiry: Inquiry, recipient: Any = None, kind: str = "other") -> Letter:
    to = recipient or recipients.citizen(inquiry.episode.person)
    return services.queue(SYSTEM, WORK, inquiry.episode, NewLetter(kind, TEXT, to))


def fail(letter: Letter) -> Letter:
    services.returned(SYSTEM, WORK, letter, "Postkassen er lukket")
    letter.refresh_from_db()
    return letter


def kinds(letter: Letter) -> list[str]:
    events = Event.objects.filter(episode=letter.episode_id, kind__startswith="letter.").order_by("id")
    return list(events.values_list("kind", flat=True))


# --- Trap 5 --------------------------------------------------------------------------------------------


def test_an_inquiry_is_not_ended_while_its_letter_has_failed(
    inquiry: Inquiry, client_as: Callable[..., Client]
) -> None:
    letter = fail(queued(inquiry))
    client = client_as("counsellor", unit=inquiry.unit)
    address = f"/henvendelser/{inquiry.pk}/afslut/"
    answer = client.post(address, {"reason": "citizen", "text": ""})
    assert answer.status_code == 422
    assert "kunne ikke sendes" in answer.content.decode()
    inquiry.episode.refresh_from_db()
    assert inquiry.episode.is_open
    services.send_again(SYSTEM, WORK, letter, "physical", address=("Algade 1", "4200 Slagelse"))
    assert client.post(address, {"reason": "citizen", "text": ""}).status_code == 303
    inquiry.episode.refresh_from_db()
    assert not inquiry.episode.is_open


def test_nor_when_the_citizen_goes_straight_to_another_place(
    inquiry: Inquiry, client_as: Callable[..., Client]
) -> None:
    fail(queued(inquiry))
    form = {"provider": "Lænken", "approved": "yes", "close": "on"}
    answer = client_as("counsellor", unit=inquiry.unit).post(f"/henvendelser/{inquiry.pk}/sted/", form)
    assert answer.status_code == 422
    assert not Event.objects.filter(episode=inquiry.episode, kind="provider.chosen").exists()


ENDS = [kind.id for kinds in rooms.events().values() for kind in kinds if kind.ends_case]


@pytest.mark.parametrize("kind", ENDS)
def test_no_room_closes_past_a_failed_letter(inquiry: Inquiry, kind: str) -> None:
    fail(queued(inquiry))
    with pytest.raises(EventRefused) as refused:
        episodes.record(SYSTEM, WORK, inquiry.episode, kind, facts={"reason": "moved"})
    assert refused.value.code == "letter-failed"


def test_no_adapter_means_not_sent(inquiry: Inquiry, settings: Any) -> None:
    """An empty or a wrong setting is a fault, and never "sent"."""
    letter = queued(inquiry)
    for setting in ("", "brobygger.records.letters.adapters.Nowhere"):
        settings.POST_ADAPTER = setting
        with pytest.raises(ImportError):
            dispatch.hand_over_now(letter.pk)
    letter.refresh_from_db()
    assert letter.state == "queued"
    assert kinds(letter) == ["letter.queued"]


def test_handed_over_is_never_called_received(inquiry: Inquiry) -> None:
    letter = queued(inquiry)
    all_jobs.run_waiting_jobs()
    letter.refresh_from_db()
    assert (letter.state, letter.delivered_on) == ("handed-over", None)
    assert "letter.delivered" not in kinds(letter)


# --- Who gets it when it is sent again -----------------------------------------------------------------


def test_what_is_for_an_authority_never_goes_to_the_citizens_mailbox(
    inquiry: Inquiry, client_as: Callable[..., Client], post: Path
) -> None:
    letter = fail(queued(inquiry, recipients.authority("Center for Børn og Familie"), "notification"))
    client = client_as("counsellor", unit=inquiry.unit)
    address = f"/forloeb/{inquiry.episode.number}/breve/{letter.pk}/"
    page = client.get(address).content.decode()
    assert 'value="secure-mail"' in page
    assert 'value="digital-post"' not in page
    assert client.post(address + "igen/", {"means": "digital-post"}).status_code == 422
    with pytest.raises(LetterRefused) as refused:
        services.send_again(SYSTEM, WORK, letter, "digital-post")
    assert refused.value.code == "means"
    assert client.post(address + "igen/", {"means": "secure-mail"}).status_code == 302
    all_jobs.run_waiting_jobs()
    again = Letter.objects.get(replaces=letter)
    assert (again.state, again.means, again.recipient_number) == ("handed-over", "secure-mail", "")
    assert not list(post.glob("*.xml"))


def test_who_is_exempt_is_not_sent_digital_post_the_second_time_either(inquiry: Inquiry) -> None:
    letter = fail(queued(inquiry))
    person = inquiry.episode.person
    type(person).objects.filter(pk=person.pk).update(digital_post_exempt=True)
    with pytest.raises(LetterRefused) as refused:
        services.send_again(SYSTEM, WORK, letter, "digital-post")
    assert refused.value.code == "means"


# --- Trap 27 -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_file_was_written_hands_over_once(
    inquiry: Inquiry, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = queued(inquiry)
    written = dispatch.sent

    def killed(*_: Any, **__: Any) -> None:
        raise SystemExit("killed")

    monkeypatch.setattr(dispatch, "sent", killed)
    with pytest.raises(SystemExit):
        all_jobs.run_waiting_jobs()
    assert len(list(post.glob("*.xml"))) == 1
    letter.refresh_from_db()
    assert letter.state == "queued"
    monkeypatch.setattr(dispatch, "sent", written)
    assert all_jobs.run_waiting_jobs() == 0
    assert all_jobs.retry_stalled() == 0, "its worker may still be at it"
    _minutes_pass()
    assert all_jobs.retry_stalled() == 1
    assert all_jobs.run_waiting_jobs() == 1
    assert len(list(post.glob("*.xml"))) == 1
    assert kinds(letter) == ["letter.queued", "letter.sent"]


def _minutes_pass() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '1 hour'")


def test_a_letter_that_nobody_tries_any_more_is_said_to_have_failed(inquiry: Inquiry) -> None:
    from django.db import connection

    letter, other = queued(inquiry), queued(inquiry)
    assert jobs.find_lost() == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE (args ->> 'letter_id')::bigint = %s", [letter.pk])
    assert jobs.find_lost() == 1
    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, other.state) == ("failed", "queued")
    assert kinds(letter)[-1] == "letter.failed"
    assert jobs.find_lost() == 0
