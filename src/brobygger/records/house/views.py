"""The house's pages: what is set, what is asked for, and the second person's answer."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.attempts import Attempts, simply
from brobygger.ground.languages import present_language
from brobygger.records.house import overlay, rules, selectors, services, words
from brobygger.records.house.access import CHANGE, CONFIRM, EXPORT, SEE
from brobygger.records.house.forms import FORMS, SettingForm, TakeOutForm, to_change, tomorrow
from brobygger.records.house.models import Setting
from brobygger.standard import settings as over
from brobygger.standard.settings import CLOSED_DAYS, SETTABLE
from brobygger.trust import access, audit, pages

_SHOWN = 50
attempt = Attempts({rules.NotSet: simply(words.why_not), rules.Faulty: words.beside}, level=messages.ERROR)


@pages.page(SEE)
def house(request: HttpRequest) -> HttpResponse:
    """Show what can be set, what waits, and what does not go with the file any more."""
    waits = pages.listed(request, SEE, selectors.waiting()[:_SHOWN])
    confirmed, today = overlay.confirmed(), clock.today()
    later = [one for one in confirmed if rules.begins(one) > today]
    context = {
        "lists": [
            {
                "words": told,
                "waits": sum(one.list == name for one in waits),
                "later": sum(x.list == name for x in later),
            }
            for name, told in words.LISTS.items()
        ],
        "waiting": [_row(one, request) for one in waits],
        "left_out": [_title(one.list, one.key, one.data) for one in overlay.left_out()],
        "may_change": access.may(request.user, CHANGE),
        "file": standard.load_file().source,
    }
    return pages.render(request, "house/house.html", context)


def _row(row: Setting, request: HttpRequest) -> dict[str, Any]:
    """A setting as lists show it."""
    return {
        "row": row,
        "title": _title(row.list, row.key, row.data or row.before),
        "list": words.LISTS[row.list],
        "taken_out": row.data is None,
        "mine": row.asked_by_id == request.user.pk,
        "own_day": row.list == CLOSED_DAYS,
    }


def _title(name: str, key: str, data: Mapping[str, Any] | None) -> str:
    return words.title_of(name, key, data, _names(name))


def _names(name: str) -> dict[str, str]:
    """The names of a list's things that a setting does not say: a unit's."""
    if name in (CLOSED_DAYS, "municipality"):
        return {}
    language = present_language()
    return {one.id: one.name.in_(language) for one in getattr(standard.load(), name)}


def _list(slug: str) -> str:
    name = words.BY_SLUG.get(slug)
    if name is None:
        raise Http404
    return name


@pages.page(SEE)
def one_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one list as it holds today, what waits, and what was set."""
    name = _list(slug)
    today = clock.today()
    found = rules.things(standard.load_file(), overlay.confirmed(), name, today)
    waits = [one for one in pages.listed(request, SEE, selectors.waiting()[:_SHOWN]) if one.list == name]
    known = pages.listed(request, SEE, selectors.answered(name)[:_SHOWN])
    context = {
        "words": words.LISTS[name],
        "things": [
            {"key": key, "title": _title(name, key, data), "lines": _lines(name, data)} for key, data in found.items()
        ],
        "waiting": [_row(one, request) for one in waits],
        "set": [{**_row(one, request), "to_come": selectors.is_to_come(one, today)} for one in known],
        "may_change": access.may(request.user, CHANGE),
        "may_add": SETTABLE[name].may_add,
    }
    return pages.render(request, "house/list.html", context)


