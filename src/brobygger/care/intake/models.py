"""Inquiries that wait to be taken, advice that was given, and what became of a concern for a child."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock, changes
from brobygger.records.episodes.models import Episode, Line
from brobygger.trust.access import Keys


class Channel(models.TextChoices):
    """How somebody reached us (KS 4.1)."""

    PHONE = "phone", _("Phone")
    IN_PERSON = "in-person", _("In person")
    OPEN_COUNSELLING = "open-counselling", _("Open counselling")
    LETTER = "letter", _("Letter")
    WEB = "web", _("Web")
    AUTHORITY = "authority", _("Another authority")


class Substance(models.TextChoices):
    """What it is mostly about; alcohol is one line of treatment, all the others the other."""

    ALCOHOL = "alcohol", _("Alcohol")
    CANNABIS = "cannabis", _("Cannabis")
    COCAINE = "cocaine", _("Cocaine")
    AMPHETAMINE = "amphetamine", _("Amphetamine")
    OPIOIDS = "opioids", _("Opioids")
    BENZODIAZEPINES = "benzodiazepines", _("Sedatives")
    MDMA = "mdma", _("Ecstasy, MDMA")
    OTHER = "other", _("Other or not known")


class Inquiry(Sealed):
    """The first contact of a citizen.

    Opens an episode, and waits in a unit until somebody takes it (KS 4.1).
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("New")
        TAKEN = "taken", _("Taken")
        WITHDRAWN = "withdrawn", _("Ended")

    class WithdrawnReason(models.TextChoices):
        """Why it led to nothing."""

        CITIZEN = "citizen", _("The citizen does not want to after all")
        NOT_REACHED = "not-reached", _("We could not reach the citizen")
        OTHER_MUNICIPALITY = "other-municipality", _("Goes to another municipality")
        NOT_TARGET_GROUP = "not-target-group", _("Needs other help than ours")
        TWICE = "twice", _("Written twice")

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="inquiry")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    line = models.CharField(max_length=10, choices=Line.choices)
    substance = models.CharField(max_length=20, choices=Substance.choices)
    also = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True, default="")
    is_anonymous = models.BooleanField(default=False)
    returning = models.BooleanField(default=False)
    suggested_unit = models.CharField(max_length=40, blank=True, default="")
    unit_reason = EncryptedTextField(blank=True, default="")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    first_talk_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=20, choices=WithdrawnReason.choices, blank=True, default="")
    # Keys of access, copied from the episode.
    compartment = models.CharField(max_length=12, default="social")
    unit = models.CharField(max_length=40)
    responsible_id = models.BigIntegerField(null=True, blank=True)

    plain_columns: ClassVar = {
        "also": "substances: our own words",
        "sex": "stays plain: one letter",
        "suggested_unit": "a unit's id in the standard",
    }

    class Meta:
        verbose_name = _("inquiry")
        indexes = [
            models.Index(
                name="inquiry_waiting",
                fields=["unit", "received_at", "id"],
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                name="inquiry_first_talk", fields=["first_talk_at"], condition=models.Q(first_talk_at__isnull=False)
            ),
            models.Index(name="inquiry_taken", fields=["taken_by", "-taken_at"], condition=models.Q(state="taken")),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_taken_inquiry_says_by_whom",
                condition=~models.Q(state="taken") | models.Q(taken_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk}"

    @property
    def moved_from_standard(self) -> bool:
        """Whether people chose another unit than the standard says."""
        return bool(self.suggested_unit) and self.suggested_unit != self.unit


class AdviceGiven(models.Model):
    """A talk that opens no case: with a relative, a professional, or a young person who is guided on.

    It knows no person and no episode, by design: only who asked in general, about what, and where (KS 1).
    """

    class To(models.TextChoices):
        """Who was advised."""

        CITIZEN = "citizen", _("Citizen")
        RELATIVE = "relative", _("Relative")
        PROFESSIONAL = "professional", _("Professional")
        YOUNG = "young", _("Too young for the centre, guided on")

    class Topic(models.TextChoices):
        """What the talk was about."""

        OWN_USE = "own-use", _("Own use")
        LIVING_WITH = "living-with", _("Living with someone who uses")
        CHILDREN = "children", _("Children in the family")
        GETTING_HELP = "getting-help", _("How to get someone into treatment")
        OPTIONS = "treatment-options", _("What treatment there is")
        RULES = "rules-and-rights", _("Rules and rights")
        OTHER = "other", _("Something else")
        NOT_NOTED = "not-noted", _("Not noted")

    access_keys = Keys(episode=None, person=None, responsible="given_by_id")

    to = models.CharField(max_length=12, choices=To.choices)
    topic = models.CharField(max_length=20, choices=Topic.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    line = models.CharField(max_length=10, choices=Line.choices, blank=True, default="")
    compartment = models.CharField(max_length=12, default="relatives")
    unit = models.CharField(max_length=40)
    given_on = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("advice given")
        indexes = [models.Index(name="advice_unit_day", fields=["unit", "-given_on", "-id"])]

    def __str__(self) -> str:
        return f"advice {self.pk}"


_WRITTEN = (
    "episode_id", "about", "known_at", "law", "child", "seen", "said", "told", "why_not_told", "recorded_at",
    "recorded_by_id", "row_key",
)  # fmt: skip


class Concern(Sealed):
    """A concern for a child that leads to a notification (underretning).

    Made once, never changed (KS 3.3).
    """

    class About(models.TextChoices):
        """Who the concern is for."""

        CHILD = "child", _("A child or young person under 18")
        EXPECTANT = "expectant-parent", _("An unborn child, because an expectant parent misuses substances")

    class Told(models.TextChoices):
        """Whether the citizen knows."""

        YES = "yes", _("Yes, the citizen has been told")
        LATER = "later", _("Not yet: it will be said at the next talk")
        NO = "no", _("No, and it should not be said")
        NOT_KNOWN = "not-known", _("Not known")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="concerns")
    about = models.CharField(max_length=20, choices=About.choices)
    known_at = models.DateTimeField()
    law = models.CharField(max_length=80)
    child = EncryptedTextField(blank=True, default="")
    seen = EncryptedTextField()
    said = EncryptedTextField(blank=True, default="")
    told = models.CharField(max_length=10, choices=Told.choices)
    why_not_told = EncryptedTextField(blank=True, default="")
    letter_id = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    plain_columns: ClassVar = {
        "law": "the law of its day, as we cite it",
    }

    class Meta:
        verbose_name = _("concern for a child")
        indexes = [models.Index(name="concern_episode", fields=["episode", "-id"])]
        triggers = [
            Lock(name="concerns_are_kept", operation=pgtrigger.Delete),
            # The letter that tells of it is written right after it, once.
            Lock(
                name="a_concern_stays_as_it_was_written",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.letter_id IS NOT NULL AND {changes('letter_id')} OR {changes(*_WRITTEN)}"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"
