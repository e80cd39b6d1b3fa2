"""Where the house is, when it is open and how it is called."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground.languages import present_language
from brobygger.records.house import words
from brobygger.records.house.forms.common import SettingForm, line_field, pair_of, phone_field, text_field
from brobygger.standard.model import WEEKDAYS

_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|til|to)\s*(\d{1,2})(?:[.:](\d{2}))?")
_ADDRESS = ("name", "street", "postal_code", "city")


def _address_of(data: Mapping[str, Any], key: str) -> dict[str, str]:
    found = data.get(key) or {}
    return {f"{key}_{part}": found.get(part, "") for part in _ADDRESS}


class _WithAddress(SettingForm):
    def address(self, key: str) -> dict[str, str]:
        return {part: self.cleaned_data[f"{key}_{part}"] for part in _ADDRESS}


def _places_of_address(key: str) -> dict[str, str]:
    return {key: f"{key}_name", **{f"{key}.{part}": f"{key}_{part}" for part in _ADDRESS}}


class HoursField(forms.CharField):
    """The hours of one weekday as people write them: "9-12, 13-15.30"; empty is closed. Gives pairs of "09:00"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)

    def clean(self, value: Any) -> list[tuple[str, str]]:
        """Read every span of the day."""
        typed = str(super().clean(value) or "").strip()
        found: list[tuple[str, str]] = []
        for part in (part.strip() for part in typed.split(",") if part.strip()):
            match = _SPAN.fullmatch(part)
            span = match and tuple(f"{int(match[at]):02}:{match[at + 1] or '00'}" for at in (1, 3))
            if not span or any(one > "23:59" or one[3:] > "59" for one in span):
                raise ValidationError(_("Write the hours as 9.00–15.00, and nothing on a day when it is closed."))
            if span[1] <= span[0]:
                raise ValidationError(_("It closes before it opens."))
            if any(span[0] < closes and opens < span[1] for opens, closes in found):
                raise ValidationError(_("Two of the times overlap."))
            found.append((span[0], span[1]))
        return found


class UnitForm(_WithAddress):
    """Where a unit is, when it is open and how it is called."""

    places = {
        **_places_of_address("address"),
        "phone": "phone",
        "menu_choice": "menu_choice",
        "floor": "floor_da",
        "hours": "hours_monday",
        "open_counselling": "open_counselling_monday",
        "hours_note": "hours_note_da",
    }
    field_order = ["valid_from"]

    phone = phone_field(gettext_lazy("Telephone"))
    menu_choice = forms.IntegerField(
        label=gettext_lazy("Number to press"),
        help_text=gettext_lazy("Empty when one comes straight through."),
        required=False,
        min_value=0,
        max_value=9,
    )
    address_name = line_field(gettext_lazy("Name at the address"))
    address_street = line_field(gettext_lazy("Street and number"))
    address_postal_code = line_field(gettext_lazy("Postal code"), most=10)
    address_city = line_field(gettext_lazy("Town"))
    floor_da = line_field(gettext_lazy("Room or floor"), required=False)
    floor_en = line_field(gettext_lazy("Room or floor, in English"), required=False)
    individual_agreements = forms.BooleanField(label=gettext_lazy("Other times can be agreed"), required=False)
    hours_note_da = text_field(gettext_lazy("Note on the hours"))
    hours_note_en = text_field(gettext_lazy("Note on the hours, in English"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, of in (("hours", _("Open on %(day)s")), ("open_counselling", _("Open counselling on %(day)s"))):
            for day, called in zip(WEEKDAYS, words.WEEKDAY_NAMES, strict=True):
                label = of % {"day": str(called) if present_language().startswith("en") else str(called).lower()}
                hint = _("As 9.00–15.00, or 9–12, 13–15; nothing when it is closed.") if day == WEEKDAYS[0] else ""
                self.fields[f"{key}_{day}"] = HoursField(label=label, help_text=hint)
        for name in ("individual_agreements", "hours_note_da", "hours_note_en"):
            self.fields[name] = self.fields.pop(name)  # after the hours that they are about

    def clean(self) -> dict[str, Any]:
        """Each wording in both languages."""
        data = super().clean() or {}
        self.both_or_none("floor")
        self.both_or_none("hours_note")
        return data

    def thing(self) -> dict[str, Any]:
        """As the file writes a unit. That nobody agrees on other times need not be said."""
        given = self.cleaned_data
        return {
            "address": self.address("address"),
            "floor": self.pair("floor"),
            "phone": given["phone"],
            "hours": self._hours("hours"),
            "open_counselling": self._hours("open_counselling"),
            "individual_agreements": given["individual_agreements"],
            "hours_note": self.pair("hours_note"),
        }

    def data_of_thing(self) -> dict[str, Any]:
        """The same; 0 is a number to press."""
        choice = self.cleaned_data["menu_choice"]
        return {**super().data_of_thing(), **({} if choice is None else {"menu_choice": choice})}

    def _hours(self, key: str) -> list[dict[str, Any]]:
        """Days with the same hours in one line, in the order of the week."""
        found: dict[tuple[str, str], list[str]] = {}
        for day in WEEKDAYS:
            for span in self.cleaned_data[f"{key}_{day}"]:
                found.setdefault(span, []).append(day)
        return [{"days": days, "opens": opens, "closes": closes} for (opens, closes), days in found.items()]

    @classmethod
    def initial_of(cls, _key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The unit as it is."""
        found = {
            **_address_of(data, "address"),
            **pair_of(data, "floor"),
            **pair_of(data, "hours_note"),
            **{key: data.get(key) for key in ("phone", "menu_choice", "individual_agreements")},
        }
        for key in ("hours", "open_counselling"):
            for item in data.get(key) or ():
                span = f"{words.clock(item['opens'])}–{words.clock(item['closes'])}"
                for day in item["days"]:
                    name = f"{key}_{day}"
                    found[name] = f"{found[name]}, {span}" if name in found else span
        return found


class CentreForm(_WithAddress):
    """How the centre as a whole is reached."""

    places = {
        **_places_of_address("address"),
        **_places_of_address("complaints"),
        "phone": "phone",
        "website_for_young": "website_for_young",
    }

    phone = phone_field(gettext_lazy("Telephone"))
    address_name = line_field(gettext_lazy("Name at the address"))
    address_street = line_field(gettext_lazy("Street and number"))
    address_postal_code = line_field(gettext_lazy("Postal code"), most=10)
    address_city = line_field(gettext_lazy("Town"))
    complaints_name = line_field(gettext_lazy("Complaints: name at the address"))
    complaints_street = line_field(gettext_lazy("Complaints: street and number"))
    complaints_postal_code = line_field(gettext_lazy("Complaints: postal code"), most=10)
    complaints_city = line_field(gettext_lazy("Complaints: town"))
    website_for_young = line_field(gettext_lazy("Website for the young"), required=False)

    def thing(self) -> dict[str, Any]:
        """As the file writes it."""
        given = self.cleaned_data
        return {
            "phone": given["phone"],
            "address": self.address("address"),
            "complaints": self.address("complaints"),
            "website_for_young": given["website_for_young"],
        }

    @classmethod
    def initial_of(cls, _key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """The centre as it is."""
        return {
            **_address_of(data, "address"),
            **_address_of(data, "complaints"),
            **{key: data.get(key) for key in ("phone", "website_for_young")},
        }
