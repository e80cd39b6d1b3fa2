"""Appeals of drug decisions and complaints about the service (KS 5.8)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.models.decisions import Decision
from brobygger.ground import promised
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock, changes
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.models import Letter

_PUT_FORWARD = ("episode_id", "about", "means", "text", "received_at", "taken_by_id", "row_key")
_REASSESSED = ("state", "reasons", "late", "late_reason", "reassess_by", "reassessed_at", "reassessed_by_id")
_ANSWERED = ("answer", "answered_at", "answered_by_id")


class Means(models.TextChoices):
    """How it was put forward: both count (KS 5.8.1)."""

    ORAL = "oral", _("Told to us")
    WRITTEN = "written", _("In writing")


def about_choices() -> list[tuple[str, Promise | str]]:
    """What can be appealed; how soon treatment was to begin is what the standard in use promises."""
    late = gettext("Treatment has not begun within %(time)s") % {"time": promised.to_begin()}
    about = Appeal.About
    return [(one.value, late if one is about.GUARANTEE else one.label) for one in about]


class Appeal(Sealed):
    """An appeal of a drug decision, or of the guarantee not being kept. Taken in by staff on the case."""

    class About(models.TextChoices):
        """What is appealed (KS 5.8.1)."""

        REFUSAL = "refusal", _("Refusal of treatment")
        CHANGE = "change", _("Change of treatment, or another treatment than wished for")
        GUARANTEE = "guarantee", _("Treatment has not begun in time")
        OTHER = "other", _("Something else in the decision")

    class State(models.TextChoices):
        """How far it has come."""

        RECEIVED = "received", _("To be looked at again")
        DISMISSED = "dismissed", _("Too late, sent on to Ankestyrelsen")
        WITHDRAWN = "withdrawn", _("Withdrawn by the citizen")
        CHANGED = "changed", _("Changed: the citizen gets what was asked for")
        PARTLY = "partly", _("Changed in part, the rest sent on to Ankestyrelsen")
        UPHELD = "upheld", _("Upheld, sent on to Ankestyrelsen")

    class Late(models.TextChoices):
        """What was found when an appeal came after the time to appeal."""

        IN_TIME = "", _("In time")
        TO_EXAMINE = "to-examine", _("Too late: special reasons must be examined")
        ACCEPTED = "accepted", _("Too late, but taken up for special reasons")
        NOT_ACCEPTED = "not-accepted", _("Too late, no special reasons found")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    about = models.CharField(max_length=10, choices=about_choices)
    means = models.CharField(max_length=8, choices=Means.choices)
    text = EncryptedTextField()
    representative = EncryptedTextField(blank=True, default="")
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    late = models.CharField(max_length=12, choices=Late.choices, blank=True, default="")
    late_reason = EncryptedTextField(blank=True, default="")
    reassess_by = models.DateField(null=True, blank=True)
    reassessed_at = models.DateTimeField(null=True, blank=True)
    reassessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = EncryptedTextField(blank=True, default="")
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    forwarding = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    forwarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        indexes = [
            models.Index(name="appeal_episode", fields=["episode", "-id"]),
            models.Index(name="appeal_open", fields=["reassess_by", "id"], condition=models.Q(state="received")),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_appeal_is_of_a_decision_or_the_guarantee",
                condition=models.Q(decision__isnull=False) | models.Q(about="guarantee"),
            ),
        ]
        triggers = [
            Lock(name="appeals_are_never_deleted", operation=pgtrigger.Delete),
            # What was put forward stays, and so does what was answered, once.
            Lock(
                name="an_appeal_stays_as_it_came",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state <> 'received' AND {changes(*_REASSESSED)} "
                    f"OR {changes(*_PUT_FORWARD, 'decision_id', 'representative')}"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"

    @property
    def ruled(self) -> "Ruling | None":
        """What Ankestyrelsen ruled, None while it has not (no query where it was fetched along)."""
        return getattr(self, "ruling", None)


class Ruling(Sealed):
    """What Ankestyrelsen decided about an appeal that was sent on, as its letter told us (KS 5.8.1)."""

    class Outcome(models.TextChoices):
        """What came of the appeal."""

        UPHELD = "upheld", _("Upheld: our decision stands")
        CHANGED = "changed", _("Changed: the citizen gets another decision")
        SENT_BACK = "sent-back", _("Sent back: we must look at the case anew")

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="ruling")
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    ruled_on = models.DateField()
    received_at = models.DateTimeField()
    reference = EncryptedTextField(blank=True, default="")
    text = EncryptedTextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ruling of Ankestyrelsen")
        triggers = [Lock(name="rulings_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"ruling {self.pk}"


class ServiceComplaint(Sealed):
    """A complaint about service level, offers, places or staff conduct: answered by letter (KS 5.8.2)."""

    class About(models.TextChoices):
        """What is complained of."""

        SERVICE_LEVEL = "service-level", _("The general level of service")
        OFFERS = "offers", _("Which treatments there are")
        PLACES = "places", _("How many places there are, or the waiting time")
        CONDUCT = "conduct", _("How staff behaved")
        OTHER = "other", _("Something else")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="service_complaints")
    about = models.CharField(max_length=14, choices=About.choices)
    means = models.CharField(max_length=8, choices=Means.choices)
    text = EncryptedTextField()
    received_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answer = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("complaint")
        indexes = [
            models.Index(name="complaint_episode", fields=["episode", "-id"]),
            models.Index(
                name="complaint_open",
                fields=["received_at", "id"],
                condition=models.Q(answered_at__isnull=True),
            ),
        ]
        triggers = [
            Lock(name="complaints_are_never_deleted", operation=pgtrigger.Delete),
            Lock(
                name="a_complaint_stays_as_it_came",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.answered_at IS NOT NULL AND {changes(*_ANSWERED)} OR {changes(*_PUT_FORWARD)}"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"complaint {self.pk}"
