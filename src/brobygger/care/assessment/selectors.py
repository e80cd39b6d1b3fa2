"""Readings of the assessment; each asks the database a fixed number of times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from brobygger import standard
from brobygger.care.assessment import rules
from brobygger.care.assessment.access import CONTENT, READ_CONFERENCE
from brobygger.care.assessment.instruments import Band, Definition, packaged, read
from brobygger.care.assessment.instruments.library import dropped
from brobygger.care.assessment.models import AnswerSet, Assessment, ConferenceItem, InstrumentVersion, Referral
from brobygger.records.consents import partners
from brobygger.records.consents import rules as consent_rules
from brobygger.records.consents.models import Consent
from brobygger.records.episodes import carrying
from brobygger.records.episodes.models import Episode
from brobygger.trust import access
from brobygger.trust.access import Actor

# What clinic roles see of the referrals: those that ask something of the clinic.
OF_THE_CLINIC = (rules.CLINIC, rules.PSYCHIATRY)


@lru_cache(maxsize=200)
def definition_of(digest: str, text: str) -> Definition:
    """The definition in a stored text; parsed once for each text."""
    del digest  # the key of the cache beside the text itself
    return read(text)


def library() -> dict[str, Definition]:
    """The definitions in use, by instrument: the centre's folder, else the last upload, else what comes along."""
    found = dict(packaged())
    uploads = InstrumentVersion.objects.filter(origin=InstrumentVersion.Origin.UPLOADED)
    for row in uploads.order_by("instrument", "-added_at", "-id").distinct("instrument"):
        found[row.instrument] = definition_of(row.digest, row.text)
    found.update({definition.id: definition for definition in dropped()})
    return found


def uploaded() -> list[InstrumentVersion]:
    """Every uploaded definition, newest first (one query)."""
    rows = InstrumentVersion.objects.filter(origin=InstrumentVersion.Origin.UPLOADED).select_related("added_by")
    return list(rows.order_by("-added_at", "-id"))


def assessments(episode: Episode) -> list[Assessment]:
    """The assessments of a case, newest first (one query)."""
    rows = Assessment.objects.filter(episode=episode).select_related(
        "saved_by", "completed_by", "episode", "corrected_by"
    )
    return list(rows.order_by("-number"))


# Which box of the assessment is about which subject of what is carried on.
_SUBJECTS = {
    "own_words": carrying.OWN_WORDS, "own_goals": carrying.WISH, "social": carrying.FAMILY, "housing": carrying.HOUSING,
    "work": carrying.EMPLOYMENT,
}  # fmt: skip


def words_to_carry(actor: Actor, episode: Episode) -> carrying.CarriedWords | None:
    """What the newest assessment says, for the forms of the other rooms (one query)."""
    if not access.may(actor, CONTENT, episode):
        return None
    last = Assessment.objects.filter(episode=episode).order_by("-number").first()
    if last is None:
        return None
    content = last.fields
    words = {subject: content.get(name, "") for name, subject in _SUBJECTS.items()}
    health = (content.get(part, "").strip() for part in rules.PARTS_OF_AREA["health"])
    return carrying.CarriedWords(
        last.saved_at, {**words, carrying.HEALTH: "\n\n".join(part for part in health if part)}
    )


def why_unfinished(episode: Episode) -> str:
    """Why the assessment that is under way cannot be finished in time; empty when nobody has said (one query)."""
    last = Assessment.objects.filter(episode=episode).order_by("-number").first()
    return "" if last is None or last.completed_at is not None else last.unfinished_reason


def referrals(episode: Episode, *, of_the_clinic: bool = False) -> list[Referral]:
    """The referrals of a case, open ones first and newest first (one query)."""
    rows = Referral.objects.filter(episode=episode).select_related("made_by", "episode").order_by("-made_at", "-id")
    if of_the_clinic:
        rows = rows.filter(to__in=OF_THE_CLINIC)
    return sorted(rows, key=lambda row: not row.is_open)


@dataclass(frozen=True)
class Answered:
    """One set of answers as pages show it."""

    row: AnswerSet
    definition: Definition
    band: Band | None
    corrected: bool


def answered(episode: Episode, instrument: str = "") -> dict[str, list[Answered]]:
    """The answer sets of a case by instrument, oldest first, corrected ones too (one query)."""
    rows = AnswerSet.objects.filter(episode=episode).select_related("definition", "recorded_by")
    if instrument:
        rows = rows.filter(instrument=instrument)
    ordered = list(rows.order_by("instrument", "answered_at", "id"))
    replaced = {row.corrects_id for row in ordered}
    found: dict[str, list[Answered]] = {}
    for row in ordered:
        definition = definition_of(row.definition.digest, row.definition.text)
        band = band_of(definition, row)
        found.setdefault(row.instrument, []).append(Answered(row, definition, band, row.pk in replaced))
    return found


def band_of(definition: Definition, row: AnswerSet) -> Band | None:
    """The band that was found when the set was scored."""
    bands = [band for band in definition.bands(row.sex) if band.code == row.band]
    return bands[0] if bands else None


@dataclass(frozen=True)
class AgendaItem:
    """A case on the agenda, and whether the citizen's consent still stands."""

    item: ConferenceItem
    consent: bool

    @property
    def is_on(self) -> bool:
        """Whether it will be talked about."""
        return self.item.state == ConferenceItem.State.PLANNED and self.consent


def agenda(actor: Actor, since: date, until: date) -> dict[date, list[AgendaItem]]:
    """What is on the conferences between two days, of the cases that the actor may see (two queries).

    The consent is read now, every time: one that is withdrawn takes the case off, without anybody doing anything.
    """
    cases = access.visible(Episode.objects.all(), actor, READ_CONFERENCE)
    rows = ConferenceItem.objects.filter(day__range=(since, until), episode__in=cases)
    items = list(rows.select_related("episode", "put_on_by").order_by("day", "id"))
    return _by_day(items)


def conference_items(episode: Episode) -> list[AgendaItem]:
    """The conferences of one case, newest first (two queries)."""
    rows = ConferenceItem.objects.filter(episode=episode).select_related("episode", "put_on_by").order_by("-day", "-id")
    return [item for items in _by_day(list(rows)).values() for item in items]


def _by_day(items: list[ConferenceItem]) -> dict[date, list[AgendaItem]]:
    open_for = with_consent(item.episode_id for item in items)
    found: dict[date, list[AgendaItem]] = {}
    for item in items:
        found.setdefault(item.day, []).append(AgendaItem(item, item.episode_id in open_for))
    return found


def with_consent(episode_ids: Iterable[int]) -> set[int]:
    """Those of the cases whose citizen's last answer lets us talk with psychiatry at the conference (one query)."""
    rows = Consent.objects.filter(
        episode_id__in=set(episode_ids), partner=partners.psychiatry(), purpose=consent_rules.CONFERENCE
    )
    latest = rows.order_by("episode_id", "-occurred_at", "-id").distinct("episode_id")
    return {row.episode_id for row in latest if consent_rules.lets_through(row.state, row.topics)}


def next_meetings(today: date, count: int = 6) -> list[rules.Meeting]:
    """The next Thursdays of the conference."""
    return rules.meetings(standard.load(), today, count)


def earlier_meetings(today: date, count: int = 4) -> list[rules.Meeting]:
    """The last Thursdays before today, newest first."""
    found = rules.meetings(standard.load(), today - timedelta(days=7 * count), count)
    return [meeting for meeting in reversed(found) if meeting.day < today]
