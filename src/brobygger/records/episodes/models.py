"""The episode (forløb), its timeline of events, and the deadlines that follow from the timeline.

What permission and lists need stands on the row itself and in an index, so that no list joins (docs/decisions).
"""

from copy import copy
from datetime import date
from typing import ClassVar, Final

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger import standard
from brobygger.ground import clock
from brobygger.ground.fields import EncryptedJSONField, EncryptedTextField, Sealed
from brobygger.ground.languages import present_language
from brobygger.ground.locks import Lock
from brobygger.records.people import indexes
from brobygger.records.people.models import Person
from brobygger.standard.clocks import CITIZEN
from brobygger.standard.courses import TREATMENT, CourseKind, Phase

# The marks that protect a person, which each of their cases carries too.
PROTECTIONS: Final = ("name_protected", "address_protected")


class Line(models.TextChoices):
    """The two lines of treatment, each with its own law, appeal and register."""

    DRUG = "drug", _("Drugs")
    ALCOHOL = "alcohol", _("Alcohol")


class EpisodeCounter(models.Model):
    """The last episode number given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Episode(Sealed):
    """One course for one citizen, from the first contact to the last follow-up."""

    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="episodes")
    line = models.CharField(max_length=10, choices=Line.choices)
    compartment = models.CharField(max_length=12, default="social")
    unit = models.CharField(max_length=40)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="episodes",
        db_index=False,
    )
    # What it is for, which says its phases, its promises and its compartment (brobygger.standard.courses).
    kind_of_course = models.CharField(max_length=20, default=TREATMENT.id)
    phase = models.CharField(max_length=12, default=TREATMENT.first.id)
    kind_of_treatment = models.CharField(max_length=40, blank=True, default="")
    is_open = models.BooleanField(default=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=40, blank=True, default="")
    settlement_municipality = models.CharField(max_length=4, blank=True, default="")
    next_act_by = models.DateField(null=True, blank=True)
    next_clock = models.CharField(max_length=60, blank=True, default="")
    # Copies from the person, kept by people.services, so that lists and the name search read one row.
    person_name = EncryptedTextField()
    name_tokens = ArrayField(models.BigIntegerField(), default=list)
    birth_date = models.DateField(null=True, blank=True)
    name_protected = models.BooleanField(default=False)
    address_protected = models.BooleanField(default=False)
    is_alias = models.BooleanField(default=False)

    plain_columns: ClassVar = {
        "number": "a running number",
        "kind_of_course": "an id of the standard",
        "phase": "an id of the standard",
        "kind_of_treatment": "an id of the standard",
        "close_reason": "an id of the standard",
        "settlement_municipality": "a municipality's number",
        "next_clock": "an id of the standard",
    }

    blind_indexes: ClassVar = {"name_tokens": lambda episode: indexes.of_name(episode.person_name)}

    class Meta:
        verbose_name = _("episode")
        indexes = [
            models.Index(
                name="episode_unit_open",
                fields=["unit", "next_act_by", "id"],
                condition=models.Q(is_open=True),
            ),
            models.Index(
                name="episode_responsible_open",
                fields=["responsible", "next_act_by", "id"],
                condition=models.Q(is_open=True),
            ),
            models.Index(
                name="episode_responsible_closed",
                fields=["responsible", "-opened_on", "-id"],
                condition=models.Q(is_open=False),
            ),
            models.Index(name="episode_unit_phase", fields=["unit", "phase", "next_act_by", "id"]),
            models.Index(name="episode_unit_opened", fields=["unit", "-opened_on", "-id"]),
            models.Index(name="episode_born", fields=["birth_date"]),
            GinIndex(name="episode_name_tokens", fields=["name_tokens"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="closed_episodes_say_when_and_why",
                condition=models.Q(is_open=True, closed_on__isnull=True)
                | (models.Q(is_open=False, closed_on__isnull=False) & ~models.Q(close_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def episode_id(self) -> int:
        """The key by which access and audit know a case."""
        return int(self.pk)

    @property
    def covered_person(self) -> Person:
        """Its person as this case shows and writes to them: under the marks that stand here, though lifted elsewhere.

        To be read alone: it is a copy where the two differ.
        """
        kept = {name: True for name in PROTECTIONS if getattr(self, name) and not getattr(self.person, name)}
        if not kept:
            return self.person
        covered = copy(self.person)
        vars(covered).update(kept)
        return covered

    @property
    def course(self) -> CourseKind:
        """What its kind of course declares."""
        return standard.course(self.kind_of_course)

    @property
    def stands_at(self) -> Phase:
        """Where it is, as its kind of course declares it."""
        return self.course.phase(self.phase)

    @property
    def phase_words(self) -> str:
        """What people call the phase."""
        return self.stands_at.name.in_(present_language())

    def stands_at_step(self, event: str) -> bool:
        """Whether it is in the phase that is told by this kind of event: rooms know a phase by its milestone."""
        return self.stands_at.told_by == event

    @property
    def is_new(self) -> bool:
        """Whether it has not left its first phase."""
        return self.phase == self.course.first.id


class Event(Sealed):
    """Something that happened in an episode. Never changed: a correction is a new event that points at the old."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    facts = EncryptedJSONField(default=dict)
    text = EncryptedTextField(blank=True, default="")
    # Of the facts: whether it only takes back the one that it corrects. Lists ask for it.
    retracted = models.BooleanField(default=False)
    # Of words that stand for good, such as a signed note's: their keyed digest (words_that_stand).
    digest = models.BinaryField(null=True, editable=False)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    plain_columns: ClassVar = {
        "kind": "an id of the standard",
        "digest": "keyed",
    }

    class Meta:
        verbose_name = _("event")
        indexes = [
            models.Index(name="event_episode_time", fields=["episode", "occurred_at", "id"]),
            # What is new on each of one's cases, on My day.
            models.Index(name="event_episode_recorded", fields=["episode", "recorded_at"]),
        ]
        triggers = [Lock(name="events_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_at:%Y-%m-%d}"


class StoredDeadline(Sealed):
    """What one clock says about one episode, kept for fast lists; can be computed again at any time.

    No row depends on today's date: running, due and late follow from `act_by` and `due_on` when a page is shown.
    """

    class Outcome(models.TextChoices):
        """How it ended, if it did."""

        OPEN = "open", _("Open")
        MET = "met", _("Met in time")
        MET_LATE = "met-late", _("Met late")
        LATE = "late", _("Not met before the case ended")
        DEPARTED = "departed", _("Departed from")
        VOID = "void", _("No longer applies")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="deadlines")
    clock = models.CharField(max_length=60)
    version = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    started_by = models.CharField(max_length=60)
    started_on = models.DateField()
    presumed_from = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    act_by = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    departed_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = EncryptedTextField(blank=True, default="")
    is_promise = models.BooleanField(default=True)
    answers = models.CharField(max_length=20, blank=True, default="")
    # What it belongs to, as its start names it: {"decision_id": 3, "letter_id": 8}. Looked up by it, never by day.
    about = models.JSONField(default=dict, blank=True)
    # Keys of access, copied from the episode.
    compartment = models.CharField(max_length=12, default="social")
    unit = models.CharField(max_length=40)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    plain_columns: ClassVar = {
        "clock": "an id of the standard",
        "version": "an id of the standard",
        "started_by": "an id of the standard",
        "answers": "who answers: a word of the standard",
        "about": "numbers of our own rows",
    }

    class Meta:
        verbose_name = _("deadline")
        indexes = [
            models.Index(
                name="deadline_duty_open",
                fields=["answers", "unit", "act_by", "id"],
                condition=models.Q(outcome="open"),
            ),
            # Nobody works through what a citizen may do until a day: such a row stays open when the day is past.
            models.Index(
                name="deadline_responsible_open",
                fields=["responsible", "act_by", "id"],
                condition=models.Q(outcome="open") & ~models.Q(answers=CITIZEN),
            ),
            models.Index(
                name="deadline_unit_open",
                fields=["unit", "act_by", "id"],
                condition=models.Q(outcome="open") & ~models.Q(answers=CITIZEN),
            ),
            models.Index(name="deadline_clock_due", fields=["clock", "due_on", "outcome"]),
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.due_on}"

    def state_on(self, day: date) -> str:
        """The state on a day, in the words of `brobygger.standard.Deadline.state`: late only after `due_on`."""
        return standard.state_on(
            day,
            due_on=self.due_on,
            act_by=self.act_by,
            met_on=self.met_on,
            departed_on=self.departed_on,
            stopped_on=self.stopped_on,
            lapses=self.answers == CITIZEN,
        )

    @property
    def state(self) -> str:
        """The state today."""
        return self.state_on(clock.today())
