"""Drafts of long forms: kept on the server while one types, and still there after the session ended (trap 20).

For every room:

    <form … data-autosave="{{ url('drafts:keep', episode.number, 'concern') }}">
    draft = drafts.load_draft(request.user, episode, "concern")
    form = ConcernForm(initial=drafts.initial(draft, ConcernForm()))  # what was written, when there is a draft
    drafts.used_up(request.user, episode, "concern")                  # in the transaction that stores the real thing

A form that is declared as shared (shared.py) has one draft in a case: who writes over another's is told (trap 25).
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
from brobygger.records.drafts.models import Draft, packed
from brobygger.records.drafts.shared import action_of, mark_of
from brobygger.records.episodes.models import Episode
from brobygger.trust import access, audit, jobs
from brobygger.trust.access import SYSTEM, Action

MOST_FIELDS = 500
MOST_CHARACTERS = 200_000
MOST_DRAFTS = 100  # of one account: more than anybody writes at once, and no room for a script to fill a disk
KEPT_FOR = timedelta(days=90)  # since the last word: what nobody came back to is not kept about a person for ever
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "once", "password", "act", "draft_version", "draft_editor", "read"})
FORM_KEY = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")


class DraftRefused(Refusal):
    """A draft that is not kept: "too-long", "too-many", or "no-such-form" for a key that is none."""


class DraftConflict(Exception):
    """Another opened form has saved a draft meanwhile; `draft` is that one. Nothing was overwritten.

    No refusal: what to do about it is asked, as of ground.versions.Stale.
    """

    def __init__(self, draft: Draft) -> None:
        super().__init__("conflict")
        self.draft = draft


@transaction.atomic
def save_draft(
    account: Any,
    episode: Episode | None,
    form_key: str,
    data: Mapping[str, Any] | QueryDict,
    *,
    overwrite: bool = False,
) -> Draft:
    """Keep what has been written so far in one form of one case (or of none).

    In one's own draft the last writing holds; the caller has asked access for the case. In a shared one access is
    asked here, and a form that was opened before another saved is refused unless it `overwrite`s. Raises
    DraftRefused, DraftConflict, access.Refused.
    """
    if not FORM_KEY.fullmatch(form_key):
        raise DraftRefused("no-such-form")
    action = action_of(form_key)
    if action is not None and episode is not None:
        return _save_shared(account, action, episode, form_key, data, overwrite=overwrite)
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


def _save_shared(
    actor: Any,
    action: Action,
    episode: Episode,
    form_key: str,
    data: Mapping[str, Any] | QueryDict,
    *,
    overwrite: bool,
) -> Draft:
    """The opened form's own saves never collide: its mark came with what was typed."""
    access.require(actor, action, episode)
    mark = mark_of(data)
    # The case is held first: a draft that is agreed in this moment is gone when we get it, and not in our hands.
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    which = {"account": None, "episode": episode, "form_key": form_key}
    Draft.objects.get_or_create(**which, defaults={"saved_at": clock.now()})
    draft = Draft.objects.select_for_update(of=("self",)).get(**which)
    if draft.version > mark.version and draft.editor != mark.editor and not overwrite:
        raise DraftConflict(draft)
    draft.content, draft.editor = packed(dict(_fields(data))), mark.editor
    draft.version += 1
    draft.written_by_id, draft.saved_at = actor.pk, clock.now()
    draft.save()
    audit.changed(actor, action, episode, draft=form_key)
    return draft


@transaction.atomic
def tidy() -> int:
    """Forget people's own drafts that nobody has come back to; say how many. A shared one is the case's work."""
    gone, _kinds = Draft.objects.filter(account__isnull=False, saved_at__lt=clock.now() - KEPT_FOR).delete()
    if gone:
        audit.noted(audit.Kind.SYSTEM, SYSTEM, "notes.tidy-drafts", drafts=gone)
    return gone


# The name is the one that stands in queues and trails of before.
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
        yield name.replace("\x00", ""), ["" if one is None else str(one).replace("\x00", "") for one in values]


def _whose(account: Any, form_key: str, episode: Episode | None) -> Any:
    """Whose draft it is: the account's own, or nobody's own where the form is shared."""
    return None if episode is not None and action_of(form_key) is not None else account.pk


def load_draft(account: Any, episode: Episode | None, form_key: str) -> Draft | None:
    """The draft of one form, one's own or the case's, if there is one (one query)."""
    rows = Draft.objects.filter(account_id=_whose(account, form_key, episode), episode=episode, form_key=form_key)
    return rows.select_related("written_by").first()


def shared_in(episode: Episode) -> dict[str, Draft]:
    """Every shared draft of a case, by its form (one query)."""
    rows = Draft.objects.filter(account=None, episode=episode).select_related("written_by")
    return {row.form_key: row for row in rows}


@transaction.atomic
def drop_draft(account: Any, episode: Episode | None, form_key: str) -> None:
    """Throw a draft away. A shared one asks access, and the trail says it. Raises access.Refused."""
    action = action_of(form_key)
    if action is None or episode is None:
        used_up(account, episode, form_key)
        return
    access.require(account, action, episode)
    if used_up(account, episode, form_key):
        audit.changed(account, action, episode, draft=form_key, discarded=True)


def used_up(account: Any, episode: Episode | None, form_key: str) -> bool:
    """Forget a draft whose words now stand in the record; part of the act that used it. Says whether there was one."""
    whose = _whose(account, form_key, episode)
    if whose is None and (episode is None or action_of(form_key) is None):
        return False
    gone, _rows = Draft.objects.filter(account_id=whose, episode=episode, form_key=form_key).delete()
    return bool(gone)


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
