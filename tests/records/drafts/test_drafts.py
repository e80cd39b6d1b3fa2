"""Drafts of any long form: one for each account, case and form."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms

from brobygger.records.drafts import services as drafts
from brobygger.records.drafts.models import Draft
from brobygger.records.drafts.services import DraftRefused
from brobygger.trust import jobs
from brobygger.trust.models import AuditEntry

Make = Callable[..., Any]


class PlanForm(forms.Form):
    aim = forms.CharField()
    services = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField(required=False)


def test_a_draft_fills_the_form_again(open_case: Make, make_account: Make) -> None:
    account, episode = make_account("counsellor"), open_case()
    drafts.save_draft(account, episode, "wish", {"aim": "Stoppe", "services": ["a", "b"], "agreed": "on", "once": "x"})
    found = drafts.load_draft(account, episode, "wish")
    assert found is not None and "once" not in found.data
    assert drafts.initial(found, PlanForm()) == {"aim": "Stoppe", "services": ["a", "b"], "agreed": True}
    assert PlanForm(drafts.as_post(found)).is_valid()
    assert drafts.initial(None, PlanForm()) == {}


def test_the_last_writing_holds_and_nobody_else_has_it(open_case: Make, make_account: Make) -> None:
    account, episode = make_account("counsellor"), open_case()
    for text in ("S", "Stoppe"):
        drafts.save_draft(account, episode, "wish", {"aim": text})
        drafts.save_draft(account, None, "inquiry", {"words": text})
    assert Draft.objects.count() == 2
    assert drafts.load_draft(account, episode, "wish").data == {"aim": ["Stoppe"]}  # type: ignore[union-attr]
    assert drafts.load_draft(make_account("counsellor"), episode, "wish") is None
    drafts.drop_draft(account, episode, "wish")
    assert drafts.load_draft(account, episode, "wish") is None


@pytest.mark.parametrize(
    ("key", "data"),
    [("Plan æ", {}), ("", {}), ("wish", {"aim": "x" * 300_000}), ("wish", {str(n): "" for n in range(600)})],
)
def test_what_is_not_kept(open_case: Make, make_account: Make, key: str, data: dict[str, str]) -> None:
    with pytest.raises(DraftRefused):
        drafts.save_draft(make_account("counsellor"), open_case(), key, data)


def test_kept_and_thrown_away_through_the_pages(client_as: Make, open_case: Make) -> None:
    episode, client = open_case(), client_as("counsellor")
    address = f"/forloeb/{episode.number}/kladder/wish/"
    assert client.post(address, {"aim": "Stoppe"}).text.startswith("Kladden er gemt kl.")
    assert client.post("/kladder/inquiry/", {"words": "Ringede"}).status_code == 200
    assert client.post(address, {"aim": "x" * 300_000}).status_code == 413
    assert client.post(f"/forloeb/{episode.number}/kladder/Æ/", {"aim": "x"}).status_code == 404
    assert client.get(address).status_code == 405
    away = client.post(f"{address}kasser/", {"next": f"/forloeb/{episode.number}/plan/"})
    assert away["Location"] == f"/forloeb/{episode.number}/plan/"
    other = client.post(f"{address}kasser/", {"next": "https://example.org/"})
    assert other["Location"] == f"/forloeb/{episode.number}/notater/"
    assert client_as("counsellor", unit="alcohol").post(address, {"aim": "x"}).status_code in (403, 404)
    assert Draft.objects.count() == 1


def test_nobody_fills_the_disk_with_drafts(client_as: Make, open_case: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    episode, client = open_case(), client_as("counsellor")
    for form in ("wish", "inquiry"):
        assert client.post(f"/forloeb/{episode.number}/kladder/{form}/", {"aim": "x"}).status_code == 200
    refused = client.post(f"/forloeb/{episode.number}/kladder/third/", {"aim": "x"})
    assert refused.status_code == 413 and "du har allerede 2 kladder" in refused.text
    assert Draft.objects.count() == 2
    assert client.post(f"/forloeb/{episode.number}/kladder/wish/", {"aim": "y"}).status_code == 200


def test_a_draft_that_nobody_came_back_to_is_forgotten(open_case: Make, make_account: Make, on_day: Make) -> None:
    account, episode = make_account("counsellor"), open_case()
    on_day("2026-01-05")
    drafts.save_draft(account, episode, "old", {"aim": "x"})
    on_day("2026-04-06")
    drafts.save_draft(account, episode, "new", {"aim": "y"})
    assert drafts.tidy() == 1
    assert [draft.form_key for draft in Draft.objects.all()] == ["new"]
    assert AuditEntry.objects.filter(action="notes.tidy-drafts", detail={"drafts": 1}).count() == 1
    assert "notes.tidy-drafts" in jobs.known()
