"""Writing the assessment, driven as the counsellor drives it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from brobygger.care.assessment import papers, rules, services
from brobygger.care.assessment.models import Assessment, Referral
from brobygger.care.assessment.services import Written
from brobygger.ground import clock
from brobygger.records.drafts.models import Draft
from brobygger.records.episodes.models import Event
from brobygger.records.papers.parts import Reader
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry

Make = Callable[..., Any]


def page_of(episode: Any, rest: str = "") -> str:
    return f"/forloeb/{episode.number}/afdaekning/{rest}"


@pytest.mark.req("KS-3.5-2", "KS-4.2-2", "KS-2-3")
def test_an_assessment_is_saved_and_then_completed(client_as: Make, open_case: Make, written: dict[str, str]) -> None:
    episode, client = open_case(days_ago=3), client_as("counsellor")
    empty = client.get(page_of(episode))
    assert "Afdækningen er ikke begyndt endnu." in empty.text

    half = client.post(
        page_of(episode, "skriv/"), {"social": written["social"], "version": "0", "keep": "1"}, follow=True
    )
    assert "Afdækningen er gemt." in half.text
    assert written["social"] in half.text
    assert Event.objects.filter(episode=episode, kind="assessment.started").count() == 1

    done = client.post(page_of(episode, "skriv/"), {**written, "need": ["none"], "version": "1"}, follow=True)
    assert "Afdækningen er færdig." in done.text
    assert written["own_words"] in done.text
    event = Event.objects.get(episode=episode, kind="assessment.completed")
    assert event.facts["areas"] == ["substances", "social", "health", "work", "housing", "other"]
    assert event.facts["sides"] == ["physical", "psychological", "social"]
    assert event.facts["not_relevant"] == ["other"]
    assert episode.deadlines.get(clock="holistic-assessment").outcome == "met"
    episode.refresh_from_db()
    assert episode.phase == "visitation"
    assert AuditEntry.objects.filter(action="assessment.write", kind="change", episode_id=episode.pk).exists()


@pytest.mark.req("KS-3.5-2")
@pytest.mark.parametrize("kept_first", [False, True])
def test_a_talk_held_in_time_and_written_down_afterwards_is_in_time(
    client_as: Make, open_case: Make, written: dict[str, str], kept_first: bool
) -> None:
    episode, client = open_case(days_ago=20), client_as("counsellor")
    held = (clock.today() - timedelta(days=8)).isoformat()
    if kept_first:
        client.post(page_of(episode, "skriv/"), {"social": "x", "version": "0", "keep": "1"})
    sent = {**written, "need": ["none"], "version": str(int(kept_first)), "completed_on": held}

    too_early = (clock.today() - timedelta(days=21)).isoformat()
    refused = client.post(page_of(episode, "skriv/"), {**sent, "completed_on": too_early})
    assert refused.status_code == 422 and "Skriv, hvornår det skete." in refused.text

    version = str(Assessment.objects.get().version)
    done = client.post(page_of(episode, "skriv/"), {**sent, "version": version}, follow=True)
    assert "Afdækningen er færdig." in done.text
    assert episode.deadlines.get(clock="holistic-assessment").outcome == "met"
    started = Event.objects.filter(episode=episode, kind="assessment.started", corrected_by=None).get()
    assert clock.local_date(started.occurred_at).isoformat() <= held


@pytest.mark.req("KS-4.2-3")
def test_what_was_said_about_the_doctor_is_kept_with_the_rest(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    sent = {"need": ["medical", "detox"], "need_reason": "Tager morfin hver dag", "version": "0", "keep": "1"}
    assert client.post(page_of(episode, "skriv/"), sent).status_code == 303

    again = client.get(page_of(episode, "skriv/"))

    ticked = [box for box in re.findall(r"<input[^>]*>", again.text) if 'name="need"' in box and "checked" in box]
    assert ['value="medical"' in ticked[0], 'value="detox"' in ticked[1]] == [True, True]
    assert "Tager morfin hver dag" in again.text


@pytest.mark.req("KS-3.1-2", "KS-3.5-2")
def test_an_area_left_out_is_named_and_nothing_typed_is_lost(
    client_as: Make, open_case: Make, written: dict[str, str]
) -> None:
    episode, client = open_case(), client_as("counsellor")
    del written["mental"], written["anamnesis"], written["own_words"], written["own_goals"]

    answer = client.post(page_of(episode, "skriv/"), {**written, "version": "0"})

    assert answer.status_code == 422
    assert answer.text.count("Skriv om det, eller skriv, hvorfor det ikke er relevant.") == 2  # summary and box
    assert "Skriv anamnesen." in answer.text
    assert "Vælg, om der er brug for lægen." in answer.text
    assert "Skriv, hvad borgeren siger, eller hvad borgeren vil opnå." in answer.text
    assert written["substances"] in answer.text
    assert Assessment.objects.get().fields["substances"] == written["substances"]
    assert not Event.objects.filter(kind="assessment.completed").exists()
    sides = client.get(page_of(episode)).text
    assert sides.count("side--covered") == 2  # physical and social


@pytest.mark.req("KS-3.5-2")
def test_what_one_types_survives_the_session(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    kept = client.post(f"/forloeb/{episode.number}/kladder/assessment/", {"work": "Tømrer", "version": "0"})
    assert kept.status_code == 200 and kept.text.startswith("Kladden er gemt kl.")
    assert not Event.objects.filter(kind="assessment.started").exists()
    client.logout()
    client.force_login(client.account)

    again = client.get(page_of(episode, "skriv/"))
    assert "Din kladde er her igen" in again.text
    assert "Tømrer" in again.text
    other = client_as("counsellor").get(page_of(episode, "skriv/"))
    assert "Tømrer" not in other.text

    client.post(page_of(episode, "skriv/"), {"work": "Tømrer", "version": "0", "keep": "1"})
    assert not Draft.objects.exists()


def test_two_at_one_assessment_are_asked(client_as: Make, open_case: Make) -> None:
    episode, one, two = open_case(), client_as("counsellor"), client_as("counsellor")
    one.post(page_of(episode, "skriv/"), {"work": "Tømrer", "version": "0", "keep": "1"})
    two.post(page_of(episode, "skriv/"), {"work": "Tømrer, sygemeldt", "version": "1", "keep": "1"})

    answer = one.post(page_of(episode, "skriv/"), {"work": "Tømrer, ledig", "version": "1", "keep": "1"})
    assert answer.status_code == 422
    assert "En kollega har gemt i mellemtiden." in answer.text
    assert "Tømrer, sygemeldt" in answer.text and "Tømrer, ledig" in answer.text
    assert Assessment.objects.get().fields["work"] == "Tømrer, sygemeldt"

    one.post(page_of(episode, "skriv/"), {"work": "Tømrer, ledig", "version": "2", "keep": "1"})
    assert Assessment.objects.get().fields["work"] == "Tømrer, ledig"


@pytest.mark.req("KS-3.1-2")
def test_a_provider_may_be_asked_and_a_late_one_says_so(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(days_ago=2), client_as("authority")
    sent = {
        "asked_of": "Behandlingsstedet Broen",
        "unfinished_reason": "Indlagt på sygehus",
        "version": "0",
        "keep": "1",
    }
    answer = client.post(page_of(episode, "skriv/"), sent, follow=True)
    assert "Behandlingsstedet Broen er bedt om at afdække" in answer.text
    assert "Gøres færdig snarest muligt efter behandlingens start" in answer.text
    event = Event.objects.get(kind="referral.made")
    assert event.facts == {"to": "provider", "for": "assessment"}


@pytest.mark.req("KS-3.5-4")
def test_the_need_for_a_doctor_is_judged_in_the_assessment(
    client_as: Make, open_case: Make, written: dict[str, str]
) -> None:
    episode, client = open_case(line="alcohol", days_ago=4), client_as("counsellor", unit="alcohol")
    both = client.post(page_of(episode, "skriv/"), {**written, "need": ["none", "detox"], "version": "0"})
    assert "Vælg enten nej eller det, der er brug for." in both.text

    client.post(
        page_of(episode, "skriv/"), {**written, "need": ["medical", "detox"], "need_reason": "Kramper", "version": "1"}
    )
    assert sorted(Referral.objects.values_list("to", "need")) == [
        ("health-clinic", "detox"),
        ("health-clinic", "medical"),
    ]
    assert {row.reason for row in Referral.objects.all()} == {"Kramper"}
    clocks = episode.deadlines.filter(clock="medical-offer")
    assert clocks and all(clock.outcome == "open" for clock in clocks)
    inquiry = Event.objects.get(kind="inquiry.received")
    assert all((clock.due_on - inquiry.occurred_at.date()).days in (13, 14) for clock in clocks)


def test_a_complete_assessment_is_locked_and_a_new_one_begins_with_its_words(
    client_as: Make, open_case: Make, written: dict[str, str]
) -> None:
    episode, client = open_case(), client_as("counsellor")
    client.post(page_of(episode, "skriv/"), {**written, "need": ["none"], "version": "0"})
    row = Assessment.objects.get()
    row.asked_of = "Ændret"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()

    again = client.post(page_of(episode, "ny/"), follow=True)
    assert written["anamnesis"] in again.text
    assert "Er der brug for lægen" not in again.text  # it is judged already
    assert list(Assessment.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert written["own_words"] in client.get(page_of(episode, "nr/1/")).text
    assert client.get(page_of(episode, "nr/9/")).status_code == 404


def test_past_days_can_be_written_in(open_case: Make, written: dict[str, str]) -> None:
    from datetime import timedelta

    from brobygger.ground import clock

    episode = open_case(days_ago=40)
    then = clock.now() - timedelta(days=35)
    services.save(SYSTEM, episode, Written(written), occurred_at=then)
    done = services.complete(SYSTEM, episode, needs=(), occurred_at=then + timedelta(days=2))
    assert done.completed_at == then + timedelta(days=2)
    assert episode.deadlines.get(clock="holistic-assessment").outcome == "met"


@pytest.mark.parametrize(
    ("role", "unit", "reads", "writes"),
    [
        ("counsellor", "drug", True, True),
        ("counsellor", "alcohol", False, False),
        ("manager", "drug", True, True),
        ("secretary", "drug", False, False),
        ("nurse", "drug", False, False),
        ("administrator", "drug", False, False),
    ],
)
def test_who_reads_and_writes(
    client_as: Make, open_case: Make, written: dict[str, str], role: str, unit: str, reads: bool, writes: bool
) -> None:
    episode = open_case()
    services.save(SYSTEM, episode, Written(written))
    client = client_as(role, unit=unit)
    assert (written["anamnesis"] in client.get(page_of(episode)).text) is reads
    assert (client.get(page_of(episode, "skriv/")).status_code == 200) is writes
    posted = client.post(page_of(episode, "skriv/"), {"work": "x", "version": "1", "keep": "1"})
    assert (posted.status_code == 303) is writes


def test_bad_input_is_never_a_fault(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    for version in ("", "x", "-1", "99999999999999999999", "7"):
        sent = {
            "work": "Tøm\x00rer" * 10,
            "version": version,
            "asked_on": "i morgen",
            "need": ["?"],
            "completed_on": "2999-01-01",
        }
        assert client.post(page_of(episode, "skriv/"), sent).status_code == 422
    assert client.post(page_of(episode, "skriv/"), {"work": "x" * 30_000, "version": "0"}).status_code == 422


@pytest.mark.parametrize("filled", [False, True])
def test_the_page_asks_the_database_a_fixed_number_of_times(
    client_as: Make, open_case: Make, written: dict[str, str], filled: bool, django_assert_max_num_queries: Make
) -> None:
    episode, client = open_case(), client_as("counsellor")
    if filled:
        for _round in range(3):
            services.save(SYSTEM, episode, Written(written))
            services.complete(SYSTEM, episode, needs=())
    client.get(page_of(episode))
    with django_assert_max_num_queries(20):
        assert client.get(page_of(episode)).status_code == 200


def test_a_box_that_is_too_long_keeps_what_stood_there(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    client.post(page_of(episode, "skriv/"), {"work": "Tømrer", "version": "0", "keep": "1"})
    sent = {"work": "x" * 30_000, "housing": "Hus", "version": "1", "keep": "1"}
    answer = client.post(page_of(episode, "skriv/"), sent)
    assert answer.status_code == 422 and "x" * 30_000 in answer.text
    assert Assessment.objects.get().fields == {"work": "Tømrer", "housing": "Hus"}


def test_a_complete_assessment_is_corrected_like_a_note(
    client_as: Make, open_case: Make, written: dict[str, str]
) -> None:
    episode, client = open_case(days_ago=3), client_as("counsellor")
    client.post(page_of(episode, "skriv/"), {**written, "need": ["none"], "version": "0"})
    before = Assessment.objects.get()
    assert page_of(episode, "nr/1/ret/") in client.get(page_of(episode)).text
    unsaid = client.post(page_of(episode, "nr/1/ret/"), {**written, "work": "Murer, sygemeldt."})
    assert unsaid.status_code == 422 and "Murer, sygemeldt." in unsaid.text and Assessment.objects.count() == 1
    emptied = client.post(page_of(episode, "nr/1/ret/"), {**written, "work": "", "reason": "Forkert fag"})
    assert emptied.status_code == 422 and Assessment.objects.count() == 1

    typed = {**written, "work": "Murer, sygemeldt.", "reason": "Forkert fag"}
    shown = client.post(page_of(episode, "nr/1/ret/"), typed, follow=True).text
    assert "Murer, sygemeldt." in shown and "Forkert fag" in shown and client.account.name in shown
    old = client.get(page_of(episode, "nr/1/")).text
    assert "Tømrer, sygemeldt." in old and "Denne afdækning er rettet." in old
    new = Assessment.objects.get(number=2)
    assert (new.corrects_id, new.completed_at) == (before.pk, before.completed_at)
    event = Event.objects.get(kind="assessment.completed", corrects__isnull=False)
    assert event.corrects.facts["number"] == 1 and event.facts["number"] == 2
    assert episode.deadlines.get(clock="holistic-assessment").outcome == "met"


def test_only_its_author_and_the_manager_correct_an_assessment(
    client_as: Make, open_case: Make, written: dict[str, str]
) -> None:
    episode = open_case(days_ago=3)
    client_as("counsellor").post(page_of(episode, "skriv/"), {**written, "need": ["none"], "version": "0"})
    typed = {**written, "work": "Murer.", "reason": "Forkert fag"}
    colleague = client_as("counsellor")
    assert page_of(episode, "nr/1/ret/") not in colleague.get(page_of(episode)).text
    assert colleague.post(page_of(episode, "nr/1/ret/"), typed).status_code == 422
    assert client_as("manager").post(page_of(episode, "nr/1/ret/"), typed).status_code == 303
    # A page that was opened before it: the newer one is not overwritten.
    assert client_as("manager").post(page_of(episode, "nr/1/ret/"), typed).status_code == 422
    assert colleague.get(page_of(episode, "nr/9/ret/")).status_code == 404


def test_who_completed_it_stays_when_the_manager_corrects(
    client_as: Make, open_case: Make, written: dict[str, str], on_day: Make
) -> None:
    """And may still correct their own assessment; the corrector stands with the correction, on its day."""
    on_day("2026-03-12")
    episode, mette = open_case(days_ago=3), client_as("counsellor", name="Mette Lund")
    mette.post(page_of(episode, "skriv/"), {**written, "need": ["none"], "version": "0"})
    on_day("2026-03-20")
    manager = client_as("manager", name="Hanne Riis")
    typed = {**written, "work": "Murer.", "reason": "Forkert fag"}
    shown = manager.post(page_of(episode, "nr/1/ret/"), typed, follow=True).text
    state = shown.split('class="assessment-state"')[1].split("</p>")[0]
    assert "12. marts" in state and "Mette Lund" in state and "Hanne Riis" not in state
    assert "20. marts" in shown and "Hanne Riis" in shown
    assert mette.post(page_of(episode, "nr/2/ret/"), {**typed, "reason": "Igen"}).status_code == 303


def test_the_papers_tell_it_in_the_words_of_the_form_and_what_was_corrected(
    client_as: Make, open_case: Make, written: dict[str, str]
) -> None:
    episode, client = open_case(days_ago=3), client_as("counsellor", name="Mette Lund")
    typed = {**written, "own_goals": "At kunne møde på arbejde", "version": "0"}
    client.post(page_of(episode, "skriv/"), {**typed, "need": ["none"]})
    changed = {**typed, "work": "Murer, sygemeldt.", "reason": "Forkert fag"}
    client.post(page_of(episode, "nr/1/ret/"), changed)
    with translation.override("da"):
        part = papers.of_case(Reader(SYSTEM), episode)
    before, after = part.papers
    words = " | ".join((before.title, before.told, *before.paragraphs, after.title, after.told, *after.paragraphs))
    for key in (*rules.CITIZENS, "need", rules.NOT_RELEVANT, "none"):
        assert key not in words, key
    assert "Det vil borgeren nå: At kunne møde på arbejde" in before.paragraphs
    assert "Er der brug for læge eller sundhedsklinik: Nej, ikke for tiden" in before.paragraphs
    assert any(line.endswith("ikke relevant: Intet at tilføje") for line in before.paragraphs)
    assert before.title == "Afdækning 1 (rettet siden)"
    assert "retter afdækning 1" in after.told
    assert "Hvorfor der er rettet: Forkert fag" in after.paragraphs
