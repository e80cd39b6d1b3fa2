"""Handing one case, some, or a whole caseload to a colleague (a colleague leaves, or is away)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.desk import cases_selectors as selectors
from brobygger.desk.access import HAND_OVER, HAND_OVER_LIST
from brobygger.records.episodes import services
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import shown_name
from brobygger.trust import pages, roles
from brobygger.trust.models import Account
from brobygger.trust.pages import page
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, MANAGER, OUTREACH

RECEIVING = [COUNSELLOR, AUTHORITY, MANAGER, OUTREACH]


class HandOverForm(forms.Form):
    """Which cases, to whom, and why."""

    episodes = forms.MultipleChoiceField(
        label=gettext_lazy("Cases to hand over"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one case.")},
    )
    receiver = forms.ChoiceField(
        label=gettext_lazy("Who takes over?"),
        error_messages={"required": gettext_lazy("Choose the colleague who takes over.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Stands in the journal of each case, for example: parental leave until August."),
    )

    def __init__(self, *args: Any, episodes: list[Episode], colleagues: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compartments = {episode.number: episode.compartment for episode in episodes}
        self._reads = {str(one.pk): roles.compartments(one.roles) for one in colleagues}
        choices = [(episode.number, _line(episode)) for episode in episodes]
        self.fields["episodes"].choices = choices  # type: ignore[attr-defined]
        named = [(str(c.pk), f"{c.name}, {c.title}" if c.title else c.name) for c in colleagues]
        self.fields["receiver"].choices = [("", _("Choose a colleague")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody is given a case whose record they do not read: they could do nothing about it."""
        data: dict[str, Any] = super().clean() or {}
        reads = self._reads.get(data.get("receiver", ""))
        beyond = [number for number in data.get("episodes", ()) if self._compartments[number] not in (reads or ())]
        if reads is not None and beyond:
            words = _("The colleague does not read the record that these cases belong to: %(numbers)s.")
            self.add_error("receiver", words % {"numbers": ", ".join(beyond)})
        return data


def _colleagues(unit_ids: list[str], but: int) -> list[Account]:
    """Active colleagues with cases in one of the units (one query)."""
    found = Account.objects.filter(is_active=True, roles__overlap=RECEIVING, units__overlap=unit_ids)
    return list(found.exclude(pk=but).order_by("name"))


@page(HAND_OVER_LIST)
def choose(request: HttpRequest) -> HttpResponse:
    """Whose cases are handed over? Everybody with open cases that the actor may hand on, oneself first."""
    pages.nothing_shown(request)
    loads = selectors.caseloads(request.user, HAND_OVER_LIST)
    own = [load for load in loads if load.account_id == request.user.pk]
    others = [load for load in loads if load.account_id != request.user.pk]
    return pages.render(request, "desk/hand_over_choose.html", {"own": own, "others": others})


@page(HAND_OVER_LIST, methods=("GET", "POST"))
def hand_over(request: HttpRequest, account_id: int) -> HttpResponse:
    """The open cases of a colleague (or one's own), with those chosen handed on in one act."""
    giver = Account.objects.filter(pk=account_id).first()
    episodes = selectors.caseload(request.user, account_id, HAND_OVER_LIST) if giver else []
    pages.listed(request, HAND_OVER_LIST, episodes)
    chosen = request.GET.getlist("forloeb")
    units = sorted({episode.unit for episode in episodes} | set(request.user.units))  # type: ignore[union-attr]
    form = HandOverForm(
        request.POST or None,
        episodes=episodes,
        colleagues=_colleagues(units, account_id),
        initial={"episodes": chosen or [episode.number for episode in episodes]},
    )
    if request.method == "POST" and form.is_valid():
        receiver = Account.objects.get(pk=form.cleaned_data["receiver"])
        moving = [episode for episode in episodes if episode.number in form.cleaned_data["episodes"]]
        moved = services.hand_over(request.user, HAND_OVER, moving, receiver, reason=form.cleaned_data["reason"])
        words = ngettext("One case handed over to %(name)s.", "%(n)s cases handed over to %(name)s.", moved)
        messages.success(request, words % {"n": moved, "name": receiver.name})
        return redirect("desk:my_day")
    alone = len(chosen) == 1 and chosen[0] in {episode.number for episode in episodes}
    context = {
        "form": form,
        "giver": giver,
        "own": account_id == request.user.pk,
        "empty": not episodes,
        "some": bool(chosen),
        "back": reverse("desk:case", args=[chosen[0]]) if alone else "",
    }
    return pages.render(request, "desk/hand_over.html", context, status=422 if form.is_bound else 200)


def _line(episode: Episode) -> str:
    """One case in the list of choices."""
    return f"{shown_name(episode)} · {episode.number} · {episode.phase_words}"
