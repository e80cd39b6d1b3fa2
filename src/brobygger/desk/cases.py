"""A unit's cases, the search, and the choice of unit."""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from brobygger.desk import cases_selectors as selectors
from brobygger.desk.access import CASE, CASES, CHOOSE_UNIT, SEARCH
from brobygger.desk.cases_selectors import CaseRow, Choice
from brobygger.desk.words import clock_words, label, phase_name
from brobygger.ground import clock, dates, room
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.ground.templating import template_in
from brobygger.records.episodes import meeting
from brobygger.records.episodes.models import Episode, Line
from brobygger.records.pages import kind_words
from brobygger.records.people import indexes
from brobygger.records.people.rules import BadNumber, age_on
from brobygger.standard.courses import CLOSED, Phase, phases_of
from brobygger.trust import access, audit, offered, pages
from brobygger.trust import units as own_units
from brobygger.trust.pages import page

NUMBER = re.compile(r"^\d{4}-\d{1,9}$")
CPR_LIKE = re.compile(r"^\d{6}\s*-?\s*[0-9][0-9A-Za-z]{2}\d$")
RUNNING = re.compile(r"^\d{1,5}$", re.A)
DAY = re.compile(
    r"^(?:(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})|(?P<d6>\d{2})(?P<m6>\d{2})(?P<y6>\d{2})"
    r"|(?P<y8>\d{4})-(?P<m8>\d{1,2})-(?P<d8>\d{1,2}))$",
    re.A,
)
PHONE_LIKE = re.compile(r"^\+?[\d ()-]{8,20}$", re.A)
WHO = ("", "mine", "nobody")


