"""Trap 10: access checked in the list and forgotten in the nested data, the export or the typed-in address.

Somebody with every role, but in another unit, tries every address there is: under the other unit's case, and with the
other case's letters, notes, decisions and so on under a number of their own.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.care.assessment.models import ConferenceItem
from brobygger.care.visitation.models import AgendaItem
from brobygger.records.episodes.models import Episode
from brobygger.trust.models import AuditEntry
from tests.traps import walking
from tests.traps.conftest import patterns

Enter = Callable[..., Client]
CLOSED = (403, 404)
# Another case's row under a number of one's own: not found, or refused in a form that shows nothing of it.
NOTHING_DONE = (303, 302, 400, 403, 404, 405, 409, 422)
THEIRS, OURS = "drug", "alcohol"


def _theirs() -> list[Episode]:
    return list(Episode.objects.filter(unit=THEIRS).order_by("-pk")[:60])


def _one_of_each() -> Iterator[tuple[str, str, Any]]:
    """For each kind of address one that has something behind it, in a case of the other unit."""
    seen: set[str] = set()
    for episode in _theirs():
        for name, address, view in walking.of_case(episode):
            if name not in seen:
                seen.add(name)
                yield name, address, view


def test_a_typed_in_address_of_another_unit_opens_nothing(within: None, enter: Enter) -> None:
    stranger = enter(units=(OURS,))
    tried, open_ones = 0, []
    changes = AuditEntry.objects.filter(kind="change").count()
    for name, address, view in _one_of_each():
        for method in sorted(view.methods & {"GET", "POST"}):
            answer = getattr(stranger, method.lower())(address)
            tried += 1
            if answer.status_code not in CLOSED:
                open_ones.append(f"{method} {name}: {answer.status_code}")
    assert not open_ones, open_ones
    assert tried > 70
    assert AuditEntry.objects.filter(kind="change").count() == changes


def test_a_row_of_another_case_is_not_reached_under_ones_own_number(within: None, enter: Enter) -> None:
    stranger = enter(units=(OURS,))
    own = Episode.objects.filter(unit=OURS, is_open=True).order_by("-pk")[0]
    faults, tried = [], 0
    for name, _route, arguments, view in patterns():
        rows = [(a, walking.child_of(name, a)) for a in arguments if a not in ("number", *walking.PLAIN) or a == "key"]
        rows = [(argument, model) for argument, model in rows if model is not None]
        if "number" not in arguments or not rows:
            continue
        argument, model = rows[0]
        path = "recommendation__episode__unit" if model.__name__ == "Question" else "episode__unit"
        row = model._default_manager.filter(**{path: THEIRS}).order_by("-pk").first()
        if row is None:
            continue
        chosen = {a: walking.PLAIN.get(a, ("",))[0] for a in arguments}
        chosen |= {"number": own.number, argument: walking.key_of(row, argument)}
        address = reverse(name, args=[chosen[a] for a in arguments])
        before = model._default_manager.filter(pk=row.pk).values().get()
        for method in sorted(view.methods & {"GET", "POST"}):
            answer = getattr(stranger, method.lower())(address)
            tried += 1
            wanted = CLOSED if method == "GET" else NOTHING_DONE
            if answer.status_code not in wanted:
                faults.append(f"{method} {name}: {answer.status_code}")
        if model._default_manager.filter(pk=row.pk).values().get() != before:
            faults.append(f"{name} changed a row of another case")
    assert not faults, faults
    assert tried > 15


def test_lists_meetings_and_conferences_hold_nothing_of_another_unit(within: None, enter: Enter) -> None:
    stranger = enter(units=(OURS,))
    names = {episode.person_name for episode in _theirs() if not episode.name_protected}
    names -= set(Episode.objects.exclude(unit=THEIRS).values_list("person_name", flat=True))
    for name, address, view in walking.outside_cases():
        if "GET" not in view.methods:
            continue
        page = stranger.get(address).content.decode(errors="replace")
        told = [person for person in names if person in page]
        assert not told, (name, told)


def test_an_agenda_item_and_a_conference_item_of_another_unit_stay_closed(within: None, enter: Enter) -> None:
    stranger = enter(units=(OURS,))
    item = AgendaItem.objects.filter(episode__unit=THEIRS).order_by("-pk")[0]
    other = AgendaItem.objects.exclude(meeting=item.meeting_id).order_by("-pk")[0]
    for meeting_id in (item.meeting_id, other.meeting_id):
        for name in ("visitation:agenda_item", "visitation:preview_item"):
            address = reverse(name, args=[meeting_id, item.pk])
            assert stranger.post(address, {"act": "save"}).status_code in CLOSED
    conference = ConferenceItem.objects.filter(episode__unit=THEIRS).order_by("-pk").first()
    if conference is not None:
        address = reverse("assessment:conference_item", args=[conference.pk])
        assert stranger.get(address).status_code in CLOSED
        assert stranger.post(address, {"outcome": "Aftalt"}).status_code in CLOSED


def test_broken_glass_opens_for_reading_and_for_nothing_else(within: None, enter: Enter) -> None:
    stranger = enter(units=(OURS,))
    case = next(episode for episode in _theirs() if episode.is_open)
    offer = stranger.get(f"/forloeb/{case.number}/").context
    token = (offer or {}).get("offer") if offer else None
    if token is None:
        from brobygger.trust import glass

        stranger.account.__dict__.pop("open_grants", None)  # type: ignore[attr-defined]
        content = {
            "account": stranger.account.pk,  # type: ignore[attr-defined]
            "episode": case.pk, "person": case.person_id, "number": case.number, "unit": case.unit,
            "compartment": case.compartment, "next": "/",
        }  # fmt: skip
        glass.break_glass(stranger.account, content, "Borgeren er i telefonen.")  # type: ignore[attr-defined]
    assert stranger.get(f"/forloeb/{case.number}/").status_code == 200
    before = case.events.count()
    written = []
    for name, address, view in walking.of_case(case):
        if "POST" not in view.methods or view.action.kind == "read":
            continue
        answer = stranger.post(address, {"act": "decide", "text": "Skrevet udefra", "reason": "Fordi"})
        if answer.status_code not in CLOSED:
            written.append(f"{name}: {answer.status_code}")
    assert not written, written
    assert case.events.count() == before


@pytest.mark.parametrize("name", ["visitation:complaint", "assessment:conference_item", "visitation:agenda_item"])
def test_pages_that_read_and_answer_ask_again_before_they_write(name: str) -> None:
    """They open with a right to read, so a POST asks for the right to change by itself."""
    (view,) = [view for found, _route, _arguments, view in patterns() if found == name]
    assert {"GET", "POST"} <= view.methods
    assert view.action.kind == "read"
