"""Things with a name: partners and standing meetings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.records.house import words
from brobygger.records.house.forms.common import SettingForm, line_field, pair_of, text_field
from brobygger.standard.model import WEEKDAYS


class NamedForm(SettingForm):
    """Something with a name and perhaps an explanation: a partner."""

    places = {"name": "name_da", "name.en": "name_en", "text": "text_da", "text.en": "text_en", "id": "name_da"}

    name_da = line_field(gettext_lazy("Name"))
    name_en = line_field(gettext_lazy("Name in English"))
    text_da = text_field(gettext_lazy("Explanation"))
    text_en = text_field(gettext_lazy("Explanation in English"))

    def clean(self) -> dict[str, Any]:
        """Each wording in both languages."""
        data = super().clean() or {}
        self.both_or_none("text")
        return data

    def key(self) -> str:
        """An id for a new one, from its name: it stays although the name may change."""
        plain: str = self.cleaned_data["name_da"].lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
        return slugify(plain)[:60].strip("-")

    def thing(self) -> dict[str, Any]:
        """As the file writes it."""
        return {"name": self.pair("name"), "text": self.pair("text")}

    @classmethod
    def initial_of(cls, _key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """It as it is."""
        return {**pair_of(data, "name"), **pair_of(data, "text")}


class PhraseForm(NamedForm):
    """A sentence that one may take over: what it is called, and its words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("text_da", _("The words")), ("text_en", _("The words in English"))):
            self.fields[name].required = True
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = _("Write it.")


class ConferenceForm(NamedForm):
    """A standing meeting: its name, and the weekday on which it is held."""

    places = {**NamedForm.places, "weekday": "weekday"}

    weekday = forms.ChoiceField(label=gettext_lazy("Weekday"), required=False)
    field_order = ["valid_from", "weekday"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["weekday"]
        days = zip(WEEKDAYS, (str(one) for one in words.WEEKDAY_NAMES), strict=True)
        field.choices = [("", _("No fixed day")), *days]

    def thing(self) -> dict[str, Any]:
        """As the file writes it."""
        return {**super().thing(), "weekday": self.cleaned_data["weekday"]}

    @classmethod
    def initial_of(cls, _key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """It as it is."""
        return {**super().initial_of(_key, data), "weekday": data.get("weekday", "")}
