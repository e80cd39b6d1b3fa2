"""Every component on two pages, so that a browser can look at all of them: addresses of the tests only."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes.journal import TimelineEntry
from brobygger.standard import explain
from brobygger.trust import access, pages
from brobygger.web.urls import urlpatterns as real

GALLERY = access.actions().get("test.gallery") or access.declare("test.gallery", scope="signed-in")
KINDS = [("day", "Dagbehandling, stof, 12 uger"), ("talks", "Ambulant behandling"), ("no", "Afslag")]


class EveryField(forms.Form):
    """One field of each kind."""

    outcome = forms.ChoiceField(label="Afgørelse", choices=KINDS, widget=forms.RadioSelect, initial="day")
    reasons = forms.CharField(
        label="Begrundelse", help_text="Står i brevet, som du skriver det.", widget=forms.Textarea
    )
    name = forms.CharField(label="Navn", required=False, max_length=40)
    email = forms.EmailField(label="E-mail", required=False)
    day = forms.DateField(label="Dato")
    hour = forms.TimeField(label="Klokkeslæt", required=False)
    moment = forms.DateTimeField(label="Dato og tid", required=False)
    weeks = forms.IntegerField(label="Varighed", min_value=1, max_value=52)
    unit = forms.ChoiceField(label="Enhed", choices=[("", "Vælg"), ("drug", "Stofbehandlingen")])
    substances = forms.MultipleChoiceField(
        label="Hvilke rusmidler?", choices=KINDS, widget=forms.CheckboxSelectMultiple, required=False
    )
    seen = forms.BooleanField(label="Lars har set alle de oplysninger, vi lægger vægt på")
    paper = forms.FileField(label="Bilag", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


FORM = """{% extends "shell/staff.html" %}
{% from "components/forms.html" import form_page, options, field, button_form, button_link with context %}
{% from "components/letter_preview.html" import letter_preview %}
{% from "components/notice.html" import notice %}
{% block title %}Skema{% endblock %}
{% block content %}<div class="columns">
<div>{{ notice("Forløbet er lukket.", "warning", "Læs først") }}
{% call form_page(form, "Træf afgørelsen", heading="Afgørelse", cancel="/", autosave="/gem/") %}
{{ options(form.outcome, {"day": "Start 11. april", "no": "Kræver begrundelse"}, "day") }}
{{ field(form.reasons) }}{{ field(form.name, width="m") }}{{ field(form.email, autocomplete="off") }}
{{ field(form.day) }}{{ field(form.hour) }}{{ field(form.moment) }}{{ field(form.weeks, suffix="uger", width="xs") }}
{{ field(form.unit) }}{{ field(form.substances) }}{{ field(form.seen) }}{{ field(form.paper) }}{{ field(form.key) }}
{% endcall %}{{ button_form("/gem/", "Tag den", about="fra Jens", hidden={"a": "b"}) }}
{{ button_form("/gem/", "Fortryd", kind="link") }} {{ button_link("Skriv notat", "/", icon_name="plus") }}</div>
{% call letter_preview("Sådan bliver brevet", "/brev.pdf", "Gult har du selv skrevet.") %}
<h3>Du får dagbehandling</h3><p>Kære Lars</p><h4>Derfor</h4><p><mark>Vi har lagt vægt på</mark></p>
{% endcall %}</div>{% endblock %}"""

CASE = """{% extends "shell/case.html" %}
{% from "components/next_act.html" import next_act with context %}
{% from "components/badges.html" import badge, deadline_badge %}
{% from "components/timeline.html" import timeline %}
{% from "components/phase_bar.html" import phase_bar %}
{% from "components/explanation.html" import explanation, explanation_of, explained %}
{% from "components/sections.html" import section_head, page_head, group_head %}
{% from "components/filters.html" import filters %}
{% from "components/tables.html" import table, paging %}
{% from "components/empty.html" import empty %}
{% from "components/acts.html" import act_row %}
{% from "components/charts.html" import promise_bar, legend, line_chart, data_table %}
{% block title %}Overblik{% endblock %}
{% block content %}{{ page_head("Overblik", "Én ting haster.", "Sidst set i går") }}
{{ phase_bar(steps) }}
<div class="case-columns"><div class="case-columns__next">
{{ next_act("Book samtalen", "Du har en ledig tid.", ("Book kl. 10.30", "/b/", {"a": 1}), [("Vælg en anden", "/")]) }}
</div><div class="case-columns__side">{{ section_head("Frister", ("Alle 9", "/")) }}
<ul class="rows no-max-width">{% for deadline in deadlines %}<li class="row"><div class="row--head"><h3>Frist</h3>
{{ deadline_badge(deadline) }}</div>{{ explanation_of(reckoned, ("Andet sted", "/"), "Sådan regnet", loop.first) }}
</li>{% endfor %}</ul>{{ explained("Modtaget mandag.", "serviceloven § 101", "3.5", true) }}</div>
<div class="case-columns__journal">{{ section_head("Journal", "14 i alt") }}
{{ filters([("Alt", "/", true, 14), ("Trin", "/", false, 4)], "Vis") }}
{{ timeline(entries) }}
{{ empty("Ingen breve endnu.", "De kommer her.", ("Skriv et", "/")) }}
{{ group_head("Overskredet", 1) }}<ul class="rows no-max-width">
{% call act_row("For 5 dage siden", "torsdag", "Hold samtale", ("Bo, 52 år", "/"), "aflyste", ("Find", "/"), true) %}
{{ explanation([("Modtaget", "mandag"), ("I praksis", "onsdag")], ["Ansvarlig: Mette."], "Serviceloven § 101") }}
{% endcall %}</ul>
{% call table(["Navn", ("Frist", "/", "ascending"), ""], "Forløb", [1]) %}
<tr><th scope="row">Bo</th><td class="num">3</td><td><a href="/">Åbn</a></td></tr>{% endcall %}
{{ paging("/next/", before="/") }}
{{ promise_bar(90, 5, 5, "90 ud af 100") }}{{ legend(90, 5, 5) }}
{{ line_chart([("marts", 12), ("maj", 8)], "AUDIT over tid", 0, 40, [(0, 8, "lav"), (8, 16, "mellem")]) }}
{{ data_table(["Tid", "Tal"], [("marts", 12), ("maj", 8)]) }}</div></div>{% endblock %}"""


def _case() -> SimpleNamespace:
    return SimpleNamespace(
        number="2026-0147", name="Prøve Person", age=41, cpr_masked="010785-****", cpr="", show_cpr_href="/vis/",
        counsellor="Mette Lund", hand_over_href="/o/", line="Stof", kind="ambulant", protection="Beskyttet adresse",
        children=SimpleNamespace(
            words="2 børn hjemme", notice_sent=False, notice_waits=False, notice_owed=True, href="/"
        ),
        consents=SimpleNamespace(words="Samtykke til 2 af 4", href="/"), closed_on=clock.today(),
        flags=[("info", "Tolk: arabisk", "")],
        tabs=[("Overblik", "/", True, None), ("Breve", "/breve/", False, 1), ("Netværk", "/n/", False, None)],
    )  # fmt: skip


def _deadlines() -> list[SimpleNamespace]:
    day, step = clock.today(), timedelta
    dates = [("late", -5), ("due", 0), ("running", 1), ("running", 9), ("running", 40), ("met", 0), ("met-late", 0)]
    dates += [("departed", 0), ("void", 0)]
    return [SimpleNamespace(state=s, act_by=day + step(days=n), due_on=day + step(days=n)) for s, n in dates]


def _draw(request: HttpRequest, source: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(engines["jinja2"].from_string(source).render(context, request))


@pages.page(GALLERY, methods=("GET", "POST"))
def form(request: HttpRequest) -> HttpResponse:
    """Every field, and after sending every error."""
    sent = EveryField(request.POST) if request.method == "POST" else EveryField()
    return _draw(request, FORM, {"form": sent})


@pages.page(GALLERY)
def case(request: HttpRequest) -> HttpResponse:
    """Every other component."""
    rules, day = standard.load(), clock.today()
    messages.success(request, "Samtalen er booket.", extra_tags="undo=/fortryd/")
    messages.error(request, "Brevet kunne ikke sendes.")
    steps = [
        ("Henvendelse", "27. marts", "done", "/"),
        ("Behandling", "i dag", "now", ""),
        ("Opfølgning", "", "ahead", ""),
    ]
    reckoned = explain(rules.clock("treatment-guarantee-drug", day), rules, day)
    entries = [
        TimelineEntry("Afgørelse", "mandag", step=True, text="Tekst."),
        TimelineEntry("Notat", "mandag", text="Rettet.", struck=True, link=("Se rettelsen", "/")),
    ]
    context = {
        "case": _case(),
        "steps": steps,
        "deadlines": _deadlines(),
        "reckoned": reckoned,
        "entries": entries,
    }
    return _draw(request, CASE, context)


urlpatterns = [path("galleri/skema/", form), path("galleri/forloeb/", case), *real]
