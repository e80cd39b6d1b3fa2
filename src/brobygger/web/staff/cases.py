"""A unit's cases, the search, and the choice of unit."""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from brobygger.records.episodes.models import Episode, Line, Phase
from brobygger.records.pages import address, kind_words
from brobygger.records.people import services as people
from brobygger.records.people.rules import BadNumber, age_on
from brobygger.trust import audit, clock, pages
from brobygger.trust.pages import page
from brobygger.web import dates
from brobygger.web.shell import UNIT_IN_SESSION, Shell, unit_names
from brobygger.web.staff import cases_selectors as selectors
from brobygger.web.staff.access import CASES, CHOOSE_UNIT, SEARCH
from brobygger.web.staff.cases_selectors import CaseRow, Choice
from brobygger.web.staff.words import clock_words, label

NUMBER = re.compile(r"^\d{4}-\d{1,9}$")
CPR_LIKE = re.compile(r"^\d{6}\s*-?\s*[0-9][0-9A-Za-z]{2}\d$")
WHO = ("", "mine", "nobody")


@page(CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of a unit by their next deadline, with filters that can be bookmarked."""
    shell = Shell(request)
    units = dict(shell.units)
    unit = request.GET.get("enhed", shell.unit)
    choice = Choice(
        unit=unit if unit in units else "",
        who=_one_of(request.GET.get("hvem", ""), WHO),
        phase=_one_of(request.GET.get("trin", ""), Phase.values),
        line=_one_of(request.GET.get("omraade", ""), Line.values),
    )
    found = selectors.cases(request.user, choice, request.GET.get("efter", ""))
    pages.listed(request, CASES, pages.numbered(Episode, [row.id for row in found.rows]))
    context = {
        "rows": [shown(row) for row in found.rows],
        "filters": _filters(choice, units),
        "next": _address(choice, efter=found.after) if found.after else "",
        "first": _address(choice) if request.GET.get("efter") else "",
        "closed": choice.phase == Phase.CLOSED,
        "several_units": len(units) > 1,
    }
    return pages.render(request, "staff/cases.html", context)


def _years(age: int) -> str:
    return ngettext(", %(num)s year", ", %(num)s years", age) % {"num": age}


def _one_of(value: str, allowed: Any) -> str:
    return value if value in allowed else ""


def _address(choice: Choice, **changes: str) -> str:
    """The address of the list with some of the choice changed."""
    values = {"enhed": choice.unit, "hvem": choice.who, "trin": choice.phase, "omraade": choice.line, **changes}
    query = urlencode({key: value for key, value in values.items() if value})
    return address("web:cases") + (f"?{query}" if query else "")


def _filters(choice: Choice, units: dict[str, str]) -> list[tuple[str, list[tuple[str, str, bool, None]]]]:
    """Rows of filter links: whose, which step, which line, which unit."""
    groups = [
        (_("Whose"), "hvem", choice.who, [("", _("Everyone’s")), ("mine", _("Mine")), ("nobody", _("Nobody’s yet"))]),
        (_("Step"), "trin", choice.phase, [("", _("All open")), *((p.value, str(p.label)) for p in Phase)]),
        (_("Line"), "omraade", choice.line, [("", _("Both")), *((v.value, str(v.label)) for v in Line)]),
    ]
    if len(units) > 1:
        groups.append((_("Unit"), "enhed", choice.unit, [("", _("All mine")), *units.items()]))
    return [
        (words, [(label, _address(choice, **{key: value}), value == chosen, None) for value, label in options])
        for words, key, chosen, options in groups
    ]


def shown(row: CaseRow) -> dict[str, Any]:
    """A row of a list with its words."""
    today, language = clock.today(), get_language() or "da"
    return {
        "number": row.number,
        "href": address("web:case", row.number),
        "name": _("Protected name") if row.name_protected else row.name,
        "years": _years(age_on(row.birth_date, today)) if row.birth_date else "",
        "line": label(Line, row.line),
        "unit": unit_names(language).get(row.unit, row.unit),
        "phase": label(Phase, row.phase),
        "kind": kind_words(row.kind_of_treatment),
        "responsible": row.responsible or _("nobody yet"),
        "when": dates.deadline_words(row.next_act_by, None, today) if row.next_act_by else "",
        "tone": dates.deadline_tone(row.next_act_by, None, today) if row.next_act_by else "",
        "day": dates.full_day(row.next_act_by),
        "act": clock_words(row.next_clock),
        "opened": dates.day(row.opened_on),
        "is_open": row.is_open,
    }


@page(SEARCH, methods=("GET", "POST"))
def search(request: HttpRequest) -> HttpResponse:
    """Search by name, CPR or case number. What is typed travels in the body, never in an address."""
    query = request.POST.get("query", "").strip()[:100]
    rows, problem = _find(request, query) if query else ([], "")
    if query and not problem:
        found = pages.numbered(Episode, [row.id for row in rows])
        audit.searched(request.user, SEARCH, found, by=_kind_of(query), hits=len(rows))
    else:
        pages.nothing_shown(request)
    if len(rows) == 1 and _kind_of(query) != "name":
        return redirect("web:case", rows[0].number)
    context = {
        "query": query if _kind_of(query) == "name" else "",
        "asked": bool(query),
        "rows": [shown(row) for row in rows],
        "problem": problem,
        "many": len(rows) == selectors.SIZE,
    }
    return pages.render(request, "staff/search.html", context, status=422 if problem else 200)


def _kind_of(query: str) -> str:
    if NUMBER.match(query):
        return "number"
    return "cpr" if CPR_LIKE.match(query) else "name"


def _find(request: HttpRequest, query: str) -> tuple[list[CaseRow], str]:
    """The cases that a query finds, or why it cannot be asked like that."""
    kind = _kind_of(query)
    if kind == "number":
        return selectors.by_number(request.user, query), ""
    if kind == "cpr":
        try:
            person = people.find_by_number(query)
        except BadNumber:
            return [], _("That is not a CPR number: the date in it does not exist.")
        return (selectors.of_person(request.user, person.pk) if person else []), ""
    if sum(letter.isalpha() for letter in query) < 2:
        return [], _("Write at least two letters of the name, a whole CPR number or a case number such as 2026-0147.")
    return selectors.by_name(request.user, query), ""


@page(CHOOSE_UNIT, methods=("POST",))
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Look at one of one's units, or at all of them."""
    unit = request.POST.get("unit", "")
    if unit and unit in (request.user.units or []):  # type: ignore[union-attr]
        request.session[UNIT_IN_SESSION] = unit
    else:
        request.session.pop(UNIT_IN_SESSION, None)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "web:my_day")
