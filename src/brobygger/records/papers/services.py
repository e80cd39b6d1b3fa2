"""The only writers of papers: asked for by a person, gathered by a job, taken out as an export."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation

from brobygger.ground import clock
from brobygger.ground.refusals import Refusal
from brobygger.records.episodes.models import Episode
from brobygger.records.papers import typesetting, unknown
from brobygger.records.papers.access import GATHER, TAKE_OUT
from brobygger.records.papers.models import Papers
from brobygger.records.papers.parts import Contribution, Part, Reader, contributions
from brobygger.records.papers.unknown import Unknown
from brobygger.records.people import covering
from brobygger.records.people.covering import Cover
from brobygger.trust import access, audit, jobs
from brobygger.trust.access import SYSTEM, Action, Actor
from brobygger.trust.jobs import Job
from brobygger.trust.models import Account

logger = logging.getLogger(__name__)
State = Papers.State

NO_ACCESS = "{title}: Den, der har samlet papirerne, har ikke adgang til denne del."
CHOSEN = "{title}: {reason}"
KEPT_BACK = "Enkelte oplysninger: {reason}"
ALWAYS_LEFT_OUT = (
    "Udkast, der ikke er gemt som færdige, og notater, der ikke er underskrevet.",
    "Loggen over, hvem der har set forløbet. Den kan borgeren bede om for sig.",
)


class PapersRefused(Refusal):
    """Papers that cannot be asked for like this.

    `code` is "reason" (something is left out, and nobody says why) or "unknown" (the case holds what the citizen has
    not been told of, and nobody says whether the citizen's papers are to tell it).
    """


@dataclass(frozen=True)
class NewPapers:
    """What is asked for. `without` names parts that are left out, `reason` says why: both stand in the papers.

    `unknown` is the answer about what the citizen has not been told of (Papers.Unknown).
    """

    purpose: str
    without: tuple[str, ...] = ()
    reason: str = ""
    uncovered: bool = False
    unknown: str = ""


_jobs: list[Job] = []


def gathered_by(job: Job) -> None:
    """Say which job gathers (it stands above this module)."""
    _jobs[:] = [job]


@transaction.atomic
def ask(actor: Actor, episode: Episode, new: NewPapers, *, action: Action = GATHER) -> Papers:
    """Ask for the papers of a case; a job gathers them. `action` is that of the act they belong to.

    Raises PapersRefused, or access.Refused.
    """
    access.require(actor, action, episode)
    asks = new.purpose == Papers.Purpose.ACCESS and bool(unknown.of(episode))
    if asks and new.unknown not in (Papers.Unknown.LEFT_OUT, Papers.Unknown.TOLD):
        raise PapersRefused("unknown")
    if (new.without or (asks and new.unknown == Papers.Unknown.LEFT_OUT)) and not new.reason.strip():
        raise PapersRefused("reason")
    papers = Papers.objects.create(
        episode=episode,
        purpose=new.purpose,
        asked_by_id=actor.pk,
        asked_at=clock.now(),
        without=list(new.without),
        reason=new.reason.strip(),
        uncovered=new.uncovered,
        unknown=new.unknown if asks else "",
        total=len(contributions(episode.kind_of_course)),
        compartment=episode.compartment,
        unit=episode.unit,
        responsible_id=episode.responsible_id,
    )
    chosen: dict[str, Any] = {"without": papers.without, "uncovered": papers.uncovered, "unknown": papers.unknown}
    audit.changed(actor, action, papers, purpose_of=new.purpose, **chosen)
    jobs.defer(_jobs[0], papers_id=papers.pk)
    return papers


@transaction.atomic
def gather_next(papers_id: int) -> bool:
    """Gather the next part of the papers; after the last one make the PDF. Says whether there is more to do.

    Safe to run twice. Papers whose asker has lost the case are not made: they say that they failed.
    """
    related = ("episode__person", "asked_by")
    papers = Papers.objects.select_for_update(of=("self",)).select_related(*related).get(pk=papers_id)
    if papers.state != State.GATHERING:
        return False
    known = contributions(papers.episode.kind_of_course)
    actor: Any = papers.asked_by or SYSTEM
    if not access.may(actor, GATHER, papers.episode):
        return _failed(papers)
    if papers.done < len(known):
        kept = json.loads(papers.gathered or "[]")
        one = known[papers.done]
        with translation.override("da"):
            part = _part(papers, one, actor)
        papers.gathered = json.dumps([*kept, {"title": one.title, **part.as_data()}], ensure_ascii=False)
        papers.done, papers.total = papers.done + 1, len(known)
        papers.save(update_fields=["gathered", "done", "total"])
    if papers.done < len(known):
        return True
    _make(papers, actor)
    return False


def _part(papers: Papers, one: Contribution, actor: Actor) -> Part:
    """One part as the asker may read it, or the sentence that says why it is not there."""
    if one.key in papers.without:
        return Part(left_out=(CHOSEN.format(title=one.title, reason=papers.reason),))
    if not access.may(actor, one.reads, papers.episode):
        return Part(left_out=(NO_ACCESS.format(title=one.title),))
    return one.gather(Reader(actor, _kept_back(papers)), papers.episode)


def _kept_back(papers: Papers) -> tuple[Unknown, ...]:
    """What stays out of the citizen's own papers: what they do not know of, unless somebody said that it is told."""
    if papers.purpose != Papers.Purpose.ACCESS or papers.unknown == Papers.Unknown.TOLD:
        return ()
    return unknown.of(papers.episode)


def _make(papers: Papers, actor: Actor) -> None:
    """Set the PDF from what was gathered, which is not kept beside it; what is protected now is covered in it."""
    parts = json.loads(papers.gathered)
    left_out = [sentence for part in parts for sentence in part["left_out"]]
    if papers.unknown == Papers.Unknown.LEFT_OUT:
        left_out.append(KEPT_BACK.format(reason=papers.reason))
    person = papers.episode.covered_person
    papers.covered = covering.is_protected(person) and not papers.uncovered
    if papers.covered:
        cover = covering.of(person, others=Account.objects.values_list("name", flat=True))
        parts, left_out = _covered(parts, cover), _covered(left_out, cover)
    papers.pdf = typesetting.pdf(papers, parts, [*left_out, *ALWAYS_LEFT_OUT])
    papers.pages = typesetting.page_count(papers.pdf)
    papers.state, papers.made_at, papers.gathered = State.READY, clock.now(), ""
    papers.save(update_fields=["pdf", "pages", "covered", "state", "made_at", "gathered"])
    audit.changed(actor, GATHER, papers, pages=papers.pages)


def _covered(value: Any, cover: Cover) -> Any:
    """The same with everything covered that is protected, wherever it was written."""
    if isinstance(value, str):
        return cover(value)
    if isinstance(value, list):
        return [_covered(one, cover) for one in value]
    return {key: _covered(one, cover) for key, one in value.items()}


def _failed(papers: Papers) -> bool:
    papers.state, papers.gathered = State.FAILED, ""
    papers.save(update_fields=["state", "gathered"])
    audit.changed(SYSTEM, GATHER, papers, done="failed")
    logger.error("Papers %s could not be made: who asked for them no longer has the case.", papers.pk)
    return False


def is_fit_for_the_citizen(papers: Papers) -> bool:
    """Whether papers may be sent to the citizen: theirs, and somebody has answered about what they do not know of."""
    return papers.purpose == Papers.Purpose.ACCESS and (bool(papers.unknown) or not unknown.of(papers.episode))


def complete(papers_id: int) -> Papers:
    """Gather all that is missing now, for who cannot wait for the job; gives the papers, ready or failed."""
    while gather_next(papers_id):
        pass
    return Papers.objects.select_related("episode__person").get(pk=papers_id)


def taken_out(actor: Actor, papers: Papers, action: Action = TAKE_OUT, **detail: Any) -> None:
    """Note that the papers left the house: with a letter, or in somebody's hand."""
    audit.exported(actor, action, papers, pages=papers.pages, uncovered=papers.is_sealed, **detail)
