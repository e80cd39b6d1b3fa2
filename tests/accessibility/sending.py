"""Sending the forms of a page as somebody careless does."""

import itertools
from collections.abc import Iterator

from tests.accessibility.reading import Form, Page

WRITTEN_HERE = "Skrevet i hånden nr."  # what a person has written, with a number of its own for each field


def forms_of(page: Page) -> list[Form]:
    """The forms of a page that change something (those of the frame are on every page and tried with My day)."""
    return [form for form in page.forms if form.method == "post" and "logout" not in form.action]


def with_button(sent: dict[str, list[str]], button: tuple[str, str]) -> dict[str, list[str]]:
    """What is sent when a button is pressed."""
    return {**sent, button[0]: [button[1]]} if button[0] else sent


def half_filled(form: Form) -> Iterator[tuple[dict[str, list[str]], list[str]]]:
    """A form with every text written and no date, choice or number right; and with everything but the text in order."""
    numbers = itertools.count(1)
    written = {one.name: f"{WRITTEN_HERE} {next(numbers)}"[: one.most] for one in form.fields if one.is_typed}
    hidden = {one.name: [one.value] for one in form.fields if one.kind == "hidden"}
    yield {**hidden, **{key: [value] for key, value in written.items()}}, list(written.values())
    texts = {one.name: written[one.name] for one in form.fields if one.is_typed and one.kind in ("text", "textarea")}
    yield {**form.as_drawn(), **{key: [value] for key, value in texts.items()}}, list(texts.values())
    empty = {one.name: [""] for one in form.fields if one.is_typed}
    yield {**form.as_drawn(), **empty}, []
