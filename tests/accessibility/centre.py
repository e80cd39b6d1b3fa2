"""A small demo centre to walk through: who works there, and which addresses there are with what behind them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from brobygger import standard
from brobygger.care.assessment.models import AnswerSet, ConferenceItem, Referral
from brobygger.care.intake.models import Inquiry
from brobygger.care.visitation.models import AgendaItem, Appeal, Decision, Meeting, Question, ServiceComplaint
from brobygger.demo.showcase import cast
from brobygger.records.consents import selectors as consents
from brobygger.records.episodes.models import Episode
from brobygger.records.house.models import Setting
from brobygger.records.house.words import LISTS
from brobygger.records.letters.models import Letter
from brobygger.records.notes.models import Note
from brobygger.records.papers.models import Papers
from brobygger.trust import roles
from brobygger.trust.models import Account, BreakGlass, Proposal
from tests.accessibility.reading import Page

Arguments = tuple[Any, ...]
MOST = 30  # of one kind of thing, to choose from
TRIES = 5  # more pages of one address that somebody tries who may open none of the different-looking ones


@dataclass(frozen=True)
class Address:
    """One kind of address: its name, the names of its arguments, and the page behind it."""

    name: str
    arguments: tuple[str, ...]
    view: Any

    @property
    def is_librarys(self) -> bool:
        """Whether the page comes with a library and declares nothing."""
        return not hasattr(self.view, "action")

    def answers(self, method: str) -> bool:
        """Whether the page answers GET or POST."""
        return self.is_librarys or method in self.view.methods


def addresses(patterns: Any = None, namespace: str = "", before: tuple[str, ...] = ()) -> Iterator[Address]:
    """Every address of the software, whatever is included where."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        names = before + (tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, names)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}", names, pattern.callback)


def _of_case(model: type[Model]) -> Callable[[], list[Arguments]]:
    """The newest things of a kind that belong to a case: (number of the case, number of the thing)."""
    return lambda: [tuple(row) for row in model._default_manager.order_by("-pk").values_list("episode__number", "pk")]


def _questions() -> list[Arguments]:
    rows = Question.objects.order_by("-pk").values_list("recommendation__episode__number", "pk")
    return [tuple(row) for row in rows]


def _numbers(model: type[Model]) -> Callable[[], list[Arguments]]:
    return lambda: [(key,) for key in model._default_manager.order_by("-pk").values_list("pk", flat=True)]


def _cases() -> list[Arguments]:
    """The showcase: every phase, protected people, an alias, a refusal, an appeal; and some that are closed."""
    names = [role.name for role in cast.EVERYONE]
    shown = Episode.objects.filter(number__in=_showcase_numbers(names)).values_list("number")
    closed = Episode.objects.exclude(closed_on=None).order_by("-pk").values_list("number")[:3]
    return [*shown, *closed]


def _showcase_numbers(names: list[str]) -> list[str]:
    rows = Episode.objects.select_related("person").order_by("-pk")[:400]
    return [row.number for row in rows if row.person.name in names]


def _every(*values: Any) -> Callable[[], list[Arguments]]:
    return lambda: [(number, value) for (number,) in _cases() for value in values]


def _consent_questions() -> list[Arguments]:
    return [(number, asked.key) for (number,) in _cases() for asked in consents.every_question()[:2]]


def _answer_sets() -> list[Arguments]:
    rows = AnswerSet.objects.order_by("-pk").values_list("episode__number", "instrument", "pk")
    return [tuple(row) for row in rows]


