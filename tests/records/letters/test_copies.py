"""The plan as the citizen's own copy, and the consent declaration to sign: letters like any other."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import typst
from django.test import Client

from brobygger.care.plans.models import Goal, Plan
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import services, typesetting
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import Section
from brobygger.trust.access import SYSTEM
from tests.cases import WORK

pytestmark = pytest.mark.django_db


def agreed(episode: Episode) -> Plan:
    event = episodes.record(SYSTEM, WORK, episode, "plan.agreed", facts={"version": 1})
    plan = Plan.objects.create(
        episode=episode, event=event, version=1, aim_kind="abstinence", aim="Ro i hverdagen",
        own_words="Jeg vil sove om natten.", effort="Samtaler hver uge", duration_weeks=12, services="Samtaler",
        methods="Kognitiv terapi", family="Min søster", family_involvement="informed", evaluation_weeks=12,
        agreed_at=clock.now(), agreed_how="in-talk", next_on=date(2027, 1, 14),
    )  # fmt: skip
    day = clock.today() + timedelta(days=60)
    Goal.objects.create(
        plan=plan, key="1", order=1, specific="Ingen kokain i hverdagen", measurable="Dagbog", accepted="Det er mit",
        realistic="Jeg har gjort det før", due_on=day,
    )  # fmt: skip
    return plan


def words(letter: Letter) -> str:
    text = services.text_of(letter)
    return " ".join(f"{part.heading} {' '.join(part.paragraphs)}" for part in text.sections)


def test_the_citizen_gets_the_plan_that_holds_in_words_to_the_citizen(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(cpr="2512489996", responsible=client.account)  # type: ignore[attr-defined]
    assert client.post(f"/forloeb/{episode.number}/plan/kopi/").status_code == 404
    agreed(episode)
    assert "Send planen til borgeren" in client.get(f"/forloeb/{episode.number}/plan/").content.decode()
    answer = client.post(f"/en/forloeb/{episode.number}/plan/kopi/")
    assert answer.status_code == 303
    letter = Letter.objects.get(kind="plan")
    assert letter.means == "digital-post"
    told = words(letter)
    for part in (
        "Dine egne ord: Jeg vil sove om natten.",
        "Mål: Ingen kokain i hverdagen",
        "mindst hver 12. uge",
        "Næste gang er torsdag 14. januar 2027.",
        "Hvorfor du vil det: Det er mit",
    ):
        assert part in told, part
    assert "borgerens" not in told.lower(), "it speaks to the citizen"
    assert "told how" not in told, "and in Danish, whatever language the screen is in"


def test_the_declaration_asks_what_the_standard_asks_and_has_a_line_to_sign(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(cpr="2512489996", responsible=client.account)  # type: ignore[attr-defined]
    assert "Lav samtykkeerklæringen" in client.get(f"/forloeb/{episode.number}/samtykker/").content.decode()
    answer: Any = client.post(f"/en/forloeb/{episode.number}/samtykkeerklaering/")
    assert answer.status_code == 303
    letter = Letter.objects.get(kind="consent-declaration")
    assert (letter.means, letter.state) == ("in-person", "to-print")
    text = services.text_of(letter)
    assert text.to_sign == (f"Dato og underskrift · Jens Aagaard · Forløb {episode.number}",)
    assert text.closing == "", "the citizen declares it, so we do not sign off"
    told = words(letter)
    assert "Noget gør vi, uden at du skal sige ja:" in told
    for part in ("orienterer vi Center for Børn og Familie", "pligt til at underrette", "til Ankestyrelsen"):
        assert part in told, part
    assert told.count("Ja, men kun om") >= 4
    assert "må vi tale med dem om dig?" in told
    assert "trække dit ja tilbage" in told
    assert services.pdf_of(letter).startswith(b"%PDF")


def test_the_signature_stands_on_the_page_of_what_is_signed_for(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(responsible=client.account)  # type: ignore[attr-defined]
    client.post(f"/forloeb/{episode.number}/samtykkeerklaering/")
    letter = Letter.objects.get(kind="consent-declaration")
    text, to = services.text_of(letter), services.recipient_of(letter)
    for more in range(0, 40, 3):  # however long the questions are
        padded = replace(text, sections=(Section("", ("Ord.",) * more), *text.sections))
        paper = typesetting.Paper(to, clock.today(), episode.number, letter.title)
        data = {"letter": json.dumps(typesetting.data_of(padded, paper))}
        source = (
            typesetting.source()
            + b"""
#context {
  let signed = query(<signed>).first().location().page()
  let last = query(heading.where(level: 2)).last().location().page()
  [#metadata((signed, last)) <pages>]
}
"""
        )
        found = typst.query(source, "<pages>", field="value", one=True, sys_inputs=data, ignore_system_fonts=True)
        signed, last = json.loads(found)
        assert signed == last, more


@pytest.mark.parametrize("role", ["nurse", "counsellor"])
def test_whoever_makes_the_declaration_is_led_where_they_may_read(
    open_case: Callable[..., Episode], client_as: Callable[..., Client], role: str
) -> None:
    episode = open_case()
    answer = client_as(role, unit="drug").post(f"/forloeb/{episode.number}/samtykkeerklaering/", follow=True)
    assert answer.status_code == 200


def test_a_name_that_no_font_shows_is_said_and_nothing_falls_over(
    open_case: Callable[..., Episode], client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    episode = open_case(cpr="2512489996", name="王芳 Jensen", responsible=client.account)  # type: ignore[attr-defined]
    agreed(episode)
    for act in ("samtykkeerklaering", "plan/kopi"):
        answer: Any = client.post(f"/forloeb/{episode.number}/{act}/", follow=True)
        assert answer.status_code == 200
        assert "Brevet kan ikke vise “王”" in answer.content.decode()
    assert not Letter.objects.exists()
