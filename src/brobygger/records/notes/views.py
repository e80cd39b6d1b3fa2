"""The pages of notes: the list, one note with its versions, writing and correcting."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.addresses import see_other
from brobygger.ground.attempts import Outcome
from brobygger.ground.languages import present_language
from brobygger.records.drafts import autosave
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import EventRefused
from brobygger.records.notes import rules, selectors, services
from brobygger.records.notes.access import READ, WRITE
from brobygger.records.notes.forms import CorrectionForm, NoteForm
from brobygger.records.notes.models import Note
from brobygger.records.notes.refusals import attempt
from brobygger.records.notes.services import NoteRefused
from brobygger.records.pages import case_page, case_row, render_case
from brobygger.trust import access
from brobygger.trust.pages import page

PAGE_SIZE = 40


@page(READ)
def notes(request: HttpRequest, number: str) -> HttpResponse:
    """Every note of the case, newest first, narrowed by links."""
    episode = case_page(request, number, READ)
    rows = selectors.signed(request.user, episode)
    chosen = request.GET.get("vis", "")
    shown = [row for row in rows if _belongs(row, chosen, request)]
    whole = request.GET.get("alle") == "1"
    entries = {entry.note_id: entry for entry in selectors.journal(request.user, episode, rows)}
    context = {
        "entries": [entries[row.pk].drawn for row in (shown if whole else shown[:PAGE_SIZE])],
        "older": 0 if whole else max(0, len(shown) - PAGE_SIZE),
        "chosen": chosen,
        "choices": _choices(rows, chosen, request),
        "total": len(rows),
        "unsigned": selectors.unsigned_in(request.user, episode),
        "may_write": access.may(request.user, WRITE, episode),
    }
    return render_case(request, "notes/notes.html", episode, context, tab="notes")


def _belongs(note: Note, chosen: str, request: HttpRequest) -> bool:
    if chosen == "mine":
        return bool(note.author_id == request.user.pk)
    if chosen == "rettelser":
        return note.corrects_id is not None
    return not chosen or note.kind == chosen


def _choices(rows: list[Note], chosen: str, request: HttpRequest) -> list[tuple[str, str, bool, int]]:
    """The filters that would show something, with their counts."""
    words = {"": _("All notes"), **{value: str(label) for value, label in Note.Kind.choices}}
    words |= {"mine": _("Mine"), "rettelser": _("Corrections")}
    found = []
    for key, label in words.items():
        count = sum(_belongs(row, key, request) for row in rows)
        if count or not key or key == chosen:
            found.append((label, f"?vis={key}" if key else "?", key == chosen, count))
    return found


@page(READ)
def note(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One note with its earlier and later versions."""
    episode = case_page(request, number, READ)
    rows = selectors.readable(request.user, Note.objects.filter(episode=episode, signed_at__isnull=False))
    found = rows.select_related("author", "episode").filter(pk=pk).first()
    if found is None:
        raise Http404
    request.visit.opened.append(found)  # type: ignore[attr-defined]
    chain = selectors.versions(request.user, found)
    entries = selectors.journal(request.user, episode, chain)
    user: Any = request.user
    may_correct = (
        chain[-1].pk == found.pk
        and access.may(user, WRITE, episode)
        and rules.may_correct(found.author_id, user.pk, user.roles)
    )
    context = {
        "note": found,
        "entry": next(entry.drawn for entry in entries if entry.note_id == found.pk),
        "versions": [entry.drawn for entry in entries],
        "may_correct": may_correct,
    }
    return render_case(request, "notes/note.html", episode, context, tab="notes")


@page(WRITE)
def new(request: HttpRequest, number: str) -> HttpResponse:
    """An empty note. It is kept from the first words on, under a key that comes with the form."""
    episode = case_page(request, number, WRITE)
    form = NoteForm(initial={"occurred_at": clock.now().replace(second=0, microsecond=0)})
    return _writing(request, episode, uuid.uuid4(), form, None)