# Where the arguments of an address come from, by what they are called; an address of its own comes first.
SOURCES: dict[str, Callable[[], list[Arguments]]] = {
    "number": _cases,
    "number, letter_id": _of_case(Letter),
    "letter_id": _numbers(Letter),
    "number, papers_id": _of_case(Papers),
    "number, decision_id": _of_case(Decision),
    "number, appeal_id": _of_case(Appeal),
    "number, complaint_id": _of_case(ServiceComplaint),
    "number, question_id": _questions,
    "number, version": _every(1, 2),
    "number, before, after": lambda: [(number, 1, 2) for (number,) in _cases()],
    "number, month": _every(1, 6),
    "number, key": _consent_questions,
    "number, instrument": _every("dudit", "audit", "who-5"),
    "number, instrument, pk": _answer_sets,
    "number, kind": _every("plan"),
    "number, form_key": _every("recommendation"),
    "form_key": lambda: [("inquiry",)],
    "number, nr": _every(1),
    "number, pk, act": lambda: [(*row, "booked") for row in _of_case(Referral)()],
    "meeting_id": _numbers(Meeting),
    "meeting_id, item_id": lambda: list(AgendaItem.objects.order_by("-pk").values_list("meeting_id", "pk")),
    "account_id": _numbers(Account),
    "unit_id": lambda: [(unit.id,) for unit in standard.load().units],
    "uidb36, key": lambda: [("1", "set-password")],
    "public:young age": lambda: [(unit.age_to + 1,) for unit in standard.load().units if unit.age_to],
    "public:chapter number": lambda: [(3,), (5,), (6,)],
    "trust:review pk": _numbers(BreakGlass),
    "intake pk": _numbers(Inquiry),
    "assessment pk": _numbers(ConferenceItem),
    "notes number, pk": _of_case(Note),
    "trust:proposal pk": _numbers(Proposal),
    "house:proposal pk": _numbers(Setting),
    "house slug": lambda: [(told.slug,) for told in LISTS.values()],
    "house:new slug": lambda: [("lukkedage",), ("samarbejdspartnere",)],
    "house slug, key": lambda: [("enheder", standard.load().units[0].id), ("centret", "municipality")],
    "house:take_out slug, key": lambda: [("samarbejdspartnere", standard.load().partners[-1].id)],
    "trust pk": _numbers(Account),
    "mfa_remove_webauthn pk": lambda: [(1,)],
    "mfa_edit_webauthn pk": lambda: [(1,)],
    "notes number, key": lambda: list(Note.objects.filter(signed_at=None).values_list("episode__number", "key")),
}


@contextmanager
def undone() -> Iterator[None]:
    """Let whatever happens inside be undone. It is a test's frame, no transaction of the software's own."""
    frame = transaction.atomic()
    frame._from_testcase = True  # type: ignore[attr-defined]
    with frame:
        yield
        transaction.set_rollback(True)


class Visitor:
    """Somebody at the centre with a browser, or nobody in particular."""

    def __init__(self, account: Account | None) -> None:
        self.account = account
        self.client = Client(raise_request_exception=False)
        if account is not None:
            self.client.force_login(account)
            session = self.client.session
            # Proved a moment ago: what changes the way in asks for it anew (trust/adapter.py).
            proved = {"method": "mfa", "at": time.time(), "reauthenticated": True}
            methods = [{"method": "password", "at": time.time()}, proved]
            session["account_authentication_methods"] = methods
            session["account_authentication_methods_user"] = str(account.pk)
            session.save()
        self._cookies = deepcopy(self.client.cookies)

    @property
    def name(self) -> str:
        """Who it is, to say in a fault."""
        return f"{', '.join(self.account.roles)} ({self.account.name})" if self.account else "a visitor"

    def get(self, address: str) -> HttpResponseBase:
        """Open a page."""
        self._begin()
        return self.client.get(address)

    def page(self, address: str) -> Page | None:
        """Read a page; None when the answer is none."""
        answer = self.get(address)
        return Page(text(answer)) if answer.status_code == 200 and is_page(answer) else None

    def post(self, address: str, sent: dict[str, Any]) -> HttpResponseBase:
        """Send a form, and undo what it did."""
        self._begin()
        with undone():
            return self.client.post(address, sent)

    def _begin(self) -> None:
        """Come as one was signed in: a session that was changed and undone leaves its cookie behind."""
        self.client.cookies = deepcopy(self._cookies)


Shown = tuple[str, Page, Visitor]  # a path, the page that was read there, and by whom


