"""The pages of the public site: nothing here knows who reads them, and nothing is kept about them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.languages import in_english
from brobygger.standard import offer_words
from brobygger.standard.model import Unit
from brobygger.trust.pages import page
from brobygger.web.public import selectors
from brobygger.web.public.access import READ_PUBLIC
from brobygger.web.public.chapters import chapters, for_audience, promises_on
from brobygger.web.public.examples import examples
from brobygger.web.public.opening import grouped, opening, walk_in
from brobygger.web.public.site import render
from brobygger.web.public.typesetting import standard_pdf

FEW_SECTIONS = 8


def _units() -> list[Unit]:
    """The units that take inquiries, in the order of their menu choices."""
    found = [unit for unit in standard.load().units if unit.takes_inquiries]
    return sorted(found, key=lambda unit: (unit.menu_choice or 99, unit.id))


@page(READ_PUBLIC)
def front(request: HttpRequest) -> HttpResponse:
    """What to do now, is it open, who are you, where can one walk in, what is promised (KS-4.1-1)."""
    rules, now = standard.load(), clock.now()
    every_hour = [hours for unit in _units() for hours in unit.hours]
    door = opening(every_hour, rules.calendar, now)
    here_today = walk_in(rules, now.date(), now)
    day = now.date()
    still_today = [place for place in here_today if place.hours.closes > now.time()]
    if not still_today and door.opens_on:
        day = door.opens_on
        still_today = walk_in(rules, day, now)
    counted = selectors.promises_kept(now.date())
    kept = None if counted is None else counted[selectors.BOTH]
    context = {"door": door, "units": _units(), "places": still_today, "places_on": day, "kept": kept}
    return render(request, "public/front.html", {**context, "is_today": day == now.date()})


@page(READ_PUBLIC)
def audience(request: HttpRequest, who: str) -> HttpResponse:
    """One of the doors, in the words one would use oneself (KS-1-3)."""
    return _door(request, f"public/{who}.html", who, _units())


@page(READ_PUBLIC)
def young(request: HttpRequest, age: int) -> HttpResponse:
    """The door for those under an age that the file has a unit for: its address is the file's own (`/under-30/`)."""
    units = [unit for unit in _units() if unit.age_to is not None and unit.age_to + 1 == age]
    if not units:
        raise Http404
    return _door(request, "public/young.html", "citizen", units, age=age)


def _door(request: HttpRequest, template: str, who: str, units: list[Unit], **more: object) -> HttpResponse:
    """A page for somebody, with the units that are for them."""
    rules = standard.load()
    sections = for_audience(rules, who)
    group = next((g for g in rules.target_groups if g.id == who), None)
    # Where nearly everything concerns one, the chapters lead on.
    shown = sections if len(sections) <= FEW_SECTIONS else [s for s in sections if s.level == 1]
    now = clock.now()
    hours = [h for unit in units for h in unit.hours]
    door = opening(hours, rules.calendar, now)
    context = {"group": group, "sections": shown, "units": units, "door": door, "grouped": grouped}
    return render(request, template, context | more)


@page(READ_PUBLIC)
def contact(request: HttpRequest) -> HttpResponse:
    """Every unit with number, choice, address and hours (KS-6-1)."""
    rules, now = standard.load(), clock.now()
    units = [*_units(), *(u for u in rules.units if not u.takes_inquiries)]
    doors = {unit.id: opening(unit.hours, rules.calendar, now) for unit in units}
    return render(request, "public/contact.html", {"units": units, "doors": doors, "grouped": grouped})


@page(READ_PUBLIC)
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """One unit: who it is for, what it aims at, how to reach it (KS-6-1)."""
    rules = standard.load()
    try:
        found = rules.unit(unit_id)
    except KeyError as unknown:
        raise Http404 from unknown
    door = opening(found.hours, rules.calendar, clock.now())
    return render(
        request, "public/unit.html", {"unit": found, "door": door, "grouped": grouped, "one_team": rules.one_team}
    )


@page(READ_PUBLIC)
def treatment(request: HttpRequest) -> HttpResponse:
    """What happens, what kinds of treatment there are, and what a course may aim at (KS-4.3-1, KS-2-1)."""
    return render(request, "public/treatment.html", {"offer_words": offer_words})


@page(READ_PUBLIC)
def about(request: HttpRequest) -> HttpResponse:
    """Whom the centre is for, its values and principles (KS-2-2)."""
    return render(request, "public/about.html", {})


@page(READ_PUBLIC)
def promises(request: HttpRequest) -> HttpResponse:
    """Every promise in citizens' words, with section, law and how well it is kept."""
    rules, today = standard.load(), clock.today()
    kept = selectors.promises_kept(today)
    parts = [chapter for chapter in chapters(rules, today) if chapter.promises]
    return render(request, "public/promises.html", {"chapters": parts, "kept": kept, "examples": examples(rules)})


@page(READ_PUBLIC)
def complaints(request: HttpRequest) -> HttpResponse:
    """How to complain about drug and about alcohol treatment (KS-5.8.1-1, KS-5.8.2-1)."""
    rules = standard.load()
    ids = ("appeal-period", "reassessment")
    found = [version for version in promises_on(rules, clock.today()) if version.id in ids]
    return render(request, "public/complaints.html", {"promises": found, "examples": examples(rules)})


@page(READ_PUBLIC)
def whole_standard(request: HttpRequest) -> HttpResponse:
    """The contents of the standard, chapter by chapter."""
    return render(request, "public/standard.html", {"chapters": chapters(standard.load(), clock.today())})


@page(READ_PUBLIC)
def chapter(request: HttpRequest, number: int) -> HttpResponse:
    """One chapter of the standard with every promise in it."""
    rules = standard.load()
    every = chapters(rules, clock.today())
    at = next((i for i, part in enumerate(every) if part.number == str(number)), None)
    if at is None:
        raise Http404
    near = {"before": every[at - 1] if at else None, "after": every[at + 1] if at + 1 < len(every) else None}
    return render(request, "public/chapter.html", {"chapter": every[at], "examples": examples(rules), **near})


@page(READ_PUBLIC)
def pdf(_request: HttpRequest) -> HttpResponse:
    """The whole standard as a tagged PDF."""
    language = "en" if in_english() else "da"
    response = HttpResponse(standard_pdf(standard.load(), clock.today(), language), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{_("quality-standard")}.pdf"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@page(READ_PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, how long, and what they can ask for."""
    return render(request, "public/privacy.html", {})


@page(READ_PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html", {})
