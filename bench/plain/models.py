"""The plain project's own tables: the same rows as ours with the same indexes, kept as they are written.

Ours are encrypted, and who may read a plain project's page must not pay for that. `fill` copies them once.
"""

from django.conf import settings
from django.db import models


class PlainPerson(models.Model):
    """A citizen, in plain text."""

    name = models.CharField(max_length=200)
    cpr = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField(null=True)
    address = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    own_doctor = models.TextField(blank=True)
    contact_wishes = models.TextField(blank=True)
    children_at_home = models.CharField(max_length=10)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.name


class PlainEpisode(models.Model):
    """A case, with the citizen's name on it."""

    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(PlainPerson, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True)
    line = models.CharField(max_length=10)
    unit = models.CharField(max_length=40)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    phase = models.CharField(max_length=12)
    kind_of_treatment = models.CharField(max_length=40, blank=True)
    is_open = models.BooleanField()
    opened_on = models.DateField()
    next_act_by = models.DateField(null=True)
    next_clock = models.CharField(max_length=60, blank=True)

    class Meta:
        app_label = "plain"
        indexes = [
            models.Index(
                name="plain_responsible_open",
                fields=["responsible", "next_act_by", "id"],
                condition=models.Q(is_open=True),
            ),
            models.Index(
                name="plain_unit_open", fields=["unit", "next_act_by", "id"], condition=models.Q(is_open=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PlainEvent(models.Model):
    """Something that happened in a case."""

    episode = models.ForeignKey(PlainEpisode, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        app_label = "plain"
        indexes = [
            models.Index(name="plain_event_time", fields=["episode", "occurred_at", "id"]),
            models.Index(name="plain_event_recorded", fields=["episode", "recorded_at"]),
        ]

    def __str__(self) -> str:
        return self.kind


class PlainDeadline(models.Model):
    """What is to be done in a case until a day."""

    episode = models.ForeignKey(PlainEpisode, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=60)
    started_on = models.DateField()
    due_on = models.DateField()
    act_by = models.DateField()
    met_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10)
    answers = models.CharField(max_length=20, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        app_label = "plain"
        indexes = [
            models.Index(
                name="plain_deadline_open",
                fields=["responsible", "act_by", "id"],
                condition=models.Q(outcome="open") & ~models.Q(answers="citizen"),
            ),
        ]

    def __str__(self) -> str:
        return self.clock


class PlainNote(models.Model):
    """A note on a case, stored as it is written."""

    key = models.UUIDField(unique=True)
    episode = models.ForeignKey(PlainEpisode, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    heading = models.TextField(blank=True, default="")
    text = models.TextField()
    occurred_at = models.DateTimeField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return str(self.key)