def _lines(name: str, data: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """What a thing says beside its name."""
    shown = [key for key in words.KEYS if key in data and not (key == "name" or name == CLOSED_DAYS)]
    return [(str(words.KEYS[key]), words.in_words(key, data[key])) for key in shown]


@pages.page(CHANGE, methods=["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a new thing of a list, where it may have more."""
    name = _list(slug)
    if not SETTABLE[name].may_add:
        raise Http404
    pages.nothing_shown(request)
    form: Any = FORMS[name](
        request.POST if request.method == "POST" else None, initial={"valid_from": tomorrow(), "first": tomorrow()}
    )
    if request.method == "POST" and form.is_valid():
        day = form.begins() if name == CLOSED_DAYS else form.cleaned_data["valid_from"]
        there = rules.things(standard.load_file(), overlay.confirmed(), name, day)
        key = form.key()
        if name == CLOSED_DAYS and not (key := rules.key_of_new_closing(there, key)):
            form.add_error("first", _("There is a closing on that day already. Change it instead."))
        elif name != CLOSED_DAYS and not key:
            form.add_error("name_da", _("Write a name with at least one letter from a to å or one digit."))
        elif name != CLOSED_DAYS and not (key := rules.key_of_new_thing(there, key, form.cleaned_data["name_da"])):
            form.add_error("name_da", _("There is one by that name already."))
        elif (done := _asked(request, form, name, key, day, form.data_of_thing())) is not None:
            return done
    return _form_page(request, form, name, words.LISTS[name].new)


@pages.page(CHANGE, methods=["GET", "POST"])
def change(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask for another wording, telephone, place or time of one thing."""
    name = _list(slug)
    found = _thing(name, key)
    pages.nothing_shown(request)
    begin = to_change(name, key)
    form = begin(
        request.POST if request.method == "POST" else None,
        initial={"valid_from": tomorrow(), **begin.initial_of(key, found)},
    )
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data.get("valid_from") or clock.today()  # a closing has days of its own
        done = _asked(request, form, name, key, day, form.data_of_thing())
        if done is not None:
            return done
    may_go = SETTABLE[name].may_add
    return _form_page(request, form, name, _title(name, key, found), key=key if may_go else "")


def _thing(name: str, key: str) -> dict[str, Any]:
    """The thing as it holds, or as it was last set for later; Http404 where there is none."""
    confirmed = overlay.confirmed()
    day = max([clock.today(), *(one.valid_from for one in confirmed if (one.list, one.key) == (name, key))])
    found = rules.held(standard.load_file(), confirmed, name, key, day)
    if found is None:
        raise Http404
    return found


@pages.page(CHANGE, methods=["GET", "POST"])
def take_out(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask that something is no longer there from a day on."""
    name = _list(slug)
    if not SETTABLE[name].may_add:
        raise Http404
    found = _thing(name, key)
    pages.nothing_shown(request)
    form = TakeOutForm(request.POST if request.method == "POST" else None, initial={"valid_from": tomorrow()})
    if name == CLOSED_DAYS and not over.is_every_year(key):
        form.fields.pop("valid_from")  # it has a day of its own
    if request.method == "POST" and form.is_valid():
        done = _asked(request, form, name, key, form.cleaned_data.get("valid_from", clock.today()), None)
        if done is not None:
            return done
    return _form_page(request, form, name, _title(name, key, found), takes_out=True)


def _asked(
    request: HttpRequest, form: SettingForm, name: str, key: str, day: Any, data: Mapping[str, Any] | None
) -> HttpResponse | None:
    """Ask, and go back to the list; nothing where it was refused: the form then says why."""
    tried = attempt(form, lambda: services.ask(request.user, name, key, day, data))  # type: ignore[arg-type]
    if not tried:
        return None
    messages.success(request, _("It waits until another has confirmed it. Those who may have been told."))
    return redirect("house:list", slug=words.LISTS[name].slug)


def _form_page(request: HttpRequest, form: SettingForm, name: str, title: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "words": words.LISTS[name], "title": title, **more}
    return pages.render(request, "house/form.html", context, status=422 if form.is_bound else 200)


@pages.page(CONFIRM, methods=["GET", "POST"], fresh=True)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is asked for beside what holds, and let another than the asker say yes or no."""
    rows = Setting.objects.select_related("asked_by", "answered_by")
    found = pages.get_visible(request, rows, CONFIRM, pk=pk)
    if request.method != "POST":
        waits = found.state == Setting.State.WAITING
        why = services.obstacle(found) if waits else ""
        context = {
            **_row(found, request),
            "changes": words.changes(found),
            "waits": waits,
            "stands_in_the_way": words.why_not(rules.NotSet(why)) if why else "",
        }
        return pages.render(request, "house/proposal.html", context)
    yes = "confirm" in request.POST
    answer: Any = services.confirm if yes else services.decline
    done = _("Confirmed. It holds from its day, everywhere.") if yes else _("Nothing was changed.")
    tried = attempt.tell(request, lambda: answer(request.user, pk), done)
    if tried.refusal is not None:
        audit.refused(access.Refused(CONFIRM, request.user, found, reason=tried.refusal.code))
    return redirect("house:house")


@pages.page(EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """Give the standard file with what holds today written into it, as `brobygger standard check` takes it."""
    pages.nothing_shown(request)
    text = services.export(request.user, clock.today())
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, standard.load_file().source) or "attachment"
    return answer
