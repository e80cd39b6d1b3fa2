"""Drafts of long forms: kept on the server while one types, and still there after the session ended (trap 20).

For every room:

    <form … data-autosave="{{ url('notes:keep_draft', episode.number, 'plan') }}">
    draft = drafts.load_draft(request.user, episode, "plan")
    form = PlanForm(initial=drafts.initial(draft, PlanForm()))      # what was written, when there is a draft
    drafts.drop_draft(request.user, episode, "plan")                # in the transaction that stores the real thing
"""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.forms import BaseForm
from django.http import QueryDict

from brobygger.ground import clock
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes.models import Episode
from brobygger.records.notes.models import Draft, packed
from brobygger.trust import audit, jobs
from brobygger.trust.access import SYSTEM

MOST_FIELDS = 500
MOST_CHARACTERS = 200_000
MOST_DRAFTS = 100  # of one account: more than anybody writes at once, and no room for a script to fill a disk
KEPT_FOR = timedelta(days=90)  # since the last word: what nobody came back to is not kept about a person for ever
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "once", "password"})
FORM_KEY = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")


class DraftRefused(Refusal):
    """A draft that is not kept: "too-long", "too-many", or "no-such-form" for a key that is none."""


@transaction.atomic
def save_draft(account: Any, episode: Episode | None, form_key: str, data: Mapping[str, Any] | QueryDict) -> Draft:
    """Keep what an account has written so far in one form of one case (or of none). The last writing holds.

    The caller has asked access for the case. Raises DraftRefused.
    """
    if not FORM_KEY.fullmatch(form_key):
        raise DraftRefused("no-such-form")
    fields = dict(_fields(data))
    content = packed(fields)
    if len(fields) > MOST_FIELDS or len(content) > MOST_CHARACTERS:
        raise DraftRefused("too-long")
    draft, made = Draft.objects.update_or_create(
        account=account, episode=episode, form_key=form_key, defaults={"content": content, "saved_at": clock.now()}
    )
    if made and Draft.objects.filter(account=account).count() > MOST_DRAFTS:
        raise DraftRefused("too-many")  # and the transaction takes it back
    return draft


@transaction.atomic
def tidy() -> int:
    """Forget the drafts that nobody has come back to; say how many."""
    gone, _kinds = Draft.objects.filter(saved_at__lt=clock.now() - KEPT_FOR).delete()
    if gone:
        audit.noted(audit.Kind.SYSTEM, SYSTEM, "notes.tidy-drafts", drafts=gone)
    return gone


@jobs.job("notes.tidy-drafts", every="29 3 * * *")
def tidy_each_night() -> None:
    """Forget old drafts."""
    tidy()


def _fields(data: Mapping[str, Any] | QueryDict) -> Iterable[tuple[str, list[str]]]:
    pairs = data.lists() if isinstance(data, QueryDict) else data.items()
    for name, value in pairs:
        if name in NEVER_KEPT:
            continue
        values = value if isinstance(value, list | tuple) else [value]
        yield name, ["" if one is None else str(one).replace("\x00", "") for one in values]


def load_draft(account: Any, episode: Episode | None, form_key: str) -> Draft | None:
    """The account's draft of one form, if there is one (one query)."""
    return Draft.objects.filter(account_id=account.pk, episode=episode, form_key=form_key).first()


@transaction.atomic
def drop_draft(account: Any, episode: Episode | None, form_key: str) -> None:
    """Forget a draft: what it held is stored, or thrown away."""
    if account.pk is not None:
        Draft.objects.filter(account_id=account.pk, episode=episode, form_key=form_key).delete()


def as_post(draft: Draft) -> QueryDict:
    """What the form had sent: for `Form(data=…)` when a draft is to be validated at once."""
    post = QueryDict(mutable=True)
    for name, values in draft.data.items():
        post.setlist(name, values)
    return post


def initial(draft: Draft | None, form: BaseForm) -> dict[str, Any]:
    """What a draft says of each of a form's fields, as the form's own widgets read it; {} without a draft."""
    if draft is None:
        return {}
    post = as_post(draft)
    found = {}
    for name, field in form.fields.items():
        prefixed = form.add_prefix(name)
        if not field.widget.value_omitted_from_data(post, {}, prefixed) or prefixed in post:
            found[name] = field.widget.value_from_datadict(post, {}, prefixed)
    return found
