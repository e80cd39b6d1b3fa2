"""Notes of the two nights of the year in which the clocks are moved."""

from collections.abc import Callable

from django.test import Client

from brobygger.records.episodes.models import Episode

AUTUMN, SPRING = "2026-10-25T02:30", "2026-03-29T02:30"


def test_a_note_of_the_night_is_kept_and_one_of_no_hour_is_asked_about(
    client_as: Callable[..., Client], open_case: Callable[..., Episode], on_day: Callable[[str], None]
) -> None:
    on_day("2026-10-26")
    client, episode = client_as("counsellor"), open_case(days_ago=300)
    number = episode.number
    note = {"kind": "talk", "heading": "Nat", "text": "Ringede om natten.", "sign": "1"}
    key = "00000000-0000-4000-8000-0000000000{:02}"
    kept = client.post(f"/forloeb/{number}/notater/{key.format(1)}/skriv/", {**note, "occurred_at": SPRING})
    assert kept.status_code == 422 and "Klokken 02.30 findes ikke den dag" in kept.text and "Ringede om" in kept.text
    on_day("2026-10-26")
    signed = client.post(f"/forloeb/{number}/notater/{key.format(2)}/skriv/", {**note, "occurred_at": AUTUMN})
    assert signed.status_code == 303, signed.text
