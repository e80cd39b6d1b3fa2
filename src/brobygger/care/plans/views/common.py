"""What the pages of this room share."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from brobygger.care.plans import words
from brobygger.care.plans.forms import plan as plan_forms
from brobygger.care.plans.rules import PlanRefused
from brobygger.ground.addresses import see_other
from brobygger.ground.attempts import Attempts, simply
from brobygger.ground.once import once_key
from brobygger.ground.versions import Mark
from brobygger.records.drafts import services as drafts
from brobygger.records.drafts.shared import mark_of
from brobygger.records.episodes import refusals as of_events
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import EventRefused
from brobygger.records.letters import refusals as of_letters
from brobygger.records.letters.rules import LetterRefused


def done(request: HttpRequest, text: str, name: str, number: str, *args: Any) -> HttpResponse:
    """Say what was done and go on."""
    messages.success(request, text)
    return see_other(name, number, *args)


attempt = Attempts(
    {
        PlanRefused: simply(words.refusal),
        LetterRefused: of_letters.teller(words.letter_refusal),
        EventRefused: of_events.teller(
            {
                "closed": gettext_lazy("The case is closed. New treatment begins with a new inquiry."),
                "future": gettext_lazy("This day or hour has not come yet. Write when it was."),
            },
            gettext_lazy("This cannot be done as the case stands."),
        ),
    },
    level=messages.ERROR,
)


def status_of(all_forms: Iterable[forms.Form]) -> int:
    """422 when something is missing or wrong."""
    return 422 if any(form.is_bound and form.errors for form in all_forms) else 200


def read_of(typed: Any) -> int | None:
    """What the form says had been agreed or held when it was drawn; None when it says nothing."""
    read = str(typed.get("read", ""))
    return int(read) if read.isdecimal() and len(read) < 9 else None


@dataclass(frozen=True)
class Kept:
    """What a form begins with from its draft, and what it says about that draft."""

    initial: dict[str, Any]
    mark: Mark


def kept(request: HttpRequest, episode: Episode, kind: str, form: type[forms.Form]) -> Kept:
    """The draft of a form that is kept while it is written (one query, none when it is sent)."""
    if request.method == "POST":
        return Kept({}, mark_of(request.POST))
    draft = drafts.load_draft(request.user, episode, kind)
    fresh = secrets.token_hex(16)
    if draft is None:
        return Kept({}, Mark(0, fresh))
    typed = drafts.as_post(draft)
    return Kept(plan_forms.initial_of(typed, form.base_fields, ""), Mark(draft.version, fresh))


def with_once(context: dict[str, Any]) -> dict[str, Any]:
    """A form that is sent twice does its work once."""
    return {**context, "once": once_key()}
