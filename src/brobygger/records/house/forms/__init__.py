"""What is typed about the house: one form for one thing."""

from collections.abc import Mapping

from brobygger.records.house.forms.closings import NewClosingForm, form_to_change
from brobygger.records.house.forms.common import SettingForm, TakeOutForm, tomorrow
from brobygger.records.house.forms.named import ConferenceForm, NamedForm, PhraseForm
from brobygger.records.house.forms.places import CentreForm, UnitForm
from brobygger.standard.settings import CLOSED_DAYS

FORMS: Mapping[str, type[SettingForm]] = {
    CLOSED_DAYS: NewClosingForm,
    "units": UnitForm,
    "municipality": CentreForm,
    "partners": NamedForm,
    "conferences": ConferenceForm,
    "rooms": NamedForm,
    "themes": NamedForm,
    "phrases": PhraseForm,
}


def to_change(name: str, key: str) -> type[SettingForm]:
    """The form for a thing of a list that is there."""
    return form_to_change(key) if name == CLOSED_DAYS else FORMS[name]


__all__ = ["FORMS", "SettingForm", "TakeOutForm", "to_change", "tomorrow"]
