"""Plans, talks about them, and what comes after. What was agreed or held is written once and never changed."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.append_only import append_only
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters.models import Letter


class Plan(Sealed):
    """One version of a treatment plan, as the citizen agreed to it (KS 5, serviceloven § 101, stk. 8)."""

    class Involvement(models.TextChoices):
        """How far family and other relatives take part, as agreed (KS 5.1)."""

        NONE = "none", _("Not at all")
        INFORMED = "informed", _("They are told how it goes")
        TAKES_PART = "takes-part", _("They take part in talks or offers")
        LATER = "later", _("Not now; we take it up again")

    class How(models.TextChoices):
        """How the citizen agreed."""

        IN_TALK = "in-talk", _("In a talk")
        BY_PHONE = "by-phone", _("By phone")
        SIGNED = "signed", _("Signed on paper or screen")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plans")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    aim_kind = models.CharField(max_length=40)
    aim = EncryptedTextField()
    own_words = EncryptedTextField()
    effort = EncryptedTextField()
    duration_weeks = models.PositiveSmallIntegerField()
    services = EncryptedTextField()
    methods = EncryptedTextField()
    partners = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    partner_work = EncryptedTextField(blank=True, default="")
    family = EncryptedTextField()
    family_involvement = models.CharField(max_length=12, choices=Involvement.choices)
    family_agreement = EncryptedTextField(blank=True, default="")
    housing = EncryptedTextField(blank=True, default="")
    employment = EncryptedTextField(blank=True, default="")
    other_treatment = EncryptedTextField(blank=True, default="")
    aids = EncryptedTextField(blank=True, default="")
    evaluation_weeks = models.PositiveSmallIntegerField()
    next_on = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField()
    agreed_how = models.CharField(max_length=10, choices=How.choices)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    plain_columns: ClassVar = {
        "aim_kind": "an id of the standard",
        "partners": "ids of the standard",
    }

    class Meta:
        verbose_name = _("treatment plan")
        constraints = [models.UniqueConstraint(name="one_plan_of_a_version", fields=["episode", "version"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"plan version {self.version}"


class Goal(Sealed):
    """A goal or sub-goal in one version: specific, measurable, accepted, realistic, time-bound (KS 5.1).

    `key` is the goal's own through all versions, so that its way can be followed.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    key = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="sub_goals")
    order = models.PositiveSmallIntegerField()
    specific = EncryptedTextField()
    measurable = EncryptedTextField()
    accepted = EncryptedTextField()
    realistic = EncryptedTextField()
    due_on = models.DateField()

    plain_columns: ClassVar = {
        "key": "a mark of ours within the plan",
    }

    class Meta:
        verbose_name = _("goal")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="one_goal_of_a_key", fields=["plan", "key"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"goal {self.key}"


class TalkHow(models.TextChoices):
    """Where a talk was held."""

    CENTRE = "centre", _("At the centre")
    HOME = "home", _("At home or where the citizen is")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")


class FollowUp(Sealed):
    """A follow-up talk: the situation, the plan, its goals, and how often one has met (KS 5.2)."""

    class Rhythm(models.TextChoices):
        """How often citizen and centre have been in contact."""

        SEVERAL = "several-a-week", _("Several times a week")
        WEEKLY = "weekly", _("Every week")
        EVERY_OTHER = "every-other-week", _("Every other week")
        MONTHLY = "monthly", _("Once a month")
        LESS = "less", _("More seldom")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="follow_ups")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="follow_ups")
    held_at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=TalkHow.choices)
    situation = EncryptedTextField()
    plan_status = EncryptedTextField()
    own_words = EncryptedTextField(blank=True, default="")
    contacts = models.PositiveSmallIntegerField()
    rhythm = models.CharField(max_length=18, choices=Rhythm.choices)
    next_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("follow-up talk")
        indexes = [models.Index(name="follow_up_episode", fields=["episode", "-held_at"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"follow-up {self.held_at:%Y-%m-%d}"


class GoalStatus(Sealed):
    """How a goal stood at one talk."""

    class State(models.TextChoices):
        """The four answers."""

        REACHED = "reached", _("Reached")
        UNDER_WAY = "under-way", _("Under way")
        CHANGED = "changed", _("Changed")
        DROPPED = "dropped", _("Dropped")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="statuses")
    state = models.CharField(max_length=10, choices=State.choices)
    note = EncryptedTextField(blank=True, default="")

    class Meta:
        verbose_name = _("status of a goal")
        constraints = [models.UniqueConstraint(name="one_status_a_talk", fields=["follow_up", "goal"])]
        triggers = append_only()

    def __str__(self) -> str:
        return self.state


class Review(Sealed):
    """The whole plan gone through with the citizen, at least every half year, and found to hold (KS 5)."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plan_reviews")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    reviewed_at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=TalkHow.choices)
    own_words = EncryptedTextField()
    conclusion = EncryptedTextField()
    next_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("review of the plan")
        triggers = append_only()

    def __str__(self) -> str:
        return f"review {self.reviewed_at:%Y-%m-%d}"


class NetworkMeeting(Sealed):
    """A meeting with the citizen and another authority (KS 5.4)."""

    class About(models.TextChoices):
        """What it was about."""

        EMPLOYMENT = "employment", _("A course of employment")
        KIP = "kip", _("A KIP plan with psychiatry")
        SENTENCE = "serving-sentence", _("Alternative serving of a sentence")
        OTHER = "other", _("Something else")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="network_meetings")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    about = models.CharField(max_length=18, choices=About.choices)
    partners = ArrayField(models.CharField(max_length=60), default=list)
    participants = EncryptedTextField()
    citizen_took_part = models.BooleanField(default=True)
    agreed = EncryptedTextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    plain_columns: ClassVar = {
        "partners": "ids of the standard",
    }

    class Meta:
        verbose_name = _("network meeting")
        indexes = [models.Index(name="network_meeting_episode", fields=["episode", "-held_at"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"network meeting {self.held_at:%Y-%m-%d}"


class Ending(Sealed):
    """The end of a treatment: why, with what result, and what was reached (KS 5.5, 5.6)."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="endings")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()
    reason = models.CharField(max_length=40)
    result = models.CharField(max_length=40)
    reached = EncryptedTextField()
    advice = EncryptedTextField(blank=True, default="")
    # None: nobody asked, which is no answer.
    follow_up_consent = models.BooleanField(null=True)
    closing_status = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    discharge_letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    plain_columns: ClassVar = {
        "reason": "an id of the standard",
        "result": "an id of the standard",
    }

    class Meta:
        verbose_name = _("end of treatment")
        triggers = append_only()

    def __str__(self) -> str:
        return f"ending {self.ended_at:%Y-%m-%d}"


class AfterFollowUp(Sealed):
    """A follow-up one or six months after the end, with the citizen's consent (KS 5.5)."""

    class LedTo(models.TextChoices):
        """What came of it."""

        NOTHING = "nothing", _("No more is needed")
        ADVICE = "advice", _("Advice or help to get in touch with others")
        RELAPSE_PREVENTION = "relapse-prevention", _("Treatment to prevent relapse")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="after_follow_ups")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    month = models.PositiveSmallIntegerField()
    held_at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=TalkHow.choices)
    situation = EncryptedTextField()
    plan_status = EncryptedTextField()
    result = models.CharField(max_length=40)
    led_to = models.CharField(max_length=20, choices=LedTo.choices)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    plain_columns: ClassVar = {
        "result": "an id of the standard",
    }

    class Meta:
        verbose_name = _("follow-up after the end")
        triggers = append_only()

    def __str__(self) -> str:
        return f"after {self.month} months"
