"""The plain pages: the same rows, read by the ORM as tuples and drawn by Jinja2."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from jinja2 import Environment

from bench.plain.models import PlainDeadline, PlainEpisode, PlainEvent, PlainNote
from brobygger.care.intake.models import Inquiry
from brobygger.care.visitation.models import AgendaItem
from brobygger.records.consents.models import Consent
from brobygger.records.drafts.models import Draft
from brobygger.records.letters.models import Letter
from brobygger.records.notes.models import Note


def environment(**options: Any) -> Environment:
    """A plain environment: the addresses of pages, and dates."""
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 (the backend escapes)
    env.globals.update(url=lambda name, *args: reverse(name, args=args))
    env.filters.update(day=day, moment=moment)
    return env


def day(value: date | None) -> str:
    """A date as figures; the cheapest there is."""
    return value.strftime("%d.%m.%Y") if value else ""


def moment(value: datetime) -> str:
    """A day and hour as figures."""
    return timezone.localtime(value).strftime("%d.%m.%Y %H.%M")


def front(_request: HttpRequest) -> HttpResponse:
    """Something for the server to answer when it has started."""
    return HttpResponse("plain")


@login_required
def my_day(request: HttpRequest) -> HttpResponse:
    """The account's open deadlines of the next 14 days, and what waits beside them: all that stands on our page."""
    account: Any = request.user
    today = timezone.localdate()
    deadlines = PlainDeadline._default_manager.filter(
        responsible=account, outcome="open", act_by__lte=today + timedelta(14)
    )
    found = deadlines.exclude(answers="citizen").order_by("act_by", "id").values_list(
        "episode__number", "episode__person_name", "episode__birth_date", "clock", "started_on", "due_on",
        "act_by", "responsible__name",
    )[:50]  # fmt: skip
    context = {
        "today": today,
        # One row for what ends on one day in one case, as on our page.
        "rows": list({(row[0], row[6]): row for row in reversed(found)}.values())[::-1],
        **_beside(account, today),
        "inquiries": Inquiry.objects.filter(state="waiting", unit__in=account.units)
        .order_by("received_at", "id").values_list("id", "line", "age", "received_at", "episode__next_act_by")[:13],
        "notes": PlainNote._default_manager.filter(author=account).order_by("occurred_at")
        .values_list("key", "episode__number", "episode__person_name", "occurred_at")[:20],
        "letters": Letter.objects.filter(state="failed", responsible_id=account.pk).order_by("id")
        .values_list("id", "title", "episode__number")[:50],
        "meeting": AgendaItem.objects.filter(
            state="waiting", episode__responsible=account, meeting__ends_at__gt=timezone.now()
        ).order_by("meeting__starts_at").values_list("meeting_id", "meeting__starts_at").first(),
    }  # fmt: skip
    return render(request, "my_day.html", context)


def _beside(account: Any, today: date) -> dict[str, Any]:
    """What colleagues did on the account's cases, what has no deadline, what is owed and what is agreed."""
    own = PlainEpisode._default_manager.filter(responsible=account, is_open=True)
    named = ("number", "person_name")
    sent = Letter.objects.filter(episode_id=OuterRef("pk"), kind="enrolment-notice")
    since = timezone.make_aware(datetime.combine(today - timedelta(days=3), time.min))
    happened = PlainEvent._default_manager.filter(
        episode__responsible=account, episode__is_open=True, recorded_at__gte=since, recorded_by__isnull=False
    ).exclude(recorded_by=account)
    talks = Inquiry.objects.filter(episode__responsible=account, first_talk_at__date__gte=today)
    return {
        "happened": happened.order_by("-recorded_at", "-id")
        .values_list("kind", "episode__number", "episode__person_name", "recorded_by__name", "recorded_at")[:8],
        "undated": own.filter(next_act_by=None).order_by("opened_on", "id").values_list(*named, "phase")[:20],
        "owed": own.filter(~Exists(sent), person__children_at_home="yes").values_list(*named, "opened_on")[:3],
        "talks": talks.order_by("first_talk_at").values_list("episode__number", "unit", "first_talk_at")[:20],
        "drafts": Draft.objects.filter(account=account, form_key="concern")
        .values_list("episode__number", "saved_at")[:20],
    }  # fmt: skip


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """A unit's open cases by their next deadline."""
    episodes = PlainEpisode._default_manager.filter(unit=request.GET["enhed"], is_open=True).order_by(
        "next_act_by", "id"
    )
    rows = episodes.values_list(
        "number", "person_name", "birth_date", "line", "phase", "kind_of_treatment", "responsible__name",
        "next_act_by", "next_clock", "opened_on",
    )[:50]  # fmt: skip
    return render(request, "cases.html", {"rows": rows, "today": timezone.localdate()})


@login_required
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case with its deadlines, consents and the last 20 events."""
    episode = get_object_or_404(PlainEpisode._default_manager.select_related("person", "responsible"), number=number)
    deadlines = PlainDeadline._default_manager.filter(episode=episode).order_by("-outcome", "due_on")
    events = PlainEvent._default_manager.filter(episode=episode).order_by("-occurred_at", "-id")
    consents = Consent.objects.filter(episode_id=episode.pk).order_by("partner", "purpose", "-occurred_at", "-id")
    context = {
        "episode": episode,
        "deadlines": deadlines.values_list(
            "clock", "started_on", "due_on", "act_by", "met_on", "outcome", "responsible__name"
        )[:4],
        "events": events.values_list("id", "kind", "occurred_at", "recorded_by__name", "text", "facts")[:20],
        "count": events.count(),
        "consents": consents.distinct("partner", "purpose").values_list("partner", "purpose", "state"),
    }
    return render(request, "case.html", context)


class NoteForm(forms.Form):
    """What a note says."""

    occurred_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])
    kind = forms.ChoiceField(choices=Note.Kind.choices)
    heading = forms.CharField(required=False, max_length=120)
    text = forms.CharField(max_length=20_000)


@require_POST
@login_required
def note(request: HttpRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Store a note."""
    episode = get_object_or_404(PlainEpisode, number=number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return HttpResponse("", status=422)
    PlainNote._default_manager.create(key=key, episode=episode, author=request.user, **form.cleaned_data)
    return HttpResponse("Kladden er gemt", content_type="text/plain; charset=utf-8")
