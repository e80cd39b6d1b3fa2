"""The decision, and the hearing before it."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.models.kinds import WishMet, kind_name, kinds_of_treatment
from brobygger.care.visitation.models.meetings import AgendaItem
from brobygger.care.visitation.models.recommendations import Recommendation
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock
from brobygger.ground.versions import Versioned
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.models import Letter


class Hearing(Sealed):
    """A hearing (partshøring): the citizen is told what weighs against them, and asked for an answer (§ 19)."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="hearings")
    about = EncryptedTextField()
    reply_by = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("hearing")
        constraints = [
            models.UniqueConstraint(name="one_hearing_at_a_time", fields=["episode"], condition=models.Q(used=False))
        ]

    def __str__(self) -> str:
        return f"hearing {self.pk}"


class Decision(Sealed, Versioned):
    """A decision (afgørelse): a draft while it is written; once made the database lets nobody change it.

    What must be put right afterwards is a new decision that `replaces` this one.
    """

    class State(models.TextChoices):
        """Whether it has been made."""

        DRAFT = "draft", _("Draft")
        MADE = "made", _("Made")

    class Outcome(models.TextChoices):
        """What the citizen gets of what was asked for."""

        GRANTED = "granted", _("Granted")
        PARTLY = "partly", _("Granted in part")
        REFUSED = "refused", _("Refused")

    class HearingKind(models.TextChoices):
        """How forvaltningsloven § 19 was kept."""

        ANSWERED = "answered", _("Heard, and has answered")
        NO_REPLY = "no-reply", _("Heard, and has not answered in time")
        WAIVED = "waived", _("The citizen has answered at once or does not want to")
        NOT_OWED = "not-owed", _("Not needed, because the citizen knows everything that counts against them")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=5, choices=State.choices, default=State.DRAFT)
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    # A refusal of something more: the decision whose grant goes on beside it.
    beside = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="refused_beside")
    refused = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    favourable = models.BooleanField(null=True, blank=True)
    kind_of_treatment = models.CharField(max_length=40, choices=kinds_of_treatment, blank=True, default="")
    also = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    place = EncryptedTextField(blank=True, default="")
    reasons = EncryptedTextField(blank=True, default="")
    facts = EncryptedTextField(blank=True, default="")
    wish_met = models.CharField(max_length=8, choices=WishMet.choices, blank=True, default="")
    wish = EncryptedTextField(blank=True, default="")
    heard = models.BooleanField(default=False)
    hearing = models.ForeignKey(Hearing, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    hearing_kind = models.CharField(max_length=8, choices=HearingKind.choices, blank=True, default="")
    hearing_reason = EncryptedTextField(blank=True, default="")
    legal_basis = models.CharField(max_length=200, blank=True, default="")
    appeal_guidance = models.CharField(max_length=20, blank=True, default="")
    choice_limited = models.BooleanField(default=False)
    choice_limit_reason = EncryptedTextField(blank=True, default="")
    exhausted = EncryptedTextField(blank=True, default="")
    own_payment = models.PositiveIntegerField(null=True, blank=True)
    budget_on = models.DateField(null=True, blank=True)
    appeal = models.ForeignKey(
        "visitation.Appeal", null=True, blank=True, on_delete=models.PROTECT, related_name="new_decisions"
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    # Whether the meeting made it on its own day and it is only written down now; None while nobody has said.
    recorded_later = models.BooleanField(null=True, blank=True)
    ruling = models.ForeignKey(
        "visitation.Ruling", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_out_by"
    )
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    plain_columns: ClassVar = {
        "also": "kinds of treatment: our own words",
        "legal_basis": "the law, as we cite it",
        "appeal_guidance": "a code of ours",
    }

    class Meta:
        verbose_name = _("decision")
        indexes = [models.Index(name="decision_episode", fields=["episode", "-id"])]
        constraints = [
            models.UniqueConstraint(
                name="one_draft_decision_in_an_episode", fields=["episode"], condition=models.Q(state="draft")
            ),
            models.CheckConstraint(
                name="a_made_decision_has_outcome_basis_and_letter",
                condition=models.Q(state="draft")
                | (
                    models.Q(state="made", made_at__isnull=False, letter__isnull=False, favourable__isnull=False)
                    & ~models.Q(outcome="")
                    & ~models.Q(legal_basis="")
                    & ~models.Q(appeal_guidance="")
                ),
            ),
            models.CheckConstraint(
                name="an_unfavourable_decision_has_reasons",
                condition=models.Q(state="draft")
                | models.Q(favourable=True)
                | (models.Q(reasons__empty=False) & models.Q(facts__empty=False) & ~models.Q(hearing_kind="")),
            ),
        ]
        triggers = [
            Lock(
                name="a_made_decision_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="made"),
            )
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    @property
    def also_granted(self) -> list[str]:
        """What is granted beside the main treatment, in words."""
        return [] if self.refused else [kind_name(kind) for kind in self.also]

    @property
    def choice(self) -> str:
        """What is decided, as the form asks it: a refusal, or the kind of treatment."""
        return "refuse" if self.refused else self.kind_of_treatment