@dataclass(frozen=True)
class Found:
    """The pages of one address: those that look different, and where the others are, with the units of their cases."""

    different: list[Shown] = field(default_factory=list)
    alike: list[tuple[str, str]] = field(default_factory=list)


class Centre:
    """The centre as it was built: a visitor, everybody who works there, and one who holds every role everywhere."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], Found] = {}
        self._units: dict[Any, str] = dict(Episode.objects.values_list("number", "unit"))
        staff = Account.objects.filter(is_demo=True).order_by("pk")
        alike = {(*account.roles, *account.units): account for account in reversed(staff)}
        self.visitors = [Visitor(None), *(Visitor(account) for account in alike.values())]
        units = [unit.id for unit in standard.load().units]
        account = Account.objects.create_user(
            "alt@example.dk", "et langt kodeord", name="Alle Roller", roles=sorted(roles.ALL), units=units
        )
        self.everything = Visitor(account)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
        RecoveryCodes.activate(account)

    def arguments(self, address: Address) -> list[Arguments]:
        """Arguments that lead to something. Raises LookupError for an address nobody has given any."""
        if not address.arguments:
            return [()]
        names = ", ".join(address.arguments)
        app = address.name.partition(":")[0]
        for key in (f"{address.name} {names}", f"{app} {names}", names):
            if key in SOURCES:
                return SOURCES[key]()[:MOST]
        raise LookupError(f"{address.name}: say in SOURCES where <{names}> come from")

    def cases(self) -> list[Arguments]:
        """The cases that the tests walk through, by number."""
        return _cases()

    def unit_of(self, number: str) -> str:
        """The unit of a case."""
        return self._units[number]

    def pages(self, address: Address, most: int | None = None) -> list[Shown]:
        """The different-looking pages of one address, the richest first, all or `most` of them, with who found them."""
        return self._at(address).different[:most]

    def paths(self, address: Address) -> list[str]:
        """Where those pages are; or one place, when the address gives no page."""
        found = self._at(address)
        return [path for path, _page, _visitor in found.different] or [path for path, _unit in found.alike[:1]]

    def other_paths(self, address: Address, visitor: Visitor) -> list[str]:
        """More pages of one address, in units of their own, for somebody who may open none of the different ones."""
        units = visitor.account.units if visitor.account else []
        return [path for path, unit in self._at(address).alike if unit in ("", *units)][:TRIES]

    def _at(self, address: Address) -> Found:
        """Read the pages of one address. They are remembered: the centre is the same for every test."""
        key = (address.name, settings.DEMO)
        if key not in self._found:
            self._found[key] = self._read(address)
        return self._found[key]

    def _read(self, address: Address) -> Found:
        known = self.arguments(address)
        units = {path_of(address.name, *given): self._units.get(given[0], "") if given else "" for given in known}
        for visitor in (self.everything, *self.visitors):
            read = [(path, page, visitor) for path in units if (page := visitor.page(path)) is not None]
            if read:
                different = _different(read)
                alike = {path: units[path] for path, _page, _visitor in read}
                for path, _page, _visitor in different:
                    del alike[path]
                return Found(different, list(alike.items()))
            if not all(is_page(visitor.get(path)) for path in list(units)[:1]):
                break  # a file
        return Found(alike=list(units.items()))


def _different(read: list[Shown]) -> list[Shown]:
    """As few pages as show every kind of thing that is on any of them."""
    chosen: list[Shown] = []
    seen: set[str] = set()
    while True:
        best = max(read, key=lambda one: len(one[1].features - seen))
        if not best[1].features - seen:
            break
        chosen.append(best)
        seen |= best[1].features
    return chosen


def path_of(name: str, *arguments: Any) -> str:
    """The Danish address, whatever language the last page was in."""
    with translation.override("da"):
        return reverse(name, args=arguments)


def is_page(answer: HttpResponseBase) -> bool:
    """Whether an answer is a page to look at."""
    return answer.headers.get("Content-Type", "").startswith("text/html")


def text(answer: HttpResponseBase) -> str:
    """What an answer says."""
    return b"".join(answer).decode()  # type: ignore[arg-type]
