"""Questionnaires: answered, scored, corrected and followed over time; the centre's own files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from brobygger.care.assessment import services
from brobygger.care.assessment.instruments import packaged
from brobygger.care.assessment.models import AnswerSet, InstrumentVersion
from brobygger.care.assessment.services import NewAnswers
from brobygger.ground import clock
from brobygger.records.episodes.models import Event
from brobygger.trust.access import SYSTEM
from tests.care.assessment.test_instruments import SMALL

Make = Callable[..., Any]
TEM = SMALL.replace('id = "small"', 'id = "tem"').replace("Lille skema", "TEM, centrets udgave")


def page_of(episode: Any, rest: str = "") -> str:
    return f"/forloeb/{episode.number}/afdaekning/skemaer/{rest}"


def filled(instrument: str, value: int = 0, **more: Any) -> dict[str, Any]:
    """Every item answered with the same points."""
    items = {f"item_{item.id}": str(value) for item in packaged()[instrument].items}
    return {**items, "answered_on": clock.today().isoformat(), "mode": "interview", **more}


@pytest.mark.req("KS-4.2-2")
def test_audit_is_answered_and_the_whole_calculation_is_kept(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(line="alcohol"), client_as("counsellor", unit="alcohol")
    answer = client.post(page_of(episode, "audit/udfyld/"), filled("audit", 2), follow=True)
    assert "Svarene er gemt." in answer.text
    assert "Zone 4: mulig afhængighed" in answer.text

    row = AnswerSet.objects.get()
    assert (row.score, row.band, row.mode) == (20, "zone-4", "interview")
    assert row.calculation["parts"] == {"consumption": 6, "dependence": 6, "harm": 8}
    assert row.definition.version == packaged()["audit"].version
    event = Event.objects.get(kind="instrument.answered")
    assert (event.facts["instrument"], event.facts["score"], event.facts["band"]) == ("audit", 20, "zone-4")
    shown = client.get(page_of(episode, f"audit/{row.pk}/")).text
    assert "Svarene lagt sammen: 20" in shown
    assert "Tegn på afhængighed (spørgsmål 4–6): 6" in shown
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerSet.objects.update(score=0)


def test_an_answer_that_is_none_is_refused_beside_its_question(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(line="alcohol"), client_as("counsellor", unit="alcohol")
    sent = filled("audit", 0, item_9="1", item_1="", mode="smoke", answered_on="2999-01-01")
    answer = client.post(page_of(episode, "audit/udfyld/"), sent)
    assert answer.status_code == 422
    assert "Det er ikke et af svarene på spørgsmålet." in answer.text
    assert "Vælg et svar." in answer.text
    assert not AnswerSet.objects.exists()


@pytest.mark.req("KS-2.1-2", "KS-4.2-2")
def test_wellbeing_is_followed_over_time(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(days_ago=90), client_as("counsellor")
    now = clock.now()
    for days, value in ((80, 1), (40, 2), (1, 3)):
        new = NewAnswers({item.id: value for item in packaged()["who-5"].items})
        services.answer(SYSTEM, episode, packaged()["who-5"], new, occurred_at=now - timedelta(days=days))

    page = client.get(page_of(episode, "who-5/")).text
    assert "WHO-5 er steget fra 20 til 60 point siden" in page
    assert "bedre, og mindst de 10 point, der regnes for en ændring." in page
    assert page.count('class="chart__dot"') == 3
    assert "chart__band" in page
    overview = client.get(f"/forloeb/{episode.number}/afdaekning/").text
    assert "60/100" in overview and "3 gange" in overview


def test_a_correction_is_a_new_set_and_the_old_one_stays(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    client.post(page_of(episode, "who-5/udfyld/"), filled("who-5", 1))
    first = AnswerSet.objects.get()
    refused = client.post(page_of(episode, f"who-5/{first.pk}/ret/"), filled("who-5", 4))
    assert refused.status_code == 422

    client.post(page_of(episode, f"who-5/{first.pk}/ret/"), filled("who-5", 4, reason="Tastet forkert"))
    second = AnswerSet.objects.get(corrects=first)
    assert second.score == 80
    page = client.get(page_of(episode, "who-5/")).text
    assert "Rettelse, fordi: Tastet forkert" in page and "<s>" in page
    assert "Svarene er rettet siden." in client.get(page_of(episode, f"who-5/{first.pk}/")).text
    assert Event.objects.get(pk=second.event_id).corrects_id == first.event_id
    again = client.post(page_of(episode, f"who-5/{first.pk}/ret/"), filled("who-5", 3, reason="En gang til"))
    assert again.status_code == 303
    assert AnswerSet.objects.count() == 2


@pytest.mark.req("KS-4.2-2")
def test_the_load_levels_of_map_plan_are_judged_area_by_area(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    sent = {"item_housing": "4", "item_mental": "3", "answered_on": clock.today().isoformat(), "mode": "interview"}
    client.post(page_of(episode, "map-levels/udfyld/"), sent)
    page = client.get(page_of(episode, "map-levels/")).text
    assert "Stærkt belastet" in page and "Meget belastet" in page and "Ikke vurderet" in page
    nothing = client.post(page_of(episode, "map-levels/udfyld/"), {**sent, "item_housing": "", "item_mental": ""})
    assert "Der er ikke svaret på noget endnu." in nothing.text


@pytest.mark.req("KS-2.1-2")
def test_tem_is_a_slot_until_the_centre_brings_its_file(client_as: Make, open_case: Make) -> None:
    episode, client, manager = open_case(), client_as("counsellor"), client_as("manager")
    assert "Centret har ikke lagt spørgsmålene ind endnu." in client.get(page_of(episode, "tem/")).text
    assert client.get(page_of(episode, "tem/udfyld/")).status_code == 303

    sent = manager.post("/skemaer/", {"file": SimpleUploadedFile("tem.toml", TEM.encode())}, follow=True)
    assert "tem er lagt ind, udgave 1." in sent.text
    stored = client.post(
        page_of(episode, "tem/udfyld/"),
        {"item_a": "1", "item_b": "1", "answered_on": clock.today().isoformat(), "mode": "interview"},
        follow=True,
    )
    assert "TEM, centrets udgave" in stored.text and "Højt" in stored.text

    other = TEM.replace("Første", "Noget andet")
    same = manager.post("/skemaer/", {"file": SimpleUploadedFile("tem.toml", other.encode())})
    assert "Der ligger allerede en anden tekst med den udgave." in same.text
    newer = other.replace('version = "1"', 'version = "2"')
    manager.post("/skemaer/", {"file": SimpleUploadedFile("tem.toml", newer.encode())})
    assert "Noget andet" in client.get(page_of(episode, "tem/udfyld/")).text
    row = AnswerSet.objects.get()
    assert "Første" in client.get(page_of(episode, f"tem/{row.pk}/")).text


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[[", b"id = 1", b"x" * 300_000])
def test_a_file_that_is_no_good_is_told_so(client_as: Make, body: bytes) -> None:
    answer = client_as("manager").post("/skemaer/", {"file": SimpleUploadedFile("tem.toml", body)})
    assert answer.status_code == 422
    assert not InstrumentVersion.objects.exists()
    assert client_as("manager").post("/skemaer/", {}).status_code == 422


def test_who_brings_files_and_who_answers(client_as: Make, open_case: Make) -> None:
    episode = open_case()
    file = {"file": SimpleUploadedFile("tem.toml", TEM.encode())}
    assert client_as("counsellor").post("/skemaer/", file).status_code == 403
    assert (
        "Licens" in client_as("counsellor").get("/skemaer/").text
        or client_as("counsellor").get("/skemaer/").status_code == 200
    )
    for role, unit in (("nurse", "drug"), ("counsellor", "alcohol"), ("secretary", "drug")):
        client = client_as(role, unit=unit)
        assert client.post(page_of(episode, "who-5/udfyld/"), filled("who-5")).status_code in (403, 404)
    assert not AnswerSet.objects.exists()
    assert client_as("counsellor").get(page_of(episode, "no-such/")).status_code == 404


def test_a_file_in_the_centres_folder_is_used(client_as: Make, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tem.toml").write_text(TEM, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setenv("BROBYGGER_INSTRUMENTS", str(tmp_path))
    assert "TEM, centrets udgave" in client_as("counsellor").get("/skemaer/").text


def test_who_owns_a_questionnaire_is_said_in_the_language_of_the_page(client_as: Make) -> None:
    manager = client_as("manager", unit="drug")
    assert "fri til ikke-kommerciel brug" in manager.get("/skemaer/").text
    english = manager.get("/en/skemaer/").text
    assert "free for non-commercial use" in english and "ikke efterprøvet" not in english