@page(CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of a unit by their next deadline, with filters that can be bookmarked."""
    units = dict(own_units.of(request.user))
    unit = request.GET.get("enhed", own_units.chosen(request))
    choice = Choice(
        unit=unit if unit in units else "",
        who=_whose(request.GET.get("hvem", "")),
        phase=_one_of(request.GET.get("trin", ""), [phase.id for phase in _phases()]),
        line=_one_of(request.GET.get("omraade", ""), Line.values),
    )
    found = selectors.cases(request.user, choice, request.GET.get("efter", ""))
    pages.listed(request, CASES, pages.numbered(Episode, [row.id for row in found.rows]))
    context = {
        "rows": [shown(row) for row in found.rows],
        "filters": _filters(choice, units),
        "next": _address(choice, efter=found.after) if found.after else "",
        "first": _address(choice) if request.GET.get("efter") else "",
        "closed": choice.phase == CLOSED.id,
        "several_units": len(units) > 1,
        "hands_over": offered.offers("desk:handovers", request.user),
    }
    return pages.render(request, "desk/cases.html", context)


def _phases() -> tuple[Phase, ...]:
    """The phases of the kinds of course that some room is there for."""
    return phases_of(room.courses_served())


def _whose(value: str) -> str:
    """Mine, nobody's, or those of the account with a number; everybody's otherwise."""
    return value if value.isdecimal() and value.isascii() and len(value) < 18 else _one_of(value, WHO)


def _one_of(value: str, allowed: Any) -> str:
    return value if value in allowed else ""


def _address(choice: Choice, **changes: str) -> str:
    """The address of the list with some of the choice changed."""
    values = {"enhed": choice.unit, "hvem": choice.who, "trin": choice.phase, "omraade": choice.line, **changes}
    query = urlencode({key: value for key, value in values.items() if value})
    return address_or_empty("desk:cases") + (f"?{query}" if query else "")


def _filters(choice: Choice, units: dict[str, str]) -> list[tuple[str, list[tuple[str, str, bool, None]]]]:
    """Rows of filter links: whose, which step, which line, which unit."""
    phases = [(phase.id, phase.name.in_(present_language())) for phase in _phases()]
    groups = [
        (_("Whose"), "hvem", choice.who, [("", _("Everyone’s")), ("mine", _("Mine")), ("nobody", _("Nobody’s yet"))]),
        (_("Step"), "trin", choice.phase, [("", _("All open")), *phases]),
        (_("Line"), "omraade", choice.line, [("", _("Both")), *((v.value, str(v.label)) for v in Line)]),
    ]
    if len(units) > 1:
        groups.append((_("Unit"), "enhed", choice.unit, [("", _("All my units")), *units.items()]))
    return [
        (words, [(label, _address(choice, **{key: value}), value == chosen, None) for value, label in options])
        for words, key, chosen, options in groups
    ]


class ShownCase(NamedTuple):
    """A row of a list with its words."""

    number: str
    href: str
    name: str
    years: str
    line: str
    unit: str
    phase: str
    kind: str
    responsible: str
    by: Markup
    act: str
    opened: str


def shown(row: CaseRow) -> ShownCase:
    """A row of a list with its words; what many rows say alike is put into words once."""
    today, language = clock.today(), present_language()
    return ShownCase(
        number=row.number,
        href=address_or_empty("desk:case", row.number),
        name=_("Protected name") if row.name_protected else row.name,
        years=_years(age_on(row.birth_date, today), language) if row.birth_date else "",
        line=label(Line, row.line, language),
        unit=own_units.names(language).get(row.unit, row.unit),
        phase=phase_name(row.phase, language),
        kind=_kind_words(row.kind_of_treatment, language),
        responsible=row.responsible or _("nobody yet"),
        by=_by(row.next_act_by, today, language) if row.next_act_by else Markup("–"),
        act=clock_words(row.next_clock, language),
        opened=dates.day(row.opened_on),
    )


@cache
def _years(age: int, _language: str) -> str:
    return ngettext(", %(num)s year", ", %(num)s years", age) % {"num": age}


@cache
def _kind_words(kind: str, _language: str) -> str:
    return kind_words(kind)


@lru_cache(maxsize=4096)
def _by(day: date, today: date, language: str) -> Markup:
    """The next practical day as a badge and a date."""
    badge = template_in(language, "components/badges.html").module.badge  # type: ignore[attr-defined]
    drawn = badge(dates.deadline_words(day, None, today), dates.deadline_tone(day, None, today))
    return Markup('{}<br><span class="meta">{}</span>').format(drawn, dates.full_day(day))


@page(SEARCH, methods=("GET", "POST"))
def search(request: HttpRequest) -> HttpResponse:
    """Search by name, CPR, telephone, birth date or case number.

    What is typed travels in the body, never in an address.
    """
    query = request.POST.get("query", "").strip()[:100]
    rows, problem, behind = _find(request, query) if query else ([], "", None)
    near = bool(query) and not rows and not problem and _kind_of(query) == "name"
    if near:
        rows = selectors.nearly_by_name(request.user, query)
    if query and not problem:
        found = pages.numbered(Episode, [row.id for row in rows])
        audit.searched(request.user, SEARCH, found, by=_kind_of(query), hits=len(rows))
    else:
        pages.nothing_shown(request)
    if len(rows) == 1 and _kind_of(query) in ("number", "cpr"):
        return redirect("desk:case", rows[0].number)
    if behind is not None:
        _ask_for_a_reason(request, behind)
    context = {
        "query": query if _kind_of(query) == "name" else "",
        "asked": bool(query),
        "rows": [shown(row) for row in rows],
        "problem": problem,
        "near": near,
        "many": len(rows) == selectors.SIZE,
    }
    return pages.render(request, "desk/search.html", context, status=422 if problem else 200)


def _kind_of(query: str) -> str:
    """What somebody searches by: its form says it."""
    if NUMBER.match(query):
        return "number"
    if CPR_LIKE.match(query):
        return "cpr"
    if RUNNING.match(query):
        return "running-number"
    if _day_of(query) is not None:
        return "birth-date"
    return "phone" if PHONE_LIKE.match(query) else "name"


def _day_of(query: str) -> date | None:
    """A birth date as people write it: 5.4.1982, 05-04-1982, 050482 or 1982-04-05."""
    written = DAY.match(query)
    if written is None:
        return None
    parts = written.groupdict()
    day, month, year = (int(parts[name] or parts[f"{name}6"] or parts[f"{name}8"]) for name in "dmy")
    if year < 100:
        year += 2000 if 2000 + year <= clock.today().year else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_form(actor: Any, query: str, kind: str) -> list[CaseRow]:
    """What a running number, a birth date or a telephone number finds."""
    if kind == "running-number":
        return selectors.by_running_number(actor, int(query))
    if kind == "birth-date":
        return selectors.by_birth_date(actor, _day_of(query) or clock.today())
    # An alias is found by its number when no name is: never both in one answer (sundhedsloven § 141, stk. 7).
    index, of_alias = indexes.phone_index(query), indexes.phone_index(query, alias=True)
    named = selectors.by_phone(actor, index) if index else []
    return named if named or of_alias is None else selectors.by_phone(actor, of_alias)


def _ask_for_a_reason(request: HttpRequest, behind: Episode) -> None:
    """Interrupt with the page that opens a case from outside its unit, and lead to it then. Raises access.Refused.

    Who has a whole CPR number or a case number in hand, and may break the glass, is not told that nobody was found, and
    so does not write the citizen's record a second time. A name leads to nothing.
    """
    refusal = access.Refused(CASE, request.user, behind)
    refusal.onward = address_or_empty("desk:case", behind.number)
    raise refusal


def _find(request: HttpRequest, query: str) -> tuple[list[CaseRow], str, Episode | None]:
    """The cases that a query finds, why it cannot be asked like that, and a case that a reason would open."""
    kind = _kind_of(query)
    if kind == "number":
        found = selectors.by_number(request.user, query)
        return found, "", None if found else selectors.behind_glass(request.user, query)
    if kind == "cpr":
        try:
            asked = meeting.ask(request.user, query)
        except BadNumber:
            return [], _("That is not a CPR number: the date in it does not exist."), None
        found = selectors.of_persons(request.user, [person.pk for person in asked.persons])
        return found, "", None if found else asked.behind
    if kind != "name":
        return _by_form(request.user, query, kind), "", None
    if sum(letter.isalpha() for letter in query) < 2:
        words = _(
            "Write at least two letters of the name, a whole CPR number, a telephone number, a birth date such as "
            "5.4.1982 or a case number such as 2026-0147."
        )
        return [], words, None
    return selectors.by_name(request.user, query), "", None


@page(CHOOSE_UNIT, methods=("POST",))
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Look at one of one's units, or at all of them."""
    own_units.choose(request, request.POST.get("unit", ""))
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "desk:my_day")