@page(WRITE, methods=("GET", "POST"))
def edit(request: HttpRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Go on with a note: keep it, or sign it."""
    episode = case_page(request, number, WRITE)
    found = Note.objects.select_related("corrects__author").filter(key=key, episode=episode).first()
    if found is not None and found.author_id != request.user.pk:
        raise Http404
    if found is not None and found.is_signed and request.method != "POST":
        return see_other("notes:note", episode.number, found.pk)
    form_class = CorrectionForm if found is not None and found.corrects_id else NoteForm
    if request.method != "POST":
        if found is None:
            raise Http404
        return _writing(request, episode, key, form_class(initial=_initial(found)), found)
    form = form_class(request.POST)
    if "keep" in request.POST:
        return _keep_and_leave(request, episode, key, form, found)
    return _sign(request, episode, key, form, found)


def _initial(note: Note) -> dict[str, Any]:
    return {name: getattr(note, name) for name in ("occurred_at", "kind", "heading", "text", "reason")}


def _writing(
    request: HttpRequest, episode: Episode, key: uuid.UUID, form: NoteForm, found: Note | None
) -> HttpResponse:
    others = [other for other in selectors.unsigned_in(request.user, episode) if other.key != key]
    language = present_language()
    phrases = [(one.name.in_(language), one.text.in_(language)) for one in standard.load().phrases]
    context = {"form": form, "key": key, "note": found, "others": others, "phrases": phrases}
    status = 422 if form.errors else 200
    return render_case(request, "notes/write.html", episode, context, tab="notes", status=status, after_closing=True)


def _keep_and_leave(
    request: HttpRequest, episode: Episode, key: uuid.UUID, form: NoteForm, found: Note | None
) -> HttpResponse:
    tried = _keep(request, episode, key, form)
    if not tried:
        return _refused(request, episode, key, form, found, tried)
    messages.success(request, _("The draft is kept. Sign it when it is done."))
    return see_other("notes:notes", episode.number)


def _keep(request: HttpRequest, episode: Episode, key: uuid.UUID, form: NoteForm) -> Outcome[Note]:
    user: Any = request.user
    return attempt(None, lambda: services.keep(user, episode, key, form.as_unfinished_text()))


def _refused(
    request: HttpRequest, episode: Episode, key: uuid.UUID, form: NoteForm, found: Note | None, tried: Outcome[Note]
) -> HttpResponse:
    """The form with the reason; but who sends twice what is signed already sees the signed note."""
    code = tried.refusal.code if tried.refusal is not None else ""
    if code == "signed":
        signed = Note.objects.get(key=key, episode=episode, author_id=request.user.pk)
        if form.as_unfinished_text().text.strip() == signed.text:
            return see_other("notes:note", episode.number, signed.pk)
    if code != "too-long" or not form.errors:
        tried.say(form)
    return _writing(request, episode, key, form, found)


def _sign(request: HttpRequest, episode: Episode, key: uuid.UUID, form: NoteForm, found: Note | None) -> HttpResponse:
    """Store what was written whatever it is, then sign it if it can be signed."""
    user: Any = request.user
    kept = _keep(request, episode, key, form)
    if not kept:
        return _refused(request, episode, key, form, found, kept)
    if not form.is_valid():
        return _writing(request, episode, key, form, kept.done if found else None)
    text = form.as_text()
    tried = attempt(
        form,
        lambda: services.sign(user, services.keep(user, episode, key, text)),
        {EventRefused: "occurred_at"},
        quiet=[NoteRefused],
    )
    if isinstance(tried.refusal, NoteRefused):
        return _refused(request, episode, key, form, found, tried)
    if not tried:
        return _writing(request, episode, key, form, found)
    signed = tried.done
    messages.success(request, _("The note is signed."))
    return see_other("notes:note", episode.number, signed.pk)


@page(WRITE, methods=("POST",))
def keep(request: HttpRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Keep the note as it stands while it is written; answers in words."""
    episode = case_row(request, number, WRITE)
    form = CorrectionForm(request.POST) if "reason" in request.POST else NoteForm(request.POST)
    tried = _keep(request, episode, key, form)
    return autosave.kept(tried.done.saved_at, form) if tried else autosave.not_kept(tried.words)


@page(WRITE, methods=("POST",))
def throw_away(request: HttpRequest, number: str, key: uuid.UUID) -> HttpResponse:
    """Throw away one's own unsigned note."""
    episode = case_page(request, number, WRITE)
    found = Note.objects.filter(key=key, episode=episode, author_id=request.user.pk).first()
    if found is None:
        raise Http404
    user: Any = request.user
    attempt.tell(request, lambda: services.throw_away(user, found), _("The draft is thrown away."))
    return see_other("notes:notes", episode.number)


@page(WRITE, methods=("POST",))
def correct(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Begin to correct a signed note."""
    episode = case_page(request, number, WRITE)
    rows = selectors.readable(request.user, Note.objects.filter(episode=episode, signed_at__isnull=False))
    found = rows.select_related("episode").filter(pk=pk).first()
    if found is None:
        raise Http404
    user: Any = request.user
    tried = attempt(None, lambda: services.begin_correction(user, found))
    if not tried:
        messages.warning(request, tried.words)
        return see_other("notes:note", episode.number, pk)
    return see_other("notes:edit", episode.number, tried.done.key)
