"""Chapters 3.2 to 4.1 and 5.4 of the standard: from the first word to an enrolled citizen."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.intake.models import AdviceGiven, Inquiry
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter

Make = Callable[..., Any]


def call(**more: Any) -> dict[str, Any]:
    """What is written down in a usual call."""
    usual = {"by": "citizen", "channel": "phone", "wish": "treatment", "substance": "opioids", "age": "44"}
    return {**usual, "name": "Jens Aagaard", **more}


@pytest.mark.req("KS-4.1-1", "KS-4.1-2", "KS-4.1-3", "KS-3.5-1", "KS-3.5-4")
def test_a_drug_citizen_calls_on_monday_and_has_a_time_and_a_doctor_within_14_days(
    client_as: Make, on_day: Make
) -> None:
    on_day("2026-03-02")
    counsellor = client_as("counsellor", unit="drug", name="Mette Lund")
    counsellor.post("/henvendelser/ny/", call())
    row = Inquiry.objects.get()

    counsellor.post(f"/henvendelser/{row.pk}/tag/")
    page = counsellor.get(f"/henvendelser/{row.pk}/").text
    assert "Behandling senest" in page
    assert "mandag 16. marts" in page
    assert "Ambulant" in page

    agreed = counsellor.post(f"/henvendelser/{row.pk}/tid/", {"day": "2026-03-05", "time": "10.15"}, follow=True)
    assert "torsdag 5. marts kl. 10.15" in agreed.text
    late = counsellor.post(f"/henvendelser/{row.pk}/tid/", {"day": "2026-03-20", "time": "10:15"}, follow=True)
    assert "den ligger efter de 14 dage" in late.text

    assert counsellor.get(f"/forloeb/{row.episode.number}/henvisninger/").status_code == 200
    Event.objects.filter(kind="inquiry.received").get()


@pytest.mark.req("KS-4.1-4", "KS-1-3")
def test_open_counselling_meets_citizens_relatives_and_others(client_as: Make) -> None:
    counsellor = client_as("counsellor", unit="alcohol")
    counsellor.post("/henvendelser/ny/", {"by": "relative", "channel": "open-counselling", "topic": "living-with"})
    counsellor.post("/henvendelser/ny/", {"by": "professional", "channel": "open-counselling", "topic": "other"})
    advised = {"by": "citizen", "wish": "advice", "channel": "open-counselling", "topic": "own-use"}
    counsellor.post("/henvendelser/ny/", advised)
    assert sorted(AdviceGiven.objects.values_list("to", flat=True)) == ["citizen", "professional", "relative"]
    assert not Episode.objects.exists()

    started = call(channel="open-counselling", substance="alcohol", name="Fugl", anonymous="on")
    counsellor.post("/henvendelser/ny/", started)
    row = Inquiry.objects.get()
    counsellor.post(f"/henvendelser/{row.pk}/tag/")
    assert counsellor.get(f"/forloeb/{row.episode.number}/indskrivning/").status_code == 200


@pytest.mark.req("KS-3.4-1", "KS-3.3-1", "KS-5.4-1", "KS-5.4-3")
def test_a_parent_is_enrolled_told_of_and_later_notified_of(client_as: Make) -> None:
    counsellor = client_as("counsellor", unit="drug")
    counsellor.post("/henvendelser/ny/", call(age="0107801235"))
    row = Inquiry.objects.get()
    counsellor.post(f"/henvendelser/{row.pk}/tag/")
    case = f"/forloeb/{row.episode.number}/"

    enrolment = {
        "version": "1", "name": "Jens Aagaard", "children_at_home": "yes", "child_1_born": "5.4.2016",
        "how": "written", "family_oriented": "on",
        "answer-own-doctor.cooperation": "given", "answer-psychiatry.cooperation": "withdrawn",
    }  # fmt: skip
    counsellor.post(case + "indskrivning/", enrolment)
    assert "orientering mangler" in counsellor.get(case + "borger/").text
    counsellor.post(case + "orientering/send/", {"told": "on"})
    assert "orientering på vej" in counsellor.get(case + "borger/").text
    post.hand_over_now(Letter.objects.get(kind="enrolment-notice").pk)
    assert "orientering sendt" in counsellor.get(case + "borger/").text
    assert consents.substitution_may_start(row.episode)

    concern = {"about": "child", "seen": "Barnet er alene om natten.", "told": "no", "why_not_told": "Fare for barnet."}
    counsellor.post(case + "underretning/", concern)
    post.hand_over_now(Letter.objects.get(kind="notification").pk)

    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds.index("enrolment-notice.sent") < kinds.index("child-concern.noted")
    assert kinds.count("notification.dispatched") == 1
    row.episode.refresh_from_db()
    assert row.episode.deadlines.get(clock="child-welfare-notification").outcome == "met"
