"""Addresses that nobody was given and requests that no form of ours sends: a page of ours in Danish, never a 500.

Each address meets some of the odd things here, others than its neighbours; tests/long tries each on each.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar
from urllib.parse import unquote
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from tests.accessibility.centre import Address, Arguments, Centre, Visitor, addresses, is_page, path_of, text, undone
from tests.accessibility.reading import Page

EVERY = {one.name: one for one in addresses()}
READ = {name: one for name, one in EVERY.items() if one.answers("GET")}
WRITTEN = {name: one for name, one in EVERY.items() if one.answers("POST")}
OURS = {name: one for name, one in EVERY.items() if not one.is_librarys}
# What each page reads of its address, asked for by itself; every page is asked for all of it at once as well.
READS = {
    "account_login": ("next", "ikke-gemt"),
    "intake:enrol": ("igen",),
    "intake:inquiries": ("efter",),
    "notes:notes": ("vis", "alle"),
    "trust:entries": ("before", "case", "staff", "day", "kind"),
    "desk:case": ("vis", "foer", "frister"),
    "desk:cases": ("enhed", "hvem", "trin", "omraade", "efter"),
    "desk:handover": ("forloeb",),
}
ASKED = sorted({one for names in READS.values() for one in names} | {"side"})
ANSWERS = (
    "", "%00", "%ff", "%ed%a0%80", "0", "-1", "9" * 30, "%C2%B2", "a" * 1500, "'%22%3E%3Cscript%3E", "%25s%7B7*7%7D",
    "9999-12-31", "0001-01-01", "0001-01-01T00:00:00%2B14:00_1", "9999-12-31_9", "1,2", "NaN", "1e999",
    "00000000-0000-0000-0000-000000000000", "2026-0001", "//evil.example/",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "2147483648", "9223372036854775808", "9" * 25, "%C2%B2", "%D9%A1", "%00", "%ff", "x", "..", "1.5", "'",
    "2026-9999", "2026-%C2%B2%C2%B2%C2%B2%C2%B2", "a" * 2000, "%F0%9F%98%80",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
FOUND_NOTHING = (400, 403, 404, 405)
ONE_PART = b'--x\r\nContent-Disposition: form-data; name="text"%s\r\n\r\n%s\r\n--x--\r\n'
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
BODIES: dict[str, tuple[Any, str]] = {
    "JSON": (json.dumps({"text": "x"}), "application/json"),
    "deep JSON": ("[" * 50_000, "application/json"),
    "plain text": ("text=x", "text/plain"),
    "no kind": (b"\xff\xfe", ""),
    "UTF-16": ("text=æ".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "an unknown charset": ("text=x", f"{FORM}; charset=no-such"),
    "not UTF-8": (b"text=%ff%fe&reason=\xff\xfe&day=%ed%a0%80&once=%ff&kind=%80&read=%ff&unit=%ff", FORM),
    "parts that are none": (b"--x\r\nrubbish", PARTS),
    "parts without a mark": (b"--x\r\nrubbish", "multipart/form-data"),
    "parts not in UTF-8": (ONE_PART % (b"", b"\xff\xfe\x00"), PARTS),
    "parts in broken base64": (ONE_PART % (b"\r\nContent-Transfer-Encoding: base64", b"!"), PARTS),
}
T = TypeVar("T")
METHODS = ("put", "patch", "delete", "options", "trace", "head")
NAMES = ("text", "reason", "file", "day", "kind", "once", "name", "q", "email", "read", "version")


def some(things: Sequence[T], name: str, each: int) -> Sequence[T]:
    """Each so many-th of the things, beginning where the name says, always the same."""
    return things[crc32(name.encode()) % each :: each]


def asked(centre: Centre, address: Address) -> tuple[str, Visitor] | None:
    """The first address of its kind and who may open it; None where the demo has none."""
    for arguments in centre.arguments(address)[:1]:
        path = path_of(address.name, *arguments)
        visitors = (centre.everything, *(one for one in centre.visitors if one.account is None))
        for visitor in visitors:
            if not address.answers("GET") or get(visitor, path).status_code == 200:
                return path, visitor
        return path, centre.everything
    return None


def get(visitor: Visitor, path: str) -> HttpResponseBase:
    """Open a page, and undo what a library's page may write."""
    with undone():
        return visitor.get(path)


@pytest.mark.parametrize("name", sorted(READ))
def test_no_question_in_an_address_breaks_a_page(centre: Centre, name: str) -> None:
    ask_oddly(centre, name, some(ANSWERS, name, 3 if name in READS else 6))


