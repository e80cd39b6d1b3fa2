"""Hostile and careless input in every form of every page: never a 500, an error beside its field, nothing typed lost.

The forms are found by reading the pages that the demo centre shows, so a new form is tried by itself.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.urls import resolve

from tests.accessibility.centre import Address, Centre, Visitor, addresses, is_page, path_of, text
from tests.accessibility.reading import Form, Page, faults, untied_errors
from tests.accessibility.sending import (
    LONG,
    WRITTEN_HERE,
    Sent,
    Try,
    all_wrong,
    filled,
    forms_of,
    half_filled,
    kind_of,
    send,
    tries,
    with_button,
)

FILES = ("letters:pdf", "public:standard_pdf")
READ_AND_WRITTEN = {
    one.name: one for one in addresses() if one.answers("GET") and not one.is_librarys and one.name not in FILES
}
WRITTEN = {one.name: one for one in addresses() if one.answers("POST") and not one.is_librarys}
PAGES = 6
Offer = tuple[Visitor, str, Form]  # a form where it was found: by whom, where it is sent
OF_THE_FRAME = ("desk:search", "desk:unit")  # on every page
CAME_BACK = (200, 409, 422)


def is_first(target: str, fields: list[str]) -> bool:
    """Whether some of these fields of an address have not been tried in this run, by any of its workers.

    A form that stands on many pages is tried on one. A field is claimed by a file that only one can make.
    """
    claims = Path(os.environ["BROBYGGER_TEST_VAR"]) / "tried"
    claims.mkdir(exist_ok=True)
    claimed = []
    for field in fields or [""]:
        name = sha256(f"{target} {field}".encode()).hexdigest()
        with suppress(FileExistsError):
            (claims / name).touch(exist_ok=False)
            claimed.append(field)
    return bool(claimed)


@pytest.mark.parametrize("name", sorted(READ_AND_WRITTEN))
def test_no_form_breaks_or_loses_what_was_typed(centre: Centre, name: str) -> None:
    """Forms and fields that are alike share the trials here; tests/long tries each of them in every way."""
    found = []
    for kind, offers in sorted(forms_on(centre, name).items(), key=lambda pair: (-len(pair[0]), pair[0])):
        target, *fields = kind
        if target in OF_THE_FRAME and name != "desk:my_day":
            continue
        # A form that stands on the page that takes it is tried there, so that no two workers try the same.
        if target != name and target in READ_AND_WRITTEN and kind in forms_on(centre, target):
            continue
        if is_first(target, fields):
            found += wrong_of(offers)
    assert not found, "\n".join(found)


def forms_on(centre: Centre, name: str) -> dict[tuple[str, ...], list[Offer]]:
    """The forms on the pages of an address by their kind, each where it was found."""
    offered: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    for path, page, finder in centre.pages(READ_AND_WRITTEN[name], PAGES):
        for form in forms_of(page):
            address = form.action or path
            kind = kind_of(resolve(address.partition("?")[0]).view_name, form)
            offered[kind].append((finder, address, form))
    return offered


def wrong_of(offers: list[Offer], whole: bool = False) -> list[str]:
    """What is wrong with one kind of form, tried where it can be sent at all."""
    finder, address, form = next((offer for offer in offers if can_be_sent(*offer)), offers[0])
    return [f"{address} {one}" for one in (*broken(finder, address, form, whole), *lost(finder, address, form))]


def can_be_sent(finder: Visitor, address: str, form: Form) -> bool:
    """Whether the form is taken when it is filled in with care: the case may be closed."""
    return is_taken(finder, address, with_button(filled(form), (form.buttons or [("", "")])[0]))


def broken(finder: Visitor, address: str, form: Form, whole: bool) -> Iterator[str]:
    """What breaks when a form is sent badly, each way with the next of its buttons."""
    buttons = [*form.buttons[:3], ("", "")]

    @cache
    def takes(button: tuple[str, str], careful: bool) -> bool:
        return is_taken(finder, address, with_button(filled(form) if careful else all_wrong(form, 2), button))

    for number, one in enumerate(tries(form, whole)):
        button = buttons[number % len(buttons)]
        answer, after = send(finder, address, with_button(one.sent, button))
        for status in (answer.status_code, after.status_code if after else 0):
            if status >= 500:
                yield f"{button}: {one.what}: {status}"
        taken = answer.status_code not in CAME_BACK
        if one.is_reckoned_with and taken and takes(button, True) and not takes(button, False):
            yield f"{button}: {one.what}: taken"
        if one.field and not taken and takes(button, True):
            yield from (f"{button}: {one.what}: {fault}" for fault in said_wrongly(answer, form, one))


def is_taken(finder: Visitor, address: str, sent: Sent) -> bool:
    """Whether a form that is filled in with care is taken, so that whatever is then said is about what is wrong."""
    answer, _after = send(finder, address, sent)
    return answer.status_code not in CAME_BACK


def said_wrongly(answer: HttpResponseBase, form: Form, one: Try) -> Iterator[str]:
    """What is wrong with the page that comes back because of one field: its error beside it, the rest as typed."""
    if answer.status_code not in (409, 422) or not is_page(answer):
        return
    page = Page(text(answer))
    if not any(f"{one.field}_error" in place and words for place, words in page.text_of.items()):
        yield f"no error beside it, but {[place for place, _about in page.invalid]}"
    held = {field.value for drawn in page.forms for field in drawn.fields}
    typed = [field for field in form.fields if field.is_typed and field.name != one.field]
    for field in typed:
        written = one.sent.get(field.name, [""])[0]
        if written.strip() and not any(written.strip() in value for value in held):
            yield f"lost: {field.name} {written!r}"


def lost(finder: Visitor, address: str, form: Form) -> Iterator[str]:
    """What is lost of a form that is half filled in, and errors that do not stand beside their fields."""
    if not any(one.is_typed for one in form.fields):
        return
    for sent, typed in half_filled(form):
        for button in form.buttons[:2]:
            answer, _after = send(finder, address, with_button(sent, button))
            yield from (f"{button}: {one}" for one in wrong_with(answer, typed))


def wrong_with(answer: HttpResponseBase, typed: list[str]) -> list[str]:
    """What is wrong with the page that comes back; a form that was taken leads on and is in order."""
    if answer.status_code >= 500:
        return [f"{answer.status_code}"]
    if answer.status_code not in CAME_BACK or not is_page(answer):
        return []
    html = text(answer)
    page = Page(html)
    held = [one.value for form in page.forms for one in form.fields] + [page.text_of.get("content", "")]
    missing = [value for value in typed if value and not any(value in one for one in held)]
    return [*faults(page), *untied_errors(page), *(f"lost: {value!r}" for value in missing)]


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


THINGS = ("letter_id", "decision_id", "appeal_id", "complaint_id", "question_id", "pk")
TWO_NUMBERS = sorted(
    name for name, one in WRITTEN.items() if one.arguments[:1] == ("number",) and set(THINGS) & set(one.arguments)
)


@pytest.mark.parametrize("name", TWO_NUMBERS)
def test_a_thing_of_another_case_is_not_found_under_this_one(centre: Centre, name: str) -> None:
    """The number of one case with the letter, appeal or note of another."""
    known = centre.arguments(WRITTEN[name])
    numbers = sorted({arguments[0] for arguments in known} | {number for (number,) in centre.cases()})
    for number, *rest in known[:6]:
        stranger = next(other for other in numbers if other != number)
        for method in ("get", "post"):
            path = path_of(name, stranger, *rest)
            answer = (
                centre.everything.get(path) if method == "get" else centre.everything.post(path, {"text": WRITTEN_HERE})
            )
            assert answer.status_code in (404, 405), f"{method} {path}: {answer.status_code}"


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
