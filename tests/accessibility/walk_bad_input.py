"""Hostile and careless input in every form of every page: never a 500, an error beside its field, nothing typed lost.

The forms are found by reading the pages that the demo centre shows, so a new form is tried by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.urls import resolve

from tests.accessibility.centre import Address, Centre, Visitor, addresses, is_page, path_of, text
from tests.accessibility.reading import Field, Form, Page, faults, untied_errors
from tests.accessibility.sending import WRITTEN_HERE, forms_of, half_filled, with_button

READ_AND_WRITTEN = {one.name: one for one in addresses() if one.answers("GET") and not one.is_librarys}
WRITTEN = {one.name: one for one in addresses() if one.answers("POST") and not one.is_librarys}
PAGES = 2
LONG = "Æblegrød med fløde. " * 2500  # 50,000 signs
# What is written in a field by its kind, one row for each way of being wrong.
WRONG: dict[str, tuple[str, ...]] = {
    "date": ("31.2.2026", "9999-12-31", "i går", "0001-01-01", "\x00", "2026-13-45", "1" * 400),
    "time": ("25.99", "kvart i", "99:99", "-1", "\x00"),
    "datetime-local": ("2026-02-31T25:61", "9999-12-31T23:59", "snart", "\x00"),
    "number": ("-1", "999999999999999999999", "NaN", "1e308", "tre", "²", "\x00"),
    "text": (LONG, "\x00\x01\x02", "<script>alert(1)</script>", "' OR 1=1 --", "😀" * 10, "   ", "{{ 7*7 }}%s"),
}
OTHERS_IDS = ("999999999", "0", "-1", "x", "²", "99999999999999999999999", "\x00", "")


def sendings(form: Form) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Ways of sending a form badly: (what is wrong, what is sent)."""
    drawn = form.as_drawn()
    hidden = {one.name: [one.value] for one in form.fields if one.kind == "hidden"}
    yield "nothing but what was hidden", hidden
    yield "nothing at all", {}
    for turn in range(max(map(len, WRONG.values()))):
        wrong = {one.name: [_wrong(one, turn)] for one in form.fields if one.kind != "hidden"}
        yield f"wrong everywhere, turn {turn}", {**drawn, **wrong}
    for name in [one.name for one in form.fields if one.kind == "hidden" and one.name != "csrfmiddlewaretoken"]:
        for value in OTHERS_IDS:
            yield f"{name} is {value[:12]!r}", {**drawn, name: [value]}


def _wrong(one: Field, turn: int) -> str:
    if one.kind in ("select", "radio", "checkbox"):
        return OTHERS_IDS[turn % len(OTHERS_IDS)]
    ways = WRONG.get(one.kind, WRONG["text"])
    return ways[turn % len(ways)]


@pytest.mark.parametrize("name", sorted(READ_AND_WRITTEN))
def test_no_form_breaks(centre: Centre, name: str) -> None:
    tried: set[tuple[str, ...]] = set()
    broken = []
    for path, page, finder in centre.pages(READ_AND_WRITTEN[name], PAGES):
        for form in forms_of(page):
            address = form.action or path
            kind = (resolve(address.partition("?")[0]).view_name, *sorted({one.name for one in form.fields}))
            if kind in tried or (kind[0] in ("web:search", "web:unit") and name != "web:my_day"):
                continue
            tried.add(kind)
            for what, sent in sendings(form):
                for button in [*form.buttons[:3], ("", "")][: 4 if what.startswith("wrong") else 1]:
                    answer = finder.post(address, with_button(sent, button))
                    if answer.status_code >= 500:
                        broken.append(f"{address} {button}: {what}: {answer.status_code}")
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("name", sorted(set(READ_AND_WRITTEN) & set(WRITTEN)))
def test_an_error_stands_beside_its_field_and_what_was_typed_stays(centre: Centre, name: str) -> None:
    found = []
    for path, page, finder in centre.pages(READ_AND_WRITTEN[name], PAGES):
        for form in forms_of(page):
            if (form.action or path) != path or not any(one.is_typed for one in form.fields):
                continue
            for sent, typed in half_filled(form):
                for button in form.buttons[:2]:
                    answer = finder.post(path, with_button(sent, button))
                    found += [f"{path} {button}: {one}" for one in wrong_with(answer, typed)]
    assert not found, "\n".join(found)


