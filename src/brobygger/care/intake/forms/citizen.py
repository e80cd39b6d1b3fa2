"""The form of the citizen's own facts. Protected facts are shown in it only after the act of unmasking."""

from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger import standard
from brobygger.care.intake.forms.children import ChildrenMixin
from brobygger.care.intake.forms.shared import check_birth_date, check_number
from brobygger.care.intake.unnamed import is_stand_in
from brobygger.ground.phones import PhoneField
from brobygger.records.people import municipalities
from brobygger.records.people.models import Person
from brobygger.records.people.services import AtHome, PersonDraft

SEALED = ("cpr", "name", "address")  # kept as they are when their field is left empty


def home_municipalities(person: Person) -> list[tuple[str, str]]:
    """Where a citizen may live: our own first, then all by name; what stands stays a choice though no list knows it."""
    own, home = (municipalities.number(code) for code in (standard.load().municipality.code, person.municipality))
    known = municipalities.choices()
    stands = [(home, home)] if home and home not in dict(known) else []
    others = [pair for pair in known if pair[0] != own]
    return [("", _("Not asked")), (own, municipalities.named(own)), *stands, *others]


class CitizenForm(ChildrenMixin):
    """Who the citizen is and how they want to be reached.

    `asks_number` is False for who stays anonymous: then no CPR number is asked for. One that is sent all the same keeps
    its field, so that what is said about it stands beside it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    cpr = forms.CharField(
        label=gettext_lazy("CPR number"),
        max_length=14,
        required=False,
        help_text=gettext_lazy("Or a replacement number, such as 0107501AB1."),
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Birth date"),
        required=False,
        widget=forms.DateInput(),
        error_messages={"invalid": gettext_lazy("Write a date, such as 5.4.1982.")},
    )
    name_protected = forms.BooleanField(label=gettext_lazy("The name is protected"), required=False)
    address_protected = forms.BooleanField(label=gettext_lazy("The address is protected"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    phone = PhoneField(label=gettext_lazy("Phone"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write a whole e-mail address, such as navn@eksempel.dk.")},
    )
    contact_by = forms.ChoiceField(
        label=gettext_lazy("How does the citizen want to be reached?"),
        choices=Person.ContactBy.choices,
        required=False,
    )
    no_messages = forms.BooleanField(label=gettext_lazy("Leave no message on the phone"), required=False)
    contact_wishes = forms.CharField(
        label=gettext_lazy("What must we be careful about?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: ring only in the morning."),
    )
    digital_post_exempt = forms.BooleanField(
        label=gettext_lazy("Exempt from Digital Post: letters go on paper"), required=False
    )
    own_doctor = forms.CharField(
        label=gettext_lazy("Own doctor"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name and address, one a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    interpreter_language = forms.CharField(
        label=gettext_lazy("Interpreter"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Which language? Empty when none is needed."),
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("Home municipality"),
        required=False,
        help_text=gettext_lazy("Treatment is free wherever one lives; another municipality marks it for settlement."),
        error_messages={"invalid_choice": gettext_lazy("Choose a municipality on the list.")},
    )

    def __init__(
        self, *args: Any, person: Person, unmasked: bool = False, asks_number: bool = True, **kwargs: Any
    ) -> None:
        self.person = person
        self.unmasked = unmasked
        super().__init__(*args, **kwargs)
        self.fields["phone"].standing = person.phone  # type: ignore[attr-defined]
        self.fields["municipality"].choices = home_municipalities(person)  # type: ignore[attr-defined]
        for name in self.sealed:
            self.fields[name].help_text = _("Kept as it is when you leave the field empty.")
        if not asks_number and not str(self.data.get("cpr") or "").strip():
            del self.fields["cpr"]
        if not person.is_alias:
            self.ask("name", _("Write a name."))

    def ask(self, name: str, missing: str) -> None:
        """Require a field, unless it is sealed and kept as it is when it is left empty: label and rule agree."""
        if name not in self.sealed and name in self.fields:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = missing

    @property
    def sealed(self) -> list[str]:
        """The fields that are not filled in: what they hold is shown only by an act that is logged."""
        person = self.person
        covered = [
            ("cpr", bool(person.cpr)),
            ("name", person.name_protected),
            ("address", person.address_protected),
        ]
        return [name for name, is_covered in covered if is_covered and getattr(person, name)]

    @classmethod
    def initial_of(cls, person: Person, home: AtHome) -> dict[str, Any]:
        """What stands now, without what is sealed."""
        held = {field.name: getattr(person, field.name) for field in fields(PersonDraft)}
        held["cpr"] = ""
        held["municipality"] = municipalities.number(person.municipality)
        if person.name_protected or is_stand_in(person.name):
            held["name"] = ""
        if person.address_protected:
            held["address"] = ""
        children = cls.children_initial(home)
        if person.name_protected:
            children = {name: value for name, value in children.items() if not name.endswith("_name")}
        return {**held, "version": person.version, **children}

    def clean_cpr(self) -> str:
        """The number, or the error beside its field."""
        return check_number(self.cleaned_data["cpr"])

    def clean_birth_date(self) -> date | None:
        """A birth date that has been, of somebody who may be alive."""
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None:
            check_birth_date(born)
        return born

    def clean(self) -> dict[str, Any]:
        """A name is needed unless the citizen is anonymous, and so it is when a number is written."""
        data = super().clean() or {}
        known = bool(data.get("name")) or self.has_error("name")
        if not known and "name" not in self.sealed and not self.is_alias:
            self.add_error("name", _("Write a name."))
        return data

    @property
    def is_alias(self) -> bool:
        """Whether the citizen stays under an alias: they were, and no number is written."""
        return self.person.is_alias and not self.cleaned_data.get("cpr")

    def draft(self) -> PersonDraft:
        """What is to be written; sealed fields left empty stay as they are."""
        data = dict(self.cleaned_data)
        for name in self.sealed:
            data[name] = data.get(name) or getattr(self.person, name)
        name = data.get("name") or (self.person.name if self.is_alias else "")
        known = {field.name for field in fields(PersonDraft)}
        rest = {key: value for key, value in data.items() if key in known and key not in ("name", "birth_date")}
        return PersonDraft(
            name=name,
            is_alias=self.is_alias,
            sex=self.person.sex,
            birth_date=data.get("birth_date"),
            **rest,
        )
