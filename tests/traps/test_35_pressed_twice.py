"""Trap 35: pressed twice, an act is done twice. Every form carries a key of its own by which it does its work once."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from brobygger.records.episodes.models import Episode
from tests.traps import walking

Enter = Callable[..., Client]
FORMS = re.compile(r"<form\b[^>]*>.*?</form>", re.S)
KEY = re.compile(r'name="once" value="([0-9a-f-]{36})"')


def test_every_form_that_writes_carries_a_key_of_its_own(within: None, enter: Enter) -> None:
    client, bare, keys, pages = enter(), set(), [], 0
    for episode in Episode.objects.order_by("id")[:6]:
        for name, address, view in walking.of_case(episode):
            if "GET" not in view.methods or address.endswith(".pdf"):
                continue
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            pages += 1
            for form in FORMS.findall(answer.content.decode()):
                if re.search(r'method="post"', form.split(">")[0]):
                    found = KEY.findall(form)
                    keys += found[:1]
                    bare |= set() if found else {f"{name}: {form[:120]}"}
    assert pages > 40
    assert not bare, sorted(bare)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("form", ["papirer/", "samtykkeerklaering/"])
def test_a_form_posted_twice_does_its_work_once(within: None, enter: Enter, form: str) -> None:
    from brobygger.records.letters.models import Letter
    from brobygger.records.papers.models import Papers

    client = enter()
    episode = Episode.objects.filter(is_open=True, name_protected=False).order_by("id").first()
    assert episode is not None
    page = {"papirer/": "papirer/", "samtykkeerklaering/": "samtykker/"}[form]
    shown = unescape(client.get(f"/forloeb/{episode.number}/{page}").content.decode())
    drawn = next(one for one in FORMS.findall(shown) if form in one or 'name="purpose"' in one)
    sent: dict[str, Any] = {"purpose": "other", "once": KEY.findall(drawn)[-1]}
    before = Papers.objects.count() + Letter.objects.count()
    first = client.post(f"/forloeb/{episode.number}/{form}", sent)
    again = client.post(f"/forloeb/{episode.number}/{form}", sent)
    assert first.status_code in (302, 303), first.content.decode()
    assert again.headers["Location"] == first.headers["Location"]
    assert Papers.objects.count() + Letter.objects.count() == before + 1