def wrong_with(answer: HttpResponseBase, typed: list[str]) -> list[str]:
    """What is wrong with the page that comes back; a form that was taken leads on and is in order."""
    if answer.status_code >= 500:
        return [f"{answer.status_code}"]
    if answer.status_code not in (200, 409, 422) or not is_page(answer):
        return []
    html = text(answer)
    page = Page(html)
    held = [one.value for form in page.forms for one in form.fields] + [page.text_of.get("content", "")]
    lost = [value for value in typed if value and not any(value in one for one in held)]
    return [*faults(page), *untied_errors(page), *(f"lost: {value!r}" for value in lost)]


def other_unit(centre: Centre) -> Visitor:
    """A counsellor of the young people's unit."""
    return next(one for one in centre.visitors if one.account and one.account.units == ["perron-3"])


CASE_ADDRESSES = sorted(name for name, one in WRITTEN.items() if one.arguments[:1] == ("number",))


@pytest.mark.parametrize("name", CASE_ADDRESSES)
def test_nobody_writes_in_the_case_of_another_unit(centre: Centre, name: str) -> None:
    stranger = other_unit(centre)
    for arguments in centre.arguments(WRITTEN[name])[:8]:
        if centre.unit_of(arguments[0]) == "perron-3":
            continue
        answer = stranger.post(path_of(name, *arguments), {"text": WRITTEN_HERE, "reason": WRITTEN_HERE})
        assert answer.status_code in (403, 404), f"{path_of(name, *arguments)}: {answer.status_code}"
        assert WRITTEN_HERE not in text(answer)


TWO_NUMBERS = sorted(
    name for name, one in WRITTEN.items() if one.arguments[:1] == ("number",) and len(one.arguments) > 1
)


@pytest.mark.parametrize("name", TWO_NUMBERS)
def test_a_thing_of_another_case_is_not_found_under_this_one(centre: Centre, name: str) -> None:
    """The number of one case with the letter, appeal or note of another."""
    address = WRITTEN[name]
    if not any(one in THINGS for one in address.arguments):
        pytest.skip("this address has no thing of its own")
    known = centre.arguments(address)
    numbers = sorted({arguments[0] for arguments in known} | {number for (number,) in centre.cases()})
    for number, *rest in known[:6]:
        stranger = next(other for other in numbers if other != number)
        for method in ("get", "post"):
            path = path_of(name, stranger, *rest)
            answer = (
                centre.everything.get(path) if method == "get" else centre.everything.post(path, {"text": WRITTEN_HERE})
            )
            assert answer.status_code in (404, 405), f"{method} {path}: {answer.status_code}"


THINGS = ("letter_id", "decision_id", "appeal_id", "complaint_id", "question_id", "pk")


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_nothing_breaks_on_an_empty_or_odd_sending(centre: Centre, name: str) -> None:
    """Every address that takes something, with nothing, rubbish, too many fields, another kind of content."""
    for arguments in centre.arguments(WRITTEN[name])[:2]:
        path = path_of(name, *arguments)
        for sent in odd():
            answer = centre.everything.post(path, sent)
            assert answer.status_code < 500, f"{path}: {answer.status_code}"
            assert connection.connection is not None


def odd() -> list[dict[str, Any]]:
    """Things that no form of ours sends."""
    names = ("text", "reason", "act", "kind", "day", "item", "account", "unit", "partner", "once", "read", "goal")
    return [
        {},
        dict.fromkeys(names, "\x00"),
        {name: ["1", "2", "x"] for name in names},
        dict.fromkeys(names, LONG),
        {"once": "not-a-key", "read": "²", "version": "99999999999999999999"},
    ]


def test_every_address_was_tried() -> None:
    assert len(WRITTEN) > 50
    assert all(isinstance(one, Address) for one in WRITTEN.values())
