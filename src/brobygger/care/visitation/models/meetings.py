"""The treatment meeting: its agenda in order, who was there, and what the authority asked (KS 4.2)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.models.recommendations import Recommendation
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock
from brobygger.records.episodes.models import Episode


class Meeting(Sealed):
    """One treatment meeting of the authority."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = EncryptedTextField(blank=True, default="")
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    other_staff = EncryptedTextField(blank=True, default="")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("treatment meeting")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_meeting_at_a_time", fields=["starts_at"], condition=models.Q(cancelled_at__isnull=True)
            ),
            models.CheckConstraint(
                name="a_meeting_ends_after_it_starts", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.starts_at:%Y-%m-%d}"


class Attendance(models.Model):
    """Someone of the staff who was at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="present_once_at_a_meeting", fields=["meeting", "account"])]

    def __str__(self) -> str:
        return f"account {self.account_id} at meeting {self.meeting_id}"


class AgendaItem(Sealed):
    """One case on the agenda of one meeting. Postponed, it gets a new item on the later meeting."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("To be taken")
        DECIDED = "decided", _("Decided")
        POSTPONED = "postponed", _("Postponed")
        REMOVED = "removed", _("Taken off")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="agenda_items")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    citizen_present = models.BooleanField(null=True, blank=True)
    counsellor_present = models.BooleanField(null=True, blank=True)
    missing = EncryptedTextField(blank=True, default="")
    postponed_to = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["position"]
        indexes = [models.Index(name="agenda_item_episode", fields=["episode", "-id"])]
        constraints = [
            models.UniqueConstraint(
                name="agenda_position_once",
                fields=["meeting", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                name="a_recommendation_waits_on_one_agenda",
                fields=["recommendation"],
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.position} of meeting {self.meeting_id}"


class Question(Sealed):
    """Something more that the authority asked about a recommendation, and the answer (KS 4.2)."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="questions")
    text = EncryptedTextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = EncryptedTextField(blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        triggers = [
            Lock(
                name="an_answer_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"
