"""Every page of the assessment and the notes in a real browser: axe, 320 px, drafts kept while one types."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.care.assessment import services
from brobygger.care.assessment.instruments import packaged
from brobygger.care.assessment.services import NewAnswers, NewReferral, Written
from brobygger.ground import clock
from brobygger.records.drafts.models import Draft
from brobygger.records.episodes.models import Episode
from brobygger.records.notes import services as notes
from brobygger.records.notes.models import Note
from brobygger.records.notes.services import NoteText
from brobygger.trust.models import Account

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "afdaekning/", "afdaekning/skriv/", "afdaekning/skemaer/who-5/", "afdaekning/skemaer/map-levels/",
    "afdaekning/skemaer/tem/", "afdaekning/skemaer/dudit/udfyld/", "henvisninger/", "konference/", "notater/",
    "notater/nyt/",
)  # fmt: skip


@pytest.fixture
def full_case(
    open_case: Make, say_yes: Make, written: dict[str, str], make_account: Make, on_day: Make
) -> tuple[Episode, Account]:
    """A case in which something stands on every page, and its counsellor."""
    on_day("2026-03-02")
    author = make_account("counsellor", "manager", name="Mette Lund", title="Socialrådgiver")
    episode = open_case(days_ago=70)
    now = clock.now()
    services.save(author, episode, Written(written), occurred_at=now - timedelta(days=66))
    services.complete(author, episode, needs=("medical",), occurred_at=now - timedelta(days=62))
    services.begin_again(author, episode)
    for days, value in ((60, 1), (30, 2), (2, 4)):
        new = NewAnswers({item.id: value for item in packaged()["who-5"].items})
        services.answer(author, episode, packaged()["who-5"], new, occurred_at=now - timedelta(days=days))
    levels = NewAnswers({"housing": 2, "mental": 4, "social": 3})
    services.answer(author, episode, packaged()["map-levels"], levels, occurred_at=now - timedelta(days=60))
    services.refer(author, episode, NewReferral("psychologist", "Angst siden foråret, vil gerne udredes."))
    say_yes(episode)
    services.put_on(author, episode, clock.today() + timedelta(days=3), "Skal Jens udredes for PTSD?")
    first = notes.write(
        author,
        episode,
        NoteText("Børnene er 6 og 8 år.", heading="Samtale om børnene", occurred_at=now - timedelta(days=5)),
        signed_at=now - timedelta(days=4),
    )
    notes.correct(
        author, first, NoteText("Børnene er 6 og 9 år.", heading="Samtale om børnene", reason="Forkert alder")
    )
    notes.keep(author, episode, first.key.__class__(int=7), NoteText("Ringede og", heading="Opringning"))
    return episode, author


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible(full_case: Any, visit: Make, assert_accessible: Make, width: int) -> None:
    episode, author = full_case
    page = visit(author, width=width)
    note, row = Note.objects.filter(signed_at__isnull=False).first(), episode.answer_sets.first()
    more = [f"notater/{note.pk}/", f"afdaekning/skemaer/{row.instrument}/{row.pk}/"]
    for rest in (*PAGES, *more):
        page.goto(f"/forloeb/{episode.number}/{rest}")
        assert_accessible(page)
    for address in ("/konference/", f"/konference/sag/{episode.conference_items.get().pk}/", "/skemaer/"):
        page.goto(address)
        assert_accessible(page)


def test_errors_are_accessible_and_work_without_javascript(
    full_case: Any, visit: Make, assert_accessible: Make
) -> None:
    episode, author = full_case
    page = visit(author, width=320, javascript=False)
    page.goto(f"/forloeb/{episode.number}/afdaekning/skriv/")
    page.get_by_label("Historien indtil nu").fill("")
    page.get_by_role("button", name="Gør afdækningen færdig").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv anamnesen.")
    page.goto(f"/forloeb/{episode.number}/afdaekning/skemaer/audit/udfyld/")
    page.get_by_role("button", name="Gem svarene").click()
    expect(page.get_by_role("alert")).to_contain_text("Vælg et svar.")


def test_what_is_typed_is_kept_while_one_types(full_case: Any, visit: Make) -> None:
    episode, author = full_case
    page = visit(author)
    page.goto(f"/forloeb/{episode.number}/notater/nyt/")
    page.get_by_label("Notatet", exact=True).fill("Jens ringede, han er på vej.")
    expect(page.locator("[data-saved]")).to_contain_text("Kladden er gemt kl.", timeout=8000)
    assert Note.objects.filter(signed_at__isnull=True).count() == 2
    page.goto(f"/forloeb/{episode.number}/afdaekning/skriv/")
    page.get_by_label("Hvad borgeren siger").fill("Jeg er træt.")
    expect(page.locator("[data-saved]")).to_contain_text("Kladden er gemt kl.", timeout=8000)
    assert Draft.objects.get(form_key="assessment").data["own_words"] == ["Jeg er træt."]
