"""Sending the forms of a page as somebody careless or hostile does."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from django.http import HttpResponseBase

from brobygger.ground import clock
from tests.accessibility.centre import Visitor, undone
from tests.accessibility.reading import CHOSEN, Field, Form, Page

Sent = dict[str, list[str]]

WRITTEN_HERE = "Skrevet i hånden nr."  # what a person has written, with a number of its own for each field
LONG = "Æblegrød med fløde. " * 2500  # 50,000 signs
# What is written in a field by its kind, one for each way of being wrong.
WRONG: dict[str, tuple[str, ...]] = {
    "date": ("31.2.2026", "9999-12-31", "i går", "0001-01-01", "\x00", "2026-13-45", "1" * 400),
    "time": ("25.99", "kvart i", "99:99", "-1", "\x00"),
    "datetime-local": ("2026-02-31T25:61", "9999-12-31T23:59", "snart", "0001-01-01", "1" * 400, "\x00"),
    "number": ("-1", "999999999999999999999", "NaN", "1e308", "tre", "²", "\x00"),
    "text": (LONG, "\x00\x01", "<script>alert(1)</script>", "' OR 1=1 --", "😀\ufffe", "   ", "\x01\x0b{7*7}%s"),
}
OTHERS_IDS = ("999999999", "0", "-1", "x", "²", "99999999999999999999999", "\x00", "")
CHOICES = ("select", *CHOSEN)
TURNS = max(map(len, (*WRONG.values(), OTHERS_IDS)))
# Fields that take no words but something in a form of its own, by a part of their name.
SHAPED = {"cpr": "0107501AB1", "municipality": "0316", "age": "44", "phone": "58574890"}
# What must be ticked before a form is taken.
TICKED = ("family_oriented", "told", "approved", "similar")


@dataclass(frozen=True)
class Try:
    """One way of sending a form. `field` is the only one that is wrong, "" when more is.

    `is_reckoned_with`: it takes a day, an hour or a number, and nothing that is written in it is one.
    """

    what: str
    sent: Sent
    field: str = ""
    is_reckoned_with: bool = False


def forms_of(page: Page) -> list[Form]:
    """The forms of a page that change something (those of the frame are on every page and tried with My day)."""
    return [form for form in page.forms if form.method == "post" and "logout" not in form.action]


def kind_of(view: str, form: Form) -> tuple[str, ...]:
    """What makes two forms the same: where they are sent, and their fields whatever they are about."""
    return (view, *sorted({re.sub(r"\d+", "0", one.name) for one in form.fields}))


def with_button(sent: Sent, button: tuple[str, str]) -> Sent:
    """What is sent when a button is pressed."""
    return {**sent, button[0]: [button[1]]} if button[0] else sent


def half_filled(form: Form) -> Iterator[tuple[Sent, list[str]]]:
    """A form with every text written and no date, choice or number right; and with everything but the text in order."""
    numbers = itertools.count(1)
    written = {one.name: f"{WRITTEN_HERE} {next(numbers)}"[: one.most] for one in form.fields if one.is_typed}
    hidden = {one.name: [one.value] for one in form.fields if one.kind == "hidden"}
    yield {**hidden, **{key: [value] for key, value in written.items()}}, list(written.values())
    texts = {one.name: written[one.name] for one in form.fields if one.is_typed and one.kind in ("text", "textarea")}
    yield {**form.as_drawn(), **{key: [value] for key, value in texts.items()}}, list(texts.values())
    empty = {one.name: [""] for one in form.fields if one.is_typed}
    yield {**form.as_drawn(), **empty}, []


def filled(form: Form) -> Sent:
    """A form filled in with care: what was drawn, and something likely where nothing stood."""
    sent = form.as_drawn()
    numbers = itertools.count(1)
    for one in form.fields:
        if one.kind == "hidden" or any(sent.get(one.name, [])):
            continue
        if one.is_typed:
            sent[one.name] = [_likely(one, next(numbers))]
        elif one.kind == "select":
            sent[one.name] = [next((choice for choice in one.choices if choice), "")]
        elif one.kind == "radio" or one.name in TICKED or sum(other.name == one.name for other in form.fields) > 1:
            sent[one.name] = [one.value]
    return sent


def _likely(one: Field, number: int) -> str:
    today = clock.today().isoformat()
    of_kind = {"date": today, "time": "00:01", "datetime-local": f"{today}T00:01", "number": "4", "email": "a@eks.dk"}
    shaped = [value for part, value in SHAPED.items() if part in one.name]
    return of_kind.get(one.kind) or next(iter(shaped), f"{WRITTEN_HERE} {number}"[: one.most])


def tries(form: Form, whole: bool = False) -> Iterator[Try]:
    """Every way of sending a form badly; unless `whole` some of each, other ones for each field and form."""
    good = filled(form)
    yield Try("nothing but what was hidden", {one.name: [one.value] for one in form.fields if one.kind == "hidden"})
    yield Try("nothing at all", {})
    seen = [one for one in form.fields if one.kind not in ("hidden", "file")]
    begin = crc32(" ".join(sorted(one.name for one in seen)).encode())
    for turn in range(TURNS) if whole else (begin, begin + 1):
        yield Try(f"wrong everywhere, turn {turn}", all_wrong(form, turn))
    fields = {one.name: one for one in seen}
    for place, one in enumerate(fields.values(), begin):
        # Where there is reckoning behind, each way by itself; where there are words or a choice, the next ones.
        reckoned = one.kind in WRONG and one.kind != "text"
        for turn in range(len(WRONG[one.kind])) if whole and reckoned else (place, place + 3)[: 1 + reckoned + whole]:
            wrong = way(one, turn)
            yield Try(f"{one.name} is {wrong[:20]!r}", {**good, one.name: [wrong]}, one.name, reckoned)
    hidden = [one.name for one in form.fields if one.kind == "hidden" and one.name != "csrfmiddlewaretoken"]
    for place, name in enumerate(hidden, begin):
        for turn in range(len(OTHERS_IDS)) if whole else (3 * place, 3 * place + 1):
            value = OTHERS_IDS[turn % len(OTHERS_IDS)]
            yield Try(f"{name} is {value[:12]!r}", {**good, name: [value]})


def all_wrong(form: Form, turn: int = 0) -> Sent:
    """A form with every field wrong that one sees."""
    seen = [one for one in form.fields if one.kind not in ("hidden", "file")]
    return {**filled(form), **{one.name: [way(one, turn)] for one in seen}}


def way(one: Field, turn: int) -> str:
    """What is wrongly written in a field at one turn."""
    ways = OTHERS_IDS if one.kind in CHOICES else WRONG.get(one.kind, WRONG["text"])
    return ways[turn % len(ways)]


def send(visitor: Visitor, address: str, sent: Sent) -> tuple[HttpResponseBase, HttpResponseBase | None]:
    """Send a form and go where it leads, then undo it all: the answer, and the page it led to."""
    with undone():
        answer = visitor.client.post(address, sent)
        leads_to = answer.headers.get("Location", "")
        after = visitor.client.get(leads_to.partition("#")[0]) if leads_to.startswith("/") else None
        return answer, after
