"""People as the record knows them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.people import indexes


class Person(Sealed):
    """A citizen. Under an alias (sundhedsloven § 141, stk. 7) there is a name to call, and no number at all."""

    class Sex(models.TextChoices):
        """As the personal number tells it, or as the person says."""

        FEMALE = "F", _("Woman")
        MALE = "M", _("Man")
        OTHER = "X", _("Other")
        UNKNOWN = "", _("Not known")

    class AtHome(models.TextChoices):
        """Whether children under 18 live at home with the citizen. Nobody has asked is not "no" (KS 3.4)."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_ASKED = "", _("Not asked")

    class ContactBy(models.TextChoices):
        """How the person wants to be reached."""

        ANY = "", _("No wish stated")
        PHONE = "phone", _("Call")
        TEXT = "text", _("Text message")
        LETTER = "letter", _("Letter")
        DIGITAL_POST = "digital-post", _("Digital Post")
        IN_PERSON = "in-person", _("Only in person")

    name = EncryptedTextField()
    is_alias = models.BooleanField(default=False)
    cpr = EncryptedTextField(blank=True, default="")
    cpr_index = models.BinaryField(null=True, unique=True, editable=False)
    # A number that was told, while the record has it under somebody whom the writer could not see: `cpr_index` is empty
    # then, and a colleague who may see both says whether they are the same citizen.
    told_index = models.BinaryField(null=True, db_index=True, editable=False)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True, default="")
    name_protected = models.BooleanField(default=False)
    address_protected = models.BooleanField(default=False)
    address = EncryptedTextField(blank=True, default="")
    phone = EncryptedTextField(blank=True, default="")
    email = EncryptedTextField(blank=True, default="")
    municipality = models.CharField(max_length=4, blank=True, default="")
    children_at_home = models.CharField(max_length=3, choices=AtHome.choices, blank=True, default="")
    own_doctor = EncryptedTextField(blank=True, default="")
    interpreter_language = EncryptedTextField(blank=True, default="")
    contact_by = models.CharField(max_length=20, choices=ContactBy.choices, blank=True, default="")
    # Found by the number whole, however it is written; several people may share one, an alias with no name.
    phone_index = models.BinaryField(null=True, db_index=True, editable=False)
    no_messages = models.BooleanField(default=False)
    contact_wishes = EncryptedTextField(blank=True, default="")
    digital_post_exempt = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    # A number that was told and is somebody else's own is found apart from theirs (see services).
    plain_columns: ClassVar = {
        "municipality": "stays plain: a municipality's number",
    }

    blind_indexes: ClassVar = {
        "cpr_index": lambda person: indexes.cpr_index(person.cpr) if person.cpr_index else None,
        "told_index": lambda person: indexes.cpr_index(person.cpr) if person.told_index else None,
        "phone_index": lambda person: indexes.phone_index(person.phone, alias=person.is_alias),
    }

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(
                name="an_alias_has_no_number",
                condition=models.Q(is_alias=False) | models.Q(cpr_index__isnull=True, told_index__isnull=True),
            ),
            models.CheckConstraint(
                name="a_told_number_is_not_their_own",
                condition=models.Q(cpr_index__isnull=True) | models.Q(told_index__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class PersonNumber(Sealed):
    """A number that a person had before: numbers are changed, and old papers must still find the person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_numbers")
    cpr = EncryptedTextField()
    cpr_index = models.BinaryField(db_index=True, editable=False)
    until = models.DateField()
    reason = EncryptedTextField(blank=True, default="")

    blind_indexes: ClassVar = {"cpr_index": lambda number: indexes.cpr_index(number.cpr)}

    def __str__(self) -> str:
        return f"former number of person {self.person_id}"


class Child(Sealed):
    """A child in the life of a person; one at home is what the enrolment notice is about (KS 3.4).

    The name or the birth date may be unknown, not both.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="children")
    name = EncryptedTextField(blank=True, default="")
    birth_date = models.DateField(null=True, blank=True)
    lives_at_home = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["birth_date", "id"]

    def __str__(self) -> str:
        return f"child of person {self.person_id}"
