"""A hearing is held when its letter has come and there was time to answer (forvaltningsloven § 19)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Decision, Hearing
from brobygger.ground import clock
from brobygger.records.letters import access as post_access
from brobygger.records.letters import services as post
from brobygger.trust.access import SYSTEM
from tests.care.visitation.conftest import send
from tests.care.visitation.pages import Make, decision, page

NO = {
    "choice": "refuse",
    "wish_met": "not",
    "wish": "Du ønskede døgnbehandling.",
    "facts": "Du har ikke været i behandling før.",
    "hearing_kind": "by-letter",
}
NOT_SENT = "Partshøringen er ikke nået frem til borgeren"


def refuse(client: Client, number: str) -> str:
    """Press “Træf afgørelsen”: the page with what is lacking, empty when it was made."""
    draft = Decision.objects.filter(state="draft").first()
    typed = decision(**NO, version=draft.version if draft else None)
    answer = client.post(f"/forloeb/{number}/afgoerelse/", typed)
    return "" if answer.status_code == 303 else answer.content.decode()


def test_a_hearing_that_was_never_sent_is_none(as_authority: Client, case: Make, on_day: Make) -> None:
    episode = case()
    reply_by = services.reply_day(episode, clock.today())
    opened = services.open_hearing(SYSTEM, episode, "Samtaler er ikke prøvet.", reply_by)
    on_day((reply_by + timedelta(days=3)).isoformat())
    number = episode.number
    assert "dens brev er ikke sendt" in page(as_authority, f"/forloeb/{number}/afgoerelse/")
    assert NOT_SENT in refuse(as_authority, number)
    send(opened.letter)
    assert "Borgeren har stadig tid til at svare" in refuse(as_authority, number)
    on_day((reply_by + timedelta(days=30)).isoformat())
    assert refuse(as_authority, number) == ""
    assert Decision.objects.get().hearing_kind == "no-reply"


def test_a_hearing_that_failed_is_none_until_it_is_sent_again(as_authority: Client, case: Make, on_day: Make) -> None:
    episode = case()
    reply_by = services.reply_day(episode, clock.today())
    opened = services.open_hearing(SYSTEM, episode, "Samtaler er ikke prøvet.", reply_by)
    assert opened.letter is not None
    send(opened.letter)
    post.returned(SYSTEM, post_access.RECEIPT, opened.letter, "moved")
    on_day((reply_by + timedelta(days=1)).isoformat())
    assert NOT_SENT in refuse(as_authority, episode.number)
    opened.letter.refresh_from_db()
    again = post.send_again(SYSTEM, post_access.SEND_AGAIN, opened.letter, "in-person")
    send(again)
    last = clock.today() + timedelta(days=7)
    on_day(last.isoformat())
    assert "Borgeren har stadig tid til at svare" in refuse(as_authority, episode.number)
    on_day((last + timedelta(days=1)).isoformat())
    assert refuse(as_authority, episode.number) == ""


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("2023-04-05", "Brevet skal nå frem"),
        ("2023-04-23", "Brevet skal nå frem"),
        ("2023-04-29", "Vi har lukket den dag"),
        ("2023-04-28", ""),
    ],
)
def test_the_day_to_answer_by_leaves_time_and_is_no_free_day(
    as_counsellor: Client, case: Make, by: str, words: str
) -> None:
    """A letter of 4 April goes by post: it counts as received on 17 April, six working days later."""
    number = case().number
    address = f"/forloeb/{number}/hoering/"
    assert 'value="2023-04-27"' in page(as_counsellor, address)
    answer = as_counsellor.post(address, {"about": "Samtaler er ikke prøvet.", "reply_by": by})
    assert (answer.status_code, Hearing.objects.count()) == ((422, 0) if words else (303, 1))
    assert words in answer.content.decode()


def test_what_is_proposed_is_a_day_when_somebody_is_there(case: Make) -> None:
    """Ten days from the receipt may be a Sunday or a day of Easter."""
    for day in range(1, 29):
        proposed = services.reply_day(case(), date(2023, 3, day))
        assert proposed.weekday() < 5 and not date(2023, 4, 6) <= proposed <= date(2023, 4, 10)
