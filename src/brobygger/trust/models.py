"""What trust remembers: accounts, sessions, the audit trail with its seals, broken glass, and done work."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from pgtrigger import Condition, Delete, Update

from brobygger.ground import clock, kept
from brobygger.ground.append_only import append_only
from brobygger.ground.chain import Seal, SealedRow
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock, changes
from brobygger.ground.once import ReceivedForm
from brobygger.trust import roles as role_names
from brobygger.trust.second_person import Notice as Notice
from brobygger.trust.second_person import Proposal as Proposal


class AccountManager(BaseUserManager["Account"]):
    """Makes and finds accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        """Make an account; without a password it can only be reached through the organisation's login."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person of the staff. Roles and units stand on the row: one query tells what they may."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True, default="", help_text="The direct number, printed on letters.")
    roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    units = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="Made by the demo: may be chosen without a password there.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    plain_columns: ClassVar = {
        "password": "a slow hash",
        "email": "of the staff: they sign in by it",
        "name": "of the staff: it stands on pages and letters",
        "title": "of the staff",
        "phone": "of the staff: it stands on letters",
    }

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="account_email_is_lower"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Give the name as it is shown to colleagues and citizens."""
        return self.name

    def get_short_name(self) -> str:
        """Give the first name."""
        return self.name.split(" ")[0]

    @property
    def role_labels(self) -> list[str]:
        """Give the roles in words, in the reader's language."""
        return role_names.labels(self.roles)

    @cached_property
    def has_notices(self) -> bool:
        """Whether this account is to be told something that it has not seen. A session brings it along."""
        return self.notices.filter(seen_at__isnull=True).exists()

    @cached_property
    def open_grants(self) -> tuple[int, ...]:
        """Episodes that this account has open by breaking the glass. A session brings them along."""
        if self.pk is None:
            return ()
        open_now = BreakGlass.objects.filter(account_id=self.pk, expires_at__gt=clock.now())
        return tuple(open_now.values_list("episode_id", flat=True))


class Session(Sealed):
    """A signed-in browser. Only a digest of the cookie is kept, so the table opens no session if it leaks."""

    key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    data = EncryptedTextField()
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    plain_columns: ClassVar = {
        "key": "a digest of the browser's key",
    }

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="session_seen")]

    def __str__(self) -> str:
        return f"session of account {self.account_id}"


class AuditEntry(SealedRow):
    """One act: who did what with whose data, when, for what purpose, with what outcome. Written once.

    `episode_ids` are the cases of a list that showed several.
    """

    class Kind(models.TextChoices):
        READ = "read"
        SEARCH = "search"
        CHANGE = "change"
        EXPORT = "export"
        REFUSAL = "refusal"
        BREAK_GLASS = "break-glass"
        REVIEW = "review"
        SIGN_IN = "sign-in"
        SIGN_OUT = "sign-out"
        SYSTEM = "system"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    action = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_roles = ArrayField(models.CharField(max_length=40), default=list)
    person_id = models.BigIntegerField(null=True)
    episode_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=80, blank=True)
    object_ids = ArrayField(models.BigIntegerField(), default=list)
    purpose = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=20, default="ok")
    detail = models.JSONField(default=dict)
    episode_ids = ArrayField(models.BigIntegerField(), null=True)

    plain_columns: ClassVar = {
        "action": "a name in code",
        "actor_roles": "names of roles",
        "object_type": "a name in code",
        "purpose": "one of our own sentences",
        "outcome": "one of our own words",
        "detail": "short words of ours and numbers, never what somebody typed",
        **SealedRow.plain_columns,
    }

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="audit_person", condition=Q(person_id__isnull=False)),
            models.Index(fields=["episode_id", "-id"], name="audit_episode", condition=Q(episode_id__isnull=False)),
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
            models.Index(fields=["cluster", "xid"], name="audit_xid"),
            GinIndex(fields=["episode_ids"], name="audit_lists", condition=Q(episode_ids__isnull=False)),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.action}"


class AuditSeal(Seal):
    """A closed batch of the audit trail."""

    class Meta:
        ordering = ["number"]
        triggers = append_only()


class Imprint(models.Model):
    """What the software has left in its database to know it by: which keys, which reckoning, which version.

    Written by the schema's owner at a set-up, and by a rotation of keys; see `ring_check` and the web's `schema`.
    """

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    keeps = kept.IMPRINT
    plain_columns: ClassVar = {
        "name": "a name in code",
        "value": "one-way codes and versions",
    }

    def __str__(self) -> str:
        return self.name


_OPENING = ("account_id", "episode_id", "person_id", "number", "unit", "compartment", "reason", "row_key", "opened_at")
_REVIEW = ("review", "reviewed_by_id", "reviewed_at", "remark")
_OPENING_CHANGED = (
    f"NEW.expires_at > OLD.expires_at OR NEW.reviewed_by_id = OLD.account_id OR {changes(*_OPENING)} "
    f"OR (OLD.review <> 'waiting' AND {changes(*_REVIEW)})"
)


class BreakGlass(Sealed):
    """A case opened outside the reader's unit: by whom, why, until when, and what the manager said of it."""

    class Review(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        QUESTIONED = "questioned"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="broken_glass")
    episode_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    number = models.CharField(max_length=40)
    unit = models.CharField(max_length=40, blank=True)
    compartment = models.CharField(max_length=20)
    reason = EncryptedTextField()
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    review = models.CharField(max_length=20, choices=Review.choices, default=Review.WAITING)
    reviewed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    remark = EncryptedTextField(blank=True, default="")

    plain_columns: ClassVar = {
        "number": "a case's number",
    }

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["account", "expires_at"], name="glass_open"),
            models.Index(fields=["unit", "-opened_at"], name="glass_waiting", condition=Q(review="waiting")),
        ]
        triggers = [
            Lock(name="openings_are_never_deleted", operation=Delete),
            # What was opened, by whom and why stays; it can end before its time, and be answered once, by another.
            Lock(name="an_opening_stays_as_it_was", operation=Update, condition=Condition(_OPENING_CHANGED)),
        ]

    def __str__(self) -> str:
        return f"{self.number} opened by account {self.account_id}"


class OnceKey(ReceivedForm):
    """Which forms our accounts have sent."""

    class Meta:
        indexes = [models.Index(fields=["at"], name="once_at")]


class JobDone(models.Model):
    """A job whose work is committed: running it again after a killed worker does nothing more."""

    key = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    plain_columns: ClassVar = {
        "key": "a job's name and number",
    }

    class Meta:
        indexes = [models.Index(fields=["at"], name="job_done_at")]

    def __str__(self) -> str:
        return self.key