def ask_oddly(centre: Centre, name: str, answers: Sequence[str]) -> None:
    """Ask a page for everything that any page reads of its address, with each of the answers."""
    found = asked(centre, READ[name])
    if found is None:
        return
    path, visitor = found
    broken = []
    for answer in answers:
        alone = [f"{one}={answer}" for one in READS.get(name, ())]
        for question in ("&".join(f"{one}={answer}" for one in ASKED), *alone):
            status = get(visitor, f"{path}?{question}").status_code
            if status >= 500:
                broken.append(f"{question[:60]}: {status}")
    assert set(READS) <= set(READ)
    many = get(visitor, f"{path}?{'&'.join(f'a{number}=1' for number in range(1100))}")
    assert many.status_code < 500
    assert not broken, f"{path}\n" + "\n".join(broken)


def hostile(path: str, arguments: Arguments, numbers: Sequence[str]) -> Iterator[str]:
    """The address with each of its arguments made into something that is none."""
    start = 0
    for argument in map(str, arguments):
        place = unquote(path).index(argument, start)
        start = place + len(argument)
        for number in numbers:
            yield path[:place] + number + path[start:]


@pytest.mark.parametrize("name", sorted(name for name, one in OURS.items() if one.arguments))
def test_an_address_that_leads_nowhere_says_so(centre: Centre, name: str) -> None:
    go_astray(centre, name, some(NUMBERS, name, 3))


def go_astray(centre: Centre, name: str, numbers: Sequence[str]) -> None:
    """Go to an address and send to it with each of the numbers for each of its arguments."""
    wrong = []
    for arguments in centre.arguments(EVERY[name])[:1]:
        for path in hostile(path_of(name, *arguments), arguments, numbers):
            for method in (centre.everything.client.get, centre.everything.client.post):
                with undone():
                    answer = method(path)
                if answer.status_code in FOUND_NOTHING:
                    wrong += [f"{path[:120]}: {fault}" for fault in not_ours(answer)]
                elif answer.status_code >= 500:
                    wrong.append(f"{method.__name__} {path[:120]}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def not_ours(answer: HttpResponseBase) -> list[str]:
    """What keeps an answer from being a page of ours in Danish."""
    if answer.status_code == 405 and not text(answer):
        return []  # to a form that nobody draws
    if not is_page(answer):
        return [f"{answer.status_code} is no page"]
    page = Page(text(answer))
    fine = page.language == "da" and page.headings.count("h1") == 1 and page.links
    return [] if fine else [f"{answer.status_code} is no page of ours: {text(answer)[:80]!r}"]


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_no_form_sends_is_answered_all_the_same(centre: Centre, name: str) -> None:
    send_oddly(centre, name, each=3)


def send_oddly(centre: Centre, name: str, each: int) -> None:
    """Send what no form sends to an address, in each so many-th of the ways."""
    found = asked(centre, WRITTEN[name])
    if found is None:
        return
    path, visitor = found
    wrong = []
    for what, send in some(sendings(visitor.client, path), name, each):
        answer = send()
        if answer.status_code >= 500:
            wrong.append(f"{what}: {answer.status_code}")
        elif what.startswith("without") or (answer.status_code == 400 and not _is_json(answer)):
            wrong += [f"{what}: {fault}" for fault in not_ours(answer)]
    assert not wrong, f"{path}\n" + "\n".join(wrong)


def _is_json(answer: HttpResponseBase) -> bool:
    """Whether a library answers a script in kind."""
    return answer.headers["Content-Type"] == "application/json"


def sendings(client: Client, path: str) -> list[tuple[str, Callable[[], HttpResponseBase]]]:
    """Everything that may be sent: (what, what sends it)."""
    careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
    careful.cookies = client.cookies
    many = {f"field-{number}": "1" for number in range(1100)}
    files = {one: SimpleUploadedFile("a\x00.toml", b"\xff" * 100) for one in NAMES}
    by = partial(_send, client, path)
    return [
        *((what, partial(by, data=body, content_type=kind)) for what, (body, kind) in BODIES.items()),
        ("files for words", partial(by, data=files)),
        ("many files", partial(by, data={f"f{n}": SimpleUploadedFile("x", b"1") for n in range(120)})),
        ("many fields", partial(by, data=many)),
        ("three megabytes", partial(by, data=f"text={'x' * 3_000_000}", content_type=FORM)),
        ("without the seal", partial(_send, careful, path, data={"text": "x"})),
        ("without the seal, many fields", partial(_send, careful, path, data=many)),
        *((method, partial(_ask, client, method, path)) for method in METHODS),
    ]


def _ask(client: Client, method: str, path: str) -> HttpResponseBase:
    with undone():
        answer: HttpResponseBase = getattr(client, method)(path)
        return answer


def _send(client: Client, path: str, **sent: Any) -> HttpResponseBase:
    with undone():
        if isinstance(sent["data"], dict):
            return client.post(path, **sent)
        return client.generic("POST", path, **sent)
